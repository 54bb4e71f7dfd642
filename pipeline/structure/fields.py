"""What a line of a document's head says by its form alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from pipeline.structure.symbols import organ_named, symbol_in
from pipeline.tables import first_of, load_patterns

HEAD = 30
"""A head has no more lines than this."""
_HEAD_ONLY = {"session", "agenda_item", "distribution", "original_language"}
_ALONE = {*_HEAD_ONLY, "kind"}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["field"], re.compile(f"(?{row.get('flags', '')}:{row['regex']})\\Z")) for row in load_patterns("masthead")
    )


@cache
def _first_field() -> Callable[[str], int | None]:
    return first_of(regex.pattern for _, regex in _patterns())


@lru_cache(maxsize=2 * HEAD)
def field_of(folded: str) -> tuple[str, re.Match[str]] | None:
    """Which field a line of the head states, with its match."""
    index = _first_field()(folded)
    if index is None:
        return None
    field, regex = _patterns()[index]
    found = regex.fullmatch(folded)
    return (field, found) if found else None


def is_head_only(folded: str) -> bool:
    """Whether the text says a thing that only a head says: session, agenda item, distribution, original language."""
    found = field_of(folded)
    return found is not None and found[0] in _HEAD_ONLY


def names_author(folded: str) -> bool:
    """Whether the text is the line of a head that names the author: 秘书长的报告."""
    found = field_of(folded)
    return found is not None and found[0] == "author"


def is_known(folded: str) -> bool:
    """Whether the text is a whole line of a head: any field, a symbol or an organ."""
    return bool(field_of(folded) or symbol_in(folded) or organ_named(folded))


def stands_alone(folded: str) -> bool:
    """Whether the line is one of those of a head that no other line goes on with."""
    found = field_of(folded)
    return symbol_in(folded) is not None or (found is not None and found[0] in _ALONE)
