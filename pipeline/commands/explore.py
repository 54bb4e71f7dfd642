"""`unreport explore`: the graph in a browser, from this machine to this machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.explore import serve, write_explorer


def main(args: argparse.Namespace) -> int:
    """Serves until interrupted, or writes one file with --export."""
    if args.export:
        write_explorer(Path(args.outputs), Path(args.export))
        print(args.export)
    else:
        serve(Path(args.outputs), args.port)
    return 0
