"""Many report.json records merged into the corpus graph."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.graph.measures import centrality
from pipeline.graph.merge import merged, sorted_mentions, times_named
from pipeline.graph.nodes import Names
from pipeline.graph.portion import Portion, portion_of
from pipeline.graph.rows import Record, Row
from pipeline.graph.schemas import EDGES, MENTIONS, NODES, OBSERVATIONS, REPORTS, STATEMENTS
from pipeline.graph.store import write_batches, write_table

CHUNK = 20_000
_RAW_OBSERVATIONS = pa.schema([field for field in OBSERVATIONS if field.name != "reports"])


class _Spool:
    """Columns that go to disk as they come, so that a large corpus needs little memory."""

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self.path = folder / f"{name}.parquet"
        self._schema = schema
        self._columns: dict[str, list[Any]] = {column: [] for column in schema.names}
        self._writer = pq.ParquetWriter(self.path, schema, compression="lz4")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._flush()
        self._writer.close()

    def extend(self, columns: Mapping[str, Sequence[Any]]) -> None:
        for name, values in columns.items():
            self._columns[name].extend(values)
        if len(self._columns[self._schema.names[0]]) >= CHUNK:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(pa.table(self._columns, schema=self._schema))
        self._columns = {column: [] for column in self._schema.names}


def build_graph(reports: Iterable[Record], folder: Path) -> dict[str, int]:
    """The corpus graph of whole records, as ``merge_portions`` writes it."""
    return merge_portions(map(portion_of, reports), folder)


def merge_portions(portions: Iterable[Portion], folder: Path) -> dict[str, int]:
    """Writes ``nodes``, ``edges``, ``mentions``, ``observations`` and ``reports`` as Parquet; returns their sizes.

    The bytes depend on the portions alone, not on their order.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".merge-", dir=folder) as name:
        spools = Path(name)
        names, catalogue = _spool(portions, spools)
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


def _spool(portions: Iterable[Portion], folder: Path) -> tuple[Names, list[Row]]:
    views, works, catalogue = Counter[str](), defaultdict[str, set[str]](set), list[Row]()
    with (
        _Spool(folder, "edges", STATEMENTS) as stated,
        _Spool(folder, "observations", _RAW_OBSERVATIONS) as seen,
        _Spool(folder, "mentions", MENTIONS) as named,
    ):
        for portion in portions:
            stated.extend(portion["edges"])
            seen.extend(portion["observations"])
            named.extend(portion["mentions"])
            for id_, row in portion["entities"]:
                views[row] += 1
                works[id_].add(portion["id"])
            catalogue.append(portion["report"])
    return Names.of(views, works), catalogue


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
