"""Why the rules of the relation table state nothing in a sentence: told to the one who asks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pipeline.model import Relation
from pipeline.relations.gates import Needs, needs_of, open_rules
from pipeline.relations.rules import Rule, load_rules
from pipeline.relations.tokens import Encoded
from pipeline.trace import reject

_CLOSED = "gate closed: its word stands here, but not the names that it needs around it"
_OTHERWISE = "its word and names stand here, but not as its pattern has them"


def tell_unmatched(encoded: Encoded) -> None:
    """Each rule whose word stands in the sentence, but which does not match it."""
    opened = set(open_rules(encoded.string))
    for number, (rule, needs) in enumerate(_rules()):
        at, word = min(
            ((encoded.string.find(word), word) for word in needs.words if word in encoded.string), default=(-1, "")
        )
        if word and (number not in opened or not rule.regex.search(encoded.string)):
            place = encoded.anchor(at, at + len(word))
            reason = f"{word}: {_OTHERWISE if number in opened else _CLOSED}"
            reject(place.start, place.end, rule.predicate, reason, rule=rule.id)


def tell_left_out(relations: Iterable[Relation], kept: Iterable[Relation], reason: str) -> None:
    """Each of the relations that is not among those kept."""
    stated = list(kept)
    for relation in relations:
        if relation not in stated:
            reject_relation(relation, reason)


def reject_relation(relation: Relation, reason: str) -> None:
    """Keeps that a relation was read and not stated, at each of its places."""
    meaning = f"{relation.subject} {relation.predicate} {relation.object}"
    for anchor in relation.evidence:
        reject(anchor.start, anchor.end, relation.predicate, reason, meaning=meaning, rule=relation.rule)


@cache
def _rules() -> tuple[tuple[Rule, Needs], ...]:
    return tuple((rule, needs_of(rule.pattern)) for rule in load_rules())
