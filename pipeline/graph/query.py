"""Questions to the corpus graph; every answer is plain data under a ``kind``, ready for JSON or render_text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb

from pipeline.errors import UsageError
from pipeline.graph.names import find_entity, key_of, key_sql
from pipeline.graph.paths import all_shortest_paths, spread
from pipeline.graph.schemas import TABLES
from pipeline.graph.store import graph_folder

Answer = dict[str, Any]
CITING = ("cites", "submitted_under", "follows_up")
LIMIT = 50
_FACT = (
    "id, subject, predicate, object, modality, qualifiers, work, edition, report, paragraph, page, "
    'text, start, "end", rule, weight'
)
_FIGURE = (
    "id, indicator, subject, time, value, low, high, unit, comparator, approximate, work, edition, report, "
    'paragraph, page, text, start, "end", rule'
)


@contextmanager
def opened(outputs: Path | str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose views are the Parquet files of a run."""
    folder = graph_folder(outputs)
    with duckdb.connect(":memory:") as graph:
        for name in TABLES:
            path = str(folder / f"{name}.parquet").replace("'", "''")
            graph.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
        yield graph


def entity_card(outputs: Path | str, name: str) -> Answer:
    """All about one entity: names, facts by predicate, statistics, the reports that mention it."""
    with opened(outputs) as graph:
        found = find_entity(graph, name)
        [node] = _rows(graph, "SELECT * FROM nodes WHERE id = ?", [found.id])
        facts = _facts(graph, "subject = ? OR object = ?", [found.id, found.id])
        by_predicate: dict[str, list[Answer]] = {}
        for fact in facts:
            by_predicate.setdefault(fact["predicate"], []).append(fact)
        return {
            "kind": "card",
            "entity": node | {"attributes": json.loads(node["attributes"])},
            "also": list(found.others),
            "facts": by_predicate,
            "observations": _rows(graph, f"SELECT {_FIGURE} FROM observations WHERE subject = ? "
                                         "ORDER BY indicator, time, edition, id", [found.id]),
            "reports": _rows(graph, "SELECT * FROM reports WHERE id IN (SELECT report FROM mentions WHERE entity = ?) "
                                    "ORDER BY date, id", [found.id]),
        }  # fmt: skip


def neighbours(outputs: Path | str, name: str, *, hops: int = 1, limit: int = LIMIT) -> Answer:
    """What is tied to an entity within ``hops`` facts that are not denied, the nearest and most tied first."""
    if hops < 1:
        raise UsageError(f"{hops} hops: at least one is needed")
    with opened(outputs) as graph:
        found = find_entity(graph, name)
        spread(graph, found.id, hops)
        [(total,)] = graph.execute("SELECT count(*) FROM near").fetchall()
        rows = _rows(
            graph,
            "SELECT n.id, n.type, n.label, n.label_en, n.degree, near.distance FROM near JOIN nodes n USING (id) "
            "ORDER BY near.distance, n.degree DESC, n.id LIMIT ?", [limit],
        )  # fmt: skip
        return {"kind": "neighbours", "entity": found.plain(), "hops": hops, "total": total, "neighbours": rows}


def shortest_paths(outputs: Path | str, start: str, end: str, *, limit: int = 5) -> Answer:
    """The shortest ways between two entities, each step with one fact that ties it; none where they are apart."""
    with opened(outputs) as graph:
        first, last = find_entity(graph, start), find_entity(graph, end)
        paths = all_shortest_paths(graph, first.id, last.id, limit)
        steps = [[_step(graph, a, b) for a, b in pairwise(path)] for path in paths]
        return {"kind": "paths", "from": first.plain(), "to": last.plain(), "paths": steps}


def cocitation(outputs: Path | str, name: str | None = None, *, limit: int = LIMIT) -> Answer:
    """Resolutions and documents that the same reports cite: with one, or the most frequent pairs of the corpus."""
    with opened(outputs) as graph:
        found = find_entity(graph, name) if name else None
        where = "WHERE ? IN (a.object, b.object)" if found else ""
        rows = _rows(
            graph,
            f"""WITH cited AS (SELECT DISTINCT work, object FROM edges
                               WHERE predicate IN {CITING} AND modality <> 'negated' AND work = subject)
            SELECT a.object AS first, b.object AS second, count(*) AS times, list_sort(list(a.work)) AS works
            FROM cited a JOIN cited b ON a.work = b.work AND a.object < b.object {where}
            GROUP BY ALL ORDER BY times DESC, first, second LIMIT ?""",
            [*([found.id] if found else []), limit],
        )  # fmt: skip
        return {"kind": "cocitation", "entity": found.plain() if found else None, "pairs": _labelled(graph, rows)}


def facts_by_edition(outputs: Path | str, name: str) -> Answer:
    """The facts and statistics about a country (or any entity) in each edition, the oldest edition first."""
    with opened(outputs) as graph:
        found = find_entity(graph, name)
        editions: dict[tuple[str, str], Answer] = {}
        facts = _facts(graph, "subject = ? OR object = ?", [found.id, found.id])
        figures = _rows(graph, f"SELECT {_FIGURE} FROM observations WHERE subject = ? ORDER BY id", [found.id])
        for kind, rows in (("facts", facts), ("observations", figures)):
            for row in rows:
                key = (row["edition"] or "", row["work"])
                empty = {"work": row["work"], "edition": row["edition"], "facts": [], "observations": []}
                editions.setdefault(key, empty)[kind].append(row)
        ordered = [editions[key] for key in sorted(editions)]
        return {"kind": "editions", "entity": found.plain(), "editions": ordered}


def search(outputs: Path | str, words: str, *, limit: int = LIMIT) -> Answer:
    """Facts and statistics whose evidence holds all the words (parted by blanks), in any width and case."""
    parts = [key_of(word) for word in words.split()]
    if not parts:
        raise UsageError("nothing to search for")
    with opened(outputs) as graph:
        facts = _rows(graph, _holding("edges", _FACT, len(parts)), parts)
        figures = _rows(graph, _holding("observations", _FIGURE, len(parts)), parts)
        return {
            "kind": "search",
            "words": words,
            "total": len(facts) + len(figures),
            "facts": _labelled(graph, facts[:limit]),
            "observations": figures[:limit],
        }


def _holding(table: str, columns: str, words: int) -> str:
    where = " AND ".join(["contains(key, ?)"] * words)
    return f"""WITH keyed AS (SELECT *, {key_sql("text")} AS key FROM {table})
        SELECT {columns} FROM keyed WHERE {where} ORDER BY edition DESC NULLS LAST, work, start, id"""


def _facts(graph: duckdb.DuckDBPyConnection, where: str, values: list[Any]) -> list[Answer]:
    order = "ORDER BY predicate, edition, work, start, id"
    return _labelled(graph, _rows(graph, f"SELECT {_FACT} FROM edges WHERE {where} {order}", values))


def _step(graph: duckdb.DuckDBPyConnection, first: str, second: str) -> Answer:
    rows = _facts(
        graph,
        "modality <> 'negated' AND ((subject = ? AND object = ?) OR (subject = ? AND object = ?))",
        [first, second, second, first],
    )
    return rows[0] | {"facts": len(rows), "from": first, "to": second}


def _labelled(graph: duckdb.DuckDBPyConnection, rows: list[Answer]) -> list[Answer]:
    """The rows with ``<end>_label`` for each end they name, and their qualifiers read."""
    ends = ("subject", "object", "first", "second")
    ids = sorted({row[end] for row in rows for end in ends if end in row})
    known = _rows(graph, "SELECT id, label, label_en FROM nodes WHERE id IN (SELECT unnest(?))", [ids])
    labels = {row["id"]: row["label"] for row in known}
    for row in rows:
        row.update({f"{end}_label": labels.get(row[end], row[end]) for end in ends if end in row})
        if "qualifiers" in row:
            row["qualifiers"] = json.loads(row["qualifiers"])
    return rows


def _rows(graph: duckdb.DuckDBPyConnection, sql: str, values: list[Any]) -> list[Answer]:
    result = graph.execute(sql, values)
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
