"""What many reports call one entity, settled into one node."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping

from msgspec import Struct, field

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


class Names(Struct):
    """What the reports call each entity; the commonest label wins, the first in code order among equals."""

    types: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    labels: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    english: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    aliases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    attributes: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    works: Mapping[str, set[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, views: Mapping[str, int], works: Mapping[str, set[str]]) -> Names:
        """The names in ``views``, rows of entities in JSON with the number of reports that have that row.

        ``works`` are the reports of each entity.
        """
        names = cls(works=works)
        for row, reports in views.items():
            names._add(json.loads(row), reports)
        return names

    def _add(self, row: Row, reports: int) -> None:
        id_ = row["id"]
        self.types[id_][row["type"]] += reports
        if row["type"] == "REPORT":
            self.titles[id_] = min(row["label"], self.titles.get(id_, row["label"]))
        else:
            self.labels[id_][row["label"]] += reports
        if row["label_en"]:
            self.english[id_][row["label_en"]] += reports
        self.aliases[id_].update(row["aliases"])
        kept = self.attributes.setdefault(id_, {})
        for name, value in row["attributes"].items():
            kept.setdefault(name, set()).add(to_json(value))

    def row(self, id_: str) -> Row:
        """The node's own columns: type, labels, aliases, attributes, reports."""
        label = self.titles.get(id_) or _best(self.labels.get(id_)) or id_
        aliases = self.aliases.get(id_, set()) | set(self.labels.get(id_, ()))
        return {
            "id": id_,
            "type": self._type(id_),
            "label": label,
            "label_en": _best(self.english.get(id_)),
            "aliases": sorted(alias for alias in aliases if alias and alias != label),
            "attributes": _attributes(self.attributes.get(id_, {})),
            "reports": sorted(self.works.get(id_, ())),
        }

    def _type(self, id_: str) -> str:
        types = self.types.get(id_)
        if not types:
            return PREFIXES.get(id_.partition(":")[0], "DOCUMENT")
        others = Counter({name: n for name, n in types.items() if name not in {"REPORT", "DOCUMENT"}})
        if "REPORT" in types and not others:
            return "REPORT"
        return _best(others or types) or "DOCUMENT"


def _best(counts: Counter[str] | None) -> str | None:
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _attributes(values: Mapping[str, set[str]]) -> str:
    """JSON of all attributes; one that reports give differently becomes the list of what they give."""
    parts: list[str] = []
    for name in sorted(values):
        found = sorted(values[name])
        parts.append(f"{to_json(name)}:{found[0] if len(found) == 1 else '[' + ','.join(found) + ']'}")
    return "{" + ",".join(parts) + "}"
