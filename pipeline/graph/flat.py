"""Nodes and edges as flat, typed columns: what GEXF, GraphML, CSV and networkx can all hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.graph.labels import label
from pipeline.graph.rows import QUALIFIERS
from pipeline.graph.store import read_batches

SEPARATOR = " | "
"""Between the members of a list that has to be one string."""

NODE_TYPES: dict[str, type] = {
    "label": str,
    "label_en": str,
    "type": str,
    "aliases": str,
    "attributes": str,
    "degree": int,
    "pagerank": float,
    "mentions": int,
    "reports": str,
}
EDGE_TYPES: dict[str, type] = {
    "predicate": str,
    "predicate_zh": str,
    "predicate_en": str,
    "modality": str,
    "qualifiers": str,
    **dict.fromkeys(QUALIFIERS, str),
    "work": str,
    "edition": str,
    "report": str,
    "reports": str,
    "evidence": str,
    "start": int,
    "end": int,
    "block": str,
    "paragraph": str,
    "page": int,
    "rule": str,
    "weight": float,
}

_NAMED = ("predicate_zh", "predicate_en", "evidence")
_EDGE_COLUMNS = ["id", "subject", "object", "text", *(name for name in EDGE_TYPES if name not in _NAMED)]
_ARROW = {str: pa.string(), int: pa.int64(), float: pa.float64()}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without the characters that XML and terminals cannot show."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def flat_nodes(folder: Path) -> Iterator[pa.RecordBatch]:
    """The nodes with their id and the columns of NODE_TYPES; what is unknown is null."""
    for batch in read_batches(folder, "nodes", ["id", *NODE_TYPES]):
        yield _flat(batch, {"id": str, **NODE_TYPES})


def flat_edges(folder: Path) -> Iterator[pa.RecordBatch]:
    """The edges with id, subject, object and the columns of EDGE_TYPES; ``evidence`` is the first place's words."""
    for batch in read_batches(folder, "edges", _EDGE_COLUMNS):
        chinese = each(batch["predicate"], lambda predicate: label("predicate", predicate)[0])
        english = each(batch["predicate"], lambda predicate: label("predicate", predicate)[1])
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        columns |= {"predicate_zh": chinese, "predicate_en": english, "evidence": columns.pop("text")}
        types = {"id": str, "subject": str, "object": str, **EDGE_TYPES}
        yield _flat(pa.RecordBatch.from_pydict(columns), types)


def edge_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with the names of its predicate and, as ``evidence``, the words of its first place."""
    chinese, english = label("predicate", row["predicate"])
    return {**row, "predicate_zh": chinese, "predicate_en": english, "evidence": row["text"]}


def each(column: pa.Array, write: Callable[[Any], str]) -> pa.StringArray:
    """What ``write`` makes of each value, asked once for each different one; null stays null."""
    coded = column.dictionary_encode()
    return pa.array(map(write, coded.dictionary.to_pylist()), pa.string()).take(coded.indices)


def _flat(batch: pa.RecordBatch, types: Mapping[str, type]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({name: _column(batch[name], kind) for name, kind in types.items()})


def _column(column: pa.Array, kind: type) -> pa.Array:
    if pa.types.is_list(column.type):
        column = pc.binary_join(column, SEPARATOR)
    return each(column, clean) if kind is str else column.cast(_ARROW[kind])
