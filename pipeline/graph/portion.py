"""What one report brings to the corpus graph, as columns: kept beside its report.json and read by every merge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.graph.rows import (
    Reading,
    Record,
    Row,
    entities,
    mentions,
    observations,
    passages,
    report_row,
    statements,
    to_json,
)

Portion = Mapping[str, Any]
"""Plain values, as JSON keeps them; ``portion_of`` says which."""


def portion_of(record: Record) -> Portion:
    """The report's ``id``, its rows of ``edges``, ``observations``, ``mentions`` and ``passages`` as column →
    values, its ``entities`` as [identifier, row in JSON], and its row of the catalogue as ``report``.
    """
    reading = Reading.of(record)
    return {
        "id": record["id"],
        "edges": _columns(statements(reading)),
        "observations": _columns(observations(reading)),
        "mentions": _columns(mentions(reading)),
        "passages": _columns(passages(reading)),
        "entities": [[row["id"], to_json(row)] for row in entities(reading)],
        "report": report_row(reading),
    }


def _columns(rows: Iterable[Row]) -> dict[str, list[Any]]:
    """Rows of one shape turned into columns; no columns without rows."""
    listed = list(rows)
    return {name: [row[name] for row in listed] for name in (listed[0] if listed else ())}
