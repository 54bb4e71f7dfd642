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


def write_table(table: pa.Table, path: Path) -> None:
    """The same rows always become the same bytes."""
    part = path.with_name(f".{path.name}.part")
    pq.write_table(
        table.replace_schema_metadata(None), part, row_group_size=ROW_GROUP, compression="zstd", compression_level=3,
        version="2.6", data_page_version="1.0", write_statistics=True, store_schema=False,
    )  # fmt: skip
    os.replace(part, path)


def graph_folder(outputs: Path | str) -> Path:
    """The folder of the Parquet files: ``outputs/graph``, or the folder itself; raises MissingInput."""
    outputs = Path(outputs)
    for folder in (outputs / "graph", outputs):
        if (folder / "nodes.parquet").exists():
            return folder
    raise MissingInput(f"{outputs}: no corpus graph in there", "name the folder that `unreport run` wrote")


def read_rows(folder: Path, name: str, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of one table, a batch in memory at a time."""
    with pq.ParquetFile(folder / f"{name}.parquet") as file:
        for batch in file.iter_batches(batch_size=8192, columns=list(columns) if columns else None):
            yield from batch.to_pylist()


def count_rows(folder: Path, name: str) -> int:
    """How many rows a table holds, without reading it."""
    return int(pq.read_metadata(folder / f"{name}.parquet").num_rows)


def table_names() -> tuple[str, ...]:
    """The tables of the corpus graph."""
    return tuple(TABLES)
