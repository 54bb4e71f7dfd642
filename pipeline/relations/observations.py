"""Statistics: each amount with what it counts, of whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.model import Anchor, Mention, Observation
from pipeline.relations.counting import counting_words, tells_a_group
from pipeline.relations.indicators import indicator_of
from pipeline.relations.passage import CLAUSE, Passage, clause_start
from pipeline.relations.shares import Share, distribute
from pipeline.relations.when import carried_time, time_of
from pipeline.relations.whose import subject_of
from pipeline.text.amounts import Amount, find_amounts
from pipeline.trace import reject

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})+ |\d{1,3} (?!\d)")
_LEADING = 32
_NOUNS = frozenset({"country", "organization", "person"})
"""Units that a noun tells and not the word before it."""
_CURRENCY = 3
"""Letters of a currency's code."""


def find_observations(passage: Passage, before: Observation | None = None) -> Iterator[Observation]:
    """The statistics of one sentence; ``before`` is the last one of its paragraph, about which it may go on."""
    amounts = [a for a in passage.amounts if not _counts_nothing(passage, a)]
    same = False
    for clause, group in groupby(amounts, lambda amount: clause_start(passage, amount.start)):
        together = list(group)
        shares = distribute(passage, clause, together)
        for index, share in enumerate(shares):
            before, same = _observation(passage, together, index, share, before, same), True
            yield before


def _observation(
    passage: Passage, amounts: Sequence[Amount], index: int, share: Share, before: Observation | None, same: bool
) -> Observation:
    """The statistic of one of the amounts of a clause; the one ``before`` it is of the ``same`` sentence or not."""
    amount = amounts[index]
    clause = _clause(passage, amount)
    following = amounts[index + 1] if index + 1 < len(amounts) else None
    return Observation(
        indicator=share.name or indicator_of(passage, amounts, index, clause),
        value=amount.value,
        unit=_unit(passage, amount, clause, before, same),
        evidence=clause,
        rule="amount",
        approximate=amount.approximate,
        comparator=amount.comparator,
        time=share.time
        or time_of(passage, amount, clause, _dated_until(passage, amount, clause, following))
        or carried_time(passage, before, same),
        subject=share.subject or subject_of(passage, amount, clause, before, same),
    )


def _dated_until(passage: Passage, amount: Amount, clause: Anchor, following: Amount | None) -> int:
    """Up to where the date of an amount may stand behind it: to the end of the clause, or to an amount in brackets."""
    if following is None:
        return clause.end
    return following.start if passage.folded[following.start - 1] == "(" else amount.end


def _unit(passage: Passage, amount: Amount, clause: Anchor, before: Observation | None, same: bool) -> str:
    """The unit of an amount, or that of the one before where the text leaves it out.

    A bare number that changes from another (从600万名增至840万) or is 这个数字, and 个 without its noun (3个已…).
    """
    words = counting_words()
    if before is None:
        return amount.unit
    if amount.unit == "item" and same and before.unit in _NOUNS and words.elided.match(passage.folded, amount.end):
        return before.unit
    if not amount.bare or amount.unit != "other":
        return amount.unit
    leading = passage.folded[clause.start : amount.start]
    changed = before.evidence.start == clause.start and words.changed_to.search(leading)
    return before.unit if changed or words.this_number.search(leading) else amount.unit


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
