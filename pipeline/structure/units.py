"""Lines joined into paragraphs: over line ends, blank lines, footnotes and the debris of page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import INSERTED, Line, LineRole
from pipeline.structure.blanks import close_up
from pipeline.structure.fields import HEAD, stands_alone
from pipeline.structure.marks import Mark, furniture_of, mark_of
from pipeline.structure.wraps import Wrap, find_wrap, glue_between, is_cut_number
from pipeline.tables import load_expressions
from pipeline.text.fold import fold

_NOTE = r"(?:\d{1,2}|[⁰¹²³⁴-⁹]+|\*+)?"
_ENDED = re.compile(rf"[。！？；：!?;:…][”’」』》）)\"']*{_NOTE}$")
_CLOSE = 16
"""Characters at the end of a line among which its stop stands, with the quotation marks and the note behind it."""
_COMMA = re.compile(rf"[,，]{_NOTE}$")
_LINES = load_expressions("lines")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}")
_SENTENCE = 60
"""A line of this many characters is a sentence and no heading, even without a full stop."""
_BLANKS = " \u3000\u00a0\r"
_SPACED = 0.2
"""From this share of lines with a blank line above on, blank lines part the paragraphs."""
_LONG_LINE = 20
_FULL, _HALF = 0.9, 0.5
"""The shares of the width that a line broken by it fills: as a rule, and before a long word that did not fit."""
_SHORT = 24
"""A numbered line below this, without a comma, may be a heading."""


class Unit(Struct, frozen=True, gc=False):
    """A paragraph, heading, footnote or table row before it is known which; ``gap``: blank lines above it.

    ``turned``: debris of a page break stands among them, so that they may part nothing. ``tabbed``: a tab stood at
    an end of the line, which may be an empty cell.
    """

    text: str
    keys: Sequence[int]
    folded: str
    pages: tuple[int, ...] = ()
    role: LineRole | None = None
    level: int | None = None
    marker: str | None = None
    notes: tuple[str, ...] = ()
    gap: int = 0
    turned: bool = False
    joins: bool | None = None
    mark: Mark | None = None
    last: int = 0
    tabbed: bool = False

    @property
    def ended(self) -> bool:
        """Whether it closes with the stop of a sentence or clause."""
        return _ENDED.search(self.folded, max(0, len(self.folded) - _CLOSE)) is not None

    @property
    def sentential(self) -> bool:
        """Whether it is running text, so that a missing stop means that it goes on."""
        if self.mark and self.mark.kind in {"paragraph", "item"}:
            return len(self.text) >= _SHORT or any(stop in self.text for stop in "，,。")
        return len(self.text) >= _SENTENCE or "。" in self.text


def units_of(lines: Iterable[Line], dropped: Counter[str]) -> list[Unit]:
    """The paragraphs of a file in reading order; page numbers and the like are counted in ``dropped``."""
    pieces = list(_pieces(lines, dropped))
    return list(_joined(pieces, _wrap_of(pieces)))


def _pieces(lines: Iterable[Line], dropped: Counter[str]) -> Iterator[Unit]:
    gap, turned = 0, False
    last: Unit | None = None
    heads: set[str] = set()
    for line in lines:
        unit = unit_of(line, gap)
        if unit is None:
            gap += 1
            continue
        reason = _furniture_reason(unit, heads, last)
        if reason:
            dropped[reason] += 1
            gap, turned = gap + 1, True
            continue
        dropped["footnote marker in the text"] += len(unit.notes)
        yield replace(unit, turned=True) if turned else unit
        gap, turned, last = 0, False, unit


def _furniture_reason(unit: Unit, heads: set[str], last: Unit | None) -> str | None:
    """A symbol on a line of its own is a running head inside a broken paragraph, or when it comes again."""
    if unit.role == "furniture":
        return furniture_of(unit.folded) or "running head or foot"
    if unit.role is not None or len(unit.text) > _SENTENCE:
        return None
    reason = furniture_of(unit.folded)
    if reason is None and "/" in unit.folded and " " not in unit.folded and unit.folded.isascii():
        inside = last is not None and last.sentential and not last.ended
        reason = "running head or foot" if inside or unit.folded in heads else None
        heads.add(unit.folded)
    return reason


def unit_of(line: Line, gap: int = 0) -> Unit | None:
    """A line without the blanks around it and without superscript markers; None if nothing is left."""
    blanks = _BLANKS if line.role == "table" else None
    start = len(line.text) - len(line.text.lstrip(blanks))
    text = line.text.strip(blanks)
    if not text:
        return None
    keys = line.keys[start : start + len(text)]
    notes = tuple(marker for _, marker in line.footnotes) if line.footnotes else ()
    if line.role != "table" and "\t" not in text:
        text, keys, found = _without_superscripts(text, keys)
        notes += found
        text, keys = close_up(text, keys)
    folded = fold(text)
    mark = mark_of(folded) if line.role in (None, "item", "heading", "footnote") else None
    pages = () if line.page is None else (line.page,)
    return Unit(
        text, keys, folded, pages, line.role, line.level, line.marker, notes, gap,
        joins=line.joins, mark=mark, last=len(text), tabbed="\t" in {line.text[0], line.text[-1]},
    )  # fmt: skip


def _without_superscripts(text: str, keys: Sequence[int]) -> tuple[str, Sequence[int], tuple[str, ...]]:
    """Text and keys without ¹²³ inside the line; at its head they are the number of a footnote and stay."""
    if text.isascii() or not _SUPERSCRIPT.search(text, 1):
        return text, keys, ()
    parts: list[str] = []
    kept: list[int] = []
    notes: list[str] = []
    at = 0
    for found in _SUPERSCRIPT.finditer(text):
        if found.start() == 0:
            continue
        parts.append(text[at : found.start()])
        kept.extend(keys[at : found.start()])
        notes.append(found.group())
        at = found.end()
    return "".join((*parts, text[at:])), [*kept, *keys[at:]], tuple(notes)


def _wrap_of(pieces: Sequence[Unit]) -> Wrap:
    spaced = sum(piece.gap > 0 for piece in pieces) >= _SPACED * len(pieces)
    broken = [
        one.folded
        for one, two in pairwise(pieces)
        if two.gap == 0 and one.role is None and one.joins is None and "\t" not in one.text
    ]
    return find_wrap(broken, spaced=spaced)


def _joined(pieces: Sequence[Unit], wrap: Wrap) -> Iterator[Unit]:
    open_: Unit | None = None
    notes: list[Unit] = []
    number = 0
    for index, piece in enumerate(pieces):
        if open_ is None:
            open_ = piece
        elif index < HEAD and piece.role is None and _parts_head(open_, piece):
            yield open_
            yield from notes
            notes, open_ = [], piece
        elif notes and _note_goes_on(notes[-1], piece):
            notes[-1] = join(notes[-1], piece)
        elif _is_note(piece) and not _is_note(open_) and _is_broken(open_):
            notes.append(piece)
        elif _goes_on(open_, piece, wrap, number):
            open_ = join(open_, piece)
        else:
            yield open_
            yield from notes
            notes = []
            open_ = piece
        number = _number_of(open_, number)
    if open_ is not None:
        yield open_
    yield from notes


def _parts_head(one: Unit, two: Unit) -> bool:
    """Whether one of two lines of the head stands alone; a symbol inside a broken sentence does not."""
    return stands_alone(one.folded) or (stands_alone(two.folded) and not _is_broken(one))


def _note_goes_on(note: Unit, piece: Unit) -> bool:
    if note.joins is not None:
        return note.joins and piece.role == "footnote"
    return piece.gap == 0 and not _is_note(piece) and not note.ended


def _is_broken(unit: Unit) -> bool:
    """Whether a footnote stands inside this paragraph, which goes on behind it."""
    return unit.joins if unit.joins is not None else unit.sentential and not unit.ended


def _is_note(unit: Unit) -> bool:
    return unit.role == "footnote" or (unit.role is None and unit.mark is not None and unit.mark.kind == "footnote")


def _number_of(unit: Unit, before: int) -> int:
    if unit.mark and unit.mark.kind == "paragraph" and unit.mark.number:
        return int(unit.mark.number)
    return before


def _goes_on(one: Unit, two: Unit, wrap: Wrap, number: int) -> bool:
    """Whether the second piece continues the paragraph of the first."""
    if one.role != two.role and (one.role or two.role) not in {"item", None}:
        return False
    if one.joins is not None:
        return one.joins
    if "table" in (one.role, two.role) or "\t" in one.text or "\t" in two.text:
        return False
    if two.gap == 0 and _is_split_before_number(one, two):
        return True
    if _opens(two, number) or (two.mark and two.mark.kind.startswith("preamble") and _COMMA.search(one.folded)):
        return False
    if one.mark and one.mark.kind.startswith("preamble") and len(one.text) < _SHORT:
        return False
    if two.gap == 0 and not two.turned:
        return _is_wrapped(one, two, wrap)
    running = one.mark is not None or two.ended or wrap.reached(two.folded, _FULL)
    return _is_parted(one, two) or (two.turned and running and _is_wrapped(one, two, wrap))


def _is_split_before_number(one: Unit, two: Unit) -> bool:
    """Whether a date or an amount is cut: 2017 年|9 月, or a line that begins with a figure's last groups or year."""
    close = max(0, len(one.folded) - _CLOSE)
    if _LINES["month_start"].match(two.folded) and _LINES["year_end"].search(one.folded, close):
        return True
    if (two.mark is not None and two.mark.number is not None) or not _LINES["rest"].match(two.folded):
        return False
    return _LINES["open"].search(one.folded, close) is not None or (one.sentential and not one.ended)


def _is_parted(one: Unit, two: Unit) -> bool:
    """Whether the two are one sentence, although blank lines or a page break stand between them."""
    return not one.ended and one.sentential and (two.ended or len(two.text) >= _SHORT)


def _is_wrapped(one: Unit, two: Unit, wrap: Wrap) -> bool:
    """Whether the line break between the two, without a blank line, lies inside a paragraph."""
    last = one.folded[-one.last :]
    full = wrap.reached(last, _FULL)
    cut = is_cut_number(one.folded, two.folded)  # 。20|17 年: no number of a note
    if one.ended:
        return (cut or not two.turned) and ((full and one.sentential) or (cut and wrap.spaced))
    if not wrap.known or full or one.sentential:
        return wrap.known
    if not wrap.columns:
        return one.last >= _LONG_LINE
    return wrap.spaced and wrap.reached(last, _HALF) and (two.ended or wrap.reached(two.folded, _FULL))


def _opens(unit: Unit, number: int) -> bool:
    """Whether the mark of the piece begins a part of its own; a paragraph's number must follow the last."""
    if unit.mark is None or unit.mark.kind.startswith("preamble"):
        return False
    if unit.mark.kind == "paragraph" and unit.mark.number:
        return int(unit.mark.number) in {1, number + 1, number + 2, number + 3} or number == 0
    return True


def join(one: Unit, two: Unit) -> Unit:
    """Both as one paragraph; a blank goes between Latin words, none between Chinese characters."""
    glue = glue_between(one.folded, two.folded)
    return replace(
        one,
        text=one.text + glue + two.text,
        keys=[*one.keys, *([INSERTED] * len(glue)), *two.keys],
        folded=one.folded + glue + two.folded,
        pages=one.pages + tuple(page for page in two.pages if page not in one.pages),
        notes=one.notes + two.notes,
        joins=two.joins,
        last=two.last,
    )
