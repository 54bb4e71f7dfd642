"""Where each node is drawn: a seeded layout, the same on every machine."""

from __future__ import annotations

import math
from collections.abc import Sequence

import rustworkx as rx

SEED = 72260
ITERATIONS = 120
LAID_OUT = 5_000
"""More nodes than this are not laid out together: the most central are, the others stand near a neighbour."""

OUTSIDE = 1_050
"""How far from the middle those stand that nothing ties."""

_GOLDEN = math.pi * (3 - math.sqrt(5))

Position = tuple[float, float]


def positions(ranks: Sequence[float], ties: Sequence[tuple[int, int]]) -> list[Position]:
    """A position within about [-1000, 1000] for each node, given its rank and the pairs of nodes that are tied."""
    order = sorted(range(len(ranks)), key=lambda n: (-ranks[n], n))
    central = order[:LAID_OUT]
    tied = {n for tie in ties for n in tie}
    inner = [n for n in central if n in tied]
    placed = _spring(inner, ties)
    neighbours: dict[int, list[int]] = {}
    for a, b in ties:
        neighbours.setdefault(a, []).append(b)
        neighbours.setdefault(b, []).append(a)
    for turn, n in enumerate(order):
        if n not in placed:
            placed[n] = _beside(next((placed[m] for m in neighbours.get(n, ()) if m in placed), None), turn)
    return [(round(x, 1), round(y, 1)) for x, y in (placed[n] for n in range(len(ranks)))]


def _spring(nodes: list[int], ties: Sequence[tuple[int, int]]) -> dict[int, Position]:
    """A spring layout from a sunflower of the nodes by rank, so that the central ones start in the middle."""
    if not nodes:
        return {}
    index = {n: i for i, n in enumerate(nodes)}
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(nodes)
    graph.add_edges_from_no_data(sorted({(index[a], index[b]) for a, b in ties if a in index and b in index}))
    start = {i: _sunflower(i, len(nodes)) for i in range(len(nodes))}
    rounds = ITERATIONS if len(nodes) <= 1_500 else max(20, ITERATIONS * 1_500 // len(nodes))
    laid = rx.spring_layout(graph, pos=start, k=2.2 / math.sqrt(len(nodes)), num_iter=rounds, seed=SEED, scale=1)
    return {n: (laid[i][0] * 1000, laid[i][1] * 1000) for n, i in index.items()}


def _sunflower(n: int, count: int) -> Position:
    radius = math.sqrt((n + 0.5) / count)
    return radius * math.cos(n * _GOLDEN), radius * math.sin(n * _GOLDEN)


def _beside(anchor: Position | None, turn: int) -> Position:
    angle = turn * _GOLDEN
    if anchor is None:
        return OUTSIDE * math.cos(angle), OUTSIDE * math.sin(angle)
    reach = 25 + turn % 40
    return anchor[0] + reach * math.cos(angle), anchor[1] + reach * math.sin(angle)
