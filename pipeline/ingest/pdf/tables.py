"""Tables of a PDF: ruled ones by their lines, others by cells that stand under each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.ingest.pdf.glyphs import Box, Glyph, Page
from pipeline.ingest.pdf.rows import Row, Run, join_runs, rows_of, runs_of
from pipeline.model import INSERTED, Line

_THIN = 3.0
_FLUSH = 2.0
"""Cells of one column begin within so many points."""
_NEARER = 0.7


class Ruled(Struct, frozen=True):
    """A ruled table: where it stands, and its rows of cells."""

    box: Box
    rows: tuple[tuple[Run | None, ...], ...]
    glyphs: frozenset[int]


def ruled_tables(page: Page) -> list[Ruled]:
    """The tables whose lines are drawn: at least two rows and two columns between rules that meet.

    One row of three filled cells is a table too: the rest of one from the page before.
    """
    across, upright = _rules(page.edges)
    found = []
    for group in _meeting(across, upright):
        ys = _levels(y for box in group if box[3] - box[1] <= _THIN for y in (box[1],))
        xs = _levels(x for box in group if box[2] - box[0] <= _THIN for x in (box[0],))
        if len(ys) < 2 or len(xs) < (3 if len(ys) > 2 else 4):
            continue
        frame = xs[0], ys[0], xs[-1], ys[-1]
        inside = [glyph for glyph in page.glyphs if _holds(frame, glyph)]
        rows = tuple(_row_cells(inside, top, bottom, xs, group) for top, bottom in pairwise(ys))
        taken = frozenset(key for row in rows for run in row if run for key in run.keys)
        if taken and (len(rows) > 1 or all(rows[0])):
            found.append(Ruled(frame, rows, taken))
    return found


def _rules(edges: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """All lines, those of boxes among them: the level ones and the upright ones."""
    across, upright = [], []
    for x0, top, x1, bottom in edges:
        wide, high = x1 - x0 > _THIN, bottom - top > _THIN
        if wide and high:
            across += [(x0, top, x1, top), (x0, bottom, x1, bottom)]
            upright += [(x0, top, x0, bottom), (x1, top, x1, bottom)]
        elif wide:
            across.append((x0, top, x1, bottom))
        elif high:
            upright.append((x0, top, x1, bottom))
    return across, upright


def _meeting(across: Sequence[Box], upright: Sequence[Box]) -> list[list[Box]]:
    """Lines in groups that touch each other; a group without an upright line is no table."""
    groups: list[list[Box]] = []
    bounds: list[Box] = []
    for line in sorted((*across, *upright), key=lambda box: (box[1], box[0], box[3])):
        near = [index for index, box in enumerate(bounds) if _touch(box, line)]
        merged, bound = [line], line
        for index in reversed(near):
            merged = groups.pop(index) + merged
            bound = _around(bounds.pop(index), bound)
        groups.append(merged)
        bounds.append(bound)
    return [group for group in groups if any(box[2] - box[0] <= _THIN < box[3] - box[1] for box in group)]


def _around(one: Box, two: Box) -> Box:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])


def _touch(one: Box, two: Box) -> bool:
    return (
        one[0] - _THIN <= two[2] and two[0] - _THIN <= one[2] and one[1] - _THIN <= two[3] and two[1] - _THIN <= one[3]
    )


def _levels(values: Iterable[float]) -> list[float]:
    """The positions of the rules, those closer than a rule's width as one."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _THIN:
            levels.append(value)
    return levels


def _row_cells(
    glyphs: Sequence[Glyph], top: float, bottom: float, xs: Sequence[float], rules: Sequence[Box]
) -> tuple[Run | None, ...]:
    """The cells of a row; one that spans several columns stands in its first."""
    middle = (top + bottom) / 2
    here = [rule for rule in rules if rule[2] - rule[0] <= _THIN and rule[1] <= middle <= rule[3]]
    drawn = [
        index for index, x in enumerate(xs) if index in {0, len(xs) - 1} or any(abs(b[0] - x) <= _THIN for b in here)
    ]
    cells: list[Run | None] = [None] * (len(xs) - 1)
    glyphs = [glyph for glyph in glyphs if _holds((xs[0], top, xs[-1], bottom), glyph)]
    for left, right in pairwise(drawn):
        cells[left] = _cell(glyphs, (xs[left], top, xs[right], bottom))
    return tuple(cells)


def _holds(box: Box, glyph: Glyph) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _cell(glyphs: Sequence[Glyph], box: Box) -> Run | None:
    runs = [run for row in rows_of(runs_of(g for g in glyphs if _holds(box, g))) for run in row.runs]
    if not runs:
        return None
    whole = runs[0]
    for run in runs[1:]:
        whole = join_runs(whole, run, _glue(whole, run))
    return whole


def ruled_lines(table: Ruled, page: int) -> Iterator[Line]:
    """The rows as lines, cells parted by tabs."""
    for row in table.rows:
        if any(row):
            yield _line([run or None for run in row], page)


def loose_tables(rows: Sequence[Row], fewest: int) -> list[tuple[int, int]]:
    """Stretches [start, end) of rows that all have several cells standing under each other, or are the rest of one."""
    found, start = [], 0
    while start < len(rows):
        end, last = start, start
        while end < len(rows) and (_is_rest(rows, last, end) or _goes_on(rows, last, end, start)):
            last = last if _is_rest(rows, last, end) else end
            end += 1
        if end - start >= fewest:
            end += end < len(rows) and _is_short_end(rows[end - 1], rows[end])
            found.append((start, end))
        start = max(end, start + 1)
    return found


def _goes_on(rows: Sequence[Row], last: int, index: int, start: int) -> bool:
    return len(rows[index].runs) > 1 and (index == start or _aligned(rows[last], rows[index]))


def _is_rest(rows: Sequence[Row], last: int, index: int) -> bool:
    """Whether a row is the second line of one cell: alone under it, and nearer to it than to the row below."""
    if not last < index < len(rows) - 1 or len(rows[index].runs) > 1 or not _goes_on(rows, last, index + 1, last):
        return False
    run = rows[index].runs[0]
    under = any(abs(run.x0 - cell.x0) < _FLUSH and run.x1 <= cell.x1 + cell.size for cell in rows[last].runs)
    return under and rows[index].top - rows[index - 1].bottom < _NEARER * (rows[index + 1].top - rows[index].bottom)


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
    last = 0
    cells: list[Run | None] = []
    for at, row in enumerate(rows):
        rest = _is_rest(rows, last, at)
        if not rest:
            if cells:
                yield _line(cells, page)
            last, cells = at, [None] * len(columns)
        for run in row.runs:
            index = next(i for i, (x0, x1) in enumerate(columns) if x0 <= run.x0 <= x1)
            before = cells[index]
            cells[index] = join_runs(before, run, _glue(before, run) if rest else " ") if before else run
    yield _line(cells, page)


def _glue(one: Run, two: Run) -> str:
    """What stands between two lines of one cell."""
    return " " if one.text[-1].isascii() and two.text[0].isascii() else ""


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
