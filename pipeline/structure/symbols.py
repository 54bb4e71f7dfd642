"""The symbol of the document itself, from a line of its head or from its file name, and the organ behind it."""

from __future__ import annotations

import re
from functools import cache

from pipeline.tables import load_rows
from pipeline.text.symbols import parse_symbol

_NAME_PART = re.compile(
    r"\d{1,4}[A-Z]?|[A-Z]{1,5}|(?:S|ES)-\d{1,2}|(?:Add|Rev|Corr|L|C|CN|AC|WP|CRP|INF|PV|SR|Sub|WG|CONF)\.\d{1,3}"
)
_LONGEST = 60
_DOUBLE = re.compile(r"(?<=\d)-(?=[AS]/)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def symbol_in(folded: str) -> str | None:
    """The symbol that a line of the head consists of, without the star of a reissue, or None.

    A document of two organs (A/70/850-S/2016/385) goes by the first of its symbols.
    """
    if "/" not in folded or not folded.isascii() or len(folded) > _LONGEST:
        return None
    symbol = parse_symbol(_DOUBLE.split(folded)[0])
    return symbol.canonical.rstrip("*") if symbol and any(c.isdigit() for c in folded) else None


def symbol_of_name(name: str) -> str | None:
    """The symbol that a file name spells: ``A_72_260.txt`` is A/72/260, ``S_RES_1927_2010`` S/RES/1927(2010)."""
    stem = name.rsplit(".", 1)[0] if re.search(r"\.[A-Za-z]{1,5}$", name) else name
    taken: list[str] = []
    for part in re.split(r"[_\s]", stem):
        if not _NAME_PART.fullmatch(part):
            break
        taken.append(part)
    while taken and not any(c.isdigit() for c in taken[-1]):
        taken.pop()
    if len(taken) < 2 or (taken[0] == "A" and len(taken) == 2 and len(taken[1]) < 3):
        return None
    if taken[:2] == ["S", "RES"] and len(taken) == 4 and _YEAR.fullmatch(taken[3]):
        taken = ["S", "RES", f"{taken[2]}({taken[3]})"]
    symbol = parse_symbol("/".join(taken))
    return symbol.canonical if symbol else None


@cache
def _organs() -> tuple[tuple[str, str], ...]:
    rows = ((row["prefix"], row["organ"]) for _, row in load_rows("organs.tsv"))
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def _organ_names() -> frozenset[str]:
    return frozenset(organ for _, organ in _organs())


def organ_of_symbol(symbol: str) -> str | None:
    """The organ whose document bears this symbol."""
    return next((organ for prefix, organ in _organs() if symbol.startswith(prefix)), None)


def symbol_of_resolution(number: str, opening: str) -> str | None:
    """The symbol of a resolution headed ``52/77. …`` whose text opens with its organ (``大会，``), or None."""
    said = ((opening.find(f"{organ},"), prefix) for prefix, organ in _organs())
    first = min(((place, -len(prefix), prefix) for place, prefix in said if place >= 0), default=None)
    symbol = parse_symbol(f"{first[2]}RES/{number}") if first else None
    return symbol.canonical if symbol else None


def organ_named(folded: str) -> str | None:
    """The organ that a line of the head consists of, with or without the name of the Organization."""
    names = _organ_names()
    bare = folded.rstrip("* ")
    return next((name for name in (bare, bare[3:]) if name in names and bare.endswith(name)), None)
