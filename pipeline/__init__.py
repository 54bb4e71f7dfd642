"""Chinese-language United Nations reports as a knowledge graph in which every fact quotes its evidence.

``extract(path)`` reads one report, ``compare(old, new)`` tells which facts changed between two editions,
``load_graph(outputs)`` gives the corpus graph as a networkx MultiDiGraph.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.diff import compare
    from pipeline.extraction import extract
    from pipeline.graph import load_graph

__all__ = ["compare", "extract", "load_graph"]

_HOMES = {"compare": "pipeline.diff", "extract": "pipeline.extraction", "load_graph": "pipeline.graph"}


def __getattr__(name: str) -> Any:
    """Load what is asked for: `unreport --help` needs no graph library."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
