"""Statistics: each amount with what it counts, of whom and when."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.model import Anchor, Mention, Observation
from pipeline.relations.passage import Passage
from pipeline.tables.rows import FOLDER
from pipeline.text.amounts import Amount, find_amounts

SUBJECTS = frozenset({"COUNTRY", "UN_BODY", "ORG", "PROGRAMME", "INSTRUMENT", "REGION"})
_EXCLUDED = frozenset({"DATE", "RESOLUTION", "DOCUMENT", "INSTRUMENT"})
_CLAUSE = re.compile(r"[，。；：,;:\n]")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})+ |\d{1,3} (?!\d)")
_LONGEST = 32


@dataclass(frozen=True, slots=True)
class _Words:
    strip: re.Pattern[str]
    attributive: re.Pattern[str]


def find_observations(passage: Passage) -> Iterator[Observation]:
    """The statistics of one sentence."""
    amounts = [a for a in passage.amounts if not _inside(a, passage.mentions) and not _is_number_of_block(passage, a)]
    for index, amount in enumerate(amounts):
        earlier = amounts[index - 1].end if index else passage.anchor.start
        clause = _clause(passage, amount)
        yield Observation(
            indicator=_indicator(passage, amount, clause),
            value=amount.value,
            unit=amount.unit,
            evidence=clause,
            rule="amount",
            approximate=amount.approximate,
            comparator=amount.comparator,
            time=_time(passage, amount, earlier),
            subject=_subject(passage, amount),
        )


def amounts_of(folded: str) -> list[Amount]:
    """Every amount of a report's folded text, in order."""
    return list(find_amounts(folded))


def _inside(amount: Amount, mentions: Sequence[Mention]) -> bool:
    """A number that is part of a date, symbol or name is no statistic."""
    return any(m.type in _EXCLUDED and m.anchor.start < amount.end and amount.start < m.anchor.end for m in mentions)


def _is_number_of_block(passage: Passage, amount: Amount) -> bool:
    """A paragraph's own number, printed before its first word: 25.14 难民署…"""
    return amount.start == passage.block.anchor.start and bool(_NUMBER.match(passage.folded, amount.start))


def _clause(passage: Passage, amount: Amount) -> Anchor:
    start = _clause_start(passage, amount.start)
    after = _CLAUSE.search(passage.folded, amount.end, passage.anchor.end)
    end = after.start() if after else passage.anchor.end
    while start < amount.start and passage.folded[start] == " ":
        start += 1
    return Anchor(start, max(end, amount.end))


def _clause_start(passage: Passage, end: int) -> int:
    marks = [match.end() for match in _CLAUSE.finditer(passage.folded, passage.anchor.start, end)]
    return marks[-1] if marks else passage.anchor.start


def _indicator(passage: Passage, amount: Amount, clause: Anchor) -> str:
    """A short phrase for the measure: the clause without numbers, dates and the words that only carry them."""
    before = _bare(passage, clause.start, amount.start)
    after = _bare(passage, amount.end, clause.end)
    if len(before) < 2 and clause.start > passage.anchor.start:
        before = _bare(passage, _clause_start(passage, clause.start - 1), clause.start - 1)
    phrase = f"{before}{after}" if len(before) + len(after) <= _LONGEST else (after or before)
    return (phrase or _bare(passage, clause.start, clause.end) or amount.unit)[-_LONGEST:]


def _bare(passage: Passage, start: int, end: int) -> str:
    pieces, at = [], start
    taken = [(m.anchor.start, m.anchor.end) for m in passage.mentions if m.type == "DATE"]
    taken += [(a.start, a.end) for a in passage.amounts]
    for low, high in sorted(taken):
        if start <= low and high <= end and low >= at:
            pieces.append(passage.folded[at:low])
            at = high
    pieces.append(passage.folded[at:end])
    return _strip("".join(pieces))


def _strip(text: str) -> str:
    text = re.sub(r"[\s()（）“”\"《》、.\d%]+", "", text)
    previous = None
    while text != previous:
        previous = text
        text = _words().strip.sub("", text)
    return text


def _time(passage: Passage, amount: Amount, earlier: int) -> str | None:
    """The nearest date before the amount; one that dates a noun (2012年发起的…) does not date the number."""
    del earlier
    dates = [m for m in passage.mentions if m.type == "DATE" and not m.anaphor]
    inside = [m for m in dates if amount.start <= m.anchor.start < amount.end]
    for date in [*inside, *reversed([m for m in dates if m.anchor.end <= amount.start])]:
        between = passage.folded[date.anchor.end : max(date.anchor.end, amount.start)]
        if not _words().attributive.match(between):
            return date.entity
    return None


def _subject(passage: Passage, amount: Amount) -> str | None:
    if passage.country:
        return passage.country
    named = [m for m in passage.mentions if m.type in SUBJECTS and m.entity]
    before = [m for m in named if m.anchor.end <= amount.start]
    first = next(iter(before or named), None)
    return first.entity if first else None


@cache
def _words() -> _Words:
    rows = tomllib.loads((FOLDER / "patterns" / "observations.toml").read_text(encoding="utf8"))
    strip = "|".join(sorted(rows["strip"], key=lambda word: (-len(word), word)))
    attributive = "|".join(rows["attributive"])
    return _Words(re.compile(rf"^(?:{strip})|(?:{strip})$"), re.compile(rf" ?(?:{attributive})"))
