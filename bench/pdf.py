"""Reading PDF: our characters with boxes against what others need for the text alone."""

from __future__ import annotations

import argparse
from pathlib import Path

import pdfplumber
import pypdfium2
from pdfminer.high_level import extract_text

from bench.table import Table, interleaved
from pipeline.ingest import read_source


def measure(args: argparse.Namespace) -> list[Table]:
    """Pages a second over the PDFs of a folder."""
    files = sorted(Path(args.pdfs).glob("*.pdf"))
    pages = sum(_pages(path) for path in files)
    if not pages:
        return []
    seconds = interleaved(
        {
            "pdfplumber extract_text": lambda: [_plumb(path) for path in files],
            "pdfminer.six extract_text": lambda: [extract_text(path) for path in files],
            "pypdfium2 plain text": lambda: [_plain(path) for path in files],
            "unreport: lines in reading order with boxes": lambda: [read_source(path) for path in files],
        },
        rounds=3,
    )
    base = seconds["pdfplumber extract_text"]
    rows = tuple((name, f"{pages / value:.1f}", f"{base / value:.1f}×") for name, value in seconds.items())
    return [Table(f"PDF: {len(files)} files, {pages} pages", ("reader", "pages/s", "speed of pdfplumber"), rows)]


def _pages(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def _plumb(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()


def _plain(path: Path) -> None:
    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()
