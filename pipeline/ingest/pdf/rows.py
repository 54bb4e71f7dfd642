"""Glyphs put together into runs, and runs into rows."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.ingest.pdf.glyphs import Glyph
from pipeline.model import INSERTED
from pipeline.text.numerals import NUMERAL

_CELL_GAP = 1.5
"""A gap of this many type sizes parts two cells or columns."""
_BLANK_GAP = 0.1
"""The blanks of narrow type are a fifth of its size, less where a box is wider than its letter."""
_RAISED = 0.8
_LATIN = re.compile(r"[0-9A-Za-z.,;:)(%/\-]")
_LABEL = re.compile(
    rf"(?:\d{{1,3}}[.．、](?!\d)|\([a-z0-9]{{1,4}}\)|[A-Z]\.|[{NUMERAL}]{{1,3}}[.、]|[•●▪■–—-]|[IVX]{{1,5}}\.)"
)
_NOTE_NUMBER = re.compile(r"\d{1,3}|\*{1,4}|[a-z]")
_NEAR = 3
"""A part drawn out of its place belongs to one of so many parts before it."""


class Run(Struct, frozen=True):
    """Glyphs that stand side by side without a wide gap; ``marks`` are raised small ones at (offset, text)."""

    text: str
    keys: tuple[int, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    marks: tuple[tuple[int, str], ...] = ()


class Row(Struct, frozen=True):
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
        near = len(merged) == 1 and gap < 6 * run.size
        raised = near and _is_raised_number(runs[0], run)
        if raised:
            merged = [replace(runs[0], marks=((0, runs[0].text),))]
        label = raised or (near and _LABEL.fullmatch(runs[0].text.strip()))
        if gap <= _CELL_GAP * max(run.size, merged[-1].size) or label:
            merged[-1] = join_runs(merged[-1], run, " " if label or _needs_blank(merged[-1], run) else "")
        else:
            merged.append(run)
    return tuple(merged)


def _is_raised_number(one: Run, two: Run) -> bool:
    """Whether a run is the raised number of the note that the next run holds."""
    small = one.size <= _RAISED * two.size and one.bottom < two.bottom - 0.12 * two.size
    return small and bool(_NOTE_NUMBER.fullmatch(one.text))


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
