"""Many report.json records merged into the corpus graph."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

import pyarrow as pa

from pipeline.graph.measures import centrality
from pipeline.graph.merge import in_order, merged, times_named, views_of_entities
from pipeline.graph.nodes import node_of
from pipeline.graph.portion import Portion, portion_of
from pipeline.graph.rows import Record
from pipeline.graph.schemas import NODES, TABLES
from pipeline.graph.shards import REPORTS_A_SHARD, shard_file, write_shard
from pipeline.graph.store import read_table, write_batches, write_table
from pipeline.store import SCRATCH

ROW_TABLES = {
    "edges": "",
    "observations": "",
    "mentions": "report, start, id",
    "passages": "report, start, block",
    "reports": "id",
}
"""The tables that the shards hold row by row, with the order of their rows; without one, rows of one id are joined."""


def build_graph(reports: Iterable[Record], folder: Path) -> dict[str, int]:
    """The corpus graph of whole records, as ``merge_portions`` writes it."""
    return merge_portions(map(portion_of, reports), folder)


def merge_portions(portions: Iterable[Portion], folder: Path) -> dict[str, int]:
    """The corpus graph of portions that are kept nowhere, as ``merge_shards`` writes it."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder) as name:
        shards, waiting = Path(name), iter(portions)
        names: list[str] = []
        while (some := list(islice(waiting, REPORTS_A_SHARD))) or not names:
            names.append(str(len(names)))
            write_shard(shards, names[-1], some)
        return merge_shards(shards, names, folder)


def merge_shards(shards: Path, names: Sequence[str], folder: Path) -> dict[str, int]:
    """Writes all tables of the corpus graph as Parquet; returns their sizes as ``merge_nodes`` and ``merge_table`` do.

    The bytes depend on the rows alone, not on the shards that they are in.
    """
    counts = {table: merge_table(shards, names, folder, table) for table in ROW_TABLES}
    return counts | merge_nodes(shards, names, folder)


def merge_table(shards: Path, names: Sequence[str], folder: Path, table: str) -> int:
    """Writes one of ROW_TABLES, independent of the others; returns how many rows it has."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, schema, order = _files(shards, names, table), TABLES[table], ROW_TABLES[table]
    tables = in_order(rows, schema, order) if order else merged(rows, schema)
    return write_batches(tables, schema, folder / f"{table}.parquet")


def merge_nodes(shards: Path, names: Sequence[str], folder: Path) -> dict[str, int]:
    """Writes ``nodes``, which needs the other tables; returns the number of nodes, and of mentions in all works.

    Of a work in several files the file that names an entity most counts, as it does in the nodes.
    """
    times = dict(times_named(folder / "mentions.parquet"))
    nodes = _nodes(_files(shards, names, "entities"), times, folder)
    write_table(nodes, folder / "nodes.parquet")
    return {"nodes": nodes.num_rows, "mentions": sum(times.values())}


def _files(shards: Path, names: Sequence[str], table: str) -> list[Path]:
    return [shard_file(shards, name, table) for name in names]


def _nodes(shards: Sequence[Path], times: Mapping[str | None, int], folder: Path) -> pa.Table:
    views = groupby(views_of_entities(shards), key=itemgetter(0))
    nodes = {id_: node_of(id_, ((view, reports) for _, view, reports in group)) for id_, group in views}
    edges = read_table(folder, "edges", ["subject", "object", "modality"])
    subjects = read_table(folder, "observations", ["subject"])["subject"]
    ends = {id_ for column in (edges["subject"], edges["object"], subjects) for id_ in column.unique().to_pylist()}
    ids = sorted(nodes.keys() | ends - {None})
    degrees, ranks = centrality(ids, edges)
    rows = [
        (nodes.get(id_) or node_of(id_, ())) | {"degree": degree, "pagerank": rank, "mentions": times.get(id_, 0)}
        for id_, degree, rank in zip(ids, degrees, ranks, strict=True)
    ]
    return pa.Table.from_pylist(rows, schema=NODES)
