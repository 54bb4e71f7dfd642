"""Walks over the corpus graph, ring by ring in DuckDB: a fact ties both its ends, a denied one ties nobody."""

from __future__ import annotations

from collections import defaultdict

import duckdb
import pyarrow as pa

MOST_RINGS = 12
"""Two entities farther apart than this count as not tied."""

_STEPS = """
SELECT DISTINCT e.subject AS a, e.object AS b FROM edges e SEMI JOIN frontier f ON e.subject = f.id
    WHERE e.modality <> 'negated'
UNION SELECT DISTINCT e.object, e.subject FROM edges e SEMI JOIN frontier f ON e.object = f.id
    WHERE e.modality <> 'negated'
"""
_RING = """
INSERT INTO near
WITH last AS (SELECT id FROM near WHERE distance = $1 - 1), ends AS (
    SELECT e.object AS id FROM edges e SEMI JOIN last ON e.subject = last.id WHERE e.modality <> 'negated'
    UNION SELECT e.subject FROM edges e SEMI JOIN last ON e.object = last.id WHERE e.modality <> 'negated')
SELECT id, $1 FROM ends ANTI JOIN near USING (id)
"""


def spread(graph: duckdb.DuckDBPyConnection, start: str, hops: int) -> None:
    """Leaves the table ``near`` (id, distance) of every other entity within ``hops`` facts of one."""
    graph.execute("CREATE TEMP TABLE near AS SELECT $1 AS id, 0 AS distance", [start])
    for hop in range(1, hops + 1):
        graph.execute(_RING, [hop])
    graph.execute("DELETE FROM near WHERE distance = 0")


def all_shortest_paths(graph: duckdb.DuckDBPyConnection, start: str, end: str, limit: int) -> list[list[str]]:
    """Up to ``limit`` shortest paths, in the order of their identifiers."""
    parents: dict[str, set[str]] = defaultdict(set)
    distance, frontier = {start: 0}, [start]
    for hop in range(1, MOST_RINGS + 1):
        if end in distance or not frontier:
            break
        reached: set[str] = set()
        for source, target in _steps(graph, frontier):
            if target not in distance:
                reached.add(target)
                parents[target].add(source)
        frontier = sorted(reached)
        distance.update(dict.fromkeys(frontier, hop))
    return _walk_back(parents, start, end, limit) if end in distance else []


def _walk_back(parents: dict[str, set[str]], start: str, end: str, limit: int) -> list[list[str]]:
    paths = [[end]]
    while paths and paths[0][0] != start:
        longer = ([parent, *path] for path in paths for parent in sorted(parents[path[0]]))
        paths = [path for path, _ in zip(longer, range(limit), strict=False)]
    return sorted(paths)


def _steps(graph: duckdb.DuckDBPyConnection, frontier: list[str]) -> list[tuple[str, str]]:
    graph.register("frontier", pa.table({"id": pa.array(frontier, pa.string())}))
    return graph.execute(_STEPS).fetchall()
