"""Units told apart: headings with their levels and paths, paragraphs, items, footnotes, tables, annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.model import BlockKind
from pipeline.structure.grid import Piece, cells_of, piece_of, rows_of
from pipeline.structure.marks import Mark
from pipeline.structure.notes import without_marker
from pipeline.structure.symbols import organ_named
from pipeline.structure.titles import (
    LONGEST_HEADING,
    has_stop,
    is_in_contents,
    is_known,
    is_name,
    is_number_alone,
    is_title_below,
    list_length,
    looks_like_title,
    with_title,
)
from pipeline.structure.units import Unit

_FEWEST_IN_LIST = 3
_DEEP = {"paragraph": 3, "item": 4}
"""The levels of headings that are numbered like paragraphs (1.) and items ((a))."""
_FEWEST_ELSEWHERE = 5
_DOTS = re.compile(r"^[.．、\s]+")
_KINDS: dict[str, BlockKind] = {
    "contents": "contents",
    "preamble": "paragraph",
    "preamble_opening": "paragraph",
    "resolution_title": "heading",
    "signature": "paragraph",
}


class Draft(Struct, frozen=True, gc=False):
    """A block before it has its place in the text."""

    kind: BlockKind
    unit: Unit
    number: str | None = None
    level: int | None = None
    path: tuple[str, ...] = ()
    rows: tuple[tuple[Piece, ...], ...] = ()


class Outline(Struct):
    """The headings open at this point of the document."""

    annex: tuple[str, ...] = ()
    headings: list[tuple[int, bool, str, int | None]] = field(default_factory=list)
    summary: bool = False
    number: int = 0

    @property
    def path(self) -> tuple[str, ...]:
        return (*self.annex, *(heading[2] for heading in self.headings))

    def enter(self, level: int, title: str, *, numbered: bool, style: int | None) -> tuple[str, ...]:
        """Close the headings of this level and below, open this one; the result is the path above it."""
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        above = self.path
        self.headings.append((level, numbered, title, style))
        self.summary = False
        return above

    def level_below(self, style: int | None) -> int:
        """The level of a heading without a number: below the last of a higher style, or the last numbered one."""
        if style is not None:
            return max((level for level, _, _, other in self.headings if other and other < style), default=0) + 1
        return max((level for level, numbered, _, _ in self.headings if numbered), default=0) + 1


def outline(units: Sequence[Unit]) -> list[Draft]:
    """The body of a document as drafts of its blocks."""
    drafts: list[Draft] = []
    state = Outline()
    index = 0
    while index < len(units):
        taken, made = _next(units, index, state)
        drafts.extend(made)
        index += taken
    return drafts


def _next(units: Sequence[Unit], index: int, state: Outline) -> tuple[int, list[Draft]]:
    """How many units the next block takes, and the block."""
    unit = units[index]
    kind = _kind_of(units, index, state)
    if kind == "table":
        return _table(units, index, state)
    if kind == "list":
        return _list(units, index, state)
    if kind == "annex":
        return _annex(units, index, state)
    if kind == "contents_heading":
        return 1, [Draft("heading", unit, level=1)]
    if kind in {"heading", "summary"}:
        wrapped = is_number_alone(unit) and is_title_below(units, index + 1)
        return 1 + wrapped, [_heading(with_title(unit, units[index + 1]) if wrapped else unit, state, kind)]
    if kind == "caption":
        return 1, [Draft("table", unit, unit.mark.number if unit.mark else None, path=state.path)]
    return 1, [_running(unit, kind, state)]


def _kind_of(units: Sequence[Unit], index: int, state: Outline) -> str:
    unit = units[index]
    kind = unit.mark.kind if unit.mark else None
    row = unit.role is None and "\t" in unit.text and kind not in {"heading", "paragraph"}
    if unit.role == "table" or row or _opens_table(units, index):
        return "table"
    if kind == "annex" and is_in_contents(units, index):
        return "contents"
    if kind in {"annex", "summary", "contents_heading"} and unit.role in (None, "heading", "title"):
        return kind or "annex"
    if unit.role is not None:
        return {"title": "heading", "masthead": "paragraph", "furniture": "paragraph"}.get(unit.role, unit.role)
    if kind == "paragraph":
        return "heading" if _is_numbered_heading(units, index, state) else "paragraph"
    if kind == "item" and _is_lettered_heading(units, index, state):
        return "heading"
    if kind == "heading" and is_known(unit) and list_length(units, index) >= _FEWEST_IN_LIST:
        return "list"
    if kind == "heading" and has_stop(unit):
        return "paragraph"
    if kind not in (None, "preamble"):
        return _KINDS.get(kind, kind)
    return _unmarked(units, index, state)


def _opens_table(units: Sequence[Unit], index: int) -> bool:
    """A row of which only one cell is filled, above other rows."""
    unit, below = units[index], units[index + 1 : index + 2]
    return unit.tabbed and is_name(unit) and bool(below) and below[0].gap == 0 and "\t" in below[0].text


def _is_numbered_heading(units: Sequence[Unit], index: int, state: Outline) -> bool:
    """``1. 方法`` above paragraph 12: short, no stop, and not the next number in the row of paragraphs."""
    unit = units[index]
    if unit.ended or len(unit.text) > LONGEST_HEADING or has_stop(unit) or index + 1 == len(units):
        return False
    return _number_below(units, index) == state.number + 1


def _number_below(units: Sequence[Unit], index: int) -> int | None:
    """The number of the next paragraph, where only further short headings stand before it."""
    for unit in units[index + 1 : index + 4]:
        if unit.mark and unit.mark.kind == "paragraph" and (unit.ended or len(unit.text) > LONGEST_HEADING):
            return int(unit.mark.number or 0)
        if unit.ended or len(unit.text) > LONGEST_HEADING:
            return None
    return None


def _is_lettered_heading(units: Sequence[Unit], index: int, state: Outline) -> bool:
    """``(a) 概况`` above the next numbered paragraph: short and without a stop."""
    unit = units[index]
    follows = _number_below(units, index) == state.number + 1
    return follows and len(unit.text) <= LONGEST_HEADING and not unit.ended and not has_stop(unit)


def _unmarked(units: Sequence[Unit], index: int, state: Outline) -> str:
    if list_length(units, index) >= (_FEWEST_IN_LIST if state.annex else _FEWEST_ELSEWHERE):
        return "list"
    return "heading" if _is_heading(units, index) else "paragraph"


def _is_heading(units: Sequence[Unit], index: int) -> bool:
    """A short line without a stop above running text; where blank lines part the text, it stands free."""
    unit = units[index]
    if not looks_like_title(unit) or index + 1 >= len(units):
        return False
    after = units[index + 1]
    if after.mark and after.mark.kind == "preamble" and organ_named(unit.folded):
        return False
    if after.gap == 0 and unit.joins is None:
        return unit.gap > 0 and bool(after.mark or after.sentential)
    return bool(after.mark or after.ended or after.sentential or after.role)


def _heading(unit: Unit, state: Outline, kind: str) -> Draft:
    mark = unit.mark if unit.mark and unit.mark.kind in {"heading", "paragraph", "item", kind} else None
    numbered = mark is not None and mark.level is not None
    level = (mark.level if mark else None) or state.level_below(unit.level)
    if mark and mark.kind in _DEEP:
        level = _DEEP[mark.kind]
    title = _title_of(unit, mark)
    above = state.enter(level, title, numbered=numbered, style=unit.level)
    state.summary = kind == "summary"
    return Draft("heading", unit, mark.number if mark else None, level, above)


def _title_of(unit: Unit, mark: Mark | None) -> str:
    if mark and mark.title:
        return mark.title
    if mark and mark.number and unit.folded.startswith(mark.number):
        return _DOTS.sub("", unit.text[len(mark.number) :]) or unit.text
    return unit.text


def _annex(units: Sequence[Unit], index: int, state: Outline) -> tuple[int, list[Draft]]:
    """An annex with its title, which may stand on a line of its own."""
    unit, mark = units[index], units[index].mark
    title = mark.title if mark else None
    state.headings.clear()
    state.summary = False
    state.number = 0
    taken = 1
    label = unit.text if title is None else unit.text[: len(unit.text) - len(title)].rstrip(" :：.\u3000")
    made = [Draft("annex", unit, mark.number if mark else None, 1)]
    while title is None and index + taken < len(units) and units[index + taken].text.startswith("["):
        made.append(Draft("paragraph", units[index + taken], path=(label,)))
        taken += 1
    if title is None and is_title_below(units, index + taken):
        title = units[index + taken].text
        made.append(Draft("annex", units[index + taken], None, 1, (label,)))
        taken += 1
    state.annex = (label,) if title is None else (label, title)
    return taken, made


def _table(units: Sequence[Unit], index: int, state: Outline) -> tuple[int, list[Draft]]:
    first = units[index]
    end = index + 1
    while (
        end < len(units)
        and _is_row(units[end])
        and (units[end].role == "table" or units[end].gap <= 1 or units[end].turned)
    ):
        end += 1
    if units[index].role is None and end < len(units) and _is_short_row(units[end]):
        end += 1
    taken, notes = list(units[index:end]), list[Unit]()
    more = _behind_notes(units, end)
    while more > end:
        notes += units[end:more]
        end = more
        while end < len(units) and units[end].role == "table":
            taken.append(units[end])
            end += 1
        more = _behind_notes(units, end)
    rows = rows_of([cells_of(unit) for unit in taken])
    pages = tuple(sorted({page for unit in taken for page in unit.pages}))
    table = Draft("table", replace(first, pages=pages), path=state.path, rows=rows)
    return end - index, [table, *(_running(note, "footnote", state) for note in notes)]


def _behind_notes(units: Sequence[Unit], index: int) -> int:
    """Where a table goes on behind the footnotes of its page; the same index if it does not."""
    end = index
    while end < len(units) and units[end].role == "footnote":
        end += 1
    width = units[index - 1].text.count("\t")
    goes_on = end < len(units) and units[end].role == "table" and units[end].text.count("\t") == width
    return end if goes_on else index


def _is_row(unit: Unit) -> bool:
    tabs = unit.role is None and ("\t" in unit.text or (unit.tabbed and is_name(unit)))
    return unit.role == "table" or tabs


def _is_short_row(unit: Unit) -> bool:
    """The last row of a list whose second column is a name shorter."""
    return unit.role is None and (unit.gap == 0 or unit.turned) and is_name(unit)


def _list(units: Sequence[Unit], index: int, state: Outline) -> tuple[int, list[Draft]]:
    """Names under each other without a stop: contents if they come again as headings, else one column."""
    end = index + list_length(units, index)
    later = {unit.folded for unit in units[end:]}
    members = units[index:end]
    if sum(unit.folded in later for unit in members) >= 0.5 * len(members):
        return end - index, [Draft("contents", unit, path=state.path) for unit in members]
    rows = tuple((piece_of(unit.text, unit.keys),) for unit in members)
    pages = tuple(sorted({page for unit in members for page in unit.pages}))
    return end - index, [Draft("table", replace(members[0], pages=pages), path=state.path, rows=rows)]


def _running(unit: Unit, kind: str, state: Outline) -> Draft:
    number = unit.mark.number if unit.mark and unit.mark.kind in {"paragraph", "item"} else None
    if kind == "footnote":
        return Draft("footnote", without_marker(unit), path=state.path)
    if kind == "paragraph" and number and number.isdecimal():
        state.number = int(number)
    block: BlockKind = "item" if kind == "item" else "contents" if kind == "contents" else "paragraph"
    if state.summary and block == "paragraph":
        block = "summary"
    level = unit.mark.level if unit.mark and block == "item" else None
    return Draft(block, unit, number, level, state.path)
