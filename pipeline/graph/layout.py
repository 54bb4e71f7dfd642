"""Where each node is drawn: a seeded layout, the same on every machine."""

from __future__ import annotations

import math
from collections.abc import Sequence

import rustworkx as rx

SEED = 72260
ITERATIONS = 120
PAIRS = 120_000_000
"""Pairs of nodes weighed in all rounds of a layout: above 1,000 nodes there are fewer rounds, so it takes no longer."""
LAID_OUT = 2_000
"""More nodes than this are not laid out together: the most central are, the others stand near a neighbour."""

OUTSIDE = 1_050
"""How far from the middle those stand that nothing ties."""

INSIDE = 950
"""How far from the middle those of the largest part reach."""

SPREAD = 0.8
"""The power to which distances from the middle are raised: under 1 the crowded core gets more room."""

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
    """The largest connected part in the middle, the other parts on a spiral around it."""
    if not nodes:
        return {}
    index = {n: i for i, n in enumerate(nodes)}
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(nodes)
    graph.add_edges_from_no_data(sorted({(index[a], index[b]) for a, b in ties if a in index and b in index}))
    parts = sorted((sorted(part) for part in rx.connected_components(graph)), key=lambda part: (-len(part), part))
    placed = {nodes[i]: place for i, place in _middle(graph, parts[0]).items()}
    for turn, part in enumerate(parts[1:]):
        angle, away = turn * _GOLDEN, OUTSIDE * (1 + turn / 200)
        for n, i in enumerate(part):
            x, y = _sunflower(n, len(part))
            reach = 30 * math.sqrt(len(part))
            placed[nodes[i]] = away * math.cos(angle) + reach * x, away * math.sin(angle) + reach * y
    return placed


def _middle(graph: rx.PyGraph, part: list[int]) -> dict[int, Position]:
    """A spring layout from a sunflower by rank, so that the central ones start in the middle; the core is spread."""
    inner = graph.subgraph(part)
    count = len(part)
    rounds = min(ITERATIONS, PAIRS // count**2)
    start = {i: _sunflower(i, count) for i in range(count)}
    laid = rx.spring_layout(inner, pos=start, k=2.2 / math.sqrt(count), num_iter=rounds, seed=SEED, scale=1)
    places = [laid[i] for i in range(count)]
    x0, y0 = (math.fsum(place[axis] for place in places) / count for axis in (0, 1))
    widest = max(math.hypot(x - x0, y - y0) for x, y in places) or 1.0
    spread = {}
    for i, (x, y) in zip(part, places, strict=True):
        away = math.hypot(x - x0, y - y0) / widest
        scale = INSIDE * away ** (SPREAD - 1) / widest if away else 0.0
        spread[i] = (x - x0) * scale, (y - y0) * scale
    return spread


def _sunflower(n: int, count: int) -> Position:
    radius = math.sqrt((n + 0.5) / count)
    return radius * math.cos(n * _GOLDEN), radius * math.sin(n * _GOLDEN)


def _beside(anchor: Position | None, turn: int) -> Position:
    angle = turn * _GOLDEN
    if anchor is None:
        return OUTSIDE * math.cos(angle), OUTSIDE * math.sin(angle)
    reach = 25 + turn % 40
    return anchor[0] + reach * math.cos(angle), anchor[1] + reach * math.sin(angle)
