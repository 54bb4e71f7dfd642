"""How central a node is: its degree and PageRank, computed once for the whole corpus."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc
import rustworkx as rx

DAMPING = 0.85
DIGITS = 9
"""PageRank is rounded, so that the last bits of a sum never show."""

STATED = ("asserted", "planned", "conditional", "reported")
"""What is denied links nobody."""


def centrality(nodes: Sequence[str], edges: pa.Table) -> tuple[list[int], list[float]]:
    """Degree and PageRank of each node, in the order given; denied facts do not count."""
    if not nodes:
        return [], []
    stated = edges.filter(pc.is_in(edges["modality"], pa.array(STATED)))
    known = pa.array(nodes, pa.string())
    sources, targets = (pc.index_in(stated[end], known).to_pylist() for end in ("subject", "object"))
    graph = rx.PyDiGraph(multigraph=True)
    graph.add_nodes_from(range(len(nodes)))
    graph.add_edges_from_no_data(sorted(zip(sources, targets, strict=True)))
    ranks = rx.pagerank(graph, alpha=DAMPING, max_iter=200, tol=1e-10)
    degrees = [graph.in_degree(n) + graph.out_degree(n) for n in range(len(nodes))]
    return degrees, [round(ranks[n], DIGITS) for n in range(len(nodes))]
