"""Tables as plain rows: TSV for names, TOML for patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import BadTable

FOLDER = Path(__file__).parent


def load_rows(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a TSV under ``tables/`` as (line number, column → value); a wrong width is refused."""
    path = FOLDER / name
    lines = path.read_text(encoding="utf8").split("\n")
    header = lines[0].split("\t")
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise BadTable(f"{name}:{number}: {len(cells)} columns where the header has {len(header)}")
        yield number, dict(zip(header, cells, strict=True))


def load_patterns(name: str) -> list[dict[str, Any]]:
    """The ``[[pattern]]`` rows of ``tables/patterns/<name>.toml``; one without examples is refused."""
    patterns: list[dict[str, Any]] = load_vocabulary(name).get("pattern", [])
    for row in patterns:
        if not row.get("id") or not row.get("examples"):
            raise BadTable(f"{name}.toml: pattern {row.get('id')!r}: an id and examples are needed")
    return patterns


def load_expressions(name: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a table compiled, by id; ``<<name>>`` in a regex stands for a fragment of the same table."""
    fragments: dict[str, str] = {}
    for fragment, regex in load_vocabulary(name).get("fragments", {}).items():
        fragments[fragment] = f"(?:{_filled(regex, fragments)})"
    return {row["id"]: re.compile(_filled(row["regex"], fragments)) for row in load_patterns(name)}


def _filled(regex: str, fragments: dict[str, str]) -> str:
    return re.sub("<<(\\w+)>>", lambda match: fragments[match[1]], regex)


@cache
def load_vocabulary(name: str) -> dict[str, Any]:
    """All of ``tables/patterns/<name>.toml``: its patterns, and the words and phrases that they are written with.

    Read once per process and shared: nobody changes it.
    """
    path = FOLDER / "patterns" / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except tomllib.TOMLDecodeError as exc:
        raise BadTable(f"{path.name}: {exc}") from exc
