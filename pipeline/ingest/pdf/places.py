"""From the characters of a PDF back to its pages: one box for each stretch of a line."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from operator import attrgetter
from typing import Any

from msgspec import Struct, field

from pipeline.ingest.pdf.glyphs import Glyph

_PLACES = 2
_BOX = attrgetter("x0", "top", "x1", "bottom")


class PdfLocator(Struct):
    """Where each character stands: its page, and its box from the top left corner of the page, in points."""

    pages: array[int] = field(default_factory=lambda: array("i"))
    boxes: array[float] = field(default_factory=lambda: array("d"))

    ocr_pages: set[int] = field(default_factory=set)

    def add(self, page: int, glyphs: Iterable[Glyph], *, by_ocr: bool = False) -> None:
        """Keep the places of the next page's glyphs; they come in the order of their keys."""
        if by_ocr:
            self.ocr_pages.add(page)
        before = len(self.boxes)
        self.boxes.extend(chain.from_iterable(map(_BOX, glyphs)))
        self.pages.extend(repeat(page, (len(self.boxes) - before) // 4))

    def place(self, keys: Sequence[int]) -> dict[str, Any]:
        """``{pages, boxes}``: the characters that follow each other on a line share a box. ``ocr`` marks a scan."""
        boxes: list[list[float]] = []
        for key in keys:
            page = self.pages[key]
            x0, top, x1, bottom = self.boxes[4 * key : 4 * key + 4]
            last = boxes[-1] if boxes else None
            if last and last[0] == page and _same_line(last, x0, top, bottom):
                last[1:] = [min(last[1], x0), min(last[2], top), max(last[3], x1), max(last[4], bottom)]
            else:
                boxes.append([page, x0, top, x1, bottom])
        rounded = [[box[0], *(round(value, _PLACES) for value in box[1:])] for box in boxes]
        pages = sorted({self.pages[key] for key in keys})
        by_ocr = {"ocr": True} if self.ocr_pages.intersection(pages) else {}
        return {"pages": pages, "boxes": rounded, **by_ocr}


def _same_line(last: Sequence[float], x0: float, top: float, bottom: float) -> bool:
    shared = min(last[4], bottom) - max(last[2], top)
    height = min(last[4] - last[2], bottom - top)
    return shared >= 0.4 * height and -height <= x0 - last[3] <= 3 * height
