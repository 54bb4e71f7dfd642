"""The corpus graph on disk: Parquet files with one fixed way of writing, read row by row."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import MissingInput
from pipeline.graph.schemas import TABLES

ROW_GROUP = 65_536
BATCH = 16_384
"""Rows that are worked on at a time."""

_WRITING: dict[str, Any] = {"compression": "zstd", "compression_level": 3, "version": "2.6", "store_schema": False}


def write_table(table: pa.Table, path: Path) -> None:
    """The same rows always become the same bytes."""
    write_batches(iter([table]), table.schema, path)


def write_batches(tables: Iterator[pa.Table], schema: pa.Schema, path: Path) -> int:
    """Writes a stream of tables in row groups of one size, whatever theirs; returns the number of rows."""
    part = path.with_name(f".{path.name}.part")
    rows, waiting = 0, schema.empty_table()
    with pq.ParquetWriter(part, schema, **_WRITING) as writer:
        for table in tables:
            waiting = pa.concat_tables([waiting, table])
            while len(waiting) >= ROW_GROUP:
                writer.write_table(waiting.slice(0, ROW_GROUP), ROW_GROUP)
                waiting = waiting.slice(ROW_GROUP)
            rows += len(table)
        writer.write_table(waiting, ROW_GROUP)
    os.replace(part, path)
    return rows


def graph_folder(outputs: Path | str) -> Path:
    """The folder of the Parquet files: ``outputs/graph``, or the folder itself; raises MissingInput."""
    outputs = Path(outputs)
    for folder in (outputs / "graph", outputs):
        if (folder / "nodes.parquet").exists():
            return folder
    raise MissingInput(f"{outputs}: no corpus graph in there", "name the folder that `unreport run` wrote")


def read_table(folder: Path, name: str, columns: Sequence[str]) -> pa.Table:
    """Some columns of one table, whole in memory."""
    return pq.read_table(folder / f"{name}.parquet", columns=list(columns)).select(list(columns))


def read_batches(
    folder: Path, name: str, columns: Sequence[str] | None = None, *, size: int = BATCH
) -> Iterator[pa.RecordBatch]:
    """The rows of one table by columns, a batch in memory at a time."""
    with pq.ParquetFile(folder / f"{name}.parquet") as file:
        yield from file.iter_batches(batch_size=size, columns=list(columns) if columns else None)


def read_rows(folder: Path, name: str, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of one table, a batch in memory at a time."""
    for batch in read_batches(folder, name, columns, size=8192):
        yield from batch.to_pylist()


def count_rows(folder: Path, name: str) -> int:
    """How many rows a table holds, without reading it."""
    return int(pq.read_metadata(folder / f"{name}.parquet").num_rows)


def table_names() -> tuple[str, ...]:
    """The tables of the corpus graph."""
    return tuple(TABLES)
