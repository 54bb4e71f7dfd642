"""Lines that hold more than one part are cut: a head with bars, a whole page pasted into one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec.structs import replace

from pipeline.model import Line
from pipeline.structure.fields import is_head_only, is_known, names_author
from pipeline.structure.marks import furniture_of, mark_of
from pipeline.tables import load_expressions
from pipeline.text.fold import fold

_LONG = 150
_TAB = re.compile(r"\s*\t\s*")
_WIDE_GAP = re.compile(r"[|\s](?:(?<=\|)|\s{3})")
_ONE_BLANK = re.compile(r"(?<=\S)\s+(?=\S)")
_MOST_BLANKS = 20
_HEAD_LINES = 30
_LINES = load_expressions("lines")
_NUMBER = re.compile(r"(?<=\s)(\d{1,3})\. ?(?=[《“\"\u3400-\u9fff])")
_STOP = re.compile(r"[。；;！？.!?．]")
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
            head = 0 if _is_body(text) else max(0, head - 1)
            yield from _head_parts(line) if head and not furniture_of(fold(text)) else (line,)


def _is_body(text: str) -> bool:
    """Whether the head is over: a numbered paragraph, a heading or running text."""
    mark = mark_of(fold(text))
    if mark and mark.kind in {"paragraph", "heading"}:
        return True
    return len(text) > _SENTENCE and not _WIDE_GAP.search(text) and _STOP.search(text, 0, len(text) - 1) is not None


def _head_parts(line: Line) -> Iterator[Line]:
    """The parts of a line of the head; a row of tabs is one only if a head says what it says."""
    parts = _gaps(line, _TAB if "\t" in line.text else _LINES["bars"])
    said = [fold(line.text[start:end].strip()) for start, end in parts]
    if "\t" in line.text and not (any(map(is_head_only, said)) or all(map(is_known, filter(None, said)))):
        yield line
        return
    for part in _cut(line, parts):
        yield from _fields_apart(part)


def _fields_apart(line: Line) -> Iterator[Line]:
    """大会 Distr.: General, parted by one blank only: cut at what only a head says, and before an author at the end."""
    folded = fold(line.text)
    blanks = [found.start() for found in _ONE_BLANK.finditer(folded)]
    if not blanks:
        yield line
        return
    whole = is_head_only(folded.strip()) or len(blanks) > _MOST_BLANKS
    cut = None if whole else next((at for at in blanks if is_head_only(folded[at:].strip())), None)
    if cut is None and not whole:
        cut = next((at for at in reversed(blanks) if is_head_only(folded[:at].strip())), None)
    if cut is None and not whole:
        cut = next((at for at in blanks[-1:] if names_author(folded[at:].strip())), None)
    if cut is None:
        yield line
        return
    for part in _cut(line, [(0, cut), (cut, len(line.text))]):
        yield from _fields_apart(part)


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
    if not own and not _STOP.search(_LINES["chapter"].sub("", folded[: cuts[0]])):
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
