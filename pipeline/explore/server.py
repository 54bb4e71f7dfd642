"""The explorer served from this machine to this machine."""

from __future__ import annotations

from pathlib import Path


def serve(outputs: Path, port: int = 0) -> None:
    """Serves the explorer on 127.0.0.1 until interrupted."""
