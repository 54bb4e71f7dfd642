"""Scanned pages read by RapidOCR, where the extra is installed: glyphs with estimated boxes."""

from __future__ import annotations

import importlib.util
import io
import re
from functools import cache
from typing import Any

from pipeline.errors import CorruptFile
from pipeline.ingest.pdf.glyphs import Glyph

DPI = 200
_SCALE = 72 / DPI
_TYPE_OF_HEIGHT = 0.8
_ALIKE = 0.15
_BOX_SCORE = 0.3
_TEXT_SCORE = 0.3
_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’—…]")
_SYMBOL = re.compile(r"\b(?:[A-Z]{1,5}(?:/[A-Z]{2,5})?)(?:/[0-9OoIl]{1,4}){2}\b")
_NUMBER = re.compile(r"(?<=/)(?=[0-9OoIl]*\d)[0-9OoIl]+")
_FIGURES = str.maketrans("OoIl", "0011")


def is_installed() -> bool:
    """Whether the extra [ocr] is there."""
    return importlib.util.find_spec("rapidocr_onnxruntime") is not None


@cache
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()


def picture_of(name: str, data: bytes) -> Any:
    """The pixels of a picture file."""
    import numpy as np
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            return np.asarray(image.convert("RGB"))
    except (OSError, Image.DecompressionBombError) as exc:
        raise CorruptFile(f"{name} is no readable picture: {exc}") from exc


def read_picture(picture: Any, first: int) -> list[Glyph]:
    """The characters of a picture of a page at 200 dpi, in points; each line's width is shared among them."""
    found, _ = _engine()(picture, use_cls=False, box_thresh=_BOX_SCORE, text_score=_TEXT_SCORE)
    lines = [(box, text) for box, text, _ in found or () if text.strip()]
    if not lines:
        return []
    heights = sorted(_bottom(box) - _top(box) for box, _ in lines)
    usual = heights[len(heights) // 2]
    glyphs: list[Glyph] = []
    for box, text in sorted(lines, key=lambda line: (_top(line[0]), line[0][0][0])):
        height = _bottom(box) - _top(box)
        size = usual if abs(height - usual) <= _ALIKE * usual else height
        glyphs += _line(box, mended(text), size * _TYPE_OF_HEIGHT * _SCALE, first + len(glyphs))
    return glyphs


def _top(box: Any) -> float:
    return float(min(point[1] for point in box))


def _bottom(box: Any) -> float:
    return float(max(point[1] for point in box))


def _line(box: Any, text: str, size: float, first: int) -> list[Glyph]:
    left, right = min(p[0] for p in box) * _SCALE, max(p[0] for p in box) * _SCALE
    widths = [2.0 if _WIDE.match(char) else 1.0 for char in text]
    unit = (right - left) / sum(widths)
    glyphs, x = [], left
    for index, (char, width) in enumerate(zip(text, widths, strict=True)):
        end = x + width * unit
        glyphs.append(Glyph(char, x, _top(box) * _SCALE, end, _bottom(box) * _SCALE, size, first + index))
        x = end
    return glyphs


def mended(text: str) -> str:
    """The text with letters that can only be figures mended inside symbols: A/7O/3l6 is A/70/316."""
    return _SYMBOL.sub(lambda symbol: _NUMBER.sub(lambda part: part.group().translate(_FIGURES), symbol.group()), text)
