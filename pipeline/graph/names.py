"""Which entity a user means: a name in Chinese or English, an acronym, an identifier, or nearly one of these."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from pipeline.errors import UsageError
from pipeline.text.fold import fold

SUGGESTIONS = 5
_COLUMNS = "id, type, label, label_en, aliases, degree, mentions"
_ODD = "".join(chr(code) for code in range(0xA0, 0xFFFE) if fold(chr(code)) != chr(code))
_PLAIN = fold(_ODD).replace("'", "''")
KEY_SQL = f"lower(regexp_replace(translate(text, '{_ODD}', '{_PLAIN}'), '\\s', '', 'g'))"
"""``key_of(text)`` as DuckDB says it."""


@dataclass(frozen=True, slots=True)
class Found:
    """The entity that a name means; ``others`` are those that bear the name too and are less tied."""

    id: str
    type: str
    label: str
    label_en: str | None
    others: tuple[dict[str, Any], ...] = ()

    def plain(self) -> dict[str, Any]:
        """As plain data."""
        return {"id": self.id, "type": self.type, "label": self.label, "label_en": self.label_en}


def key_of(name: str) -> str:
    """What two spellings of one name share: folded, without blanks, without case."""
    return "".join(fold(name).split()).casefold()


def find_entity(graph: duckdb.DuckDBPyConnection, name: str) -> Found:
    """The entity that the name means; among several the one with most facts.

    Raises UsageError with the nearest names where none is called so.
    """
    wanted = key_of(name)
    rows = [row for row in _rows(graph) if wanted in _keys(row)]
    if not rows:
        raise UsageError(f"nothing in the graph is called {name!r}", _did_you_mean(graph, wanted))
    rows.sort(key=lambda row: (row["id"] != name, -row["degree"], -row["mentions"], row["id"]))
    first, *others = ({name: row[name] for name in ("id", "type", "label", "label_en")} for row in rows)
    return Found(**first, others=tuple(others))


def _rows(graph: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    columns = _COLUMNS.split(", ")
    for row in graph.execute(f"SELECT {_COLUMNS} FROM nodes ORDER BY id").fetchall():
        yield dict(zip(columns, row, strict=True))


def _keys(row: dict[str, Any]) -> set[str]:
    """Every key that finds the node: id, the id without its kind (UNDP, BDI), labels, aliases."""
    names = [row["id"], row["id"].partition(":")[2], row["label"], row["label_en"] or "", *row["aliases"]]
    return {key_of(name) for name in names if name}


def _did_you_mean(graph: duckdb.DuckDBPyConnection, wanted: str) -> str:
    shown: dict[str, str] = {}
    for row in _rows(graph):
        for key in sorted(_keys(row)):
            shown.setdefault(key, f"{row['label']} ({row['id']})")
    holding = sorted((key for key in shown if wanted and wanted in key), key=lambda key: (len(key), key))
    near = difflib.get_close_matches(wanted, sorted(shown), n=SUGGESTIONS, cutoff=0.5)
    names = list(dict.fromkeys(shown[key] for key in [*near[:2], *holding, *near]))[:SUGGESTIONS]
    return f"did you mean {', '.join(names)}?" if names else "try another spelling, or the identifier"
