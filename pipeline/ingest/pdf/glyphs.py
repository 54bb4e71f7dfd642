"""The characters of a PDF page with their boxes, from pdfium; points, origin top left, as the page is seen."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_BREAKS = {0, 2, 10, 13, 0xAD, 0xFFFE}
_UNMAPPED = {0, 0xFFFE}
_RECTANGLE = 5
_MOST_SEGMENTS = 5_000
_MOST_OBJECTS = 100_000
Box = tuple[float, float, float, float]
Turn = Callable[[float, float], tuple[float, float]]


class Glyph(NamedTuple):
    """A character where it is printed; ``key`` counts through the whole file."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    key: int


@dataclass(slots=True)
class Page:
    """A page as read: glyphs in the order of the file, the rules and rectangles drawn on it, its size."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    edges: list[Box] = field(default_factory=list)
    images: int = 0
    unreadable: int = 0
    by_ocr: bool = False


def read_page(page: pdfium.PdfPage, number: int, first: int) -> Page:
    """The glyphs of a page, counted on from ``first``, without the blanks and breaks that pdfium makes up."""
    width, height = page.get_size()
    turn = _turn(page)
    made = Page(number, width, height, [])
    textpage = page.get_textpage()
    try:
        _read_glyphs(textpage.raw, made, first, turn)
    finally:
        textpage.close()
    _read_drawings(page, made, turn)
    return made


def _read_drawings(page: pdfium.PdfPage, made: Page, turn: Turn) -> None:
    """The edges and the number of pictures on the page, those inside forms included."""
    upright = pdfium.PdfMatrix()
    todo = [(raw.FPDFPage_GetObject(page.raw, index), upright) for index in range(raw.FPDFPage_CountObjects(page.raw))]
    for thing, outer in todo:
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            made.images += 1
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            made.edges.extend(_seen(turn, *box) for box in _edges(thing, outer))
        elif kind == raw.FPDF_PAGEOBJ_FORM and len(todo) < _MOST_OBJECTS:
            inner = _matrix_of(thing).multiply(outer)
            todo += [
                (raw.FPDFFormObj_GetObject(thing, index), inner) for index in range(raw.FPDFFormObj_CountObjects(thing))
            ]


def _matrix_of(thing: Any) -> pdfium.PdfMatrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, matrix)
    return pdfium.PdfMatrix.from_raw(matrix)


def _edges(path: Any, outer: pdfium.PdfMatrix) -> list[Box]:
    """The boxes of what a path draws: a line or rectangle as a whole, of longer paths each line."""
    count = raw.FPDFPath_CountSegments(path)
    if count <= _RECTANGLE:
        sides = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(path, *sides)
        left, bottom, right, top = (side.value for side in sides)
        return [(*outer.on_point(left, bottom), *outer.on_point(right, top))]
    matrix = _matrix_of(path).multiply(outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    boxes: list[Box] = []
    before: tuple[float, float] | None = None
    for index in range(min(count, _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        if before and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            boxes.append((*before, *point))
        before = point
    return boxes


def _read_glyphs(handle: Any, made: Page, first: int, turn: Turn) -> None:
    rect, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    place, scale = ctypes.byref(rect), ctypes.byref(matrix)
    unicode_of, box_of, size_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetFontSize
    glyphs = made.glyphs
    for position in range(raw.FPDFText_CountChars(handle)):
        code = unicode_of(handle, position)
        if code in _BREAKS:
            made.unreadable += code in _UNMAPPED
            continue
        box_of(handle, position, place)
        if rect.left == rect.right:
            continue
        size = size_of(handle, position)
        if size <= 2 and raw.FPDFText_GetMatrix(handle, position, scale):
            size *= math.hypot(matrix.c, matrix.d)
        text = chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd"
        made.unreadable += text == "\ufffd" or 0xE000 <= code < 0xF900
        box = _seen(turn, rect.left, rect.bottom, rect.right, rect.top)
        glyphs.append(Glyph(text, *box, size, first + len(glyphs)))


def _turn(page: pdfium.PdfPage) -> Turn:
    """From the file's coordinates (origin bottom left) to those of the page as seen (origin top left)."""
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, Turn] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation() % 360]


def _seen(turn: Turn, left: float, bottom: float, right: float, top: float) -> Box:
    x0, y0 = turn(left, bottom)
    x1, y1 = turn(right, top)
    if x0 > x1:
        x0, x1 = x1, x0
    return (x0, y0, x1, y1) if y0 <= y1 else (x0, y1, x1, y0)
