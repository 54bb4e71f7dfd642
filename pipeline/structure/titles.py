"""Lines that may be headings or names: short and without a stop."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.structure.marks import mark_of
from pipeline.structure.units import Unit, join

LONGEST_HEADING = 60
_STOPS = tuple("。；;，,!?！？")
_LONGEST_NAME = 24


def looks_like_title(unit: Unit) -> bool:
    """A short line without a stop, and without a mark of another kind."""
    short = len(unit.text) <= LONGEST_HEADING
    unmarked = unit.mark is None or unit.mark.kind == "preamble" or is_known(unit)
    return short and unmarked and not unit.ended and not has_stop(unit) and "。" not in unit.text


def has_stop(unit: Unit) -> bool:
    """Whether its last character is the stop of a sentence or clause, or a comma."""
    return unit.folded.endswith(_STOPS)


def is_known(unit: Unit) -> bool:
    """A heading told by its word alone (导言), without a number."""
    return unit.mark is not None and unit.mark.kind == "heading" and unit.mark.number is None


def list_length(units: Sequence[Unit], index: int) -> int:
    """How many short lines without a stop stand directly under each other from here."""
    count = 0
    while index + count < len(units):
        unit = units[index + count]
        parted = count and unit.gap > 0 and not unit.turned
        if unit.role or parted or "\t" in unit.text or not is_name(unit):
            break
        count += 1
    return count


def is_name(unit: Unit) -> bool:
    """A title no longer than the name of a country or body."""
    return looks_like_title(unit) and len(unit.text) <= _LONGEST_NAME


def with_title(unit: Unit, title: Unit) -> Unit:
    """第一章 and the title below it as one heading."""
    both = join(unit, title)
    return replace(both, mark=mark_of(both.folded) or unit.mark)


def is_in_contents(units: Sequence[Unit], index: int) -> bool:
    """附件 above the annexes that a table of contents lists."""
    below = units[index + 1].mark if index + 1 < len(units) else None
    return below is not None and below.kind == "contents"


def is_number_alone(unit: Unit) -> bool:
    """第一章 on a line of its own, above its title."""
    return unit.mark is not None and unit.mark.number is not None and unit.mark.title is None


def is_title_below(units: Sequence[Unit], index: int) -> bool:
    """The title of an annex or chapter on a line of its own below its number."""
    if index >= len(units):
        return False
    unit = units[index]
    return (unit.mark is None and unit.role in {"heading", "title"}) or (
        unit.role is None and looks_like_title(unit) and "\t" not in unit.text
    )
