"""Nodes and edges as flat, typed values: what GEXF, GraphML, CSV and networkx can all hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.graph.labels import label
from pipeline.graph.rows import QUALIFIERS
from pipeline.graph.store import read_rows

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
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without the characters that XML and terminals cannot show."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def flat_nodes(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each node's id with its attributes of NODE_TYPES; what is unknown is left out."""
    for row in read_rows(folder, "nodes", ["id", *NODE_TYPES]):
        yield clean(row["id"]), _flat(row, NODE_TYPES)


def flat_edges(folder: Path) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Each edge as (id, subject, object, attributes of EDGE_TYPES); ``evidence`` is the first place's words."""
    for row in read_rows(folder, "edges", _EDGE_COLUMNS):
        yield row["id"], clean(row["subject"]), clean(row["object"]), _flat(edge_row(row), EDGE_TYPES)


def edge_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with the names of its predicate and, as ``evidence``, the words of its first place."""
    chinese, english = label("predicate", row["predicate"])
    return {**row, "predicate_zh": chinese, "predicate_en": english, "evidence": row["text"]}


def _flat(row: Mapping[str, Any], types: Mapping[str, type]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, kind in types.items():
        value = row[name]
        if value is None:
            continue
        if isinstance(value, list):
            value = SEPARATOR.join(value)
        values[name] = clean(value) if kind is str else kind(value)
    return values
