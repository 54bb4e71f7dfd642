"""Glyphs put together into runs, runs into rows, and the columns of a page put in reading order."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from pipeline.ingest.pdf.glyphs import Glyph
from pipeline.model import INSERTED
from pipeline.text.numerals import NUMERAL

_CELL_GAP = 1.5
"""A gap of this many type sizes parts two cells or columns."""
_BLANK_GAP = 0.22
_RAISED = 0.8
_LATIN = re.compile(r"[0-9A-Za-z.,;:)(%/\-]")
_LABEL = re.compile(
    rf"(?:\d{{1,3}}[.．、](?!\d)|\([a-z0-9]{{1,4}}\)|[A-Z]\.|[{NUMERAL}]{{1,3}}[.、]|[•●▪■–—-]|[IVX]{{1,5}}\.)"
)
_NEAR = 3
"""A part drawn out of its place belongs to one of so many parts before it."""
_BIN = 2.0
_FEWEST_ROWS = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs that stand side by side without a wide gap; ``marks`` are raised small ones at (offset, text)."""

    text: str
    keys: tuple[int, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """The runs on one line, from left to right."""

    runs: tuple[Run, ...]

    @property
    def x0(self) -> float:
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        return max(run.x1 for run in self.runs)

    @property
    def top(self) -> float:
        return min(run.top for run in self.runs)

    @property
    def bottom(self) -> float:
        return max(run.bottom for run in self.runs)

    @property
    def size(self) -> float:
        return max(self.runs, key=lambda run: run.x1 - run.x0).size

    @property
    def text(self) -> str:
        return " ".join(run.text for run in self.runs)


def runs_of(glyphs: Iterable[Glyph]) -> list[Run]:
    """The runs of a page in the order of the file."""
    glyphs = list(glyphs)
    starts = [0, *(at for at, (one, two) in enumerate(pairwise(glyphs), 1) if not _follows(one, two)), len(glyphs)]
    parts: list[list[Glyph]] = []
    for start, end in pairwise(starts):
        part = glyphs[start:end]
        if parts and _fits_into(parts[-1], part):
            part = sorted(parts.pop() + part, key=lambda glyph: glyph.x0)
        host = next((other for other in parts[: -_NEAR - 1 : -1] if _fits_into(part, other)), None)
        if host is None:
            parts.append(part)
        else:
            host[:] = sorted(host + part, key=lambda glyph: glyph.x0)
    return [run for part in parts if (run := _run(part))]


def _fits_into(part: Sequence[Glyph], line: Sequence[Glyph]) -> bool:
    """Whether the part fills a gap of the line before it: a file may draw quotation marks after the words."""
    if not part or part[0].x0 <= line[0].x0 or part[0].x0 >= line[-1].x0:
        return False
    left, right, room = part[0].x0, part[-1].x1, 0.3 * part[0].size
    level = min(part[0].bottom, line[0].bottom) - max(part[0].top, line[0].top)
    if level < 0.5 * (part[0].bottom - part[0].top):
        return False
    return all(glyph.x1 <= left + room or glyph.x0 >= right - room for glyph in line)


def _follows(one: Glyph, two: Glyph) -> bool:
    _, _, top, x1, bottom, size, _ = one
    _, x0, other_top, _, other_bottom, other_size, _ = two
    size = max(size, other_size) if size != other_size else size
    if not -0.6 * size <= x0 - x1 <= _CELL_GAP * size:
        return False
    if top == other_top and bottom == other_bottom:
        return True
    return min(bottom, other_bottom) - max(top, other_top) >= 0.3 * min(bottom - top, other_bottom - other_top)


def _run(glyphs: Sequence[Glyph]) -> Run | None:
    """The run of these glyphs; none if they are blanks. Blanks go in where Latin words stand apart."""
    glyphs = _stripped(glyphs)
    if not glyphs:
        return None
    texts, x0s, tops, x1s, bottoms, _, own = zip(*glyphs, strict=True)
    size = _main_size(glyphs)
    raised = _raised(glyphs, size)
    chars, keys = list(texts), list(own)
    gap = _BLANK_GAP * size
    marked = {at for at in raised if texts[at].strip()}
    apart = [
        at
        for at, (x1, x0) in enumerate(zip(x1s, x0s[1:], strict=False), 1)
        if x0 - x1 >= gap and at not in marked and _stand_apart(texts[at - 1], texts[at])
    ]
    for at in reversed(apart):
        chars.insert(at, " ")
        keys.insert(at, INSERTED)
    marks = [(at + bisect(apart, at), texts[at]) for at in sorted(marked)]
    return Run(
        "".join(chars), tuple(keys), x0s[0], min(tops), max(x1s), max(bottoms), size, _spans(marks),
    )  # fmt: skip


def _spans(marks: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Marks whose glyphs follow each other are one: 1 and 2 raised are note 12."""
    joined: list[tuple[int, str]] = []
    for at, text in marks:
        if joined and joined[-1][0] + len(joined[-1][1]) == at:
            joined[-1] = (joined[-1][0], joined[-1][1] + text)
        else:
            joined.append((at, text))
    return tuple(joined)


def _stripped(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    start, end = 0, len(glyphs)
    while start < end and glyphs[start].text.isspace():
        start += 1
    while end > start and glyphs[end - 1].text.isspace():
        end -= 1
    return glyphs[start:end]


def _main_size(glyphs: Sequence[Glyph]) -> float:
    widths = Counter(glyph.size for glyph in glyphs)
    if len(widths) == 1:
        return glyphs[0].size
    return max(sorted(widths, reverse=True), key=lambda size: widths[size] * size)


def _raised(glyphs: Sequence[Glyph], size: float) -> list[int]:
    """The places of the glyphs that are small and stand above the middle of the line."""
    smallest = _RAISED * size
    main = [g.bottom for g in glyphs if g.size > smallest]
    if len(main) == len(glyphs):
        return []
    limit = sum(main) / len(main) - 0.12 * size
    return [at for at, g in enumerate(glyphs) if g.size <= smallest and g.bottom < limit]


def _stand_apart(one: str, two: str) -> bool:
    return bool(_LATIN.match(one) and _LATIN.match(two))


def is_label(text: str) -> bool:
    """Whether the text begins with the number of a paragraph, an item or a heading."""
    return _LABEL.match(text) is not None


def rows_of(runs: Iterable[Run]) -> list[Row]:
    """Runs on the same line as rows, from the top down; a paragraph's number is joined to its text."""
    groups: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.top + run.bottom, run.x0)):
        near = groups[-1] if groups else None
        if near and _level(max(near, key=lambda other: other.x1 - other.x0), run):
            near.append(run)
        else:
            groups.append([run])
    rows = [Row(_merged(sorted(group, key=lambda run: run.x0))) for group in groups]
    return sorted(rows, key=lambda row: (row.top, row.x0))


def _level(one: Run, two: Run) -> bool:
    shared = min(one.bottom, two.bottom) - max(one.top, two.top)
    return shared >= 0.5 * min(one.bottom - one.top, two.bottom - two.top)


def _merged(runs: Sequence[Run]) -> tuple[Run, ...]:
    merged = [runs[0]]
    for run in runs[1:]:
        gap = run.x0 - merged[-1].x1
        label = len(merged) == 1 and _LABEL.fullmatch(merged[0].text.strip()) and gap < 6 * run.size
        if gap <= _CELL_GAP * max(run.size, merged[-1].size) or label:
            merged[-1] = join_runs(merged[-1], run, " " if label or _needs_blank(merged[-1], run) else "")
        else:
            merged.append(run)
    return tuple(merged)


def _needs_blank(one: Run, two: Run) -> bool:
    apart = two.x0 - one.x1 >= _BLANK_GAP * max(one.size, two.size)
    return apart and bool(_LATIN.match(one.text[-1]) and _LATIN.match(two.text[0]))


def join_runs(one: Run, two: Run, glue: str) -> Run:
    """Both as one run."""
    shift = len(one.text) + len(glue)
    wider = max(one, two, key=lambda run: run.x1 - run.x0)
    return Run(
        one.text + glue + two.text, (*one.keys, *([INSERTED] * len(glue)), *two.keys), one.x0,
        min(one.top, two.top), max(one.x1, two.x1), max(one.bottom, two.bottom), wider.size,
        one.marks + tuple((at + shift, text) for at, text in two.marks),
    )  # fmt: skip


def frames_of(runs: Sequence[Run], gutter: float | None, known: float | None = None) -> list[list[Run]]:
    """The columns of a page in reading order; a run across the gutter (a title) parts what is above and below.

    ``gutter`` is the page's own; ``known`` is where other pages have theirs, and holds unless text runs across it.
    """
    if gutter is None and known is not None and sum(run.x0 < known < run.x1 for run in runs) <= len(runs) // 5:
        gutter = known
    if gutter is None:
        return [list(runs)]
    across = sorted((run for run in runs if run.x0 < gutter < run.x1), key=lambda run: run.top)
    frames: list[list[Run]] = []
    above = float("-inf")
    for limit in [*(run.top for run in across), float("inf")]:
        band = [run for run in runs if above <= run.top < limit and not run.x0 < gutter < run.x1]
        left, right = [r for r in band if r.x1 <= gutter], [r for r in band if r.x0 >= gutter]
        for side in (left, right):
            frames += frames_of(side, gutter_of(side)) if side else []
        here = [run for run in across if run.top == limit]
        frames += [here] if here else []
        above = limit
    return frames


def gutter_of(runs: Sequence[Run]) -> float | None:
    """The middle of an upright blank strip with full lines of text on both sides, or None."""
    if len(runs) < 2 * _FEWEST_ROWS:
        return None
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    change = [0] * (int((right - left) / _BIN) + 2)
    for run in runs:
        change[int((run.x0 - left) / _BIN)] += 1
        change[int((run.x1 - left) / _BIN) + 1] -= 1
    cover = list(accumulate(change))
    for allowed in (0, len(runs) // 10, len(runs) // 5):
        for start, end in _strips(cover, allowed):
            middle = left + (start + end) / 2 * _BIN
            sides = [r for r in runs if r.x1 <= middle], [r for r in runs if r.x0 >= middle]
            if all(_is_text(side) for side in sides):
                return middle
    return None


def _strips(cover: Sequence[int], allowed: int) -> list[tuple[int, int]]:
    """Strips of at least 6 points that no more than ``allowed`` runs cross, the widest first."""
    strips, start = [], None
    last = int(len(cover) * 0.8)
    for index in range(int(len(cover) * 0.2), last + 1):
        if cover[index] <= allowed and index < last:
            start = index if start is None else start
        elif start is not None:
            strips.append((start, index))
            start = None
    wide = [strip for strip in strips if (strip[1] - strip[0]) * _BIN >= 6]
    return sorted(wide, key=lambda strip: (strip[0] - strip[1], strip))


def _is_text(side: Sequence[Run]) -> bool:
    """Whether most runs fill the width of their side, as lines of text do and cells do not."""
    if len(side) < _FEWEST_ROWS:
        return False
    width = max(run.x1 for run in side) - min(run.x0 for run in side)
    return sorted(run.x1 - run.x0 for run in side)[len(side) // 2] >= 0.6 * width and width > 8 * side[0].size
