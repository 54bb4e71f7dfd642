"""The symbol of the document itself, from a line of its head or from its file name, and the organ behind it."""

from __future__ import annotations

import re
from functools import cache

from pipeline.tables import load_rows

_BODIES = (
    r"(?:A|S|E|T|ST|HRI|CRC|CEDAW|CCPR|CERD|CAT|CMW|CRPD|CED|DP|TD|UNEP|ID|FCCC|ICCD|CBD|ISBA|SPLOS|CLCS|NPT"
    r"|CD|PBC|JIU)"
)
_PART = r"[A-Za-z0-9.\-]{1,16}"
_PAREN = r"(?: ?\((?:\d{4}|[IVXLS\-]{1,8}|Vol\. [IVX]{1,4}|Part [IVX]{1,4}|SUPP|Supp|Sect\. \d{1,2})\))?"
_LETTER = r"(?: ?[A-Z](?![A-Za-z]))?"
_SYMBOL = re.compile(
    rf"(?<![A-Za-z0-9/]){_BODIES}(?:/{_PART}){{1,8}}{_LETTER}{_PAREN}(?:/(?:Add|Rev|Corr)\.\d{{1,3}})?"
)
_STARS = re.compile(r"\*{0,3}")
_NAME_PART = re.compile(
    r"\d{1,4}[A-Z]?|[A-Z]{1,5}|(?:S|ES)-\d{1,2}|(?:Add|Rev|Corr|L|C|CN|AC|WP|CRP|INF|PV|SR|Sub|WG|CONF)\.\d{1,3}"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def symbol_in(folded: str) -> str | None:
    """The symbol that a line of the head consists of: ``A/72/260*``, ``S/RES/2446 (2018)``, or None."""
    found = _SYMBOL.match(folded)
    if found is None or not _STARS.fullmatch(folded, found.end()) or not any(c.isdigit() for c in found.group()):
        return None
    return found.group().replace(" (", "(") if "/RES/" in found.group() else found.group()


def symbol_of_name(name: str) -> str | None:
    """The symbol that a file name spells: ``A_72_260.txt`` is A/72/260, ``S_RES_1927_2010`` S/RES/1927(2010)."""
    stem = name.rsplit(".", 1)[0] if "." in name else name
    parts = re.split(r"[_\s]", stem)
    if not re.fullmatch(_BODIES, parts[0]):
        return None
    taken = [parts[0]]
    for part in parts[1:]:
        if not _NAME_PART.fullmatch(part):
            break
        taken.append(part)
    while len(taken) > 1 and not any(c.isdigit() for c in taken[-1]):
        taken.pop()
    if len(taken) < 2 or (taken[0] == "A" and len(taken) == 2 and len(taken[1]) < 3):
        return None
    if taken[:2] == ["S", "RES"] and len(taken) == 4 and _YEAR.fullmatch(taken[3]):
        return f"S/RES/{taken[2]}({taken[3]})"
    return "/".join(taken)


@cache
def _organs() -> tuple[tuple[str, str], ...]:
    rows = ((row["prefix"], row["organ"]) for _, row in load_rows("organs.tsv"))
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def organ_of_symbol(symbol: str) -> str | None:
    """The organ whose document bears this symbol."""
    return next((organ for prefix, organ in _organs() if symbol.startswith(prefix)), None)


def organ_named(folded: str) -> str | None:
    """The organ that a line of the head consists of, with or without the name of the Organization."""
    names = {organ for _, organ in _organs()}
    bare = folded.rstrip("* ")
    return next((name for name in (bare, bare[3:]) if name in names and bare.endswith(name)), None)
