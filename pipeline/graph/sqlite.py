"""One SQLite file for Datasette and SQL, with full-text search of evidence by trigrams."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.graph.rows import to_json
from pipeline.graph.schemas import EVIDENCE, PLACE, TABLES
from pipeline.graph.store import read_rows

_EVIDENCE_COLUMNS = [name for name, _ in PLACE]
_INDEXES = {
    "edges": ("subject", "object", "predicate", "work"),
    "mentions": ("entity", "report"),
    "passages": ("report",),
    "observations": ("subject", "indicator"),
    "evidence": ("edge",),
    "nodes": ("type",),
}
_KEYED = {"nodes", "edges", "mentions", "observations", "reports"}
_FTS = """
CREATE VIRTUAL TABLE evidence_fts USING fts5("text", content='evidence', content_rowid='rowid', tokenize='trigram');
INSERT INTO evidence_fts(evidence_fts) VALUES ('rebuild');
"""
_VIEW = """
CREATE VIEW facts AS SELECT e.id, s.label AS subject_label, e.predicate, o.label AS object_label, e.modality,
  e.qualifiers, e.work, e.edition, e.paragraph, e.page, e.text AS evidence, e.subject, e.object, e.weight
FROM edges e JOIN nodes s ON s.id = e.subject JOIN nodes o ON o.id = e.object;
"""


def write_sqlite(folder: Path, path: Path) -> Path:
    """Tables as in Parquet (lists as JSON), ``evidence`` with ``evidence_fts``, and the view ``facts``.

    The trigram index finds three characters or more; shorter words need LIKE.
    """
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part, isolation_level=None)) as database:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;")
        for name, schema in TABLES.items():
            _fill(database, folder, name, schema)
        _fill_evidence(database, folder)
        for table, columns in _INDEXES.items():
            for column in columns:
                database.execute(f'CREATE INDEX "{table}_{column}" ON "{table}"("{column}")')
        database.executescript(f"{_FTS}{_VIEW}VACUUM;")
    os.replace(part, path)
    return path


def _fill(database: sqlite3.Connection, folder: Path, name: str, schema: pa.Schema) -> None:
    fields = [field for field in schema if field.type != EVIDENCE]
    columns = ", ".join(f'"{field.name}" {_affinity(field.type)}' for field in fields)
    key = ", PRIMARY KEY (id)" if name in _KEYED else ""
    database.execute(f'CREATE TABLE "{name}" ({columns}{key})')
    slots = ", ".join("?" * len(fields))
    names = [field.name for field in fields]
    rows = ([_value(row[column]) for column in names] for row in read_rows(folder, name, names))
    database.executemany(f'INSERT INTO "{name}" VALUES ({slots})', rows)


def _fill_evidence(database: sqlite3.Connection, folder: Path) -> None:
    columns = ", ".join(f'"{name}"' for name in _EVIDENCE_COLUMNS)
    database.execute(f"CREATE TABLE evidence (edge TEXT REFERENCES edges(id), {columns})")
    slots = ", ".join("?" * (1 + len(_EVIDENCE_COLUMNS)))
    database.executemany(f"INSERT INTO evidence VALUES ({slots})", _evidence(folder))


def _evidence(folder: Path) -> Iterator[list[Any]]:
    for row in read_rows(folder, "edges", ["id", "evidence"]):
        for place in row["evidence"]:
            yield [row["id"], *(place[name] for name in _EVIDENCE_COLUMNS)]


def _affinity(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(kind) else "TEXT"


def _value(value: Any) -> Any:
    return to_json(value) if isinstance(value, list) else value
