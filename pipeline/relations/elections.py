"""Elections: which country held or will hold which vote, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Anchor, Entity, Mention, Relation
from pipeline.relations.passage import Passage
from pipeline.tables.rows import load_rows

_VOTE = re.compile(r"选举|全民投票|公民投票|公投|大选|普选|全民公决")
_HELD = re.compile(r"举行|进行了|进行的|完成了?|组织选举|筹备|定于|投票日|重新选举|议会选举(?:中|之前)")
_SCHEDULED = re.compile(r"定于|将(?:于|在)|即将|拟于|将[^，。]{0,24}举行")
_SO_CALLED = re.compile(r"所谓[^，。]{0,8}$")
_INTERRUPTED = re.compile(r"中断|推迟|暂停")
_ROUND = re.compile(r"第([一二三])轮")
_ROUNDS = {"一": 1, "二": 2, "三": 3}
OTHER = "event:other"


def find_elections(passage: Passage) -> Iterator[Relation]:
    """The votes of one sentence that have a date and a country."""
    sentence = passage.folded[passage.anchor.start : passage.anchor.end]
    if not _VOTE.search(sentence) or not _HELD.search(sentence):
        return
    dates = [m for m in passage.mentions if m.type == "DATE" and m.entity]
    country = _country(passage)
    if not dates or not country:
        return
    for event, at in _events(sentence):
        if _SO_CALLED.search(sentence[:at]):  # the report does not hold it for an election
            continue
        place = passage.anchor.start + at
        date = _nearest(dates, place)
        if date.anchor.start > place and sentence.startswith("之后", at + 4):  # after that vote, something else
            continue
        qualifiers: dict[str, object] = {"date": str(date.entity), "status": _status(sentence)}
        if turn := _ROUND.search(sentence[max(0, at - 20) : at + 6]):
            qualifiers["round"] = _ROUNDS[turn[1]]
        start, end = min(date.anchor.start, place), max(date.anchor.end, place + 2)
        yield Relation(country, "held_election", event, (Anchor(start, end),), "election", qualifiers)


def event_entities(relations: Iterator[Relation] | tuple[Relation, ...]) -> tuple[Entity, ...]:
    """The kinds of vote that relations speak of, as entities."""
    ids = sorted({end for r in relations for end in (r.subject, r.object) if end.startswith("event:")})
    return tuple(Entity(id_, "EVENT", _labels().get(id_, id_), id_.partition(":")[2].replace("_", " ")) for id_ in ids)


def _country(passage: Passage) -> str | None:
    named = [m.entity for m in passage.mentions if m.type == "COUNTRY" and m.entity]
    return named[0] if named else passage.country


def _events(sentence: str) -> list[tuple[str, int]]:
    """Kinds of vote with the place of their word; words that qualify one vote together are kinds of their own."""
    found: dict[str, int] = {}
    for match in _pattern().finditer(sentence):
        word = match.group()
        rest = sentence[match.end() : match.end() + 12]
        if not _VOTE.search(word) and not re.match(
            r"(?:[、和及]|以及|[一-龥]{0,4}[、和及]){0,2}[一-龥]{0,6}选举", rest
        ):
            continue
        found.setdefault(_events_table()[word], match.start())
    if not found and (plain := re.search(r"举行了?选举|选举\(最终于", sentence)):
        found[OTHER] = plain.start()
    return list(found.items())


def _nearest(dates: list[Mention], place: int) -> Mention:
    before = [date for date in dates if date.anchor.start <= place]
    return before[-1] if before else dates[0]


def _status(sentence: str) -> str:
    if _INTERRUPTED.search(sentence):
        return "interrupted"
    return "scheduled" if _SCHEDULED.search(sentence) else "held"


@cache
def _events_table() -> dict[str, str]:
    return {row["word"]: row["event"] for _, row in load_rows("elections.tsv")}


@cache
def _labels() -> dict[str, str]:
    labels = {OTHER: "选举"}
    for word, event in _events_table().items():
        labels.setdefault(event, word)
    return labels


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_events_table(), key=lambda word: (-len(word), word))))
