"""The corpus graph in the formats of other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.graph.store import graph_folder, table_names
from pipeline.graph.xmlgraph import write_gexf, write_graphml


def _gexf(folder: Path) -> list[Path]:
    path = folder / "graph.gexf"
    write_gexf(folder, path)
    return [path]


def _graphml(folder: Path) -> list[Path]:
    path = folder / "graph.graphml"
    write_graphml(folder, path)
    return [path]


def _parquet(folder: Path) -> list[Path]:
    return [folder / f"{name}.parquet" for name in table_names()]


FORMATS: dict[str, Callable[[Path], list[Path]]] = {
    "gexf": _gexf,
    "graphml": _graphml,
    "parquet": _parquet,
}


def export(folder: Path, formats: Sequence[str]) -> list[Path]:
    """Writes the corpus graph in ``folder`` in each format (or ``all``) beside it; returns the files written.

    Raises UsageError for a format it does not know, before anything is written.
    """
    wanted = tuple(FORMATS) if "all" in formats else tuple(dict.fromkeys(name.strip() for name in formats))
    for name in wanted:
        if name not in FORMATS:
            raise UsageError(f"no format {name!r}", f"choose from {', '.join(FORMATS)}, all")
    truth = graph_folder(folder)
    return [path for name in wanted for path in FORMATS[name](truth)]
