"""A report of a hundred pages against its next edition: what a diff takes beyond reading both."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.corpus import ROOT
from bench.table import Table, interleaved
from pipeline import extract
from pipeline.diff import compare, to_html, to_text
from pipeline.record import Record, encode, to_record

PAGES = 100
CHARACTERS = 800
"""Of a printed page, as in the sample editions (some nine pages each)."""
_EDITIONS = ("A_74_9260.txt", "A_76_9260.txt")


def measure(_args: argparse.Namespace) -> list[Table]:
    """Seconds of reading both editions, comparing them and writing the diff."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = (_long(ROOT / "corpus" / name, Path(folder) / name) for name in _EDITIONS)
        records = [to_record(extract(path)) for path in (old, new)]
        diff = compare(*records)
        seconds = interleaved(
            {
                "read both": lambda: [to_record(extract(path)) for path in (old, new)],
                "compare": lambda: compare(*records),
                "diff.json": lambda: encode(diff),
                "text": lambda: to_text(diff),
                "page (HTML)": lambda: to_html(diff),
            },
            rounds=3,
        )
    rows = tuple((name, f"{value:.2f}") for name, value in seconds.items())
    beyond = sum(seconds.values()) - seconds["read both"]
    return [
        Table(
            "Diff of two editions of 100 pages",
            ("work", "s"),
            (*rows, ("all beyond reading", f"{beyond:.2f}")),
            _note(records, diff),
        )
    ]


def _long(report: Path, path: Path) -> Path:
    """The report's text over and over, each time with other digits, so that every paragraph has near twins."""
    text = report.read_text(encoding="utf8")
    copies = -(-PAGES * CHARACTERS // len(text))
    digits = "0123456789"
    turned = (
        text.translate(str.maketrans(digits[1:], digits[n % 9 + 1 :] + digits[1 : n % 9 + 1])) for n in range(copies)
    )
    path.write_text("\n\n".join(turned), encoding="utf8")
    return path


def _note(records: list[Record], diff: Record) -> str:
    size = ", ".join(f"{len(record['text']):,} characters, {len(record['blocks'])} blocks" for record in records)
    changes = sum(n for name, n in diff["counts"].items() if not name.startswith("paragraphs_"))
    return f"The sample editions repeated with other digits ({size}); {changes} changes of fact."
