"""The columns of a page, put in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from pipeline.ingest.pdf.rows import Run, rows_of

_BIN = 2.0
_FEWEST_ROWS = 4


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
    """Whether most rows hold a run that fills the width of the side, as lines of text do and cells do not."""
    if len(side) < _FEWEST_ROWS:
        return False
    width = max(run.x1 for run in side) - min(run.x0 for run in side)
    full = [run for run in side if run.x1 - run.x0 >= 0.6 * width]
    if len(full) < _FEWEST_ROWS or width <= 8 * side[0].size:
        return False
    return len(full) >= len(side) / 2 or len(full) >= len(rows_of(side)) / 2
