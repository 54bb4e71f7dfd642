"""`unreport symbol`: a document symbol taken apart."""

from __future__ import annotations

import argparse
import sys

from pipeline.record import encode
from pipeline.text.symbols import describe_symbol


def main(args: argparse.Namespace) -> int:
    """0, or 1 if one of the words is no symbol."""
    unknown = 0
    for text in args.symbol:
        parts = describe_symbol(text)
        if not parts:
            print(f"{text}: not a UN document symbol", file=sys.stderr)
            unknown = 1
        elif args.json:
            sys.stdout.write(encode(parts).decode())
        else:
            print("\n".join(f"{name:12} {value}" for name, value in parts.items() if value not in (None, [], {})))
    return unknown
