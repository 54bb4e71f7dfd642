"""`unreport run`: files in, an output folder out, one line for each failure."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from tqdm import tqdm

from pipeline.decisions import load_decisions
from pipeline.engines.limits import Limits
from pipeline.jobs import Row
from pipeline.record import encode
from pipeline.remote import place_of
from pipeline.run import Options, run
from pipeline.text.printable import printable

EXIT_SOME_FAILED = 1
EXIT_NOTHING_READABLE = 3
_SHOWN = 10
"""Unread pages that are named on the terminal."""


def main(args: argparse.Namespace) -> int:
    """0 all read, 1 some failed, 3 none of several could be read."""
    limits = Limits(jobs=args.jobs, seconds=args.timeout, memory=args.memory * 1024 * 1024)
    decisions = load_decisions(Path(args.decisions)) if args.decisions else ()
    options = Options(
        outputs=place_of(args.outputs),
        engine=args.engine,
        address=args.address,
        batch=args.batch,
        symbol=args.symbol,
        decisions=decisions,
        force=args.force,
        limits=limits,
    )
    with _Progress(shown=not args.quiet and sys.stderr.isatty()) as progress:
        manifest = run(args.paths, options, progress.update)
    _report(manifest, quiet=args.quiet)
    if args.json:
        sys.stdout.write(encode(manifest).decode())
    return _exit_code(manifest)


class _Progress:
    """A bar on a terminal, nothing elsewhere."""

    def __init__(self, *, shown: bool) -> None:
        self._bar = tqdm(unit="report", disable=not shown, dynamic_ncols=True)

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def update(self, row: Row, total: int) -> None:
        self._bar.total = total
        self._bar.set_postfix_str(str(row["id"])[:30], refresh=False)
        self._bar.update()


def _report(manifest: dict[str, Any], *, quiet: bool) -> None:
    for row in manifest["inputs"]:
        if line := _complaint(row):
            print(printable(f"unreport: {line}"), file=sys.stderr)
    for note in manifest["notes"]:
        print(printable(f"unreport: note: {note}"), file=sys.stderr)
    if not quiet:
        counts = ", ".join(f"{number} {status}" for status, number in manifest["counts"].items()) or "nothing read"
        finer = ", ".join(f"{number} {name}" for name, number in manifest["results"].items() if name != "ok")
        counts += f" ({finer})" if finer else ""
        graph = ", ".join(f"{number} {part}" for part, number in manifest["graph"].items())
        print(f"{counts}; graph: {graph}", file=sys.stderr)


def _complaint(row: Row) -> str | None:
    """What was not read of a file, where, and what to do; None if it was read whole."""
    if error := row["error"]:
        return f"{error['code']}: {error['message']} - {error['hint']}"
    if pages := row["unread_pages"]:
        shown = ", ".join(map(str, pages[:_SHOWN])) + (f" and {len(pages) - _SHOWN} more" if pages[_SHOWN:] else "")
        return f"{row['result']}: {row['path']}: not read: page {shown} - see the findings of its report.json"
    return None


def _exit_code(manifest: dict[str, Any]) -> int:
    failed = [row for row in manifest["inputs"] if row["status"] == "failed"]
    if not failed:
        return 0
    several = len(manifest["inputs"]) > 1
    return EXIT_NOTHING_READABLE if several and len(failed) == len(manifest["inputs"]) else EXIT_SOME_FAILED
