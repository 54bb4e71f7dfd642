"""`unreport explain`: which rule or row made something, from which words, and what was not believed there."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.explain import explain
from pipeline.record import encode
from pipeline.text.printable import printable

Why = Mapping[str, Any]


def main(args: argparse.Namespace) -> int:
    """Prints each place where the identifier or the words are, and what the report did not believe there."""
    reasons = explain(Path(args.outputs), args.id)
    if args.json:
        sys.stdout.write(encode({"id": args.id, "reasons": reasons}).decode())
        return 0
    for why in reasons:
        for line in _lines(why):
            print(printable(line))
    for report, last in {why["report"]: why for why in reasons}.items():
        listed = ", ".join(f"{reason} {count}" for reason, count in last["dropped"].items()) or "nothing"
        print(f"{report}: not believed in the whole report: {listed}")
        if last["note"]:
            print(f"{report}: {last['note']}")
    return 0


def _lines(why: Why) -> Iterator[str]:
    yield f"{why['report']} {why['id']}: {why['statement']}{_origin(why)}"
    for quote in why["evidence"]:
        yield f"    {quote['block']}: {quote['text']}"
    for stated in why.get("stated", ()):
        yield f"    {stated['kind']} {stated['id']}: {stated['statement']}{_origin(stated)}"
    unmatched: defaultdict[str, list[str]] = defaultdict(list)
    for other in why["rejected"]:
        if other["type"].islower() and not other["meaning"] and ": " in other["reason"]:
            unmatched[other["reason"]].append(other["rule"])
            continue
        read = " ".join(filter(None, (other["type"], other["meaning"])))
        yield f"    not believed: {other['text']} as {read}: {other['reason']}{_origin(other)}"
    for reason, rules in sorted(unmatched.items()):
        yield f"    not believed: {reason}  [rules {', '.join(dict.fromkeys(rules))}]"


def _origin(row: Why) -> str:
    named = [f"{name} {row[name]}" for name in ("rule", "row") if row.get(name)]
    return f"  [{', '.join(named)}]" if named else ""
