"""What a line of a document's head says by its form alone."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pipeline.structure.symbols import symbol_in
from pipeline.tables import load_patterns

HEAD = 30
"""A head has no more lines than this."""
_ALONE = {"session", "agenda_item", "distribution", "original_language", "kind"}


@cache
def _patterns() -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    return tuple(
        (row, re.compile(row["regex"], re.I if row.get("flags") == "i" else 0)) for row in load_patterns("masthead")
    )


def field_of(folded: str) -> tuple[str, re.Match[str]] | None:
    """Which field a line of the head states, with its match."""
    for row, regex in _patterns():
        found = regex.fullmatch(folded)
        if found:
            return row["field"], found
    return None


def stands_alone(folded: str) -> bool:
    """Whether the line is one of those of a head that no other line goes on with."""
    found = field_of(folded)
    return symbol_in(folded) is not None or (found is not None and found[0] in _ALONE)
