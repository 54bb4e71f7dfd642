"""HTML files as lines: headings, paragraphs, lists and tables, each character with its offset in the file."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

from msgspec import Struct, field

from pipeline.errors import EmptyFile
from pipeline.ingest.plain import TextLocator, decode
from pipeline.model import INSERTED, Line, LineRole, Source

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.I)
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "title", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_SILENT = {"script", "style", "template", "noscript", "svg", "title", "head"}
_CELLS = {"td", "th"}
_WIDEST = 100
"""Rows or columns that one cell may take."""
_BODY = _BLOCKS - {"html", "title"}
_SIDE = {"nav", "footer"}
_VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base", "embed", "source", "track"}
_HEADING = re.compile(r"h([1-6])")
_NOTE = re.compile(r"\[?(\d{1,3}|\*{1,3})\]?")
_START = re.compile(r"[0-9]{1,9}")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}


def read_html(name: str, sha256: str, data: bytes) -> Source:
    """The lines of a page; scripts are left out, menus and footers count as furniture."""
    text, encoding = _decoded(name, data)
    reader = _Reader(text)
    reader.feed(text)
    reader.finish()
    if not reader.lines:
        raise EmptyFile(f"{name} holds no text", "save the page with its text in it")
    titles = [index for index, line in enumerate(reader.lines) if line.role == "heading" and line.level == 1]
    if len(titles) == 1:
        first = reader.lines[titles[0]]
        reader.lines[titles[0]] = Line(first.text, first.keys, role="title", joins=False, footnotes=first.footnotes)
    return Source(
        name=name,
        sha256=sha256,
        media_type="text/html",
        lines=tuple(reader.lines),
        locator=TextLocator(),
        encoding=encoding,
        characters=len(text),
        reader="html",
    )


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    """The text by the charset that the page states, where the bytes bear it out; else by the bytes alone."""
    stated = _CHARSET.search(data[:4096])
    if stated:
        label = stated[1].decode("ascii").lower()
        encoding = _ALIASES.get(label, label)
        if encoding in {"gb18030", "big5hkscs"}:
            try:
                return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n"), encoding
            except UnicodeDecodeError:
                return decode(data, name)
    return decode(data, name)


class _Piece(Struct):
    """The text of the block at hand with the offsets of its characters."""

    text: list[str] = field(default_factory=list)
    keys: array[int] = field(default_factory=lambda: array("q"))
    notes: list[tuple[int, str]] = field(default_factory=list)
    rows: int = 1
    columns: int = 1
    """How far a cell of a table reaches."""


class _Reader(HTMLParser):
    """Collects lines; the parser's line and column are turned into offsets."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.starts = [0]
        for found in re.finditer("\n", text):
            self.starts.append(found.end())
        self.lines: list[Line] = []
        self.stack: list[str] = []
        self.piece = _Piece()
        self.cells: list[_Piece] | None = None
        self.in_cell = False
        self.reach = (1, 1)
        self.hanging: dict[int, int] = {}
        """The columns into which cells of the rows above still reach, and for how many rows."""
        self.counts: list[int] = []

    def _at(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._break()
            return
        if tag in _BODY and "head" in self.stack:  # its end tag may be left out
            del self.stack[self.stack.index("head") :]
        if tag in _BLOCKS and tag not in _CELLS:
            self.flush()
        if tag not in _VOID:
            self.stack.append(tag)
        if tag in {"ol", "ul"}:
            start = dict(attrs).get("start") or "1"
            self.counts.append(int(start) - 1 if tag == "ol" and _START.fullmatch(start) else -1)
        elif tag == "li":
            self._label()
        elif tag == "tr" and self._outermost():
            self._row()
            self.cells = []
        elif tag in _CELLS and self._outermost():
            self._end_cell()
            self.in_cell = True
            self.reach = (_reach(attrs, "rowspan"), _reach(attrs, "colspan"))
        elif tag in _CELLS:
            self._blank(self._at())

    def _outermost(self) -> bool:
        """Whether a row or cell here belongs to a table that stands in no other."""
        return self.stack.count("table") == 1

    def _end_cell(self) -> None:
        """The cell at hand is whole, be its end tag there or not."""
        if self.cells is None:
            self.flush()
            self.cells = []
        if self.in_cell or "".join(self.piece.text).strip():
            self.piece.rows, self.piece.columns = self.reach if self.in_cell else (1, 1)
            self.cells.append(self.piece)
        self.piece, self.in_cell = _Piece(), False

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS and self._outermost():
            self._end_cell()
        elif tag in {"tr", "table"} and self._outermost():
            self._row()
            self.hanging = self.hanging if tag == "tr" else {}
        elif tag in _BLOCKS:
            self.flush()
        if tag == "li" and self.cells is None:
            self.piece = _Piece()
        if tag in {"ol", "ul"} and self.counts:
            self.counts.pop()
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if any(tag in _SILENT for tag in self.stack):
            return
        note = _NOTE.fullmatch(data.strip()) if "sup" in self.stack else None
        if note:
            self.piece.notes.append((len(self.piece.keys), note[1]))
            return
        start = self._at()
        at = 0
        for blank in _BLANKS.finditer(data):
            self._add(data[at : blank.start()], start + at)
            self._blank(start + blank.start())
            at = blank.end()
        self._add(data[at:], start + at)

    def handle_entityref(self, name: str) -> None:
        self._character(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._character(f"&#{name};")

    def _character(self, reference: str) -> None:
        if not any(tag in _SILENT for tag in self.stack):
            text = unescape(reference)
            self._add(" " if text == "\xa0" else text, self._at(), step=0)

    def _add(self, text: str, start: int, step: int = 1) -> None:
        if text:
            self.piece.text.append(text)
            self.piece.keys.extend(start + step * index for index in range(len(text)))

    def _blank(self, at: int) -> None:
        if self.piece.keys and not self.piece.text[-1].endswith(" "):
            self._add(" ", at)

    def _label(self) -> None:
        """The number or bullet that the browser prints before an item of a list."""
        if not self.counts or any(tag in _SIDE for tag in self.stack):
            return
        if self.counts[-1] >= 0:
            self.counts[-1] += 1
        if self.cells is None:
            self.piece = _Piece()
        label = f"{self.counts[-1]}. " if self.counts[-1] >= 0 else "• "
        self.piece.text.append(label)
        self.piece.keys.extend([INSERTED] * len(label))

    def _break(self) -> None:
        if self.piece.keys and self.cells is None:
            self.flush(joins=None)
        elif self.piece.keys:
            self._add(" ", self._at())

    def finish(self) -> None:
        """What is still open at the end of the file is whole too."""
        self.close()
        self._row()
        self.flush()

    def flush(self, joins: bool | None = False) -> None:
        """Close the line at hand."""
        piece, text = self.piece, "".join(self.piece.text)
        if self.cells is not None:
            return
        if any(key != INSERTED for key in piece.keys) and text.strip():
            marker = piece.notes[0][1] if piece.notes and piece.notes[0][0] == 0 else None
            notes = tuple(piece.notes[1:] if marker else piece.notes)
            role = "footnote" if marker else self._role()
            self.lines.append(Line(text, piece.keys, None, role, self._level(), joins, marker, notes))
        elif joins is False and text:
            return
        self.piece = _Piece()

    def _role(self) -> LineRole | None:
        if any(tag in _SIDE for tag in self.stack):
            return "furniture"
        return "heading" if self._level() else None

    def _level(self) -> int | None:
        found = next((match for tag in reversed(self.stack) if (match := _HEADING.fullmatch(tag))), None)
        return int(found[1]) if found else None

    def _row(self) -> None:
        """The row at hand is whole: a line of the table, or of the text where its only cell frames a page."""
        if self.cells is None:
            return
        self._end_cell()
        cells, self.cells = self.cells, None
        filled = [cell for cell in cells if "".join(cell.text).strip()]
        in_table = bool(self.lines) and self.lines[-1].role == "table"
        if len(cells) == 1 and filled and not in_table:
            self.piece = filled[0]
            self.flush()
            return
        text: list[str] = []
        keys: list[int] = []
        for index, cell in enumerate(self._spread(cells)):
            text.append(("\t" if index else "") + "".join(cell.text))
            keys.extend([INSERTED] * bool(index))
            keys.extend(cell.keys)
        if filled:
            self.lines.append(Line("".join(text), keys, None, "table", joins=False))
        self.piece = _Piece()

    def _spread(self, cells: list[_Piece]) -> Iterator[_Piece]:
        """The cells of a row with an empty one for each further column or row that a cell reaches into."""
        column = 0
        for cell in cells:
            while self.hanging.get(column, 0):
                self.hanging[column] -= 1
                column += 1
                yield _Piece()
            for further in range(cell.columns):
                self.hanging[column] = cell.rows - 1
                column += 1
                yield _Piece() if further else cell
        while self.hanging.get(column, 0):
            self.hanging[column] -= 1
            column += 1
            yield _Piece()


def _reach(attrs: list[tuple[str, str | None]], name: str) -> int:
    """How many rows or columns a cell says it takes; one where it says nothing that can be."""
    stated = dict(attrs).get(name) or "1"
    return min(int(stated), _WIDEST) if _START.fullmatch(stated) and int(stated) > 0 else 1
