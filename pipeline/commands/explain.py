"""`unreport explain`: which rule or row made something, from which words."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.explain import explain
from pipeline.record import encode
from pipeline.text.printable import printable


def main(args: argparse.Namespace) -> int:
    """Prints each place where the identifier is stated, and what its report did not believe."""
    reasons = explain(Path(args.outputs), args.id)
    if args.json:
        sys.stdout.write(encode({"id": args.id, "reasons": reasons}).decode())
        return 0
    for why in reasons:
        origin = f"rule {why['rule']}" + (f", row {why['row']}" if why["row"] else "")
        print(printable(f"{why['report']} {why['id']}: {why['statement']}  [{origin}]"))
        for quote in why["evidence"]:
            print(printable(f"    {quote['block']}: {quote['text']}"))
    dropped = {why["report"]: why["rejected"] for why in reasons}
    for report, counts in dropped.items():
        listed = ", ".join(f"{reason} {count}" for reason, count in counts.items()) or "nothing"
        print(f"{report}: not believed: {listed}")
    return 0
