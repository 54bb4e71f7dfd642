"""What a line begins with: a chapter, an annex, a numbered paragraph, an item, a footnote …"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from msgspec import Struct

from pipeline.tables import first_of, load_patterns

WHOLE = {"annex", "summary", "contents_heading", "contents", "heading", "caption", "resolution_title", "signature"}
"""Kinds that fill their line; the others only open it."""
OPENING = 200
"""A part that fills its line is no longer than this."""
_AGAIN = 16
"""A line is asked about again while it is cut, joined and sorted: its answer is kept that long."""
_APART = re.compile(r"\s(?:\s+|(?<=\t))")


class Mark(Struct, frozen=True, gc=False):
    """The opening of a part: its kind, printed number, title and level."""

    kind: str
    number: str | None = None
    title: str | None = None
    level: int | None = None


@lru_cache(maxsize=_AGAIN)
def mark_of(folded: str) -> Mark | None:
    """The mark that a folded line opens with, or None."""
    first, patterns = _openings(long=len(folded) > OPENING)
    index = first(folded)
    found = patterns[index][0].match(folded) if index is not None else None
    if index is None or found is None:
        return None
    _, kind, level = patterns[index]
    groups = found.groupdict()
    number = groups.get("number") or groups.get("ordinal")
    return Mark(kind, number, (groups.get("title") or "").strip() or None, level)


@cache
def _openings(*, long: bool) -> tuple[Callable[[str], int | None], list[tuple[re.Pattern[str], str, int | None]]]:
    """Which pattern a line opens with, and the patterns with their kinds and levels."""
    rows = [row for row in load_patterns("structure") if not (long and row["kind"] in WHOLE)]
    regexes = [f"(?:{row['regex']})\\Z" if row["kind"] in WHOLE else row["regex"] for row in rows]
    kinds = [(re.compile(regex), row["kind"], row.get("level")) for regex, row in zip(regexes, rows, strict=True)]
    return first_of(regexes), kinds


@lru_cache(maxsize=_AGAIN)
def furniture_of(folded: str) -> str | None:
    """Why a line belongs to the page and not to the text, or None; its parts may stand far apart."""
    if len(folded) > OPENING:
        return None
    line = _reason(" ".join(folded.split()))
    if line or not _APART.search(folded):
        return line
    parts = [_reason(part) for part in _APART.split(folded.strip())]
    return parts[0] if all(parts) and len(parts) > 1 else None


@cache
def _first_furniture() -> Callable[[str], int | None]:
    return first_of(f"(?:{row['regex']})\\Z" for row in load_patterns("furniture"))


def _reason(text: str) -> str | None:
    index = _first_furniture()(text)
    return None if index is None else load_patterns("furniture")[index]["reason"]
