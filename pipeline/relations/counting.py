"""The words around a statistic that tell what it is of, and when: the table observations.toml, compiled."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from pipeline.model import Mention
from pipeline.relations.passage import Passage
from pipeline.tables import load_expressions, load_vocabulary, one_of
from pipeline.text.amounts import Amount

_NEAR = 48
"""Characters before years of life in which what they measure stands: 平均寿命从2001年的61岁增至…."""
OWNERS = frozenset({"COUNTRY", "UN_BODY", "ORG", "PROGRAMME", "INSTRUMENT", "REGION"})
"""Types of mention that a statistic can be of."""


class Words(Struct, frozen=True, gc=False):
    """The words of the table, each list compiled."""

    bare: re.Pattern[str]
    strip: re.Pattern[str]
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    noun: re.Pattern[str]
    change: re.Pattern[str]
    goes_on: re.Pattern[str]
    attributive: re.Pattern[str]
    occasion: re.Pattern[str]
    baseline: re.Pattern[str]
    aside: re.Pattern[str]
    decides: re.Pattern[str]
    predicate: re.Pattern[str]
    example: re.Pattern[str]
    speaker: re.Pattern[str]
    beside: re.Pattern[str]
    compared: re.Pattern[str]
    aged: re.Pattern[str]
    bounded: re.Pattern[str]
    numbered: re.Pattern[str]
    continued: re.Pattern[str]
    joined: re.Pattern[str]
    member: re.Pattern[str]
    distributed: re.Pattern[str]
    now: re.Pattern[str]
    measured_by: re.Pattern[str]
    as_of: re.Pattern[str]
    further: re.Pattern[str]
    this_period: re.Pattern[str]
    same_sentence: re.Pattern[str]
    this_number: re.Pattern[str]
    elided: re.Pattern[str]
    changed_to: re.Pattern[str]
    own: re.Pattern[str]
    worldwide: re.Pattern[str]
    staff: re.Pattern[str]
    nationals: re.Pattern[str]
    served: re.Pattern[str]
    first_person: re.Pattern[str]
    own_country: re.Pattern[str]
    relative: re.Pattern[str]
    year_before: re.Pattern[str]


@cache
def counting_words() -> Words:
    """The words around a statistic."""
    words = load_vocabulary("observations")
    lists = {f"{name}_words": one_of(words[name]) for name in _LISTS}
    return Words(**load_expressions("observations", **lists))


_LISTS = (
    "strip", "attributive", "occasion", "baseline", "aside", "speaker", "beside", "compared", "aged", "numbered",
    "continued", "joined", "conjunction", "reported", "distributed", "now", "further", "this_period", "this_number",
    "own", "relative", "worldwide", "staff", "nationals",
)  # fmt: skip


def tells_a_group(passage: Passage, amount: Amount) -> bool:
    """Years of life that measure nothing: 15至24岁的青年, 20岁以下的人."""
    if amount.unit != "year":
        return False
    words = counting_words()
    leading = max(passage.block.anchor.start, amount.start - _NEAR)
    measured = words.aged.search(passage.folded, leading, amount.start)
    return not measured or words.bounded.search(passage.folded, amount.start, amount.end) is not None


def owner_in_front(passage: Passage, amount: Amount) -> Mention | None:
    """The name that an amount in brackets stands behind: 巴基斯坦(140万人)."""
    if passage.folded[amount.start - 1 : amount.start] != "(":
        return None
    owners = (m for m in passage.mentions if m.type in OWNERS and m.entity and m.anchor.end == amount.start - 1)
    return next(owners, None)
