"""Lines that may be headings or names: short and without a stop."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.structure.units import Unit

LONGEST_HEADING = 60
STOP = re.compile(r"[。；;，,!?！？]$")
_LONGEST_NAME = 24


def looks_like_title(unit: Unit) -> bool:
    """A short line without a stop, and without a mark of another kind."""
    short = len(unit.text) <= LONGEST_HEADING
    unmarked = unit.mark is None or unit.mark.kind == "preamble" or is_known(unit)
    return short and unmarked and not unit.ended and not STOP.search(unit.folded) and "。" not in unit.text


def is_known(unit: Unit) -> bool:
    """A heading told by its word alone (导言), without a number."""
    return unit.mark is not None and unit.mark.kind == "heading" and unit.mark.number is None


def list_length(units: Sequence[Unit], index: int) -> int:
    """How many short lines without a stop stand directly under each other from here."""
    count = 0
    for unit in units[index:]:
        parted = count and unit.gap > 0 and not unit.turned
        if unit.role or parted or "\t" in unit.text or not is_name(unit):
            break
        count += 1
    return count


def is_name(unit: Unit) -> bool:
    """A title no longer than the name of a country or body."""
    return looks_like_title(unit) and len(unit.text) <= _LONGEST_NAME
