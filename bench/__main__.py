"""`make bench`: every comparison in one run, medians, as one Markdown page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bench import corpus, diff, pdf, runs, text
from bench.table import Table, machine

PARTS: dict[str, Callable[[argparse.Namespace], list[Table]]] = {
    "text": text.measure,
    "pdf": pdf.measure,
    "runs": runs.measure,
    "diff": diff.measure,
}


def main() -> int:
    """Print the tables and, with --write, keep them in docs/performance.md."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=list(PARTS))
    parser.add_argument("--report", type=Path, default=corpus.default_report(), help="a text report to repeat")
    parser.add_argument("--pdfs", type=Path, default=corpus.default_pdfs(), help="a folder of PDFs")
    parser.add_argument("--sizes", type=int, nargs="*", default=[300], help="numbers of copies of the report")
    parser.add_argument("--short", type=int, nargs="*", default=[100, 1000, 10000], help="numbers of short reports")
    parser.add_argument("--write", type=Path, help="write the page there")
    args = parser.parse_args()
    tables = [table for part in args.parts for table in PARTS[part](args)]
    page = "\n\n".join(["# Performance", machine(), *(table.to_markdown() for table in tables)]) + "\n"
    sys.stdout.write(page)
    if args.write:
        args.write.write_text(page, encoding="utf8")
    return 0


sys.exit(main())
