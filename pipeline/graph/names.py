"""Which entity a user means: a name in Chinese or English, an acronym, an identifier, or nearly one of these."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
from msgspec import Struct

from pipeline.errors import UsageError
from pipeline.text.fold import fold

SUGGESTIONS = 5
_COLUMNS = "id, label, label_en, aliases"
_ODD = "".join(chr(code) for code in range(0xA0, 0xFFFE) if fold(chr(code)) != chr(code))
_PLAIN = fold(_ODD).replace("'", "''")


def key_sql(column: str) -> str:
    """``key_of`` as DuckDB says it."""
    return f"lower(regexp_replace(translate({column}, '{_ODD}', '{_PLAIN}'), '\\s', '', 'g'))"


_SHOWN = ("id", "type", "label", "label_en")


def _find(key: Callable[[str], str]) -> str:
    """The query for nodes that bear the name $1, each column read through ``key``; $2 is the name as typed."""
    columns = ("id", "split_part(id, ':', 2)", "label", "label_en")
    meant = " OR ".join(f"{key(column)} = $1" for column in columns)
    return f"""SELECT {", ".join(_SHOWN)} FROM nodes
        WHERE {meant} OR list_contains(list_transform(aliases, lambda alias : {key("alias")}), $1)
        ORDER BY id <> $2, degree DESC, mentions DESC, id"""


_AS_WRITTEN, _IN_ANY_SPELLING = _find(str), _find(key_sql)


class Found(Struct, frozen=True):
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
    rows = graph.execute(_AS_WRITTEN, [name, name]).fetchall()
    rows = rows or graph.execute(_IN_ANY_SPELLING, [wanted, name]).fetchall()
    if not rows:
        raise UsageError(f"nothing in the graph is called {name!r}", _did_you_mean(graph, wanted))
    first, *others = (dict(zip(_SHOWN, row, strict=True)) for row in rows)
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
