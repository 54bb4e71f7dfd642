"""Many report.json records merged into the corpus graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.graph.measures import centrality
from pipeline.graph.merge import Names, end_points, merge_observations, merge_statements, sorted_table
from pipeline.graph.rows import Reading, Row, entities, mentions, observations, report_row, statements
from pipeline.graph.schemas import MENTIONS, NODES, OBSERVATIONS, REPORTS, STATEMENTS
from pipeline.graph.store import write_table

CHUNK = 50_000


class _Columns:
    """Rows that are packed into Arrow as they come, so that a large corpus fits in memory."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self._rows: list[Row] = []
        self._packed: list[pa.Table] = []

    def extend(self, rows: Iterable[Row]) -> None:
        self._rows.extend(rows)
        if len(self._rows) >= CHUNK:
            self._pack()

    def table(self) -> pa.Table:
        self._pack()
        return pa.concat_tables(self._packed)

    def _pack(self) -> None:
        self._packed.append(pa.Table.from_pylist(self._rows, schema=self.schema))
        self._rows = []


def build_graph(reports: Iterable[Mapping[str, Any]], folder: Path) -> dict[str, int]:
    """Writes ``nodes``, ``edges``, ``mentions``, ``observations`` and ``reports`` as Parquet; returns their sizes.

    The bytes depend on the records alone, not on their order.
    """
    stated, seen, named = _Columns(STATEMENTS), _Columns(_RAW_OBSERVATIONS), _Columns(MENTIONS)
    names, catalogue = Names(), list[Row]()
    for record in reports:
        reading = Reading.of(record)
        stated.extend(statements(reading))
        seen.extend(observations(reading))
        named.extend(mentions(reading))
        for row in entities(reading):
            names.add(row, str(record["id"]))
        catalogue.append(report_row(reading))
    edges = merge_statements(stated.table())
    figures = merge_observations(seen.table())
    places = named.table().sort_by([("report", "ascending"), ("start", "ascending"), ("id", "ascending")])
    tables = {
        "nodes": _nodes(names, edges, figures, places),
        "edges": edges,
        "mentions": places,
        "observations": figures,
        "reports": sorted_table(catalogue, REPORTS, "id"),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        write_table(table, folder / f"{name}.parquet")
    return {name: table.num_rows for name, table in tables.items()}


_RAW_OBSERVATIONS = pa.schema([field for field in OBSERVATIONS if field.name != "reports"])


def _nodes(names: Names, edges: pa.Table, figures: pa.Table, places: pa.Table) -> pa.Table:
    ids = sorted(set(names.types) | end_points(edges, figures))
    degrees, ranks = centrality(ids, edges)
    counts = Counter(places["entity"].to_pylist())
    rows = [
        names.row(id_) | {"degree": degree, "pagerank": rank, "mentions": counts[id_]}
        for id_, degree, rank in zip(ids, degrees, ranks, strict=True)
    ]
    return pa.Table.from_pylist(rows, schema=NODES)
