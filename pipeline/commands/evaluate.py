"""`unreport evaluate`: how good an output folder is against gold."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.evaluate import evaluate
from pipeline.record import encode


def main(args: argparse.Namespace) -> int:
    """Prints a row for each mention type, for links, relations and observations."""
    scores = evaluate(Path(args.gold), Path(args.outputs))
    if args.json:
        rows = {
            name: {"precision": round(s.precision, 4), "recall": round(s.recall, 4), "f1": round(s.f1, 4),
                   "hit": s.hit, "wrong": s.wrong, "missed": s.missed}
            for name, s in scores.items()
        }  # fmt: skip
        sys.stdout.write(encode(rows).decode())
        return 0
    print(f"{'':24} precision recall     F1    hit wrong missed")
    for name, s in scores.items():
        print(f"{name:24} {s.precision:9.3f} {s.recall:6.3f} {s.f1:6.3f} {s.hit:6} {s.wrong:5} {s.missed:6}")
    return 0
