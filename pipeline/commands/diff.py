"""`unreport diff`: exit 0 if no fact changed, 1 if one did."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import orjson
from msgspec import Struct

from pipeline.diff import is_changed, is_unrelated, to_html, to_markdown, to_text
from pipeline.diff.attribution import compare_attributed
from pipeline.diff.editions import work_of
from pipeline.errors import CannotWrite, MissingInput, UsageError
from pipeline.extraction import extract
from pipeline.record import Record, encode, read_record, to_record
from pipeline.store import sha256_of, write_whole

_RENDER = {"text": to_text, "markdown": to_markdown, "html": to_html}
_FILES = {"diff.txt": to_text, "diff.md": to_markdown, "diff.html": to_html}


class _Side(Struct, frozen=True):
    """A report to compare, and its source file if that is at hand."""

    record: Record
    source: Path | None


def main(args: argparse.Namespace) -> int:
    """Prints the diff, and with -o writes it in all four forms."""
    old, new = _load(Path(args.old)), _load(Path(args.new))
    reread = None
    if old.record.get("program") != new.record.get("program") and old.source:
        reread = to_record(extract(old.source))
    diff = compare_attributed(old.record, new.record, reread)
    if is_unrelated(diff):
        print(f"unreport: these do not look like editions of one report: overlap {diff['overlap']}", file=sys.stderr)
    if args.outputs:
        _write(Path(args.outputs), diff)
    sys.stdout.write(encode(diff).decode() if args.format == "json" else _RENDER[args.format](diff))
    return int(is_changed(diff))


def _write(folder: Path, diff: Record) -> None:
    try:
        write_whole(folder / "diff.json", encode(diff))
        for name, render in _FILES.items():
            write_whole(folder / name, render(diff).encode())
    except OSError as exc:
        raise CannotWrite(f"{exc.filename or folder}: cannot be written: {exc.strerror or exc}") from exc


def _load(path: Path) -> _Side:
    if not path.exists():
        raise MissingInput(f"{path}: no such file or folder")
    if path.is_dir():
        return _from_outputs(path)
    if path.suffix == ".json":
        return _Side(read_record(path), _source_of(path))
    return _Side(to_record(extract(path)), path)


def _from_outputs(folder: Path) -> _Side:
    """The one report of an output folder; a report in several formats is one."""
    direct = folder / "report.json"
    paths = [direct] if direct.exists() else sorted(folder.glob("reports/*/report.json"))
    if not paths:
        raise MissingInput(f"{folder}: no report in there", "name the folder that `unreport run` wrote")
    records = [read_record(path) for path in paths]
    works = {work_of((record["document"] or {}).get("symbol") or record["id"]) for record in records}
    if len(works) > 1:
        choices = ", ".join(path.relative_to(folder).as_posix() for path in paths)
        raise UsageError(f"{folder} holds several reports", f"name one of {choices}")
    return _Side(records[0], _source_of(paths[0]))


def _source_of(path: Path) -> Path | None:
    """The source file of a report.json, if the manifest beside it names one that has not changed since."""
    record = read_record(path)
    try:
        manifest = orjson.loads((path.parents[2] / "manifest.json").read_bytes())
    except (OSError, IndexError, orjson.JSONDecodeError):
        return None
    for row in manifest["inputs"]:
        source = Path(row["path"])
        if row["id"] == record["id"] and source.exists() and sha256_of(source) == record["source"]["sha256"]:
            return source
    return None
