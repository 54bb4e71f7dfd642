"""The corpus graph: merge of all reports, exports, queries; Parquet is its truth."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.graph.build import build_graph, merge_portions
    from pipeline.graph.formats import export
    from pipeline.graph.network import load_graph
    from pipeline.graph.portion import portion_of

__all__ = ["build_graph", "export", "load_graph", "merge_portions", "portion_of"]

_HOMES = {
    "build_graph": "build",
    "merge_portions": "build",
    "export": "formats",
    "load_graph": "network",
    "portion_of": "portion",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for: a worker that only wants the labels needs no Arrow, DuckDB or networkx."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
