"""`unreport history`: a fact's life over the editions of a report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.diff import history, history_page
from pipeline.errors import MissingInput
from pipeline.record import encode, read_record
from pipeline.store import write_whole
from pipeline.text.printable import printable


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
    for row in rows:
        value = "" if row["value"] is None else f" = {row['value']} {row['unit']}"
        time = f" ({row['time']})" if row["time"] else ""
        print(printable(f"{row['edition']}  {row['fact']}{value}{time}"))
    return 0
