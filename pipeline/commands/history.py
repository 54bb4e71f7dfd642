"""`unreport history`: a fact's life over the editions of a report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from pipeline.diff import history, history_page
from pipeline.errors import MissingInput
from pipeline.record import encode, read_record
from pipeline.store import write_whole
from pipeline.text.printable import printable

Row = dict[str, Any]


def main(args: argparse.Namespace) -> int:
    """Prints a row for each edition that states the fact."""
    outputs = Path(args.outputs)
    records = [read_record(path) for path in sorted(outputs.glob("reports/*/report.json"))]
    rows = history(records, args.what)
    if not rows:
        raise MissingInput(f"{outputs}: no fact of {args.what!r}", "look the name up with `unreport query` first")
    if args.html:
        write_whole(Path(args.html), history_page(args.what, rows).encode())
    if args.json:
        sys.stdout.write(encode({"what": args.what, "rows": rows}).decode())
        return 0
    width = max(len(str(row["edition"])) for row in rows)
    for row in rows:
        print(printable(f"{row['edition']:{width}}  {row['fact']}{_said(row)}"))
    return 0


def _said(row: Row) -> str:
    if row["value"] is None:
        return "".join(f"  {name} {value}" for name, value in row["qualifiers"].items())
    parts = row["value"] if isinstance(row["value"], list) else [row["value"]]
    time = f" ({row['time']})" if row["time"] else ""
    return f" = {'–'.join(f'{part:,.10g}' for part in parts)} {row['unit']}{time}"
