"""The graph and the reports as pages for a browser, offline and self-contained."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.explore.explorer import write_explorer
    from pipeline.explore.reading import reading_view
    from pipeline.explore.server import serve

__all__ = ["reading_view", "serve", "write_explorer"]

_HOMES = {"reading_view": "reading", "serve": "server", "write_explorer": "explorer"}


def __getattr__(name: str) -> Any:
    """Load what is asked for: the page of one report needs no graph library."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
