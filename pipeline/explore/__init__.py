"""The graph and the reports as pages for a browser, offline and self-contained."""

from __future__ import annotations

from pipeline.explore.explorer import write_explorer
from pipeline.explore.reading import write_reading_view
from pipeline.explore.server import serve

__all__ = ["serve", "write_explorer", "write_reading_view"]
