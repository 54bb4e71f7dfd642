"""`unreport verify`: exit 1 if one quotation differs from its source."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import orjson

from pipeline.errors import SchemaMismatch
from pipeline.record import read_record
from pipeline.remote import Place, is_address
from pipeline.text.printable import printable, written_name
from pipeline.verify import verify


def main(args: argparse.Namespace) -> int:
    """0 if every quotation stands in its source, else 1 and a line for each that does not."""
    outputs = Path(args.outputs)
    try:
        manifest = orjson.loads((outputs / "manifest.json").read_bytes())
    except (OSError, orjson.JSONDecodeError) as exc:
        raise SchemaMismatch(f"{outputs}: no manifest.json that can be read: {exc}") from exc
    sources = {row["id"]: _source(row["path"]) for row in manifest["inputs"] if row["id"]}
    differences = list(verify(outputs, sources))
    for difference in differences:
        shown = f"{difference.report}: {difference.what}: expected {difference.expected!r}, found {difference.found!r}"
        print(printable(shown), file=sys.stderr)
    paths = sorted(outputs.glob("reports/*/report.json"))
    quotations = sum(_quotations(path) for path in paths)
    print(f"{quotations} quotations in {len(paths)} reports read again, {len(differences)} differ")
    return 1 if differences else 0


def _source(name: str) -> Place:
    """The file at a path or address of the manifest, which writes out what of a name is no UTF-8."""
    if is_address(name):
        return name
    path = Path(name)
    if os.path.lexists(path) or not path.parent.is_dir() or "\\x" not in path.name:
        return path
    return next((file for file in path.parent.iterdir() if written_name(file.name) == path.name), path)


def _quotations(path: Path) -> int:
    record = read_record(path)
    evidence = sum(len(relation["evidence"]) for relation in record["relations"])
    return len(record["mentions"]) + evidence + len(record["observations"])
