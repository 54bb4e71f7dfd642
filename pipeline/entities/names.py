"""Names of the tables, found in one pass over the text; blanks inside a name are tolerated."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import ahocorasick_rs
from msgspec import Struct

from pipeline.model import Anchor, Mention, MentionType
from pipeline.tables import Alias, load_names, load_vocabulary
from pipeline.text.fold import fold
from pipeline.trace import is_traced, reject

_LATIN = re.compile(r"[A-Za-z0-9]")
_CLOSING = ('"', "”", "」")
_WORDS = load_vocabulary("names")
_STATE, _OF_STATE, _PEOPLE = (tuple(_WORDS[name]) for name in ("state", "of_state", "people"))
"""A name of a state may end with 国, and 国民, 国籍, 国防 … are words of their own."""
_NO_NAME = "a word of not_names.tsv, which hides the names inside it"
_NOT_WHOLE = "part of a longer word in Latin letters"
_WORD = re.compile(r"[A-Za-z0-9_]")
_RUN = re.compile(r"[^ ]+")


class Context(Struct, frozen=True, gc=False):
    """What the whole report tells about the names in it."""

    organ: str | None
    entities: frozenset[str]


def find_names(folded: str, text: str, organ: str | None) -> tuple[list[Mention], int]:
    """Mentions of table names, leftmost and longest, and how many were turned down by their condition."""
    squeezed, places = squeeze(folded)
    hits = [
        (pattern, places[start], places[end - 1] + 1)
        for pattern, start, end in _automaton().find_matches_as_indexes(squeezed)
    ]
    patterns = _patterns()
    known = frozenset(
        alias.id for pattern, _, _ in hits for alias in patterns[pattern][1] if not alias.when and alias.id
    )
    context = Context(organ, known)
    found, refused = [], 0
    for pattern, start, end in hits:
        rows = patterns[pattern][1]
        if not rows or not _is_whole(folded, start, end):
            reject(start, end, "NAME", _NO_NAME if not rows else _NOT_WHOLE, rule="name")
            continue
        if any(row.when for row in rows):
            rows = tuple(row for row in rows if _holds(row, folded, start, end, context))
            _tell_conditions(start, end, patterns[pattern][1], rows)
        if rows:
            end -= _lent(folded, start, end, rows)
            kind, ids, row = _meaning(rows)
            found.append(Mention(Anchor(start, end), kind, text[start:end], ids, rule="name", row=row))
        else:
            refused += 1
    if is_traced():
        _tell_hidden(squeezed, places, [(start, end) for _, start, end in hits])
    return found, refused


def _tell_conditions(start: int, end: int, rows: Iterable[Alias], meant: tuple[Alias, ...]) -> None:
    for row in rows:
        if row not in meant:
            reject(start, end, row.type, f"its row holds only {row.when}", meaning=row.id, rule="name", row=row.row)


def _tell_hidden(squeezed: str, places: Sequence[int], hits: Sequence[tuple[int, int]]) -> None:
    """The names of the tables that stand inside a longer one, or over its edge, and were never read."""
    patterns = _patterns()
    anywhere = ahocorasick_rs.AhoCorasick([text for text, _ in patterns])
    starts = [start for start, _ in hits]
    for pattern, first, last in anywhere.find_matches_as_indexes(squeezed, overlapping=True):
        start, end = places[first], places[last - 1] + 1
        longer = next((hit for hit in hits[max(0, bisect_right(starts, start) - 1) :] if hit[1] > start), None)
        if longer and longer != (start, end) and longer[0] < end:
            name = squeezed[bisect_left(places, longer[0]) : bisect_left(places, longer[1])]
            for row in patterns[pattern][1]:
                reason = f"the longer name {name} stands here"
                reject(start, end, row.type, reason, meaning=row.id, rule="name", row=row.row)


def squeeze(folded: str) -> tuple[str, Sequence[int]]:
    """The text without blanks, and the place of each remaining character."""
    if " " not in folded:
        return folded, range(len(folded))
    places: list[int] = []
    for run in _RUN.finditer(folded):
        places.extend(range(*run.span()))
    return folded.replace(" ", ""), places


@cache
def _patterns() -> list[tuple[str, tuple[Alias, ...]]]:
    """Every name without blanks, with its rows; a word that only hides a name has no row."""
    names = load_names()
    rows: dict[str, tuple[Alias, ...]] = {}
    for alias, meanings in sorted(names.aliases.items()):
        key = fold(alias).replace(" ", "")
        rows[key] = (*rows.get(key, ()), *meanings)
    rows.update({fold(text).replace(" ", ""): () for text in names.not_names if text not in rows})
    return sorted(rows.items())


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        [text for text, _ in _patterns()], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )


def _is_whole(folded: str, start: int, end: int) -> bool:
    """A Latin name is a word of its own."""
    if not folded[start].isascii() and not folded[end - 1].isascii():
        return True
    before, after = folded[start - 1 : start], folded[end : end + 1]
    left = _LATIN.match(folded[start]) and _WORD.match(before or " ")
    right = _LATIN.match(folded[end - 1]) and _WORD.match(after or " ")
    return not left and not right


def _holds(row: Alias, folded: str, start: int, end: int, context: Context) -> bool:
    """Whether the row's condition is met here."""
    name, _, value = row.when.partition("=")
    if not name:
        return True
    if name == "document":
        return context.organ == value
    if name == "near":
        return any(option in context.entities for option in value.split("|"))
    if name == "after":
        return folded.startswith(tuple(value.split("|")), end + folded.startswith(_CLOSING, end))
    if name == "before":
        return folded.endswith(tuple(value.split("|")), 0, start)
    return name == "defined" and row.id in context.entities  # where the report names it in full as well


def _lent(folded: str, start: int, end: int, rows: Iterable[Alias]) -> int:
    """How many last characters belong to the word behind: 科威特国民 is 科威特 and 国民."""
    if folded[end - 1] not in _STATE or not folded.startswith(_OF_STATE, end) or folded.startswith(_PEOPLE, end):
        return 0
    shorter = {row.id for row in alias_rows(folded[start : end - 1])}
    return int(any(row.id in shorter for row in rows))


@cache
def _meaning(rows: tuple[Alias, ...]) -> tuple[MentionType, tuple[str, ...], str]:
    """Type, identifiers and row of a name: a row without a condition stands behind those whose condition is met."""
    best = sorted(rows, key=lambda row: (row.when == "", row.id))
    return best[0].type, tuple(dict.fromkeys(row.id for row in best if row.type == best[0].type)), best[0].row


def alias_rows(text: str) -> Iterator[Alias]:
    """The unconditional rows of one name."""
    yield from (row for row in load_names().aliases.get(text, ()) if not row.when)
