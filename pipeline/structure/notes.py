"""Footnotes: their markers, and the block that each belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.structure.units import Unit

_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BEHIND = re.compile(r"[/.]?\s*")


def plain(marker: str) -> str:
    """The marker in plain figures."""
    return marker.translate(_PLAIN)


def without_marker(unit: Unit) -> Unit:
    """A footnote whose marker is no longer part of its text."""
    if unit.marker is not None or unit.mark is None or unit.mark.kind != "footnote" or not unit.mark.number:
        return unit if unit.marker is None else replace(unit, marker=plain(unit.marker))
    found = _BEHIND.match(unit.folded, len(unit.mark.number))
    start = found.end() if found else 0
    if start >= len(unit.text):
        return unit
    return replace(
        unit,
        text=unit.text[start:],
        keys=unit.keys[start:],
        folded=unit.folded[start:],
        marker=plain(unit.mark.number),
    )


def owners(notes: Sequence[tuple[int, str]], refs: Sequence[tuple[int, str]]) -> dict[int, int]:
    """For each footnote at (position, marker) the position of the text that refers to it.

    Of several references with the same marker the nearest above counts, else the nearest below;
    every reference has one note.
    """
    free = list(refs)
    found: dict[int, int] = {}
    for position, marker in notes:
        same = [ref for ref in free if ref[1] == marker]
        above = [ref for ref in same if ref[0] < position]
        chosen = max(above) if above else min(same, default=None)
        if chosen is not None:
            free.remove(chosen)
            found[position] = chosen[0]
    return found
