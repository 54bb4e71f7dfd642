"""`unreport schema`: the JSON Schema of what we write."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "schemas"


def main(args: argparse.Namespace) -> int:
    """Prints the schema of report.json, diff.json or manifest.json."""
    sys.stdout.write((FOLDER / f"{args.which}.json").read_text(encoding="utf8"))
    return 0
