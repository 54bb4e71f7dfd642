"""Rows told apart as text, footnotes and furniture, and turned into lines that know whether they go on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from pipeline.ingest.pdf.columns import frames_of, gutter_of
from pipeline.ingest.pdf.glyphs import Page
from pipeline.ingest.pdf.margins import is_furniture
from pipeline.ingest.pdf.rows import Row, Run, is_label, rows_of, runs_of
from pipeline.ingest.pdf.tables import Ruled, loose_lines, loose_tables, ruled_lines
from pipeline.model import Line

_SMALL = 0.92
_LARGE = 1.08
_FEWEST = 8
_HEAD = 0.4
_NOTES_APART = 0.4
"""Notes stand off the text above by this many type sizes at least."""
_NOTE_MARK = re.compile(r"\d{1,3}|\*{1,4}|[a-z]")
_NOTE_NUMBER = re.compile(r"(?P<number>\d{1,3}|\*{1,4}|[a-z](?=\s))(?=\s*[^\d\s.,、)])")
_TOKEN = re.compile(r"[0-9A-Za-z%.,:;/()\-]{2,40}")
_ENDED = re.compile(r"[。！？；：!?;:]['”’」』）)]*$")


class Frame(Struct):
    """A column of a page: its rows from the top down, its ruled tables, its footnotes."""

    page: int
    rows: list[Row]
    tables: list[Ruled]
    notes: list[Row] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    head: bool = False


class Sheet(Struct):
    """A page in the making: what belongs to the page itself, and its frames."""

    number: int
    furniture: list[Run]
    frames: list[Frame]
    height: float


class Loose(Struct):
    """The runs of a page before they are put in order."""

    page: Page
    tables: Sequence[Ruled]
    furniture: list[Run]
    head: list[Run]
    body: list[Run]


def runs_of_page(page: Page, tables: Sequence[Ruled], heads: frozenset[str]) -> Loose:
    """The runs of a page: of its margins, of the head of the document, of its text."""
    taken = frozenset(key for table in tables for key in table.glyphs)
    runs = runs_of(glyph for glyph in page.glyphs if glyph.key not in taken)
    made = Loose(page, tables, [], [], [])
    foot = _foot_of_head(page)
    for run in runs:
        furniture = is_furniture(run, page, heads)
        (made.furniture if furniture else made.head if run.bottom < foot else made.body).append(run)
    return made


def _foot_of_head(page: Page) -> float:
    """Where the head of the document ends: at the lowest rule across the upper part of the first page."""
    if page.number != 1:
        return 0.0
    rules = [box for box in page.edges if box[2] - box[0] > 0.6 * page.width and box[3] < _HEAD * page.height]
    return max((box[3] for box in rules), default=0.0)


def sheets_of(pages: Sequence[Loose]) -> list[Sheet]:
    """The pages with their columns in reading order; a gutter that one page shows holds for the others."""
    gutters = [gutter_of(page.body) for page in pages]
    known = next((gutter for gutter in gutters if gutter is not None), None)
    return [_sheet(page, known, gutter) for page, gutter in zip(pages, gutters, strict=True)]


def _sheet(loose: Loose, known: float | None, gutter: float | None) -> Sheet:
    number = loose.page.number
    frames = [Frame(number, rows_of(part), []) for part in frames_of(loose.body, gutter, known) if part]
    frames = frames or [Frame(number, [], [])]
    for table in loose.tables:
        _home(frames, table).tables.append(table)
    if loose.head:
        frames.insert(0, Frame(number, rows_of(loose.head), [], head=True))
    return Sheet(number, loose.furniture, frames, loose.page.height)


def _home(frames: Sequence[Frame], table: Ruled) -> Frame:
    """The frame whose rows stand above or below the table."""
    for frame in frames:
        if frame.rows and min(row.x0 for row in frame.rows) - 20 <= table.box[0] <= max(row.x1 for row in frame.rows):
            return frame
    return frames[0]


def body_size(sheets: Iterable[Sheet]) -> float:
    """The type size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for frame in sheet.frames:
            for row in frame.rows:
                sizes[round(row.size, 1)] += sum(len(run.text) for run in row.runs)
    return max(sorted(sizes), key=lambda size: sizes[size]) if sizes else 10.0


def split_notes(frame: Frame, size: float) -> None:
    """Move the footnotes from the rows to the notes: the foot from its first row that begins with a marker."""
    first = None if frame.head else next(_notes_begin(frame.rows, size), None)
    if first is not None:
        frame.notes = frame.rows[first:]
        frame.rows = frame.rows[:first]


def _notes_begin(rows: Sequence[Row], size: float) -> Iterator[int]:
    """Where notes may begin: in the small rows at the foot, or where a number raised on this page stands again."""
    foot = len(rows)
    while foot and rows[foot - 1].size < _SMALL * size:
        foot -= 1
    yield from (index for index in range(foot, len(rows)) if note_number(rows[index]))
    raised = {text for row in rows for run in row.runs for at, text in run.marks if at}
    right = max((row.x1 for row in rows), default=0.0)
    for index in range(1, foot):
        above, text = rows[index - 1], rows[index].text
        ended = _ENDED.search(above.text) or right - above.x1 > 2.4 * above.size
        apart = rows[index].top - above.bottom > _NOTES_APART * rows[index].size
        if ended and apart and note_number(rows[index]) in raised and not is_label(text):
            yield index


def note_number(row: Row) -> str | None:
    """The marker that a footnote begins with."""
    run = row.runs[0]
    if run.marks and run.marks[0][0] == 0 and _NOTE_MARK.fullmatch(run.marks[0][1]):
        return run.marks[0][1]
    found = _NOTE_NUMBER.match(run.text)
    return found["number"] if found else None


def lines_of(sheets: Sequence[Sheet]) -> Iterator[Line]:
    """The lines of the file: of each frame its text and tables, then its footnotes."""
    size = body_size(sheets)
    frames = [frame for sheet in sheets for frame in sheet.frames]
    for frame in frames:
        split_notes(frame, size)
    known = frozenset(number for frame in frames for row in frame.notes if (number := note_number(row)))
    _set_edges(frames)
    after = {id(one): two for one, two in zip(frames, [*frames[1:], None], strict=True)}
    for sheet in sheets:
        for run in sheet.furniture:
            yield Line(run.text, run.keys, sheet.number, "furniture", joins=False)
        for frame in sheet.frames:
            yield from _frame_lines(frame, after[id(frame)], known, sheet.height, size)
            yield from _note_lines(frame)


def _set_edges(frames: Sequence[Frame]) -> None:
    """The left and right edge of each column; one with few full rows takes them from others."""
    for frame in frames:
        if frame.rows:
            frame.left = min(row.x0 for row in frame.rows)
            frame.right = max(row.x1 for row in frame.rows)
    widest: dict[int, float] = {}
    for frame in frames:
        if not frame.head and len(frame.rows) >= _FEWEST and _full_rows(frame) >= len(frame.rows) // 4:
            key = round(frame.left / 20)
            widest[key] = max(widest.get(key, 0.0), frame.right)
    for frame in frames:
        if _full_rows(frame) < max(4, len(frame.rows) // 4):
            frame.right = max(frame.right, widest.get(round(frame.left / 20), 0.0))


def _full_rows(frame: Frame) -> int:
    return sum(frame.right - row.x1 < 2.4 * row.size for row in frame.rows)


def _frame_lines(
    frame: Frame, after: Frame | None, known: frozenset[str], height: float, size: float
) -> Iterator[Line]:
    tables = sorted(frame.tables, key=lambda table: table.box[1])
    loose = {
        start: end
        for start, end in loose_tables(frame.rows, 2)
        if not frame.head and not (frame.page == 1 and frame.rows[start].top < _HEAD * height and end - start < 3)
    }
    index = 0
    while index < len(frame.rows):
        row = frame.rows[index]
        while tables and tables[0].box[1] < row.top:
            yield from ruled_lines(tables.pop(0), frame.page)
        if index in loose:
            yield from loose_lines(frame.rows[index : loose[index]], frame.page)
            yield Line("", (), frame.page)
            index = loose[index]
            continue
        yield from _row_lines(frame, index, after, known, size)
        index += 1
    for table in tables:
        yield from ruled_lines(table, frame.page)


def _row_lines(frame: Frame, index: int, after: Frame | None, known: frozenset[str], size: float) -> Iterator[Line]:
    row = frame.rows[index]
    if index and _is_gap(frame.rows, index, size):
        yield Line("", (), frame.page)
    if len(row.runs) > 1:
        for run in row.runs:
            yield _line(run, frame.page, known, joins=False)
        return
    yield _line(row.runs[0], frame.page, known, joins=_joins(frame, index, after, size))


def _is_gap(rows: Sequence[Row], index: int, size: float) -> bool:
    one, two = rows[index - 1], rows[index]
    return two.top - one.bottom > 0.9 * size or abs(two.size - one.size) > 0.1 * size


def _line(run: Run, page: int, known: frozenset[str], *, joins: bool | None) -> Line:
    """The run as a line without the raised markers of notes that the file holds."""
    text, keys = run.text, list(run.keys)
    notes: list[tuple[int, str]] = []
    for at, marker in reversed(run.marks):
        if at and marker.isdigit() and marker in known:
            text = text[:at] + text[at + len(marker) :]
            del keys[at : at + len(marker)]
            notes.append((at, marker))
    return Line(text, keys, page, joins=joins, footnotes=tuple(reversed(notes)))


def _joins(frame: Frame, index: int, after: Frame | None, size: float) -> bool | None:
    """Whether the row goes on in the next: it reaches the right edge and the next is no new beginning."""
    row = frame.rows[index]
    text = row.runs[-1].text
    last = index + 1 == len(frame.rows)
    if frame.head:
        return None
    if last and (after is None or not after.rows or (frame.tables and frame.tables[-1].box[1] > row.top)):
        return None
    following = (after.rows[0] if after else row) if last else frame.rows[index + 1]
    if abs(following.size - row.size) > 0.1 * size or len(following.runs) > 1:
        return False
    if is_label(following.runs[0].text) and _ENDED.search(text):
        return False
    if row.size > _LARGE * size and row.x1 - row.x0 >= 12 * row.size and not _ENDED.search(text):
        return not last and following.top - row.bottom < 0.8 * row.size
    slack = (1.4 if _ENDED.search(text) else 2.4) + _unbroken(following.runs[0].text)
    full = frame.right - row.x1 <= slack * row.size
    if last:
        here, there = row.x0 - frame.left, following.x0 - (after.left if after else 0.0)
        if not full or there > 0.8 * size:
            return False if _ENDED.search(text) or not full else None
        if not _ENDED.search(text):
            return True
        return (_indented(frame, size) and here < 0.8 * size) or _is_numbered(frame, following) or None
    if not full or following.top - row.bottom > 1.2 * size:
        return False
    return following.x0 - row.x0 <= 0.8 * size


def _is_numbered(frame: Frame, following: Row) -> bool:
    """Whether paragraphs bear numbers here, so that a full line without one goes on with the last."""
    labels = sum(is_label(row.runs[0].text) for row in frame.rows)
    return labels >= 3 and following.x1 - following.x0 > 12 * following.size


def _unbroken(text: str) -> float:
    """The width, in type sizes, of what the next row begins with and no line break may part."""
    token = _TOKEN.match(text)
    return 0.62 * len(token.group()) if token else 1.0


def _indented(frame: Frame, size: float) -> bool:
    """Whether paragraphs begin with an indent in this column."""
    return any(row.x0 - frame.left > 0.8 * size for row in frame.rows)


def _note_lines(frame: Frame) -> Iterator[Line]:
    for index, row in enumerate(frame.notes):
        number = note_number(row)
        run = row.runs[0]
        text, keys = run.text, run.keys
        if number:
            start = len(number) + len(text[len(number) :]) - len(text[len(number) :].lstrip())
            text, keys = text[start:], keys[start:]
        more = index + 1 < len(frame.notes) and note_number(frame.notes[index + 1]) is None
        yield Line(text, keys, frame.page, "footnote", joins=more, marker=number)
        for other in row.runs[1:]:
            yield Line(other.text, other.keys, frame.page, "footnote", joins=more)
