"""The corpus graph as a networkx MultiDiGraph."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow as pa

from pipeline.graph.flat import flat_edges, flat_nodes
from pipeline.graph.store import graph_folder


def load_graph(
    outputs: Path | str,
    *,
    predicates: Collection[str] | None = None,
    types: Collection[str] | None = None,
    reports: Collection[str] | None = None,
    modality: Collection[str] | str | None = None,
) -> nx.MultiDiGraph:
    """The corpus graph of a run; edges are keyed by their id and carry ``predicate``, ``evidence``, ``weight`` …

    Each filter keeps what it names: predicates, types of nodes (an edge needs both ends), reports by id or
    symbol, modalities. With a filter on edges, nodes that lose their last edge go too. Values are str, int
    or float, never None or a list, so that every networkx writer takes the graph.
    """
    folder = graph_folder(outputs)
    modalities = {modality} if isinstance(modality, str) else modality
    graph = nx.MultiDiGraph()
    for attributes in _rows(flat_nodes(folder)):
        id_ = attributes.pop("id")
        if types is None or attributes["type"] in types:
            graph.add_node(id_, **attributes)
    for attributes in _rows(flat_edges(folder)):
        id_, subject, object_ = (attributes.pop(name) for name in ("id", "subject", "object"))
        kept = (
            subject in graph
            and object_ in graph
            and (predicates is None or attributes["predicate"] in predicates)
            and (modalities is None or attributes["modality"] in modalities)
            and (reports is None or _told_by(attributes, reports))
        )
        if kept:
            graph.add_edge(subject, object_, key=id_, **attributes)
    if any(chosen is not None for chosen in (predicates, reports, modality)):
        graph.remove_nodes_from([node for node, degree in graph.degree() if not degree])
    return graph


def _rows(batches: Iterator[pa.RecordBatch]) -> Iterator[dict[str, Any]]:
    """The rows without what is unknown."""
    for batch in batches:
        for row in batch.to_pylist():
            yield {name: value for name, value in row.items() if value is not None}


def _told_by(attributes: dict[str, str], reports: Collection[str]) -> bool:
    told = {attributes["work"], *attributes["reports"].split(" | ")}
    return not told.isdisjoint(reports)
