"""What a report states, freed of wording and place: the facts that two editions are compared by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pipeline.text.fold import fold

Row = dict[str, Any]
Key = tuple[str, ...]

_NOT_WORDS = re.compile(r"[\W_]+")

SYMMETRIC = frozenset({"cooperates_with"})
QUALIFIERS = ("date", "start", "end", "basis", "round", "status")
"""The qualifiers that are facts; the others (activity, action) are the report's own words."""
DOCUMENT_FIELDS = (
    "symbol", "title", "organ", "session", "agenda_item", "author", "date", "reissued", "distribution",
    "original_language", "previous",
)  # fmt: skip


def bare(text: str) -> str:
    """The words of a text alone: no blanks, no marks, letters and digits in their plain form."""
    return _NOT_WORDS.sub("", fold(text)).lower()


def document_facts(record: Row) -> Row:
    """The fields of the masthead; of the title, which is set in many ways, the words alone."""
    document = record["document"] or {}
    return {name: document_fact(name, document.get(name)) for name in DOCUMENT_FIELDS}


def document_fact(name: str, value: Any) -> Any:
    """A field of the masthead as it is compared."""
    return bare(value) if name == "title" and value else value


def relation_key(relation: Row) -> Key:
    """What tells one stated relation from another: its ends, and for an election its year and round."""
    subject, predicate, object_ = relation["subject"], relation["predicate"], relation["object"]
    if predicate in SYMMETRIC and object_ < subject:
        subject, object_ = object_, subject
    if predicate != "held_election":
        return subject, predicate, object_
    qualifiers = relation["qualifiers"]
    return subject, predicate, object_, str(qualifiers.get("date") or "")[:4], str(qualifiers.get("round") or "")


def relation_value(relation: Row) -> Row:
    """The part of a relation that may change while it stays the same relation."""
    qualifiers = {name: relation["qualifiers"][name] for name in QUALIFIERS if relation["qualifiers"].get(name)}
    return {"modality": relation["modality"], "qualifiers": qualifiers}


def by_key(relations: Iterable[Row]) -> dict[Key, Row]:
    """Relations by key. Where one is stated twice (planned here, asserted there) the firmest statement counts."""
    firmness = ("asserted", "reported", "planned", "conditional", "negated")
    found: dict[Key, Row] = {}
    for relation in relations:
        key = relation_key(relation)
        known = found.get(key)
        if known is None or firmness.index(relation["modality"]) < firmness.index(known["modality"]):
            found[key] = relation
    return found


def observation_value(observation: Row) -> Row:
    """The measured part of an observation."""
    return {name: observation[name] for name in ("value", "unit", "approximate", "comparator", "time")}


def observation_fact(observation: Row) -> Row:
    """An observation without its evidence."""
    return {"indicator": observation["indicator"], "subject": observation["subject"], **observation_value(observation)}


def facts_of(record: Row) -> Row:
    """The facts of a report.json in canonical order: what a delta changes, and nothing that wording decides."""
    relations = [
        {"key": list(key), **relation_value(relation)} for key, relation in sorted(by_key(record["relations"]).items())
    ]
    observations = [observation_fact(observation) for observation in record["observations"]]
    return {
        "document": document_facts(record),
        "entities": [{"id": e["id"], "type": e["type"]} for e in sorted(record["entities"], key=lambda e: e["id"])],
        "relations": relations,
        "observations": sorted(observations, key=observation_order),
    }


def observation_order(fact: Row) -> tuple[str, ...]:
    """A total order of observation facts."""
    names = ("indicator", "subject", "unit", "time", "value", "comparator", "approximate")
    return tuple(str(fact[name]) for name in names)
