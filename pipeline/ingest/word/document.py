"""A Word file as lines: headers first, then the body with its tables, each footnote behind its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.errors import EmptyFile
from pipeline.ingest.word.numbering import Numbering, load_numbering
from pipeline.ingest.word.package import DEEPEST, Package, W, number_of, open_package
from pipeline.ingest.word.paragraphs import Paragraph, read_paragraph
from pipeline.ingest.word.styles import Style, load_styles
from pipeline.model import INSERTED, Line, LineRole, Source

MAIN = "word/document.xml"
_OFFSET = 24
_PART = 48
_FIELD = re.compile(r"\d{1,4}(?: ?/ ?\d{1,4})?")
_HEAD_MARK = re.compile(r"\b[A-Z]{1,6}/|Distr|Original", re.I)
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DocxLocator(Struct, frozen=True):
    """A key is the part, the index of its paragraph and the offset in the paragraph's accepted text."""

    parts: tuple[str, ...]

    def place(self, keys: Sequence[int]) -> dict[str, Any]:
        """``{part, paragraph, start, end}``; further paragraphs, if the words run on, under ``more``."""
        spans: dict[tuple[int, int], list[int]] = {}
        for key in keys:
            where = key >> _PART, (key >> _OFFSET) & ((1 << (_PART - _OFFSET)) - 1)
            spans.setdefault(where, []).append(key & ((1 << _OFFSET) - 1))
        places: list[dict[str, Any]] = [
            {"part": self.parts[part], "paragraph": paragraph, "start": min(offsets), "end": max(offsets) + 1}
            for (part, paragraph), offsets in spans.items()
        ]
        return places[0] | ({"more": places[1:]} if len(places) > 1 else {})


class Reader(Struct):
    """The state of one reading: lists that count, footnotes in the order of their references."""

    package: Package
    styles: dict[str, Style]
    numbering: Numbering
    parts: list[str] = field(default_factory=list)
    indexes: dict[str, dict[etree._Element, int]] = field(default_factory=dict)
    noted: dict[str, int] = field(default_factory=dict)
    running: bool = False

    def key(self, part: str, node: etree._Element) -> int:
        """The key of the first character of a paragraph."""
        if part not in self.indexes:
            root = self.package.tree(part)
            nodes = root.iter(f"{W}p") if root is not None else ()
            self.indexes[part] = {paragraph: index for index, paragraph in enumerate(nodes)}
            self.parts.append(part)
        return self.parts.index(part) << _PART | self.indexes[part][node] << _OFFSET


def read_docx(name: str, sha256: str, data: bytes) -> Source:
    """The lines of a Word file with part, paragraph and offset for every character."""
    package = open_package(name, data)
    numbering = load_numbering(package.tree("word/numbering.xml"))
    reader = Reader(package, load_styles(package.tree("word/styles.xml")), numbering)
    root = package.tree(MAIN)
    body = root.find(f"{W}body") if root is not None else None
    lines = [*_margins(reader), *(_blocks(reader, MAIN, body) if body is not None else ())]
    if not any(line.text.strip() for line in lines):
        raise EmptyFile(f"{name} holds no text", "give a file with text in it")
    return Source(
        name=name,
        sha256=sha256,
        media_type=_MEDIA,
        lines=tuple(lines),
        locator=DocxLocator(tuple(reader.parts)),
        characters=sum(len(line.text) for line in lines),
        reader="docx",
    )


def _margins(reader: Reader) -> Iterator[Line]:
    """The running heads and feet once each, cut at tabs; a head that bears a symbol belongs to the masthead."""
    seen: set[str] = set()
    printed: set[str] = set()
    for kind in ("header", "footer"):
        for part in sorted(reader.package.related(kind)):
            root = reader.package.tree(part)
            for node in root.iter(f"{W}p") if root is not None else ():
                text = read_paragraph(node).text.strip()
                if not text or text in seen or _FIELD.fullmatch(text):
                    continue
                seen.add(text)
                role: LineRole = "masthead" if kind == "header" and _HEAD_MARK.search(text) else "furniture"
                for line in _lines(reader, part, read_paragraph(node, tab="\n"), role=role):
                    if line.text.strip() and line.text.strip() not in printed:
                        printed.add(line.text.strip())
                        yield replace(line, joins=False)


def _blocks(reader: Reader, part: str, parent: etree._Element) -> Iterator[Line]:
    for node in parent:
        if node.tag == f"{W}p":
            yield from _paragraph_lines(reader, part, node)
        elif node.tag == f"{W}tbl":
            yield from _table_lines(reader, part, node)
        elif node.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            yield from _blocks(reader, part, node)


def _paragraph_lines(reader: Reader, part: str, node: etree._Element) -> Iterator[Line]:
    paragraph = read_paragraph(node)
    style = _style(reader, node)
    role: LineRole | None = "title" if style.title else "heading" if style.level else None
    if paragraph.text.strip():
        reader.running = reader.running or len(paragraph.text) > 60
        number = _number(reader, node, style)
        yield from _lines(reader, part, paragraph, role=role, level=style.level, prefix=number)
    for box in paragraph.boxes:
        yield from _blocks(reader, part, box)
    yield from _notes(reader, [paragraph])


def _style(reader: Reader, node: etree._Element) -> Style:
    found = node.find(f"{W}pPr/{W}pStyle")
    style = reader.styles.get(found.get(f"{W}val", ""), Style()) if found is not None else Style()
    outline = node.find(f"{W}pPr/{W}outlineLvl")
    depth = number_of(outline.get(f"{W}val"), -1, most=DEEPEST) if outline is not None else -1
    if depth >= 0 and style.level is None:
        return Style(depth + 1, style.title, style.number_id, style.number_level)
    return style


def _number(reader: Reader, node: etree._Element, style: Style) -> str:
    own = node.find(f"{W}pPr/{W}numPr/{W}numId")
    level = node.find(f"{W}pPr/{W}numPr/{W}ilvl")
    number_id = own.get(f"{W}val") if own is not None else style.number_id
    if not number_id or number_id == "0":
        return ""
    depth = number_of(level.get(f"{W}val"), 0, most=DEEPEST) if level is not None else style.number_level
    return reader.numbering.next(number_id, depth)


def _lines(
    reader: Reader,
    part: str,
    paragraph: Paragraph,
    *,
    role: LineRole | None = None,
    level: int | None = None,
    prefix: str = "",
    marker: str | None = None,
    joins: bool = False,
) -> Iterator[Line]:
    """The paragraph as lines, one for each soft break; all but the last go on in the next."""
    first = reader.key(part, paragraph.node)
    marks = [(at, _marker(reader, kind, note)) for at, kind, note in paragraph.notes]
    at = 0
    pieces = paragraph.text.split("\n")
    for index, piece in enumerate(pieces):
        here = tuple((spot - at, mark) for spot, mark in marks if at <= spot <= at + len(piece))
        keys = [*([INSERTED] * len(prefix)), *range(first + at, first + at + len(piece))]
        more = index + 1 < len(pieces)
        yield Line(prefix + piece, keys, None, role, level, more or joins, marker, here)
        at, prefix = at + len(piece) + 1, ""


def _marker(reader: Reader, kind: str, note: str) -> str:
    """The number that a note prints: notes count in the order of their references."""
    return str(reader.noted.setdefault(f"{kind} {note}", len(reader.noted) + 1))


def _notes(reader: Reader, paragraphs: Iterable[Paragraph]) -> Iterator[Line]:
    """The notes that the paragraphs refer to."""
    for paragraph in paragraphs:
        for _, kind, note in paragraph.notes:
            part = f"word/{kind}.xml"
            root = reader.package.tree(part)
            nodes = root if root is not None else ()
            body = next((node for node in nodes if node.get(f"{W}id") == note), None)
            inner = [read_paragraph(node) for node in body.iter(f"{W}p")] if body is not None else []
            inner = [one for one in inner if one.text.strip()]
            for index, one in enumerate(inner):
                marker = _marker(reader, kind, note) if index == 0 else None
                more = index + 1 < len(inner)
                yield from _lines(reader, part, one, role="footnote", marker=marker, joins=more)


def _table_lines(reader: Reader, part: str, table: etree._Element) -> Iterator[Line]:
    own = [row for row in table.iter(f"{W}tr") if _own(row, table)]
    rows = [[_cell(cell) for cell in row.iter(f"{W}tc") if _own(cell, table)] for row in own]
    cells = [cell for row in rows for cell in row]
    printed = " ".join(one.text for cell in cells for one in cell)
    head = not reader.running and _HEAD_MARK.search(printed) is not None
    if head or len(cells) == 1:
        for one in (one for cell in cells for one in cell if one.text.strip()):
            yield from _lines(reader, part, one, role="masthead" if head else None)
    else:
        for row in rows:
            yield _row_line(reader, part, row)
    yield from _notes(reader, (one for cell in cells for one in cell))


def _own(part: etree._Element, table: etree._Element) -> bool:
    """Whether the row or cell is the table's own and not that of a table inside one of its cells."""
    return next(part.iterancestors(f"{W}tbl")) is table


def _cell(cell: etree._Element) -> list[Paragraph]:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is not None and merge.get(f"{W}val") != "restart":
        return []
    return [read_paragraph(node) for node in cell.iter(f"{W}p")]


def _row_line(reader: Reader, part: str, row: Sequence[Sequence[Paragraph]]) -> Line:
    text: list[str] = []
    keys: list[int] = []
    notes: list[tuple[int, str]] = []
    for index, cell in enumerate(row):
        if index:
            text.append("\t")
            keys.append(INSERTED)
        for one in (one for one in cell if one.text.strip()):
            if text and text[-1][-1:].isascii() and text[-1][-1:].isalnum():
                text.append(" ")
                keys.append(INSERTED)
            notes += [(len(keys) + at, _marker(reader, kind, note)) for at, kind, note in one.notes]
            first = reader.key(part, one.node)
            text.append(one.text.replace("\n", " "))
            keys.extend(range(first, first + len(one.text)))
    return Line("".join(text), keys, None, "table", joins=False, footnotes=tuple(notes))
