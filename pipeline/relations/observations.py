"""Statistics: each amount with what it counts, of whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from pipeline.model import Anchor, Mention, Observation
from pipeline.relations.counting import OWNERS, counting_words, owner_in_front, tells_a_group
from pipeline.relations.indicators import indicator_of
from pipeline.relations.passage import CLAUSE, Passage, clause_start
from pipeline.relations.shares import Share, distribute
from pipeline.tables import load_vocabulary
from pipeline.text.amounts import Amount, find_amounts
from pipeline.trace import reject

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})+ |\d{1,3} (?!\d)")
_OF = " " + load_vocabulary("observations")["of"]
_LEADING = 32
_NO_YEAR = "XXXX-"
_YEAR_END = "12-31"
_CURRENCY = 3
"""Letters of a currency's code."""


def find_observations(passage: Passage, before: Observation | None = None) -> Iterator[Observation]:
    """The statistics of one sentence; 其中 goes on about the time and subject of the one ``before``."""
    amounts = [a for a in passage.amounts if not _counts_nothing(passage, a)]
    goes_on = before if counting_words().continued.match(passage.folded, passage.anchor.start) else None
    for clause, group in groupby(amounts, lambda amount: clause_start(passage, amount.start)):
        together = list(group)
        shares = distribute(passage, clause, together)
        for index, share in enumerate(shares):
            yield _observation(passage, together, index, share, goes_on)


def _observation(
    passage: Passage, amounts: Sequence[Amount], index: int, share: Share, goes_on: Observation | None
) -> Observation:
    """The statistic of one of the amounts of a clause."""
    amount = amounts[index]
    clause = _clause(passage, amount)
    subject = share.subject or _subject(passage, amount, clause) or (goes_on.subject if goes_on else None)
    last = index + 1 == len(amounts)
    return Observation(
        indicator=share.name or indicator_of(passage, amounts, index, clause),
        value=amount.value,
        unit=amount.unit,
        evidence=clause,
        rule="amount",
        approximate=amount.approximate,
        comparator=amount.comparator,
        time=share.time or _time(passage, amount, clause, last) or (goes_on.time if goes_on else None),
        subject=subject or passage.topic or _of_the_report(passage, amount),
    )


def _of_the_report(passage: Passage, amount: Amount) -> str | None:
    """Whose an amount without a name is: of the committee that reports; money is of the mission reported on."""
    return passage.body or (passage.mission if len(amount.unit) == _CURRENCY and amount.unit.isupper() else None)


def complete_year(observation: Observation, reported: str | None) -> Observation:
    """A day without its year is the last such day before the report's own date: 截至9月30日 of a report of November."""
    time = observation.time or ""
    if not (time.startswith(_NO_YEAR) and reported and reported[:4].isdigit()):
        return observation
    day = time[len(_NO_YEAR) :]
    year = int(reported[:4]) - (day > (reported[5:] or _YEAR_END))
    return replace(observation, time=f"{year}-{day}")


def amounts_of(folded: str) -> list[Amount]:
    """Every amount of a report's folded text, in order."""
    return list(find_amounts(folded))


def _counts_nothing(passage: Passage, amount: Amount) -> bool:
    why = _why_no_statistic(passage, amount)
    if why:
        reject(amount.start, amount.end, "amount", why, meaning=f"{amount.value} {amount.unit}", rule="amount")
    return why is not None


def _why_no_statistic(passage: Passage, amount: Amount) -> str | None:
    """A number of a date, a symbol or a name, one that numbers something (表3, 第六和二十一条), a paragraph's own."""
    if any(_is_over(mention, amount) for mention in passage.mentions):
        return "part of a date, a symbol or a name"
    if tells_a_group(passage, amount):
        return "years of life that tell a group"
    leading = passage.folded[max(passage.anchor.start, amount.start - _LEADING) : amount.start]
    if counting_words().numbered.search(leading):
        return "numbers something and counts nothing (numbered)"
    opens = amount.start == passage.block.anchor.start and _NUMBER.match(passage.folded, amount.start)
    return "the number of the paragraph" if opens else None


def _is_over(mention: Mention, amount: Amount) -> bool:
    """Whether a mention holds an amount or a part of it; the country in a currency's name (百慕大元) does not."""
    if mention.anchor.end <= amount.start or amount.end <= mention.anchor.start:
        return False
    in_unit = amount.start < mention.anchor.start and mention.anchor.end <= amount.end
    return not (in_unit and mention.type in {"COUNTRY", "REGION"} and len(amount.unit) == _CURRENCY)


def _clause(passage: Passage, amount: Amount) -> Anchor:
    start = clause_start(passage, amount.start)
    after = CLAUSE.search(passage.folded, amount.end, passage.anchor.end)
    end = after.start() if after else passage.anchor.end
    while start < amount.start and passage.folded[start] == " ":
        start += 1
    return Anchor(start, max(end, amount.end))


def _time(passage: Passage, amount: Amount, clause: Anchor, last: bool) -> str | None:
    """The date of an amount: the nearest before it in its clause, else behind it there, else before its clause.

    A date of a noun (2012年发起的…) or of what the amount is measured against (比2011年增加) is not its own.
    """
    dates = [m for m in passage.mentions if m.type == "DATE" and not m.anaphor]
    inside = [m for m in dates if amount.start <= m.anchor.start < amount.end]
    before = [m for m in reversed(dates) if m.anchor.end <= amount.start]
    behind = [m for m in dates if last and amount.end <= m.anchor.start < clause.end]
    near = [m for m in before if m.anchor.start >= clause.start]
    for date in (*inside, *near, *behind, *before):
        if not _is_of_another(passage.folded, date, amount):
            return date.entity
    return None


def _is_of_another(folded: str, date: Mention, amount: Amount) -> bool:
    between = folded[date.anchor.end : max(date.anchor.end, amount.start)]
    if not between.strip(_OF) or counting_words().occasion.match(between):
        return False
    before = folded[max(0, date.anchor.start - 4) : date.anchor.start]
    if counting_words().beside.search(before) and counting_words().compared.match(between):
        return True
    return bool(counting_words().attributive.match(between) or counting_words().baseline.search(before))


def _subject(passage: Passage, amount: Amount, clause: Anchor) -> str | None:
    """Whose the amount is: of the section, else the first named before it in its clause, else a country behind."""
    if passage.country:
        return passage.country
    if owner := owner_in_front(passage, amount):
        return owner.entity
    named = [m for m in passage.mentions if m.type in OWNERS and m.entity and not _is_aside(passage, m)]
    before = [m for m in named if m.anchor.end <= amount.start and not _is_bracketed(passage, m, amount)]
    near = [m for m in before if m.anchor.start >= clause.start]
    behind = [m for m in named if amount.end <= m.anchor.start < clause.end]
    places = [m for m in behind if m.type == "COUNTRY"]
    first = next(iter((*near, *places, *before, *behind)), None)
    return first.entity if first else None


def _is_bracketed(passage: Passage, mention: Mention, amount: Amount) -> bool:
    """Whether a name stands in brackets that are closed before the amount: 官兵(包括1个工程连)、92名参谋."""
    between = passage.folded[mention.anchor.end : amount.start]
    return between.count(")") > between.count("(")


def _is_aside(passage: Passage, mention: Mention) -> bool:
    """Whether a preposition makes the name a party to the statement and not its subject: 从美国收到, 被某组织围困."""
    if counting_words().speaker.match(passage.folded, mention.anchor.end):
        return True
    return bool(counting_words().aside.search(passage.folded[passage.anchor.start : mention.anchor.start][-3:]))
