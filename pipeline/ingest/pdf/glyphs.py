"""The characters of a PDF page with their boxes, from pdfium; points, origin top left, as the page is seen."""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Callable
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from msgspec import Struct, field

_BREAKS = (0, 2, 10, 13, 0xAD, 0xFFFE)
_UNMAPPED = (0, 0xFFFE)
_UNKNOWN = 0xFFFD
_HIGH, _LOW = 0xD800 >> 10, 0xDC00 >> 10
_RECTANGLE = 5
_SCALED = 2.0
"""Type up to this size may be set small and scaled by its matrix."""
_MOST_SEGMENTS = 5_000
_MOST_OBJECTS = 100_000
_COVERS = 0.8
"""A picture on this part of the page covers it."""
FARTHEST = 100_000.0
"""Points from a page's corner behind which nothing is seen; a damaged file may state any number."""
_DRAWN = {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM}
FIRST = "pdf"
"""The name of this reader."""
Box = tuple[float, float, float, float]
Coordinate = Any
"""A number, or an array of numbers."""
Sides = tuple[Coordinate, Coordinate, Coordinate, Coordinate]
Turn = Callable[[Coordinate, Coordinate], tuple[Coordinate, Coordinate]]


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _quick(function: Any, *types: Any) -> Any:
    """The function taking addresses as plain numbers, which `map` can call without converting anything."""
    return ctypes.PYFUNCTYPE(*types)(_address(function))


_box_of = _quick(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_size_of = _quick(raw.FPDFText_GetFontSize, ctypes.c_double, ctypes.c_void_p, ctypes.c_int)
_object_of = _quick(raw.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_kind_of = _quick(raw.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)


class Glyph(NamedTuple):
    """A character where it is printed; ``key`` counts through the whole file."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    key: int


class Page(Struct):
    """A page as read: glyphs in the order of the file, the rules and rectangles drawn on it, its size."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    edges: list[Box] = field(default_factory=list)
    images: int = 0
    shapes: int = 0
    """Paths of more lines than a rectangle has: type drawn as outlines is made of these."""
    covered: bool = False
    """Whether a picture lies over the whole page and all its text."""
    unreadable: int = 0
    by_ocr: bool = False
    reader: str | None = FIRST
    """Who read it; None where nobody could."""


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
    address, edges = _address(page.raw), list[Box]()
    handles = list(map(_object_of, repeat(address), range(raw.FPDFPage_CountObjects(page.raw))))
    drawn = [(handle, kind) for handle, kind in zip(handles, map(_kind_of, handles), strict=True) if kind in _DRAWN]
    todo = [(ctypes.cast(handle, raw.FPDF_PAGEOBJECT), kind, upright) for handle, kind in drawn]
    for thing, kind, outer in todo:
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            made.images += 1
            made.covered |= outer is upright and _is_cover(page, thing, handles)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            edges += _edges(thing, outer)
            made.shapes += raw.FPDFPath_CountSegments(thing) > _RECTANGLE
        elif kind == raw.FPDF_PAGEOBJ_FORM and len(todo) < _MOST_OBJECTS:
            inner = _matrix_of(thing).multiply(outer)
            parts = (raw.FPDFFormObj_GetObject(thing, index) for index in range(raw.FPDFFormObj_CountObjects(thing)))
            todo += [(part, raw.FPDFPageObj_GetType(part), inner) for part in parts]
    if edges:
        sides = (side.tolist() for side in _seen(turn, *np.array(edges).T))
        made.edges += zip(*sides, strict=True)


def _is_cover(page: pdfium.PdfPage, picture: Any, handles: list[int]) -> bool:
    """Whether a picture covers the page and no text is seen above it: what was drawn before it is hidden."""
    if raw.FPDFPageObj_HasTransparency(picture):
        return False
    left, bottom, right, top = _bounds(picture)
    x0, y0, x1, y1 = page.get_bbox()
    width, height = min(right, x1) - max(left, x0), min(top, y1) - max(bottom, y0)
    if width <= 0 or height <= 0 or width * height < _COVERS * (x1 - x0) * (y1 - y0):
        return False
    above = handles[handles.index(_address(picture)) + 1 :]
    texts = [ctypes.cast(handle, raw.FPDF_PAGEOBJECT) for handle in above if _kind_of(handle) == raw.FPDF_PAGEOBJ_TEXT]
    return all(raw.FPDFTextObj_GetTextRenderMode(text) == raw.FPDF_TEXTRENDERMODE_INVISIBLE for text in texts)


def _bounds(thing: Any) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(thing, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _matrix_of(thing: Any) -> pdfium.PdfMatrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, matrix)
    return pdfium.PdfMatrix.from_raw(matrix)


def _edges(path: Any, outer: pdfium.PdfMatrix) -> list[Box]:
    """The boxes of what a path draws: a line or rectangle as a whole, of longer paths each line."""
    count = raw.FPDFPath_CountSegments(path)
    if count <= _RECTANGLE:
        left, bottom, right, top = _bounds(path)
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
    """Read in whole arrays: a call of Python for each character is what reading a PDF costs."""
    count = raw.FPDFText_CountChars(handle)
    if count <= 0:
        return
    codes = _codes(handle, count)
    address = _address(handle)
    sides = np.zeros((count, 4), np.float32)
    places = range(sides.ctypes.data, sides.ctypes.data + sides.nbytes, sides.strides[0])
    deque(map(_box_of, repeat(address), range(count), places), maxlen=0)
    kept = np.flatnonzero((sides[:, 0] != sides[:, 2]) & ~np.isin(codes, _BREAKS))
    text = codes[kept]
    text[(text >= 0x110000) | (text >= 0xD800) & (text < 0xE000)] = _UNKNOWN
    unread = (text == _UNKNOWN) | (text >= 0xE000) & (text < 0xF900)
    made.unreadable += int(np.isin(codes, _UNMAPPED).sum() + unread.sum())
    shown = np.nan_to_num(sides[kept].astype(float), nan=0.0).clip(-FARTHEST, FARTHEST)
    left, top, right, bottom = shown.T
    boxes = (side.tolist() for side in _seen(turn, left, bottom, right, top))
    sizes = list(map(_size_of, repeat(address), kept.tolist()))
    if min(sizes, default=_SCALED + 1) <= _SCALED:
        sizes = [_scaled(handle, at, size) for at, size in zip(kept.tolist(), sizes, strict=True)]
    if not all(0 < size < FARTHEST for size in sizes):
        sizes = [likely_size(*each) for each in zip(sizes, (top - bottom).tolist(), strict=True)]
    columns = zip(text.tobytes().decode("utf-32-le"), *boxes, sizes, range(first, first + len(kept)), strict=True)
    made.glyphs += map(tuple.__new__, repeat(Glyph), columns)


def likely_size(size: float, height: float) -> float:
    """The size of type that a file states, or where none can be so, the height of the character's box."""
    size, height = abs(size), abs(height)
    return size if 0 < size < FARTHEST else height or 1.0


def _codes(handle: Any, count: int) -> np.ndarray[Any, np.dtype[np.uint32]]:
    """The code of each character, by one call where the text holds a unit for each; a pair's second is a break."""
    units = np.zeros(2 * count + 1, "<u2")
    read = raw.FPDFText_GetText(handle, 0, count, units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))) - 1
    codes = units[:count].astype("<u4")
    if read != count:
        codes = np.array([raw.FPDFText_GetUnicode(handle, at) for at in range(count)], "<u4")
    first = np.flatnonzero((codes[:-1] >> 10 == _HIGH) & (codes[1:] >> 10 == _LOW))
    codes[first] = 0x10000 + ((codes[first] & 0x3FF) << 10) + (codes[first + 1] & 0x3FF)
    codes[first + 1] = _BREAKS[1]
    return codes


def _scaled(handle: Any, place: int, size: float) -> float:
    """The size as printed of type that may be set small and scaled by its matrix."""
    matrix = raw.FS_MATRIX()
    if size <= _SCALED and raw.FPDFText_GetMatrix(handle, place, matrix):
        return size * math.hypot(matrix.c, matrix.d)
    return size


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


def _seen(turn: Turn, left: Coordinate, bottom: Coordinate, right: Coordinate, top: Coordinate) -> Sides:
    x0, y0 = turn(left, bottom)
    x1, y1 = turn(right, top)
    return np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)
