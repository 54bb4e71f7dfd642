"""All facts of one report: the rules over its sentences, what its form says, its statistics."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from pipeline.model import Anchor, Entity, Facts, Mention, MentionType, Observation, Relation, Report, Sentence
from pipeline.relations.documents import (
    find_addressee,
    find_adoption,
    find_author,
    find_citations,
    find_mandate,
    find_own_resolutions,
    find_recipients,
)
from pipeline.relations.elections import Elections, event_entities
from pipeline.relations.findings import (
    find_closed_missions,
    find_contradictions,
    find_early_elections,
    find_later_citations,
    find_lost_annexes,
)
from pipeline.relations.implied import find_implied
from pipeline.relations.observations import amounts_of, find_observations
from pipeline.relations.passage import Passage, passages
from pipeline.relations.reader import Reader
from pipeline.relations.rules import apply_listed, apply_rules
from pipeline.relations.tabular import find_table_statistics
from pipeline.relations.tokens import is_organ
from pipeline.relations.untold import reject_relation, tell_left_out, tell_unmatched
from pipeline.relations.when import completed
from pipeline.tables import load_names
from pipeline.text.fold import fold
from pipeline.trace import is_traced, reject

_ALIKE = 0.5
_TYPES: dict[str, MentionType] = {"un": "UN_BODY", "org": "ORG"}
_ADOPTED = re.compile(r"/(?:RES|DEC|PRST)/")
_SYMMETRIC = frozenset({"cooperates_with"})
_FIRMNESS = ("asserted", "reported", "planned", "conditional", "negated")
_PRECEDENCE = (("established", "mandates"), ("mandates", "requests"), ("established", "requests"),
               ("requests_assistance", "requests"))  # fmt: skip


def relate(
    report: Report, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...], entities: tuple[Entity, ...]
) -> Facts:
    """Relations, observations, the events that they name, findings, and the counts of what was dropped."""
    folded = fold(report.text)
    relations = [
        *find_citations(report, mentions),
        *find_own_resolutions(report, mentions),
        *find_author(report, mentions),
        *find_addressee(report, mentions),
        *find_mandate(report, mentions),
        *find_adoption(report, mentions),
        *find_recipients(report, mentions),
        *find_implied(mentions),
    ]
    found = tuple(passages(report, folded, sentences, mentions, amounts_of(folded)))
    relations += _stated(report, mentions, [p for p in found if p.mentions and not p.block.rows])
    observations = [*_counted(found), *find_table_statistics(report, mentions)]
    stated, again = _once([completed(o, report.document.date) for o in observations])
    merged = merge(relations)
    kept, dropped = _by_precedence(merged)
    if is_traced():
        tell_left_out(merged, kept, "a firmer relation stands between the same ends")
    events = event_entities(kept)
    return Facts(
        relations=kept,
        observations=stated,
        entities=(*events, *_unmentioned(kept, entities, events)),
        findings=(
            *find_contradictions(stated),
            *find_lost_annexes(report),
            *find_later_citations(report, mentions),
            *find_closed_missions(report, kept, entities, mentions),
            *find_early_elections(report, kept, mentions),
        ),
        dropped={
            reason: count
            for reason, count in (
                ("a firmer relation between the same ends", dropped),
                ("statistic stated again", again),
            )
            if count
        },
    )


def _stated(report: Report, mentions: Sequence[Mention], told: Sequence[Passage]) -> Iterator[Relation]:
    """What the rules and the elections state in each sentence.

    Each step is taken with all sentences before the next: one that runs many times in a row takes half the time.
    """
    read, elections = Reader(report, mentions).read(told), Elections()
    stated = apply_rules(told, [sentence for sentence, _ in read])
    if is_traced():
        for sentence, _ in read:
            tell_unmatched(sentence)
    votes = [elections.read(passage) for passage in told]
    for passage, (sentence, head), relations, held in zip(told, read, stated, votes, strict=True):
        yield from said_by_resolution(relations) if relations else ()
        yield from apply_listed(passage, head, sentence) if head else ()
        yield from held


def _counted(found: Sequence[Passage]) -> list[Observation]:
    """The statistics of each sentence."""
    observations: list[Observation] = []
    for passage in found:
        if passage.amounts and passage.block.kind not in {"heading", "title", "contents"}:
            observations += find_observations(passage, _last_of(observations, passage))
    return observations


def _last_of(observations: Sequence[Observation], passage: Passage) -> Observation | None:
    """The last statistic of the same paragraph."""
    last = observations[-1] if observations else None
    return last if last and last.evidence.start >= passage.block.anchor.start else None


def said_by_resolution(stated: Sequence[Relation]) -> Iterator[Relation]:
    """The relations of one sentence without what an organ asks through a resolution that is itself said to ask it."""
    asked = {r.object for r in stated if r.predicate == "requests" and r.subject.partition("/")[2].startswith("RES")}
    for relation in stated:
        by_organ = relation.predicate == "requests" and is_organ(relation.subject)
        if by_organ and relation.object in asked:
            reject_relation(relation, "the resolution through which the organ asks is said to ask it")
        else:
            yield relation


def _once(observations: Sequence[Observation]) -> tuple[tuple[Observation, ...], int]:
    """A statistic that summary and body both state is one; the later, fuller statement stands."""
    kept: dict[int, Observation] = {}
    alike: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, o in enumerate(observations):
        same = alike[o.value, o.unit, o.time, o.subject, o.comparator]
        again = next((n for n in same if _likeness(kept[n].indicator, o.indicator) >= _ALIKE), None)
        if again is not None:
            same.remove(again)
            twin = kept.pop(again)
            reject(*_span(twin), "amount", "stated again later, and more fully", meaning=twin.indicator, rule=twin.rule)
        same.append(number)
        kept[number] = o
    return tuple(kept.values()), len(observations) - len(kept)


def _span(observation: Observation) -> tuple[int, int]:
    return observation.evidence.start, observation.evidence.end


def _likeness(one: str, other: str) -> float:
    """The share of pairs of neighbouring characters that two phrases have in common."""
    pairs = [{phrase[i : i + 2] for i in range(len(phrase) - 1)} or {phrase} for phrase in (one, other)]
    return len(pairs[0] & pairs[1]) / min(map(len, pairs))


def merge(relations: Iterable[Relation]) -> list[Relation]:
    """One relation for each fact, with all its evidence; the firmest statement gives modality and qualifiers."""
    found: dict[tuple[str, ...], Relation] = {}
    shown: dict[tuple[str, ...], set[Anchor]] = {}
    for relation in map(_straight, relations):
        key = _key(relation)
        known = found.get(key)
        if known is None:
            found[key] = relation
            continue
        shown.setdefault(key, set(known.evidence)).update(relation.evidence)
        firm, other = sorted((known, relation), key=lambda r: _FIRMNESS.index(r.modality))
        if firm.modality != other.modality:
            reject_relation(other, f"the same fact is {firm.modality} elsewhere; here it is {other.modality}")
        qualifiers = {**other.qualifiers, **firm.qualifiers} if firm.modality == other.modality else firm.qualifiers
        found[key] = replace(firm, qualifiers=qualifiers)
    for key, anchors in shown.items():
        found[key] = replace(found[key], evidence=tuple(sorted(anchors)))
    return list(found.values())


def _key(relation: Relation) -> tuple[str, ...]:
    key = (relation.subject, relation.predicate, relation.object)
    if relation.predicate != "held_election":
        return key
    return (*key, str(relation.qualifiers.get("date"))[:4], str(relation.qualifiers.get("round") or ""))


def _straight(relation: Relation) -> Relation:
    if relation.predicate in _SYMMETRIC and relation.object < relation.subject:
        return replace(relation, subject=relation.object, object=relation.subject)
    return relation


def _by_precedence(relations: Sequence[Relation]) -> tuple[tuple[Relation, ...], int]:
    triples = {(r.subject, r.predicate, r.object) for r in relations}
    weaker = {(s, weak, o) for s, strong, o in triples for first, weak in _PRECEDENCE if first == strong}
    kept = tuple(r for r in relations if (r.subject, r.predicate, r.object) not in weaker)
    return kept, len(relations) - len(kept)


def _unmentioned(relations: Iterable[Relation], entities: Iterable[Entity], events: Iterable[Entity]) -> list[Entity]:
    """Entities that only a relation names (the organ of a citation, the UN of an annex), from the tables."""
    known = {entity.id for entity in (*entities, *events)} | {"doc:this"}
    ends = sorted({end for r in relations for end in (r.subject, r.object)} - known)
    names = load_names().entities
    return [
        Entity(id_, names[id_].type, names[id_].label, names[id_].label_en, (), dict(names[id_].attributes))
        if id_ in names
        else _unknown(id_)
        for id_ in ends
    ]


def _unknown(id_: str) -> Entity:
    """The entity of an identifier that no table has: its kind and label are read from it."""
    kind, _, name = id_.partition(":")
    type_ = _TYPES.get(kind) or ("RESOLUTION" if _ADOPTED.search(id_) else "DOCUMENT")
    return Entity(id_, type_, name.rpartition("/")[2] if kind == "org" else name or id_)
