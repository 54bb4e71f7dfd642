"""The second reader of PDF, pdfplumber: slower, and able to read some files and pages that pdfium cannot."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import pdfplumber
from pdfplumber.pdf import PDF

from pipeline.ingest.pdf.glyphs import FARTHEST, Box, Glyph, Page, likely_size

NAME = "pdf by pdfplumber"
_UNMAPPED = "(cid:"
_UNKNOWN = "\ufffd"
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells of each damaged object on the terminal


class Spare:
    """A PDF for pdfplumber, opened when its first page is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: PDF | None = None

    def count(self) -> int:
        """The number of its pages; 0 where it cannot be opened."""
        try:
            return len(self._opened().pages)
        except MemoryError:
            raise
        except Exception:  # what a parser raises on garbage is without number
            return 0

    def page(self, number: int, first: int) -> Page | None:
        """The page with its glyphs counted on from ``first``, or None where it cannot be read."""
        try:
            page = self._opened().pages[number - 1]
            try:
                return _page(page, number, first)
            finally:
                page.close()
        except MemoryError:
            raise
        except Exception:
            return None

    def close(self) -> None:
        """Give back what the open file holds."""
        if self._file is not None:
            with suppress(Exception):  # it closes pages, which it may never have been able to read
                self._file.close()

    def _opened(self) -> PDF:
        if self._file is None:
            self._file = pdfplumber.open(io.BytesIO(self._data))
        return self._file


def _page(page: Any, number: int, first: int) -> Page:
    made = Page(number, float(page.width), float(page.height), [], images=len(page.images), reader=NAME)
    for char in page.chars:
        text = _UNKNOWN if char["text"].startswith(_UNMAPPED) else char["text"]
        made.unreadable += text.count(_UNKNOWN)
        made.glyphs += _glyphs(text, char, first + len(made.glyphs))
    made.edges += [_box(drawn) for drawn in (*page.lines, *page.rects, *page.curves)]
    return made


def _glyphs(text: str, char: dict[str, Any], first: int) -> Iterable[Glyph]:
    """One glyph for each character that a sign stands for, side by side in its box."""
    x0, top, x1, bottom = _box(char)
    width = (x1 - x0) / max(len(text), 1)
    size = likely_size(float(char["size"]), bottom - top)
    for index, one in enumerate(text):
        yield Glyph(one, x0 + index * width, top, x0 + (index + 1) * width, bottom, size, first + index)


def _box(thing: dict[str, Any]) -> Box:
    x0, top, x1, bottom = (max(-FARTHEST, min(float(thing[side]), FARTHEST)) for side in ("x0", "top", "x1", "bottom"))
    return x0, top, x1, bottom
