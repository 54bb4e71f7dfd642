"""Elections: which country held or will hold which vote, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from pipeline.model import Anchor, Entity, Mention, Relation
from pipeline.relations.passage import Passage
from pipeline.tables import either, load_expressions, load_rows, load_vocabulary
from pipeline.text.numerals import parse_numeral
from pipeline.trace import reject

_VOTE: str = load_vocabulary("elections")["vote"]
"""A vote of any kind."""
_FORMS = load_expressions("elections")
_CLAUSE = re.compile(r"[^，。；,;]+")
OTHER = "event:other"
_NO_FACT = "no date, no country, or no word that the vote takes place (elections.toml)"


class _Clause(Struct, frozen=True, gc=False):
    """A clause as a stretch of the folded text, with the dates in it."""

    start: int
    words: str
    dates: tuple[Mention, ...]


class Elections:
    """Reads the sentences of a report in order: a paragraph goes on about its country and its votes."""

    def __init__(self) -> None:
        self._block = ""
        self._country: str | None = None
        self._kinds: tuple[str, ...] = ()

    def read(self, passage: Passage) -> list[Relation]:
        """The votes of one sentence that have a date and a country."""
        if self._block != passage.block.id:
            self._block, self._country, self._kinds = passage.block.id, None, ()
        found: list[Relation] = []
        start, end = passage.anchor.start, passage.anchor.end
        if vote := _FORMS["vote"].search(passage.folded, start, end):
            if not any(m.type == "DATE" for m in passage.mentions):
                reject(*vote.span(), "held_election", "its sentence has no date", rule="election")
            elif _told().search(passage.folded, start, end):
                found += self._votes(passage)
        self._country = next((m.entity for m in passage.mentions if m.type == "COUNTRY" and m.entity), self._country)
        return found

    def _votes(self, passage: Passage) -> Iterator[Relation]:
        told: Mention | None = None
        takes_place = False
        for clause in _clauses(passage):
            takes_place = bool(_FORMS["took_place"].search(clause.words)) or (takes_place and not clause.dates)
            for event, place in self._events(clause):
                date = _date_of(clause, place) or (None if _is_elsewhere(clause, place) else told)
                country = _country_before(passage, place) or passage.country or self._country
                attributive = date is not None and _dates_the_vote(passage.folded, date, place)
                stated = (takes_place or attributive) and not _is_so_called(clause, place)
                if date and country and stated and not _FORMS["not_held"].search(clause.words):
                    yield from _relations(country, event, place, date, clause, told)
                else:
                    reject(place, place + len(_VOTE), "held_election", _NO_FACT, meaning=event, rule="election")
            told = clause.dates[-1] if clause.dates else told

    def _events(self, clause: _Clause) -> list[tuple[str, int]]:
        events = _kinds_in(clause)
        if events:
            self._kinds = tuple(event for event, _ in events)
            return events
        if again := _FORMS["same_vote"].search(clause.words):
            return [(event, clause.start + again.start()) for event in self._kinds]
        plain = _FORMS["plain_vote"].search(clause.words)
        return [(OTHER, clause.start + plain.start())] if plain else []


def event_entities(relations: Iterable[Relation]) -> tuple[Entity, ...]:
    """The kinds of vote that relations speak of, as entities."""
    ids = sorted({end for r in relations for end in (r.subject, r.object) if end.startswith("event:")})
    return tuple(Entity(id_, "EVENT", _labels().get(id_, id_), id_.partition(":")[2].replace("_", " ")) for id_ in ids)


def _clauses(passage: Passage) -> list[_Clause]:
    dates = [m for m in passage.mentions if m.type == "DATE" and m.entity]
    found = []
    for match in _CLAUSE.finditer(passage.folded, passage.anchor.start, passage.anchor.end):
        own = tuple(date for date in dates if match.start() <= date.anchor.start < match.end())
        found.append(_Clause(match.start(), match.group(), own))
    return found


def _kinds_in(clause: _Clause) -> list[tuple[str, int]]:
    """Kinds of vote with the place of their word; words that qualify one vote together are kinds of their own."""
    found: dict[str, int] = {}
    for match in _kinds().finditer(clause.words):
        rest = clause.words[match.end() : match.end() + 12]
        named = _FORMS["vote"].search(match.group())
        if not named and not _FORMS["joined"].match(rest):
            continue
        if not _FORMS["no_vote"].match((_VOTE if named else "") + rest):
            found.setdefault(_events_table()[match.group()], clause.start + match.start())
    return list(found.items())


def _date_of(clause: _Clause, place: int) -> Mention | None:
    """The clause's own date of a vote: the nearest before its word, else the first behind it."""
    before = [date for date in clause.dates if date.anchor.start <= place]
    return before[-1] if before else next(iter(clause.dates), None)


def _country_before(passage: Passage, place: int) -> str | None:
    """The country named last before a vote; one that only says where something else was done is passed over."""
    named = [m for m in passage.mentions if m.type == "COUNTRY" and m.entity]
    before = [m for m in named if m.anchor.start <= place]
    voting = [m for m in before if not _FORMS["scene"].match(passage.folded, max(0, m.anchor.start - 1), place)]
    mention = voting[-1] if voting else next(iter(named), None) if not before else None
    return mention.entity if mention else None


def _dates_the_vote(folded: str, date: Mention, place: int) -> bool:
    """Whether a date stands directly before its vote: 2018年的总统选举."""
    between = folded[date.anchor.end : place]
    return date.anchor.end <= place and bool(_FORMS["dated"].fullmatch(between))


def _is_elsewhere(clause: _Clause, place: int) -> bool:
    """Another occasion than the one that the clause before dates: 会议推迟到5月，因为他参加大选."""
    return bool(_FORMS["elsewhere"].search(clause.words[: place - clause.start]))


def _is_so_called(clause: _Clause, place: int) -> bool:
    """The report does not hold it for an election."""
    return bool(_FORMS["so_called"].search(clause.words[: place - clause.start]))


def _relations(
    country: str, event: str, place: int, date: Mention, clause: _Clause, told: Mention | None
) -> Iterator[Relation]:
    """The vote; one that was interrupted and then completed is two, with the sentence's own date for the second."""
    evidence = (Anchor(min(date.anchor.start, place), max(date.anchor.end, place + 2)),)
    status, resumed = _status(clause.words), _FORMS["resumed"].search(clause.words)
    qualifiers: dict[str, object] = {"date": str(date.entity), "status": status}
    offset = place - clause.start
    if turn := _FORMS["round"].search(clause.words[max(0, offset - 20) : offset + 10]):
        qualifiers["round"] = parse_numeral(turn[1])
    yield Relation(country, "held_election", event, evidence, "election", qualifiers)
    if resumed and told and told is not date:
        held = {"date": str(told.entity), "status": "held"}
        yield Relation(country, "held_election", event, evidence, "election", held)


def _status(words: str) -> str:
    if _FORMS["interrupted"].search(words):
        return "interrupted"
    return "scheduled" if _FORMS["scheduled"].search(words) else "held"


@cache
def _events_table() -> dict[str, str]:
    return {row["word"]: row["event"] for _, row in load_rows("elections.tsv")}


@cache
def _labels() -> dict[str, str]:
    labels = {OTHER: _VOTE}
    for word, event in _events_table().items():
        labels.setdefault(event, word)
    return labels


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(either(_events_table()))


@cache
def _told() -> re.Pattern[str]:
    """The words of which a sentence that tells of a vote has one."""
    return re.compile(
        "|".join(f"(?:{regex.pattern})" for regex in (_kinds(), _FORMS["same_vote"], _FORMS["plain_vote"]))
    )
