"""Facts and statistics of many reports under one identity each, streamed: sorted by DuckDB, joined by Arrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.graph.schemas import EVIDENCE, PLACE

MEMORY = "800MB"
"""What the sort may hold before it goes to disk."""

BATCH = 65_536
Offsets = np.ndarray[tuple[int], np.dtype[np.int64]]
_PLACES = [name for name, _ in PLACE]


def merged(shards: Sequence[Path], schema: pa.Schema) -> Iterator[pa.Table]:
    """One row for each id of the shards' rows, sorted by id, as tables of ``schema``.

    Two files of one work tell one fact: all their places are kept in ``evidence`` and all their reports in
    ``reports``; ``weight`` counts the places in the file that has most, so that a second file makes no fact
    heavier. The other columns are those of the first place, of one with a page if there is any.
    """
    kept: pa.Table | None = None
    for batch in _sorted(shards):
        rows = pa.Table.from_batches([batch])
        rows = pa.concat_tables([kept, rows]) if kept is not None else rows
        last = rows["id"][-1]
        whole = pc.index(rows["id"], last).as_py()  # the last id may go on in the next batch
        kept = rows.slice(whole)
        if whole:
            yield _joined(rows.slice(0, whole), schema)
    if kept is not None:
        yield _joined(kept, schema)


def in_order(shards: Sequence[Path], schema: pa.Schema, columns: str) -> Iterator[pa.Table]:
    """The shards' rows as they are, sorted by some of their columns."""
    for batch in _rows(shards, f"SELECT * FROM {{}} ORDER BY {columns}"):
        yield pa.Table.from_batches([batch]).cast(schema)


def views_of_entities(shards: Sequence[Path]) -> Iterator[tuple[str, str, list[str]]]:
    """Each entity with each view of it, in JSON, and the reports that share the view."""
    for batch in _rows(shards, "SELECT id, view, list(report) AS reports FROM {} GROUP BY id, view ORDER BY id, view"):
        yield from zip(*(batch[name].to_pylist() for name in ("id", "view", "reports")), strict=True)


def times_named(mentions: Path) -> Iterator[tuple[str | None, int]]:
    """How often each entity is named; of several files of one work, the one that names it most counts."""
    query = """
        WITH by_file AS (SELECT entity, work, report, count(*) AS times FROM {} GROUP BY ALL),
             by_work AS (SELECT entity, work, max(times) AS times FROM by_file GROUP BY ALL)
        SELECT entity, sum(times)::BIGINT AS times FROM by_work GROUP BY entity"""
    for batch in _rows([mentions], query):
        yield from zip(batch["entity"].to_pylist(), batch["times"].to_pylist(), strict=True)


def _sorted(shards: Sequence[Path]) -> Iterator[pa.RecordBatch]:
    return _rows(shards, 'SELECT DISTINCT * FROM {} ORDER BY id, report, start, "end", text, rule')


def _rows(files: Sequence[Path], query: str) -> Iterator[pa.RecordBatch]:
    """What a query answers whose ``{}`` is some Parquet files; sorts go to disk beside the first above MEMORY."""
    paths = [str(file).replace("'", "''") for file in files]
    table = ", ".join(f"'{path}'" for path in paths)
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute(f"SET temp_directory = '{paths[0]}.sort'")
        yield from connection.execute(query.format(f"read_parquet([{table}])")).to_arrow_reader(BATCH)


def _joined(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """Rows that are sorted by id and report, joined where they share the id."""
    rows = rows.combine_chunks()
    ids, reports = _runs(rows["id"]), _runs(rows["report"])
    facts = np.flatnonzero(ids)
    told = np.flatnonzero(ids | reports)  # where a report begins to tell a fact
    shown = _with_page(rows, facts)
    columns = {name: rows[name].take(shown) for name in rows.schema.names}
    columns["evidence"] = _lists(facts, len(rows), _evidence(rows))
    first = np.searchsorted(told, facts)
    columns["reports"] = _lists(first, len(told), rows["report"].take(told).combine_chunks())
    places = np.diff(np.append(told, len(rows)))
    columns["weight"] = pa.array(np.maximum.reduceat(places, first), pa.int32())
    return pa.table({field.name: columns[field.name] for field in schema}, schema=schema)


def _with_page(rows: pa.Table, facts: Offsets) -> Offsets:
    """For each fact its first place that has a page, else its first place."""
    paged = np.where(rows["page"].is_valid().to_numpy(), np.arange(len(rows)), len(rows))
    first = np.minimum.reduceat(paged, facts)
    ends = np.append(facts[1:], len(rows))
    return np.where(first < ends, first, facts)


def _runs(column: pa.ChunkedArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """True where a value differs from the one before it."""
    changes = np.ones(len(column), dtype=bool)
    if len(column) > 1:
        changes[1:] = pc.not_equal(column.slice(1), column.slice(0, len(column) - 1)).to_numpy()
    return changes


def _evidence(rows: pa.Table) -> pa.StructArray:
    columns = [rows[name].combine_chunks() for name in _PLACES]
    return pa.StructArray.from_arrays(columns, fields=list(EVIDENCE.value_type))


def _lists(starts: Offsets, length: int, members: pa.Array) -> pa.ListArray:
    offsets = pa.array(np.append(starts, length), pa.int32())
    return pa.ListArray.from_arrays(offsets, members)
