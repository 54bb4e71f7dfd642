"""Names of the tables, found in one pass over the text; blanks inside a name are tolerated."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate

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
_BEYOND = tuple(_WORDS["beyond"])
_NO_NAME = "a word of not_names.tsv, which hides the names inside it"
_NOT_WHOLE = "part of a longer word in Latin letters"
_WORD = re.compile(r"[A-Za-z0-9_]")
Meaning = tuple[MentionType, tuple[str, ...], str]
"""Type, identifiers and row."""


class Context(Struct, frozen=True, gc=False):
    """What the whole report tells about the names in it."""

    organ: str | None
    entities: frozenset[str]


class _Name(Struct, frozen=True, gc=False):
    """A name of the tables, with what its place in the text has no part in.

    ``sure`` are the entities of its rows without a condition; ``meaning`` is None where a condition decides.
    ``lends``: its last character may belong to the word behind it.
    """

    rows: tuple[Alias, ...]
    sure: tuple[str, ...]
    meaning: Meaning | None
    latin: bool
    lends: bool


def find_names(folded: str, text: str, organ: str | None) -> tuple[list[Mention], int]:
    """Mentions of table names, leftmost and longest, and how many were turned down by their condition."""
    squeezed, blanks = squeeze(folded)
    hits = [
        (_name(pattern), start + bisect_right(blanks, start), end + bisect_right(blanks, end - 1))
        for pattern, start, end in _automaton().find_matches_as_indexes(squeezed)
    ]
    context = Context(organ, frozenset(entity for name, _, _ in hits for entity in name.sure))
    found, refused = [], 0
    for name, start, end in hits:
        rows, meaning = name.rows, name.meaning
        if not rows or (name.latin and not _is_whole(folded, start, end)):
            reject(start, end, "NAME", _NO_NAME if not rows else _NOT_WHOLE, rule="name")
            continue
        if folded.startswith(_BEYOND, end - 1):
            (end, rows), meaning = _shorter(folded, start, end), None
        if meaning is None:
            rows = tuple(row for row in rows if _holds(row, folded, start, end, context))
            _tell_conditions(start, end, name.rows, rows)
            if not rows:
                refused += 1
                continue
            meaning = _meaning(rows)
        if name.lends:
            end -= _lent(folded, start, end, rows)
        kind, ids, row = meaning
        found.append(Mention(Anchor(start, end), kind, text[start:end], ids, rule="name", row=row))
    if is_traced():
        _tell_hidden(folded, squeezed, blanks, [(start, end) for _, start, end in hits])
    return found, refused


def _tell_conditions(start: int, end: int, rows: Iterable[Alias], meant: tuple[Alias, ...]) -> None:
    for row in rows:
        if row not in meant:
            reject(start, end, row.type, f"its row holds only {row.when}", meaning=row.id, rule="name", row=row.row)


def _tell_hidden(folded: str, squeezed: str, blanks: Sequence[int], hits: Sequence[tuple[int, int]]) -> None:
    """The names of the tables that stand inside a longer one, or over its edge, and were never read."""
    patterns = _patterns()
    anywhere = ahocorasick_rs.AhoCorasick([text for text, _ in patterns])
    starts = [start for start, _ in hits]
    for pattern, first, last in anywhere.find_matches_as_indexes(squeezed, overlapping=True):
        start, end = first + bisect_right(blanks, first), last + bisect_right(blanks, last - 1)
        longer = next((hit for hit in hits[max(0, bisect_right(starts, start) - 1) :] if hit[1] > start), None)
        if longer and longer != (start, end) and longer[0] < end:
            name = folded[longer[0] : longer[1]].replace(" ", "")
            for row in patterns[pattern][1]:
                reason = f"the longer name {name} stands here"
                reject(start, end, row.type, reason, meaning=row.id, rule="name", row=row.row)


def squeeze(folded: str) -> tuple[str, list[int]]:
    """The text without blanks, and where in it each blank stood: a place has moved by as many as stood before it."""
    parts = folded.split(" ")
    return "".join(parts), list(accumulate(map(len, parts)))


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


@cache
def _name(pattern: int) -> _Name:
    text, rows = _patterns()[pattern]
    sure = tuple(row.id for row in rows if not row.when)
    return _Name(
        rows,
        sure,
        meaning=_meaning(rows) if rows and len(sure) == len(rows) else None,
        latin=text[0].isascii() or text[-1].isascii(),
        lends=text[-1] in _STATE,
    )


def _is_whole(folded: str, start: int, end: int) -> bool:
    """A Latin name is a word of its own."""
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
    if not folded.startswith(_OF_STATE, end) or folded.startswith(_PEOPLE, end):
        return 0
    shorter = {row.id for row in alias_rows(folded[start : end - 1])}
    return int(any(row.id in shorter for row in rows))


def _shorter(folded: str, start: int, end: int) -> tuple[int, tuple[Alias, ...]]:
    """The name that a word leaves which runs on behind its last character: 联合国维和部队 names 联合国 and no 部."""
    names = ((at, tuple(alias_rows(folded[start:at]))) for at in range(end - 1, start, -1))
    return next(((at, rows) for at, rows in names if rows), (end, ()))


@cache
def _meaning(rows: tuple[Alias, ...]) -> Meaning:
    """Type, identifiers and row of a name: a row without a condition stands behind those whose condition is met."""
    best = sorted(rows, key=lambda row: (row.when == "", row.id))
    return best[0].type, tuple(dict.fromkeys(row.id for row in best if row.type == best[0].type)), best[0].row


def alias_rows(text: str) -> Iterator[Alias]:
    """The unconditional rows of one name."""
    yield from (row for row in load_names().aliases.get(text, ()) if not row.when)
