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
_BARS = re.compile(r"\s*\|[\s|]*|\s{2,}|(?<=[国國])\s+(?=[A-Z]{1,6}/)")
_NUMBER = re.compile(r"(?<=\s)(\d{1,3})\. ?(?=[《“\"\u3400-\u9fff])")
_STOP = re.compile(r"[。；;！？.!?．]")
_CHAPTER = re.compile(r"第[一二三四五六七八九十]{1,3}[章节]\.")
_SENTENCE = 40
_MAY_CUT = re.compile(r"\s\d{1,3}[.．]")
_ENDED = re.compile(r"[。；;：:！？.!?][”’」』》）)\"']*(?:\d{1,2}/?)?\s+$")
_PREAMBLE = re.compile(r"[,，](?:\d{1,2}/?)?\s+$")
"""How a resolution's preamble ends before its paragraph 1."""
_BLANK = re.compile(r"(?<![.:：、])\s+(?![\d(])")


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
    """A long line cut before 2., 3. … where these follow each other, and its head before the first at the blanks."""
    if not _MAY_CUT.search(line.text):
        yield line
        return
    folded = fold(line.text)
    own = re.match(r"\s*(\d{1,3})\.", folded)
    cuts = _starts(folded, int(own[1]) if own else None)
    if not cuts:
        yield line
        return
    edges = [*cuts, len(line.text)]
    if not own and not _STOP.search(_CHAPTER.sub("", folded[: cuts[0]])):
        head = replace(line, text=line.text[: cuts[0]], keys=line.keys[: cuts[0]])
        yield from _cut(head, _gaps(head, _BLANK))
    else:
        edges = [0, *edges]
    yield from _cut(line, pairwise(edges))


def _starts(folded: str, own: int | None) -> list[int]:
    """Where numbered paragraphs begin in a line whose own number, if any, is ``own``."""
    numbers = [(found.start(), int(found[1])) for found in _NUMBER.finditer(folded)]
    ended = {start: bool(_ENDED.search(folded[max(0, start - 8) : start])) for start, _ in numbers}
    expected = own + 1 if own is not None else _first(folded, numbers, ended)
    starts: list[int] = []
    for start, number in numbers:
        if number == expected and (ended[start] or (own is None and not starts)):
            starts.append(start)
            expected += 1
    return starts


def _first(folded: str, numbers: list[tuple[int, int]], ended: dict[int, bool]) -> int | None:
    """The number that a page begins with: 1 behind a head or a preamble, else one that the next number follows."""
    for index, (start, number) in enumerate(numbers):
        before = folded[:start]
        if number == 1 and (ended[start] or _PREAMBLE.search(before[-8:]) or not _STOP.search(before)):
            return 1
        if any(ended[later] and following == number + 1 for later, following in numbers[index + 1 :]):
            return number
    return None
