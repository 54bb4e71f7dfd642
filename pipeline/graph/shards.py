"""The rows of reports, kept between merges: a shard holds those of a few reports and is named by what they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.graph.portion import Portion
from pipeline.graph.schemas import ENTITIES, MENTIONS, PASSAGES, RAW_OBSERVATIONS, REPORTS, STATEMENTS
from pipeline.store import write_whole

REPORTS_A_SHARD = 256
SHARD_TABLES = {
    "edges": STATEMENTS,
    "observations": RAW_OBSERVATIONS,
    "mentions": MENTIONS,
    "passages": PASSAGES,
    "entities": ENTITIES,
    "reports": REPORTS,
}


def plan_shards(portions: Mapping[str, str], version: str, *, size: int = REPORTS_A_SHARD) -> dict[str, list[str]]:
    """The reports of each shard by the shard's name, given the digest of each report's portion.

    A report stays in its shard whatever the others are, so that a change costs its shard alone; only when their number
    doubles are all dealt out anew. Without reports there is one shard of none. ``version`` is what makes the rows:
    another makes other shards.
    """
    number = 1 << (len(portions) // size).bit_length()
    dealt: dict[int, list[str]] = {} if portions else {0: []}
    for id_ in sorted(portions):
        dealt.setdefault(int(_digest(id_)[:8], 16) % number, []).append(id_)
    return {_digest(version, *(f"{id_}:{portions[id_]}" for id_ in ids)): ids for _, ids in sorted(dealt.items())}


def write_shard(folder: Path, name: str, portions: Iterable[Portion]) -> None:
    """Writes the rows of a few portions as one Parquet file for each of SHARD_TABLES."""
    columns: dict[str, dict[str, list[Any]]] = {
        table: {column: [] for column in schema.names} for table, schema in SHARD_TABLES.items()
    }
    for portion in portions:
        for table in ("edges", "observations", "mentions", "passages"):
            for column, values in portion[table].items():
                columns[table][column].extend(values)
        for id_, view in portion["entities"]:
            _append(columns["entities"], {"id": id_, "view": view, "report": portion["id"]})
        _append(columns["reports"], portion["report"])
    for table, schema in SHARD_TABLES.items():
        file = pa.BufferOutputStream()
        pq.write_table(pa.table(columns[table], schema=schema), file, compression="lz4")
        write_whole(shard_file(folder, name, table), file.getvalue())


def shard_file(folder: Path, name: str, table: str) -> Path:
    """Where a shard keeps one of its tables."""
    return folder / f"{name}.{table}.parquet"


def is_kept(folder: Path, name: str) -> bool:
    """Whether a shard of this name is there with all its tables."""
    return all(shard_file(folder, name, table).exists() for table in SHARD_TABLES)


def keep_only(folder: Path, names: Iterable[str]) -> None:
    """Removes the shards of reports that are gone or have changed."""
    kept = {shard_file(folder, name, table) for name in names for table in SHARD_TABLES}
    for path in folder.glob("*.parquet"):
        if path not in kept:
            path.unlink()


def _append(columns: dict[str, list[Any]], row: Mapping[str, Any]) -> None:
    for column, values in columns.items():
        values.append(row[column])


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode(errors="surrogateescape")).hexdigest()[:32]
