"""What did the reading: the program's version and the fingerprints of its code and tables."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def program() -> dict[str, str]:
    """``{version, code, tables}``: two runs with the same three read the same bytes alike."""
    try:
        release = version("unreport")
    except PackageNotFoundError:  # run from a checkout that is not installed
        release = "unknown"
    tables = _PACKAGE / "tables"
    code = [path for path in _PACKAGE.rglob("*.py") if "node_modules" not in path.parts]
    data = [path for path in tables.rglob("*") if path.suffix in {".tsv", ".toml"}]
    return {"version": release, "code": _digest(code), "tables": _digest(data)}


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
