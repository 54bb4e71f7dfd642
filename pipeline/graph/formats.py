"""The corpus graph in the formats of other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.graph.neo4j import write_neo4j
from pipeline.graph.rdf import write_jsonld
from pipeline.graph.spreadsheets import write_csv
from pipeline.graph.sqlite import write_sqlite
from pipeline.graph.store import graph_folder, table_names
from pipeline.graph.turtle import write_turtle
from pipeline.graph.xmlgraph import write_gexf, write_graphml

SHAPES = Path(__file__).with_name("shapes.ttl")
"""What every fact, entity and figure in the Turtle must have, in SHACL."""


def _gexf(folder: Path) -> list[Path]:
    path = folder / "graph.gexf"
    write_gexf(folder, path)
    return [path]


def _graphml(folder: Path) -> list[Path]:
    path = folder / "graph.graphml"
    write_graphml(folder, path)
    return [path]


def _jsonld(folder: Path) -> list[Path]:
    path = folder / "graph.jsonld"
    write_jsonld(folder, path)
    return [path]


def _turtle(folder: Path) -> list[Path]:
    path, shapes = folder / "graph.ttl", folder / "shapes.ttl"
    write_turtle(folder, path)
    shapes.write_bytes(SHAPES.read_bytes())
    return [path, shapes]


def _neo4j(folder: Path) -> list[Path]:
    return write_neo4j(folder, folder / "neo4j")


def _csv(folder: Path) -> list[Path]:
    return write_csv(folder, folder / "csv")


def _sqlite(folder: Path) -> list[Path]:
    return [write_sqlite(folder, folder / "graph.sqlite")]


def _parquet(folder: Path) -> list[Path]:
    return [folder / f"{name}.parquet" for name in table_names()]


FORMATS: dict[str, Callable[[Path], list[Path]]] = {
    "gexf": _gexf,
    "graphml": _graphml,
    "jsonld": _jsonld,
    "turtle": _turtle,
    "neo4j": _neo4j,
    "csv": _csv,
    "sqlite": _sqlite,
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
