"""A diff as a delta: old facts + delta = new facts, new facts − delta = old facts, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pipeline.diff.facts import document_fact, observation_fact, observation_order, relation_key, relation_value
from pipeline.errors import PipelineError

Row = dict[str, Any]


class DeltaMismatch(PipelineError):
    """A delta applied to facts that it was not made from."""

    code = "delta"
    hint = "apply a diff to the old facts, reverse it on the new ones"


def apply_delta(facts: Row, diff: Row) -> Row:
    """The facts of the new edition, from those of the old one (`facts_of`) and their diff.json."""
    return _step(facts, diff, "old", "new")


def reverse_delta(facts: Row, diff: Row) -> Row:
    """The facts of the old edition, from those of the new one and their diff.json."""
    return _step(facts, diff, "new", "old")


def _step(facts: Row, diff: Row, before: str, after: str) -> Row:
    gone, come = ("removed", "added") if before == "old" else ("added", "removed")
    document = dict(facts["document"])
    for change in diff["document"]:
        field = change["field"]
        if document.get(field) != document_fact(field, change[before]):
            raise DeltaMismatch(f"the field {field} is {document.get(field)!r}")
        document[field] = document_fact(field, change[after])
    parts = {
        "entities": (_entity, _entity_order),
        "relations": (_relation, _relation_order),
        "observations": (observation_fact, observation_order),
    }
    sides = (gone, come), (before, after)
    return {"document": document, **{name: _swap(facts[name], diff[name], *sides, *parts[name]) for name in parts}}


def _swap(
    facts: Iterable[Row],
    part: Row,
    kinds: tuple[str, str],
    sides: tuple[str, str],
    fact: Callable[[Row], Row],
    order: Callable[[Row], Any],
) -> list[Row]:
    pairs = [*part.get("changed", ()), *part.get("restated", ())]
    left = list(facts)
    for row in [*(fact(row) for row in part[kinds[0]]), *(fact(pair[sides[0]]) for pair in pairs)]:
        if row not in left:
            raise DeltaMismatch(f"not among the facts: {row}")
        left.remove(row)
    return sorted([*left, *(fact(row) for row in part[kinds[1]]), *(fact(pair[sides[1]]) for pair in pairs)], key=order)


def _entity(entity: Row) -> Row:
    return {"id": entity["id"], "type": entity["type"]}


def _entity_order(entity: Row) -> str:
    return str(entity["id"])


def _relation(relation: Row) -> Row:
    return {"key": list(relation_key(relation)), **relation_value(relation)}


def _relation_order(relation: Row) -> list[str]:
    return list(relation["key"])
