"""The corpus graph: merge of all reports, exports, queries; Parquet is its truth."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.graph.build import build_graph, merge_nodes, merge_table
    from pipeline.graph.formats import export
    from pipeline.graph.network import load_graph
    from pipeline.graph.portion import portion_of
    from pipeline.graph.shards import is_kept, keep_only, plan_shards, write_shard

__all__ = [
    "build_graph",
    "export",
    "is_kept",
    "keep_only",
    "load_graph",
    "merge_nodes",
    "merge_table",
    "plan_shards",
    "portion_of",
    "write_shard",
]

_HOMES = {
    "build_graph": "build",
    "merge_nodes": "build",
    "merge_table": "build",
    "export": "formats",
    "load_graph": "network",
    "portion_of": "portion",
    "is_kept": "shards",
    "keep_only": "shards",
    "plan_shards": "shards",
    "write_shard": "shards",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for: a worker that only wants the labels needs no Arrow, DuckDB or networkx."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
