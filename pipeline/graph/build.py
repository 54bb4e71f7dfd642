"""Many report.json records merged into the corpus graph."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.graph.measures import centrality
from pipeline.graph.merge import merged, sorted_mentions, times_named
from pipeline.graph.nodes import Names
from pipeline.graph.rows import Reading, Row, entities, mentions, observations, report_row, statements
from pipeline.graph.schemas import EDGES, MENTIONS, NODES, OBSERVATIONS, REPORTS, STATEMENTS
from pipeline.graph.store import write_batches, write_table

CHUNK = 20_000
_RAW_OBSERVATIONS = pa.schema([field for field in OBSERVATIONS if field.name != "reports"])


class _Spool:
    """Rows that go to disk as they come, so that a large corpus needs little memory."""

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self.path = folder / f"{name}.parquet"
        self._schema = schema
        self._rows: list[Row] = []
        self._writer = pq.ParquetWriter(self.path, schema, compression="lz4")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._flush()
        self._writer.close()

    def extend(self, rows: Iterable[Row]) -> None:
        self._rows.extend(rows)
        if len(self._rows) >= CHUNK:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []


def build_graph(reports: Iterable[Mapping[str, Any]], folder: Path) -> dict[str, int]:
    """Writes ``nodes``, ``edges``, ``mentions``, ``observations`` and ``reports`` as Parquet; returns their sizes.

    The bytes depend on the records alone, not on their order.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".merge-", dir=folder) as name:
        spools = Path(name)
        names, catalogue = _spool(reports, spools)
        counts = {
            "edges": write_batches(merged(spools / "edges.parquet", EDGES), EDGES, folder / "edges.parquet"),
            "observations": write_batches(
                merged(spools / "observations.parquet", OBSERVATIONS), OBSERVATIONS, folder / "observations.parquet"
            ),
            "mentions": write_batches(
                sorted_mentions(spools / "mentions.parquet", MENTIONS), MENTIONS, folder / "mentions.parquet"
            ),
        }
    catalogue.sort(key=lambda row: str(row["id"]))
    write_table(pa.Table.from_pylist(catalogue, schema=REPORTS), folder / "reports.parquet")
    nodes = _nodes(names, folder)
    write_table(nodes, folder / "nodes.parquet")
    return {"nodes": nodes.num_rows, **counts, "reports": len(catalogue)}


def _spool(reports: Iterable[Mapping[str, Any]], folder: Path) -> tuple[Names, list[Row]]:
    names, catalogue = Names(), list[Row]()
    with (
        _Spool(folder, "edges", STATEMENTS) as stated,
        _Spool(folder, "observations", _RAW_OBSERVATIONS) as seen,
        _Spool(folder, "mentions", MENTIONS) as named,
    ):
        for record in reports:
            reading = Reading.of(record)
            stated.extend(statements(reading))
            seen.extend(observations(reading))
            named.extend(mentions(reading))
            for row in entities(reading):
                names.add(row, str(record["id"]))
            catalogue.append(report_row(reading))
    return names, catalogue


def _nodes(names: Names, folder: Path) -> pa.Table:
    edges = pq.read_table(folder / "edges.parquet", columns=["subject", "object", "modality"])
    subjects = pq.read_table(folder / "observations.parquet", columns=["subject"])["subject"]
    ends = {id_ for column in (edges["subject"], edges["object"], subjects) for id_ in column.unique().to_pylist()}
    ids = sorted(set(names.types) | {id_ for id_ in ends if id_})
    degrees, ranks = centrality(ids, edges)
    counts = dict(times_named(folder / "mentions.parquet"))
    rows = [
        names.row(id_) | {"degree": degree, "pagerank": rank, "mentions": counts.get(id_, 0)}
        for id_, degree, rank in zip(ids, degrees, ranks, strict=True)
    ]
    return pa.Table.from_pylist(rows, schema=NODES)
