"""A sample report set as PDF in the manner of a UN document; the layout is a parameter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

MARK = 0xE000
"""A character from here on stands for the marker of the footnote with that number."""
_TOKEN = re.compile(r"[\ue000-\ue0ff]|[A-Za-z0-9%.,:;/()\-*]+|.", re.S)
_NO_START = set("，。、；：！？）》”’」』〉】…—%,.;:!?)")
_NO_END = set("（《“‘「『〈【(")
_BAR = 9


@dataclass(frozen=True, slots=True)
class Layout:
    """How the pages look: the sizes in points, and what stands around the text."""

    font: Path | None = None
    size: float = 10.5
    columns: int = 1
    heads: bool = True
    rules: bool = True
    margin: float = 72
    gutter: float = 24
    indent: float = 24
    footnotes: bool = True
    of_pages: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, heading, table … with its footnotes as (number, text)."""

    kind: str
    text: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its head and its parts in reading order."""

    symbol: str
    job: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    parts: tuple[Part, ...]


class Setter:
    """Pages in the making; ``y`` is the top of the next line in the frame at hand."""

    def __init__(self, path: Path, edition: Edition, layout: Layout) -> None:
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1)
        self.canvas.setTitle(edition.symbol)
        self.edition, self.layout = edition, layout
        self.font = _font(layout.font)
        self.width, self.height = A4
        self.page, self.column = 1, 0
        self.notes: list[tuple[str, str]] = []
        self.top = self.height - layout.margin
        self.y = self.top

    @property
    def column_width(self) -> float:
        free = self.width - 2 * self.layout.margin - (self.layout.columns - 1) * self.layout.gutter
        return free / self.layout.columns

    @property
    def left(self) -> float:
        return self.layout.margin + self.column * (self.column_width + self.layout.gutter)

    @property
    def leading(self) -> float:
        return self.layout.size * 1.6

    def text_width(self, text: str, size: float) -> float:
        return sum(
            pdfmetrics.stringWidth(str(ord(c) - MARK), self.font, size * 0.6)
            if MARK <= ord(c) < MARK + 256
            else pdfmetrics.stringWidth(c, self.font, size)
            for c in text
        )

    def break_lines(self, text: str, width: float, size: float, first: float = 0) -> Iterator[str]:
        """Lines no wider than ``width``; closing marks never begin one, opening marks never end one."""
        line, room = "", width - first
        for token in _TOKEN.findall(text):
            wide = self.text_width(line + token, size) > room
            if (line and wide and token[0] not in _NO_START and ord(token[0]) < MARK) or (wide and token == " "):
                carry = line[-1] if line[-1] in _NO_END else ""
                yield line[: len(line) - len(carry)].rstrip()
                line, room = carry + token.lstrip(), width
            else:
                line += token
        if line:
            yield line

    def notes_height(self, notes: Sequence[tuple[str, str]]) -> float:
        size = self.layout.size * 0.8
        rows = sum(len(list(self.break_lines(f"{n} {text}", self.column_width, size))) for n, text in notes)
        return rows * size * 1.5 + (12 if notes else 0)

    def need(self, height: float, notes: Sequence[tuple[str, str]] = ()) -> None:
        """Turn to the next frame if the height and the notes do not fit into this one."""
        bottom = self.layout.margin + self.notes_height([*self.notes, *notes])
        if self.y - height < bottom:
            self.next_frame()

    def next_frame(self) -> None:
        self._set_notes()
        self.column += 1
        if self.column == self.layout.columns:
            self._finish_page()
            self.canvas.showPage()
            self.page, self.column = self.page + 1, 0
            self.top = self.height - self.layout.margin
        self.y = self.top

    def _set_notes(self) -> None:
        if not self.notes:
            return
        size = self.layout.size * 0.8
        y = self.layout.margin + self.notes_height(self.notes) - 6
        self.canvas.line(self.left, y, self.left + 90, y)
        y -= 2
        for number, text in self.notes:
            for index, line in enumerate(self.break_lines(f"{number} {text}", self.column_width, size)):
                y -= size * 1.5
                if index == 0 and number.isdigit():
                    self.canvas.setFont(self.font, size * 0.65)
                    self.canvas.drawString(self.left, y + size * 0.35, number)
                    self.canvas.setFont(self.font, size)
                    self.canvas.drawString(self.left + 10, y, line[len(number) :].lstrip())
                else:
                    self.canvas.setFont(self.font, size)
                    self.canvas.drawString(self.left, y, line)
        self.notes = []

    def _finish_page(self) -> None:
        if not self.layout.heads:
            return
        small = 8.5
        self.canvas.setFont(self.font, small)
        number = f"{self.page}/{self.layout.of_pages}"
        if self.page == 1:
            self.canvas.drawString(self.layout.margin, 40, f"{self.edition.job} (C)")
            self.canvas.setFont(self.font, _BAR)
            self.canvas.drawString(self.layout.margin, 28, f"*{self.edition.job.replace('-', '')}*")
            return
        even = self.page % 2 == 0
        at = self.layout.margin if even else self.width - self.layout.margin
        draw = self.canvas.drawString if even else self.canvas.drawRightString
        draw(at, self.height - 40, self.edition.symbol)
        draw(at, 40, number)

    def line(self, text: str, x: float, size: float) -> None:
        """Set one line at the baseline under ``y``, footnote markers raised and small."""
        self.y -= self.leading
        for piece in re.split(r"([\ue000-\ue0ff])", text):
            if not piece:
                continue
            if MARK <= ord(piece[0]) < MARK + 256:
                self.canvas.setFont(self.font, size * 0.6)
                self.canvas.drawString(x, self.y + size * 0.4, str(ord(piece) - MARK))
            else:
                self.canvas.setFont(self.font, size)
                self.canvas.drawString(x, self.y, piece)
            x += self.text_width(piece, size)

    def paragraph(self, part: Part, size: float, first: float = 0, shift: float = 0) -> None:
        lines = list(self.break_lines(part.text, self.column_width - shift, size, first))
        for index, text in enumerate(lines):
            here = [note for note in part.notes if note[0].isdigit() and chr(MARK + int(note[0])) in text]
            self.need(self.leading, here if self.layout.footnotes else ())
            if self.layout.footnotes:
                self.notes.extend(here)
            self.line(text, self.left + shift + (first if index == 0 else 0), size)
        self.y -= self.leading * 0.4

    def heading(self, part: Part, size: float) -> None:
        self.need(self.leading * 3)
        self.y -= self.leading * 0.4
        self.paragraph(part, size)

    def table(self, part: Part) -> None:
        size = self.layout.size * 0.95
        width = self.column_width / max(len(row) for row in part.rows)
        height = self.leading * 1.1
        for row in part.rows:
            self.need(height + 2)
            self.y -= height
            self.canvas.setFont(self.font, size)
            for index, cell in enumerate(row):
                x = self.left + index * width
                self.canvas.drawString(x + 4, self.y + 4, cell)
                if self.layout.rules:
                    self.canvas.rect(x, self.y, width, height)
        self.y -= self.leading * 0.6

    def masthead(self) -> None:
        y = self.y
        right = self.width - self.layout.margin - 130
        self.canvas.setFont(self.font, 14)
        self.canvas.drawString(self.layout.margin, y, self.edition.left[0])
        self.canvas.drawRightString(self.width - self.layout.margin, y, self.edition.symbol)
        self.canvas.line(self.layout.margin, y - 6, self.width - self.layout.margin, y - 6)
        self.canvas.setFont(self.font, 20)
        self.canvas.drawString(self.layout.margin, y - 32, self.edition.left[1])
        self.canvas.setFont(self.font, 9)
        for index, text in enumerate(self.edition.right):
            self.canvas.drawString(right, y - 24 - 13 * index, text)
        self.y = y - 24 - 13 * len(self.edition.right) - 10
        self.canvas.line(self.layout.margin, self.y, self.width - self.layout.margin, self.y)
        self.top = self.y

    def part(self, part: Part) -> None:
        size = self.layout.size
        if part.kind in {"table", "list"}:
            self.table(part)
        elif part.kind in {"title", "chapter", "annex_title"}:
            self.heading(part, size * 1.3)
        elif part.kind in {"section", "free", "caption", "annex", "summary_head"}:
            self.heading(part, size * (1.15 if part.kind != "caption" else 1))
        elif part.kind == "item":
            self.paragraph(part, size, shift=self.layout.indent)
        elif part.kind in {"paragraph", "body", "summary"}:
            self.paragraph(part, size, first=self.layout.indent)
        else:
            self.paragraph(part, size)

    def save(self) -> None:
        self._set_notes()
        self._finish_page()
        self.canvas.save()


def set_pdf(path: Path, edition: Edition, layout: Layout) -> None:
    """Write the edition as PDF; an annex begins a new page. Set twice, since heads count the pages."""
    pages = _set(path, edition, layout)
    _set(path, edition, replace(layout, of_pages=pages))


def _set(path: Path, edition: Edition, layout: Layout) -> int:
    setter = Setter(path, edition, layout)
    setter.masthead()
    for part in edition.parts:
        if part.kind == "annex":
            while True:
                setter.next_frame()
                if setter.column == 0:
                    break
        if part.kind == "headnote":
            setter.notes.append(part.notes[0])
            continue
        setter.part(part)
    setter.save()
    return setter.page


def _font(path: Path | None) -> str:
    """The embedded font of a file, or Adobe's Song, which no PDF needs to embed."""
    name = path.stem if path else "STSong-Light"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(path)) if path else UnicodeCIDFont(name))
    return name
