"""`unreport graph`: the corpus graph built anew from the reports, and its exports."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.errors import MissingInput
from pipeline.explore import write_explorer
from pipeline.graph import build_graph, export
from pipeline.record import read_record


def main(args: argparse.Namespace) -> int:
    """Writes into ``OUTPUTS/graph`` and prints the files."""
    outputs = Path(args.outputs)
    paths = sorted(outputs.glob("reports/*/report.json"))
    if not paths:
        raise MissingInput(f"{outputs}: no report in there", "name the folder that `unreport run` wrote")
    build_graph((read_record(path) for path in paths), outputs / "graph")
    for path in export(outputs / "graph", tuple(args.to.split(","))):
        print(path)
    write_explorer(outputs, outputs / "graph" / "explorer.html")
    return 0
