"""The explorer: the corpus graph as one page for a browser."""

from __future__ import annotations

from pathlib import Path


def write_explorer(outputs: Path, path: Path) -> None:
    """Writes the explorer of a run to ``path``."""
