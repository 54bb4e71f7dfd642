"""What a line begins with: a chapter, an annex, a numbered paragraph, an item, a footnote …"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from pipeline.tables import any_of, load_patterns

WHOLE = {"annex", "summary", "contents_heading", "contents", "heading", "caption", "resolution_title", "signature"}
"""Kinds that fill their line; the others only open it."""
OPENING = 200
"""A part that fills its line is no longer than this."""
_AGAIN = 16
"""A line is asked about again while it is cut, joined and sorted: its answer is kept that long."""
_APART = re.compile(r"\s{2,}|\t")


class Mark(Struct, frozen=True, gc=False):
    """The opening of a part: its kind, printed number, title and level."""

    kind: str
    number: str | None = None
    title: str | None = None
    level: int | None = None


@lru_cache(maxsize=_AGAIN)
def mark_of(folded: str) -> Mark | None:
    """The mark that a folded line opens with, or None."""
    if not _any_mark().match(folded):
        return None
    for matches, kind, level in _long_patterns() if len(folded) > OPENING else _patterns():
        found = matches(folded)
        if found:
            groups = found.groupdict()
            number = groups.get("number") or groups.get("ordinal")
            return Mark(kind, number, (groups.get("title") or "").strip() or None, level)
    return None


Tried = tuple[Callable[[str], re.Match[str] | None], str, int | None]


@cache
def _any_mark() -> re.Pattern[str]:
    return any_of(row["regex"] for row in load_patterns("structure"))


@cache
def _patterns() -> tuple[Tried, ...]:
    return tuple(_tried(row) for row in load_patterns("structure"))


@cache
def _long_patterns() -> tuple[Tried, ...]:
    return tuple(_tried(row) for row in load_patterns("structure") if row["kind"] not in WHOLE)


def _tried(row: dict[str, Any]) -> Tried:
    regex = re.compile(row["regex"])
    return (regex.fullmatch if row["kind"] in WHOLE else regex.match), row["kind"], row.get("level")


@cache
def _furniture() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["reason"], re.compile(row["regex"])) for row in load_patterns("furniture"))


@lru_cache(maxsize=_AGAIN)
def furniture_of(folded: str) -> str | None:
    """Why a line belongs to the page and not to the text, or None; its parts may stand far apart."""
    if len(folded) > OPENING:
        return None
    line = _reason(" ".join(folded.split()))
    parts = [] if line else [_reason(part) for part in _APART.split(folded.strip())]
    return line or (parts[0] if all(parts) and len(parts) > 1 else None)


@cache
def _any_furniture() -> re.Pattern[str]:
    return any_of(row["regex"] for row in load_patterns("furniture"))


def _reason(text: str) -> str | None:
    if not _any_furniture().match(text):
        return None
    return next((reason for reason, regex in _furniture() if regex.fullmatch(text)), None)
