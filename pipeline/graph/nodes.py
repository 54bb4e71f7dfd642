"""What many reports call one entity, settled into one node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import orjson

from pipeline.graph.rows import Row, to_json

PREFIXES = {
    "country": "COUNTRY",
    "region": "REGION",
    "loc": "LOCATION",
    "un": "UN_BODY",
    "org": "ORG",
    "treaty": "INSTRUMENT",
    "role": "ROLE",
    "person": "PERSON",
    "prog": "PROGRAMME",
    "event": "EVENT",
    "doc": "REPORT",
}
"""The type of an end that no report lists among its entities."""

View = tuple[str, Sequence[str]]
"""What some reports say of an entity, a row of entities in JSON, and the ids of these reports."""


def node_of(id_: str, views: Iterable[View]) -> Row:
    """The node's own columns: type, labels, aliases, attributes, reports.

    The commonest label wins, the first in code order among equals; of a report the first of its titles.
    """
    types, labels, english = Counter[str](), Counter[str](), Counter[str]()
    titles, aliases, reports = set[str](), set[str](), set[str]()
    attributes: dict[str, set[str]] = {}
    for written, told in views:
        row = orjson.loads(written)
        types[row["type"]] += len(told)
        if row["type"] == "REPORT":
            titles.add(row["label"])
        else:
            labels[row["label"]] += len(told)
        if row["label_en"]:
            english[row["label_en"]] += len(told)
        aliases.update(row["aliases"])
        for name, value in row["attributes"].items():
            attributes.setdefault(name, set()).add(to_json(value))
        reports.update(told)
    label = min(titles, default=None) or _best(labels) or id_
    return {
        "id": id_,
        "type": _type(id_, types),
        "label": label,
        "label_en": _best(english),
        "aliases": sorted(alias for alias in aliases.union(labels) if alias and alias != label),
        "attributes": _attributes(attributes),
        "reports": sorted(reports),
    }


def _type(id_: str, types: Mapping[str, int]) -> str:
    """The commonest type; that of a report or document only where nobody says more."""
    if not types:
        return PREFIXES.get(id_.partition(":")[0], "DOCUMENT")
    others = {name: times for name, times in types.items() if name not in {"REPORT", "DOCUMENT"}}
    if "REPORT" in types and not others:
        return "REPORT"
    return _best(others or types) or "DOCUMENT"


def _best(counts: Mapping[str, int]) -> str | None:
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _attributes(values: Mapping[str, set[str]]) -> str:
    """JSON of all attributes; one that reports give differently becomes the list of what they give."""
    parts: list[str] = []
    for name in sorted(values):
        found = sorted(values[name])
        parts.append(f"{to_json(name)}:{found[0] if len(found) == 1 else '[' + ','.join(found) + ']'}")
    return "{" + ",".join(parts) + "}"
