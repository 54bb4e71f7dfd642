"""Whose a statistic is: the name of its clause or sentence that owns it, or the one that the text goes on about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Anchor, Mention, Observation
from pipeline.relations.counting import OWNERS, counting_words, owner_in_front
from pipeline.relations.passage import Passage, clause_start
from pipeline.relations.when import is_one_with
from pipeline.text.amounts import Amount

_CURRENCY = 3
"""Letters of a currency's code."""
_BODY_TYPES = frozenset({"UN_BODY", "ORG"})
_BODIES, _STATE = ("un:", "org:"), "country:"


def subject_of(passage: Passage, amount: Amount, clause: Anchor, before: Observation | None, same: bool) -> str | None:
    """Whose the amount is: of the section, else the first named before it in its clause, else a country behind.

    Then the body whose staff it counts (三名难民署工作人员), a name before the clause or behind, and what the text
    goes on about; without any of them it is of the report's own country, committee or mission. ``before`` is the last
    statistic of the paragraph, of the ``same`` sentence or an earlier one.
    """
    if passage.country:
        return passage.country
    if owner := owner_in_front(passage, amount):
        return owner.entity
    named = [m for m in passage.mentions if m.type in OWNERS and m.entity and not _is_aside(passage, m)]
    named = sorted([*named, *_speakers(passage)], key=lambda m: m.anchor.start)
    deciding = [m for m in named if counting_words().decides.match(passage.folded, m.anchor.end)]
    others = [m for m in named if m not in deciding]
    if first := _first(passage, amount, clause, others) or _first(passage, amount, clause, deciding):
        return first.entity
    return _carried(passage, amount, clause, before, same) or passage.topic or _of_the_report(passage, amount, clause)


def _first(passage: Passage, amount: Amount, clause: Anchor, named: Sequence[Mention]) -> Mention | None:
    """The name among those of a sentence that owns the amount; one for whom another acts stands behind that other."""
    start = _predicate_start(passage, amount, clause)
    leading = [m for m in named if m.anchor.end <= amount.start and not _is_left_behind(passage, m, amount, clause)]
    near = [m for m in leading if m.anchor.start >= start]
    behind = [
        m for m in named if amount.end <= m.anchor.start < clause.end and not _is_counted_apart(passage, m, amount)
    ]
    places = [m for m in behind if m.type == "COUNTRY"]
    staff = [m for m in behind if _counts_staff(passage, m, amount)]
    agents = [m for m in leading if not _is_served(passage, m)]
    acting = [m for m in near if m in agents]
    return next(iter((*acting, *(agents if near else ()), *near, *places, *staff, *leading, *behind)), None)


def _predicate_start(passage: Passage, amount: Amount, clause: Anchor) -> int:
    """Where the clause begins of which an amount tells something: that before it, if its own is only a predicate.

    马里捐款最多，为300万美元.
    """
    bare = counting_words().predicate.fullmatch(passage.folded, clause.start, amount.start)
    return clause_start(passage, clause.start - 1) if bare and clause.start > passage.anchor.start else clause.start


def _carried(passage: Passage, amount: Amount, clause: Anchor, before: Observation | None, same: bool) -> str | None:
    """The subject of the statistic before, where the text goes on about it or counts what a body has."""
    if before is None or before.subject is None:
        return None
    words = counting_words()
    if before.subject.startswith(_STATE) and words.worldwide.search(passage.folded, clause.start - 1, amount.start):
        return None
    goes_on = words.continued.match(passage.folded, passage.anchor.start)
    if goes_on or same or is_one_with(passage, before):
        return before.subject
    return before.subject if before.subject.startswith(_BODIES) and _counts_own(passage, amount, clause) else None


def _of_the_report(passage: Passage, amount: Amount, clause: Anchor) -> str | None:
    """Whose an amount without a name is: of the committee that reports; money is of the mission reported on."""
    money = len(amount.unit) == _CURRENCY and amount.unit.isupper()
    return passage.about.body or (passage.about.mission if money or _counts_own(passage, amount, clause) else None)


def _counts_own(passage: Passage, amount: Amount, clause: Anchor) -> bool:
    """Whether an amount counts what a body consists of: its posts, staff, offices or budget."""
    return bool(counting_words().own.search(passage.folded, clause.start, clause.end))


def _speakers(passage: Passage) -> Iterator[Mention]:
    """Each 我们 of a report whose author speaks for a body, and 我国 of a letter, as a name of that body or State."""
    words, about = counting_words(), passage.about
    for pattern, speaker in ((words.first_person, about.voice), (words.own_country, about.sender)):
        if speaker:
            for match in pattern.finditer(passage.folded, passage.anchor.start, passage.anchor.end):
                yield Mention(Anchor(*match.span()), "UN_BODY", match.group(), (speaker,), speaker, True)


def _is_left_behind(passage: Passage, mention: Mention, amount: Amount, clause: Anchor) -> bool:
    """Whether a name stands in brackets that are closed before the amount, or the text has come from a country to all.

    官兵(包括1个工程连)、92名参谋; 在马里有3人丧生，全世界共有12人丧生. A treaty has statistics in its clause only.
    """
    if mention.type == "INSTRUMENT" and mention.anchor.end < clause.start:
        return True
    between = passage.folded[mention.anchor.end : amount.start]
    if mention.type == "COUNTRY" and counting_words().worldwide.search(between):
        return True
    return between.count(")") > between.count("(")


def _is_counted_apart(passage: Passage, mention: Mention, amount: Amount) -> bool:
    """Whether a name behind is of another amount behind (in brackets with it, or the nation of those that it counts).

    One of those that the amount counts (12个实体，包括…) is not its owner either.
    """
    if counting_words().example.search(passage.folded, amount.end, mention.anchor.start):
        return True
    nearer = [a for a in passage.amounts if amount.end <= a.start and a.end <= mention.anchor.start]
    if not nearer:
        return False
    between = passage.folded[amount.end : mention.anchor.start]
    nation = counting_words().nationals.match(passage.folded, mention.anchor.end)
    return nation is not None or between.count("(") > between.count(")")


def _counts_staff(passage: Passage, mention: Mention, amount: Amount) -> bool:
    """Whether the name of a body stands between a number and its people: 三名难民署工作人员."""
    between = passage.folded[amount.end : mention.anchor.start]
    return not between.strip() and counting_words().staff.match(passage.folded, mention.anchor.end) is not None


def _is_served(passage: Passage, mention: Mention) -> bool:
    """Whether a name is only the one for whom a named agent acts: 开发署为马里筹集了…."""
    return counting_words().served.search(passage.folded, passage.anchor.start, mention.anchor.start) is not None


def _is_aside(passage: Passage, mention: Mention) -> bool:
    """Whether a preposition makes the name a party to the statement and not its subject: 从美国收到, 被某组织围困."""
    if counting_words().speaker.match(passage.folded, mention.anchor.end) or _is_of_a_body(passage, mention):
        return True
    return bool(counting_words().aside.search(passage.folded[passage.anchor.start : mention.anchor.start][-3:]))


def _is_of_a_body(passage: Passage, mention: Mention) -> bool:
    """Whether the name of a body only tells of what other body the one right behind it is: 北约驻科部队."""
    behind = (m for m in passage.mentions if m.anchor.start == mention.anchor.end)
    return mention.type in _BODY_TYPES and any(m.type in _BODY_TYPES for m in behind)
