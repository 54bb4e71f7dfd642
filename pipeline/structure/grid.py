"""Tables: rows of cells with their stars split off, and lists printed in parallel columns read as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from pipeline.structure.units import Unit
from pipeline.tables import load_rows
from pipeline.text.fold import fold

_STAR = re.compile(r"(?<=[^*\s⁰¹²³⁴-⁹ᵃ-ᶻ])\s{0,3}(?P<marker>\*{1,4}|[⁰¹²³⁴-⁹]{1,2}|[ᵃ-ᶻ])\Z")
_LONGEST_STAR = 7
"""The most characters of a marker with the blanks before it."""
_LONGEST_NAME = 24
_FEWEST = 3
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[A-Za-z\u3400-\u9fff]")


class Piece(Struct, frozen=True, gc=False):
    """The text of a cell without its marker, and the keys of its characters, those of the marker behind."""

    text: str
    keys: Sequence[int]
    printed: str
    marker: str | None = None


def cells_of(unit: Unit) -> tuple[Piece, ...]:
    """The cells of a row, parted by tabs."""
    cells, at = [], 0
    for part in unit.text.split("\t"):
        text = part.strip()
        start = at + len(part) - len(part.lstrip())
        cells.append(piece_of(text, unit.keys[start : start + len(text)]))
        at += len(part) + 1
    return tuple(cells)


def piece_of(text: str, keys: Sequence[int]) -> Piece:
    """A cell with a trailing star or superscript split off."""
    found = _STAR.search(text, max(0, len(text) - _LONGEST_STAR))
    if found:
        return Piece(text[: found.start()], keys, text, found["marker"])
    return Piece(text, keys, text)


def rows_of(rows: Sequence[tuple[Piece, ...]]) -> tuple[tuple[Piece, ...], ...]:
    """The rows of a table; a list of names printed in parallel columns becomes one column, read downwards."""
    width = max(len(row) for row in rows)
    if width > 1 and _is_list(rows, width):
        return tuple(
            (row[column],) for column in range(width) for row in rows if column < len(row) and row[column].text
        )
    return tuple(rows)


def _is_list(rows: Sequence[tuple[Piece, ...]], width: int) -> bool:
    """Whether every cell is a short name: no figures, no sentences, no head of a table over it."""
    names = [cell for row in rows for cell in row if cell.text]
    short = all(
        len(cell.text) <= _LONGEST_NAME and not _DIGIT.search(fold(cell.text)) and _WORD.search(cell.text)
        and "。" not in cell.text
        for cell in names
    )  # fmt: skip
    full = len(names) >= 0.75 * width * len(rows)
    return short and full and len(rows) >= _FEWEST and not _has_head(rows)


def _has_head(rows: Sequence[tuple[Piece, ...]]) -> bool:
    """Whether the first row names what stands in the columns below."""
    return any(cell.text.endswith(_heads()) for cell in rows[0])


@cache
def _heads() -> tuple[str, ...]:
    return tuple(row["text"] for _, row in load_rows("column_heads.tsv"))
