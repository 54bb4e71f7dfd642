"""Facts, statistics and names of many reports under one identity each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.graph.rows import Row, to_json
from pipeline.graph.schemas import EDGES, OBSERVATIONS, PLACE, STATEMENTS

_EVIDENCE = "{" + ", ".join(f"'{name}': \"{name}\"" for name, _ in PLACE) + "}"
_PLACES = [name for name, _ in PLACE]
_ORDER = 'report, start, "end", text'

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


def merge_statements(table: pa.Table) -> pa.Table:
    """One edge for each fact of a work, sorted by id.

    Two files of one work tell one fact: all their places are kept in ``evidence``, and ``weight`` counts
    the places in the file that has most, so that a second file makes no fact heavier.
    """
    shared = [field.name for field in STATEMENTS if field.name not in {"id", *_PLACES}]
    firsts = ", ".join(f'min("{name}") AS "{name}"' for name in shared)
    merged = _run(
        f"""
        WITH place AS (SELECT DISTINCT * FROM rows),
        counted AS (SELECT *, count(*) OVER (PARTITION BY id, report) AS places FROM place),
        fact AS (
            SELECT id, {firsts}, max(places)::INTEGER AS weight,
                   list_sort(list(DISTINCT report)) AS reports,
                   list({_EVIDENCE} ORDER BY {_ORDER}) AS evidence
            FROM counted GROUP BY id)
        SELECT * EXCLUDE (weight, reports, evidence), {_first_place()}, weight, reports, evidence
        FROM fact ORDER BY id""",
        table,
    )
    return merged.select(EDGES.names).cast(EDGES)


def merge_observations(table: pa.Table) -> pa.Table:
    """One statistic for each value of a work, sorted by id, with its first place and all its reports."""
    shared = [f.name for f in OBSERVATIONS if f.name not in {"id", "reports", *_PLACES}]
    firsts = ", ".join(f'min("{name}") AS "{name}"' for name in shared)
    merged = _run(
        f"""
        WITH seen AS (
            SELECT id, {firsts}, list_sort(list(DISTINCT report)) AS reports,
                   list({_EVIDENCE} ORDER BY {_ORDER}) AS evidence
            FROM rows GROUP BY id)
        SELECT * EXCLUDE (reports, evidence), {_first_place()}, reports FROM seen ORDER BY id""",
        table,
    )
    return merged.select(OBSERVATIONS.names).cast(OBSERVATIONS)


def _first_place() -> str:
    return ", ".join(f'evidence[1]."{name}" AS "{name}"' for name in _PLACES)


def _run(sql: str, rows: pa.Table) -> pa.Table:
    with duckdb.connect(":memory:") as connection:
        connection.register("rows", rows)
        return connection.execute(sql).to_arrow_table()


@dataclass(slots=True)
class Names:
    """What the reports call each entity; the commonest label wins, the first in code order among equals."""

    types: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    labels: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    english: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    aliases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    attributes: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    works: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    titles: dict[str, str] = field(default_factory=dict)

    def add(self, row: Row, report: str) -> None:
        """Count one report's view of an entity."""
        id_ = row["id"]
        self.types[id_][row["type"]] += 1
        if row["type"] == "REPORT":
            self.titles[id_] = min(row["label"], self.titles.get(id_, row["label"]))
        else:
            self.labels[id_][row["label"]] += 1
        if row["label_en"]:
            self.english[id_][row["label_en"]] += 1
        self.aliases[id_].update(row["aliases"])
        self.works[id_].add(report)
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


def end_points(edges: pa.Table, observations: pa.Table) -> set[str]:
    """Every identifier that a fact or a statistic names."""
    ends: set[str] = set()
    for column in (edges["subject"], edges["object"], observations["subject"]):
        ends.update(value for value in column.unique().to_pylist() if value)
    return ends


def sorted_table(rows: list[Row], schema: pa.Schema, *keys: str) -> pa.Table:
    """The rows as a table in the order of these columns."""
    rows.sort(key=lambda row: tuple(_ranked(row[key]) for key in keys))
    return pa.Table.from_pylist(rows, schema=schema)


def _ranked(value: Any) -> tuple[bool, Any]:
    return value is not None, value if value is not None else 0
