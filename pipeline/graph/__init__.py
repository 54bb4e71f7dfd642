"""The corpus graph: merge of all reports, exports, queries; Parquet is its truth."""

from __future__ import annotations

from pipeline.graph.build import build_graph
from pipeline.graph.export import export
from pipeline.graph.network import load_graph

__all__ = ["build_graph", "export", "load_graph"]
