"""Tables of a PDF: ruled ones by their lines, others by cells that stand under each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber

from pipeline.ingest.pdf.glyphs import Box, Glyph, Page
from pipeline.ingest.pdf.rows import Row, Run, join_runs, rows_of, runs_of
from pipeline.model import INSERTED, Line

_THIN = 3.0
_FEWEST_EDGES = 2


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table: where it stands, and its rows of cells."""

    box: Box
    rows: tuple[tuple[Run | None, ...], ...]
    glyphs: frozenset[int]


def may_be_ruled(page: Page) -> bool:
    """Whether enough lines are drawn both ways, or boxes, to look for a table."""
    boxes = [box for box in page.edges if box[2] - box[0] > _THIN and box[3] - box[1] > _THIN]
    across = [box for box in page.edges if box[3] - box[1] <= _THIN < box[2] - box[0]]
    upright = [box for box in page.edges if box[2] - box[0] <= _THIN < box[3] - box[1]]
    return len(boxes) >= _FEWEST_EDGES or (len(across) >= _FEWEST_EDGES and len(upright) >= _FEWEST_EDGES)


def ruled_tables(page: Page, plumber: Any) -> list[Ruled]:
    """The ruled tables of a page with at least two rows and columns, as pdfplumber finds them."""
    found = []
    for table in plumber.pages[page.number - 1].find_tables():
        rows = tuple(tuple(row.cells) for row in table.rows)
        if len(rows) < 2 or max(len(row) for row in rows) < 2:
            continue
        inside = [g for g in page.glyphs if _holds(table.bbox, g)]
        cells = tuple(tuple(_cell(inside, box) for box in row) for row in rows)
        taken = frozenset(key for row in cells for run in row if run for key in run.keys)
        if taken:
            found.append(Ruled(table.bbox, cells, taken))
    plumber.pages[page.number - 1].close()
    return found


def open_plumber(data: Any) -> Any:
    """The file as pdfplumber sees it; only opened where a ruled table may be."""
    return pdfplumber.open(data)


def _holds(box: Box, glyph: Glyph) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _cell(glyphs: Sequence[Glyph], box: Box | None) -> Run | None:
    if box is None:
        return None
    runs = [run for row in rows_of(runs_of(g for g in glyphs if _holds(box, g))) for run in row.runs]
    if not runs:
        return None
    whole = runs[0]
    for run in runs[1:]:
        latin = whole.text[-1].isascii() and run.text[0].isascii()
        whole = join_runs(whole, run, " " if latin else "")
    return whole


def ruled_lines(table: Ruled, page: int) -> Iterator[Line]:
    """The rows as lines, cells parted by tabs."""
    for row in table.rows:
        if any(row):
            yield _line([run or None for run in row], page)


def loose_tables(rows: Sequence[Row], fewest: int) -> list[tuple[int, int]]:
    """Stretches [start, end) of rows that all have several cells standing under each other."""
    found, start = [], 0
    while start < len(rows):
        end = start
        while end < len(rows) and len(rows[end].runs) > 1 and (end == start or _aligned(rows[end - 1], rows[end])):
            end += 1
        if end - start >= fewest:
            end += end < len(rows) and _is_short_end(rows[end - 1], rows[end])
            found.append((start, end))
        start = max(end, start + 1)
    return found


def _is_short_end(above: Row, row: Row) -> bool:
    """Whether a row of one cell ends the table: a list whose last column is shorter."""
    run, first = row.runs[0], above.runs[0]
    near = row.top - above.bottom < row.size and abs(run.x0 - first.x0) < 2 and abs(run.size - first.size) < 0.5
    return len(row.runs) == 1 and near and run.x1 < above.runs[1].x0 and not run.text.endswith("。")


def _aligned(one: Row, two: Row) -> bool:
    """Whether a cell behind the first begins, ends or is centred where one of the row above does."""
    return any(
        abs(a.x0 - b.x0) <= a.size or abs(a.x1 - b.x1) <= a.size or abs(a.x0 + a.x1 - b.x0 - b.x1) <= 2 * a.size
        for a in one.runs[1:]
        for b in two.runs[1:]
    )


def loose_lines(rows: Sequence[Row], page: int) -> Iterator[Line]:
    """The rows of an unruled table: runs that overlap from row to row are one column."""
    columns: list[list[float]] = []
    for x0, x1 in sorted((run.x0, run.x1) for row in rows for run in row.runs):
        if columns and x0 < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    for row in rows:
        cells: list[Run | None] = [None] * len(columns)
        for run in row.runs:
            index = next(i for i, (x0, x1) in enumerate(columns) if x0 <= run.x0 <= x1)
            before = cells[index]
            cells[index] = join_runs(before, run, " ") if before else run
        yield _line(cells, page)


def _line(cells: Sequence[Run | None], page: int) -> Line:
    text: list[str] = []
    keys: list[int] = []
    for index, cell in enumerate(cells):
        if index:
            text.append("\t")
            keys.append(INSERTED)
        if cell:
            text.append(cell.text)
            keys.extend(cell.keys)
    return Line("".join(text), keys, page, "table", joins=False)
