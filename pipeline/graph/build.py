"""Many report.json records merged into the corpus graph."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.graph.measures import centrality
from pipeline.graph.merge import merged, sorted_mentions, sorted_reports, times_named, views_of_entities
from pipeline.graph.nodes import Names
from pipeline.graph.portion import Portion, portion_of
from pipeline.graph.rows import Record
from pipeline.graph.schemas import EDGES, MENTIONS, NODES, OBSERVATIONS, REPORTS
from pipeline.graph.shards import REPORTS_A_SHARD, SHARD_TABLES, shard_file, write_shard
from pipeline.graph.store import write_batches, write_table
from pipeline.store import SCRATCH


def build_graph(reports: Iterable[Record], folder: Path) -> dict[str, int]:
    """The corpus graph of whole records, as ``merge_portions`` writes it."""
    return merge_portions(map(portion_of, reports), folder)


def merge_portions(portions: Iterable[Portion], folder: Path) -> dict[str, int]:
    """The corpus graph of portions that are kept nowhere, as ``merge_shards`` writes it."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder) as name:
        shards, waiting = Path(name), iter(portions)
        names: list[str] = []
        while some := list(islice(waiting, REPORTS_A_SHARD)):
            names.append(str(len(names)))
            write_shard(shards, names[-1], some)
        return merge_shards(shards, names, folder)


def merge_shards(shards: Path, names: Sequence[str], folder: Path) -> dict[str, int]:
    """Writes ``nodes``, ``edges``, ``mentions``, ``observations`` and ``reports`` as Parquet; returns their sizes.

    The bytes depend on the rows alone, not on the shards that they are in.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not names:
        names = ["none"]
        write_shard(shards, names[0], ())
    rows = {table: [shard_file(shards, name, table) for name in names] for table in SHARD_TABLES}
    counts = {
        "edges": write_batches(merged(rows["edges"], EDGES), EDGES, folder / "edges.parquet"),
        "observations": write_batches(
            merged(rows["observations"], OBSERVATIONS), OBSERVATIONS, folder / "observations.parquet"
        ),
        "mentions": write_batches(sorted_mentions(rows["mentions"], MENTIONS), MENTIONS, folder / "mentions.parquet"),
        "reports": write_batches(sorted_reports(rows["reports"], REPORTS), REPORTS, folder / "reports.parquet"),
    }
    nodes = _nodes(_names(rows["entities"]), folder)
    write_table(nodes, folder / "nodes.parquet")
    return {"nodes": nodes.num_rows, **counts}


def _names(shards: Sequence[Path]) -> Names:
    views, works = Counter[str](), defaultdict[str, set[str]](set)
    for id_, view, reports in views_of_entities(shards):
        views[view] += len(reports)
        works[id_].update(reports)
    return Names.of(views, works)


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
