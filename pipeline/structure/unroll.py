"""Lines that hold more than one part are cut: a head with bars, a whole page pasted into one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Line
from pipeline.text.fold import fold

_LONG = 150
_HEAD_LINES = 30
_BARS = re.compile(r"\s*\|[\s|]*|\s{2,}")
_NUMBER = re.compile(r"(?<=\s)(\d{1,3})\. ?(?=[《“\"\u3400-\u9fff])")
_STOP = re.compile(r"[。；;！？.!?．]")
_SENTENCE = 40
_MAY_CUT = re.compile(r"\s\d{1,3}[.．]")
_ENDED = re.compile(r"[。；;：:！？.!?][”’」』》）)\"']*(?:\d{1,2}/?)?\s+$")
_PREAMBLE = re.compile(r"[,，](?:\d{1,2}/?)?\s+$")
"""How a resolution's preamble ends before its paragraph 1."""
_BLANK = re.compile(r"\s+(?![\d(])")


def unroll(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with the parts of a head that stand side by side and of pages pasted as one line cut apart."""
    head = _HEAD_LINES
    for line in lines:
        text = line.text.strip()
        if line.role is not None or not text or line.footnotes:
            yield line
        elif len(text) >= _LONG:
            yield from _paragraphs(line)
            head = 0
        else:
            running = len(text) > _SENTENCE and "|" not in text and _STOP.search(text[:-1])
            head = 0 if running else max(0, head - 1)
            yield from _cut(line, _gaps(line, _BARS)) if head and "\t" not in text else (line,)


def _gaps(line: Line, between: re.Pattern[str]) -> list[tuple[int, int]]:
    """The parts of a line between the matches, as [start, end)."""
    parts, at = [], 0
    for gap in between.finditer(line.text):
        parts.append((at, gap.start()))
        at = gap.end()
    return [*parts, (at, len(line.text))]


def _cut(line: Line, parts: Iterable[tuple[int, int]]) -> Iterator[Line]:
    for start, end in parts:
        if line.text[start:end].strip():
            yield replace(line, text=line.text[start:end], keys=line.keys[start:end])


def _paragraphs(line: Line) -> Iterator[Line]:
    """A long line cut before 2., 3. … where these follow each other, and its head before 1. at the blanks."""
    if not _MAY_CUT.search(line.text):
        yield line
        return
    folded = fold(line.text)
    own = re.match(r"\s*(\d{1,3})\.", folded)
    expected = int(own[1]) + 1 if own else 1
    cuts = []
    for found in _NUMBER.finditer(folded):
        before = folded[: found.start()]
        opens = expected == 1 and (_PREAMBLE.search(before[-8:]) or not _STOP.search(before))
        if int(found[1]) == expected and (opens or _ENDED.search(before[-8:])):
            cuts.append(found.start())
            expected += 1
    if not cuts:
        yield line
        return
    edges = [*cuts, len(line.text)]
    if not own and not _STOP.search(folded[: cuts[0]]):
        head = replace(line, text=line.text[: cuts[0]], keys=line.keys[: cuts[0]])
        yield from _cut(head, _gaps(head, _BLANK))
    else:
        edges = [0, *edges]
    yield from _cut(line, pairwise(edges))
