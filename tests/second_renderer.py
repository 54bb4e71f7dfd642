"""A small report of ours and a second typesetter for it: what is set is known, how it is set is a parameter.

Unlike corpus/typeset.py this one sets its lines full out, a character or word at a time, raises markers by the
text's rise, draws notes and heads before the text, and lets cells run over several lines.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
SYMBOL, JOB = "A/75/9411", "20-09411"
LEFT, RIGHT = ("联合国", "大会"), ("Distr.: General", "14 July 2020", "Chinese", "Original: English")
NOTES = {
    1: "《联合国条约汇编》，第999卷，第14668号。",
    2: "见A/74/9260，第12段。",
    3: "大会第68/268号决议，附件一。",
    4: "可查阅www.un.org/report。",
}
HEAD = (
    "第七十五届会议",
    "临时议程项目72(b)",
    "促进和保护人权：人权问题",
)
TITLE = "国家人权机构的工作与经费筹措"
AUTHOR = "秘书长的报告"
TABLE = (
    ("区域", "请求数目", "经费(美元)"),
    ("非洲", "17", "1 250 000"),
    ("亚洲和太平洋", "9", "640 000"),
    ("拉丁美洲和加勒比", "6", "410 500"),
    ("共计", "32", "2 300 500"),
)
COUNTRIES = (("阿富汗*", "海地"), ("布隆迪", "肯尼亚*"), ("乍得", "尼泊尔"))
REPORT: tuple[tuple[str, str], ...] = (
    ("chapter", "一. 导言"),
    ("paragraph", "1. 大会在2019年12月18日第74/156号决议中请秘书长向大会第七十五届会议报告该决议的执行情况。本报告根据这一请求提交，涵盖2019年7月1日至2020年6月30日期间。"),
    ("paragraph", "2. 《公民权利和政治权利国际公约》[1]由大会1966年12月16日第2200A(XXI)号决议通过。截至2020年6月30日，公约共有173个缔约国。秘书长在上一次报告[2]中介绍了联合国开发计划署(开发署)和联合国人权事务高级专员办事处(人权高专办)的合作。"),
    ("chapter", "二. 报告所述期间的活动"),
    ("section", "A. 技术援助"),
    ("paragraph", "3. 2020年，人权高专办向32个国家提供了技术援助，比2019年增加了14%。援助费用为230万美元，其中60%来自自愿捐款，其余来自经常预算。肯尼亚全国人权委员会与Kenya National Commission on Human Rights Foundation签署了一项谅解备忘录，并于2020年3月5日在内罗毕举办了讲习班，来自18个国家的124名学员参加。"),
    ("paragraph", "4. 援助包括以下各项："),
    ("item", "(a) 就机构的法律框架提供咨询意见，并评估其是否符合《关于促进和保护人权的国家机构的地位的原则》(《巴黎原则》)；"),
    ("item", "(b) 培训工作人员；"),
    ("item", "(c) 通过United Nations Volunteers派遣专家。"),
    ("paragraph", "5. 安全理事会第2423(2018)号决议延长了联合国马里多层面综合稳定团(马里稳定团)的任务期限。马里稳定团协助马里全国人权委员会在巴马科、加奥和莫普提设立了3个办事处。法国、德国和荷兰为此捐款150万欧元。"),
    ("section", "B. 经费"),
    ("paragraph", "6. 大会关于条约机构体系的决议[3]核准的资源不足以应付积压的工作。2020年6月15日，Michelle Bachelet高级专员向人权理事会第四十四届会议报告说，2020年的自愿捐款为1.798亿美元，少于2019年的1.872亿美元。下表按区域列出请求数目和经费。"),
    ("caption", "表1 按区域分列的请求和经费"),
    ("table", ""),
    ("chapter", "三. 结论和建议"),
    ("paragraph", "7. 秘书长欢迎尼泊尔于2020年2月12日任命全国人权委员会的5名成员，并鼓励会员国执行可持续发展目标16的具体目标16.a。国家人权机构全球联盟目前有117个成员，其中80个具有A级地位[4]。"),
    ("paragraph", "8. 秘书长建议大会：(一) 请各会员国在2021年12月31日之前设立或加强国家人权机构；(二) 请联合国各机构，特别是联合国儿童基金会(儿基会)和联合国促进性别平等和增强妇女权能署(妇女署)，继续支持这些机构的工作，不论其规模如何；(三) 在第七十七届会议上审议进展情况。"),
    ("annex", "附件"),
    ("annex_title", "2020年接受援助的国家"),
    ("list", ""),
    ("foot", "* 有联合国和平行动的国家。"),
)  # fmt: skip
_MARK = re.compile(r"\[(\d)\]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WORD = re.compile(r"\[\d\]|[A-Za-z0-9.,:;/()%'-]+|.", re.S)
_PADDING = 5.0
"""Between the rows of a table, in points."""
_NO_START, _NO_END = set("，。、；：）》"), set("（《")


def rows_of(kind: str) -> tuple[tuple[str, ...], ...]:
    """The cells of a table or list of the report; none for other kinds."""
    return {"table": TABLE, "list": COUNTRIES}.get(kind, ())


def notes_of(text: str) -> list[int]:
    """The notes that a text refers to."""
    return [int(number) for number in _MARK.findall(text)]


def write_text(path: Path) -> None:
    """The report as plain text, notes behind the paragraph that refers to them, cells parted by tabs."""
    out = ["\n".join((LEFT[0], SYMBOL, LEFT[1], *RIGHT)), *HEAD, TITLE, AUTHOR]
    for kind, text in REPORT:
        out.append(_MARK.sub(lambda m: m[1].translate(_RAISED), text) if text else _tabbed(kind))
        out += [f"{str(number).translate(_RAISED)} {NOTES[number]}" for number in notes_of(text)]
    path.write_text("\n\n".join(out) + "\n", encoding="utf8")


def _tabbed(kind: str) -> str:
    return "\n".join("\t".join(row) for row in rows_of(kind))


def write_html(path: Path) -> None:
    """The report as a page: notes at its end, headings by their tags."""
    tags = {"chapter": "h2", "section": "h3", "annex": "h2", "annex_title": "h3"}
    out = [f"<p>{html.escape(line)}</p>" for line in (LEFT[0], SYMBOL, LEFT[1], *RIGHT, *HEAD)]
    out += [f"<h1>{TITLE}</h1>", f"<p>{AUTHOR}</p>"]
    for kind, text in REPORT:
        if rows := rows_of(kind):
            cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
            out.append(f"<table><tbody>{cells}</tbody></table>")
        else:
            tag, marked = tags.get(kind, "p"), _MARK.sub(r"<sup>\1</sup>", html.escape(text))
            out.append(f"<{tag}>{marked}</{tag}>")
    out += [f"<p><sup>{number}</sup> {note}</p>" for number, note in NOTES.items()]
    path.write_text(f"<html><head><meta charset=utf-8></head><body>{''.join(out)}</body></html>", encoding="utf8")


def write_docx(path: Path) -> None:
    """The report as Word file: symbol and name in the first header, real footnotes, no style but for headings."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = f"{LEFT[0]}\t\t{SYMBOL}"
    for line in (LEFT[1], *RIGHT, *HEAD):
        document.add_paragraph(line)
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(AUTHOR)
    styles = {"chapter": "Heading 1", "section": "Heading 2", "annex": "Heading 1", "annex_title": "Heading 2"}
    for kind, text in REPORT:
        if rows := rows_of(kind):
            table = document.add_table(0, len(rows[0]))
            for row in rows:
                for cell, content in zip(table.add_row().cells, row, strict=True):
                    cell.text = content
            continue
        paragraph = document.add_paragraph(style=styles.get(kind))
        for piece in re.split(r"(\[\d\])", text):
            run = paragraph.add_run("" if _MARK.fullmatch(piece) else piece)
            if _MARK.fullmatch(piece):
                run._r.append(run._r.makeelement(f"{_W}footnoteReference", {f"{_W}id": piece[1]}))
    document.save(str(path))
    _add_notes(path)


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _add_notes(path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in NOTES.items()
    )
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name).decode("latin1") for name in file.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    )
    relations = "word/_rels/document.xml.rels"
    parts[relations] = parts[relations].replace(
        "</Relationships>", f'<Relationship Id="notes" Type="{office}" Target="footnotes.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content.encode("latin1"))
        file.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{_W[1:-1]}">{notes}</w:footnotes>')


@dataclass(frozen=True, slots=True)
class Layout:
    """How the pages look; ``heads`` is where running heads stand: left, right, outside, or off.

    ``turned`` is a page (from 1) that stands on its side in the file and is shown upright.
    """

    size: float = 10
    columns: int = 1
    heads: str = "outside"
    rules: bool = True
    margin: float = 70
    indent: float = 22
    leading: float = 1.5
    full: bool = True
    job: bool = True
    contents: bool = False
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be set: words, or cells of a row, with the notes that must stand at the foot of its page."""

    words: tuple[str, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    size: float = 10
    shift: float = 0
    last: bool = True
    before: float = 0
    keep: int = 1
    notes: tuple[int, ...] = ()
    new_page: bool = False


def write_pdf(path: Path, layout: Layout) -> int:
    """Set the report; the number of its pages."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    pages = list(_pages(layout, list(_lines(layout))))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for number, frames in enumerate(pages, 1):
        if number == layout.turned:
            canvas.setPageSize((A4[1], A4[0]))
            canvas.setPageRotation(90)
            canvas.translate(A4[1], 0)
            canvas.rotate(90)
        else:
            canvas.setPageSize(A4)
            canvas.setPageRotation(0)
        _furniture(canvas, layout, number, len(pages))
        for column, frame in enumerate(frames):
            _frame(canvas, layout, column, frame, _top(layout, number))
        canvas.showPage()
    canvas.save()
    return len(pages)


def _column_width(layout: Layout) -> float:
    return (A4[0] - 2 * layout.margin - 24 * (layout.columns - 1)) / layout.columns


def _top(layout: Layout, number: int) -> float:
    return A4[1] - layout.margin - (120 if number == 1 else 0)


def _width(word: str, size: float) -> float:
    if _MARK.fullmatch(word):
        return float(pdfmetrics.stringWidth(word[1], FONT, size * 0.6))
    return float(pdfmetrics.stringWidth(word, FONT, size))


def _broken(text: str, size: float, width: float, first: float) -> Iterator[list[str]]:
    line: list[str] = []
    room = width - first
    for word in _WORD.findall(text):
        if line and room < _width(word, size) and word[0] not in _NO_START and not _MARK.fullmatch(word):
            carry = [line.pop()] if line[-1] in _NO_END else []
            yield line
            line, room = carry, width - sum(_width(each, size) for each in carry)
            if word == " ":
                continue
        line.append(word)
        room -= _width(word, size)
    yield line


def _lines(layout: Layout) -> Iterator[Line]:
    """All lines under the masthead."""
    size = layout.size
    for text in HEAD:
        yield from _paragraph(text, size, layout, before=size * 0.5)
    yield from _paragraph(TITLE, size * 1.4, layout, before=size)
    yield from _paragraph(AUTHOR, size * 1.1, layout, before=size * 0.5)
    if layout.contents:
        yield from _contents(layout)
    for kind, text in REPORT:
        if rows := rows_of(kind):
            yield from _table(rows, layout)
        elif kind in {"chapter", "annex", "annex_title"}:
            yield from _paragraph(text, size * 1.25, layout, before=size, keep=4, new_page=kind == "annex")
        elif kind in {"section", "caption"}:
            yield from _paragraph(text, size * 1.1, layout, before=size * 0.8, keep=4)
        elif kind == "item":
            yield from _paragraph(text, size, layout, before=size * 0.4, shift=layout.indent)
        else:
            yield from _paragraph(text, size, layout, before=size * 0.4, first=layout.indent)


def _contents(layout: Layout) -> Iterator[Line]:
    yield Line(("目录",), size=layout.size * 1.2, before=layout.size, new_page=True)
    for page, (_, text) in enumerate([part for part in REPORT if part[0] in {"chapter", "section"}], 3):
        room = _column_width(layout) - _width(f"{text}  {page}", layout.size)
        dots = "." * int(room / _width(".", layout.size))
        yield Line((f"{text} {dots} {page}",), size=layout.size)


def _paragraph(
    text: str, size: float, layout: Layout, *, before: float = 0, keep: int = 1, shift: float = 0,
    first: float = 0, new_page: bool = False,
) -> Iterator[Line]:  # fmt: skip
    broken = list(_broken(text, size, _column_width(layout) - shift, first))
    for index, words in enumerate(broken):
        top = index == 0
        yield Line(
            tuple(words), size=size, shift=shift + (first if top else 0), last=index == len(broken) - 1,
            before=before if top else 0, keep=keep if top else 1, notes=tuple(notes_of("".join(words))),
            new_page=new_page and top,
        )  # fmt: skip


def _table(rows: tuple[tuple[str, ...], ...], layout: Layout) -> Iterator[Line]:
    room = _column_width(layout) / len(rows[0]) - 10
    for index, row in enumerate(rows):
        cells = tuple(tuple("".join(w) for w in _broken(cell, layout.size * 0.9, room, 0)) for cell in row)
        yield Line(cells=cells, size=layout.size * 0.9, before=layout.size if index == 0 else 0)


def _height(line: Line, layout: Layout) -> float:
    padding = _PADDING if line.cells else 0.0
    return line.before + padding + line.size * layout.leading * max((len(cell) for cell in line.cells), default=1)


def _note_lines(number: int, layout: Layout) -> list[list[str]]:
    return list(_broken(NOTES[number], layout.size * 0.78, _column_width(layout) - 12, 0))


def _notes_height(notes: list[int], layout: Layout) -> float:
    count = sum(len(_note_lines(number, layout)) for number in notes)
    return count * layout.size * 0.78 * 1.4 + (14 if notes else 0)


def _pages(layout: Layout, lines: list[Line]) -> Iterator[list[list[Line]]]:
    """Pages of frames of lines, so that each line has its notes in its frame."""
    frames: list[list[Line]] = [[]]
    number, used, notes = 1, 0.0, list[int]()
    for index, line in enumerate(lines):
        need = sum(_height(each, layout) for each in lines[index : index + line.keep])
        bottom = layout.margin + _notes_height([*notes, *line.notes], layout)
        full = _top(layout, number) - used - need < bottom
        if line.new_page or full:
            notes, used = [], 0.0
            if len(frames) == layout.columns or line.new_page:
                yield frames
                frames, number = [[]], number + 1
            else:
                frames.append([])
        frames[-1].append(line)
        used += _height(line, layout)
        notes += line.notes
    yield frames


def _furniture(canvas: Canvas, layout: Layout, number: int, pages: int) -> None:
    right = A4[0] - layout.margin
    if number == 1:
        _masthead(canvas, layout, right)
    canvas.setFont(FONT, 8)
    if number == 1 and layout.job:
        canvas.drawString(layout.margin, 36, f"{JOB} (C)    300720    310720")
        canvas.drawString(layout.margin, 22, f"*{JOB.replace('-', '')}*")
    if layout.heads == "off":
        return
    at_left = layout.heads == "left" or (layout.heads == "outside" and number % 2 == 0)
    draw, x = (canvas.drawString, layout.margin) if at_left else (canvas.drawRightString, right)
    draw(x, 30, f"{number}/{pages}")
    if number > 1:
        draw(x, A4[1] - 36, SYMBOL)
        other, y = (canvas.drawRightString, right) if at_left else (canvas.drawString, layout.margin)
        other(y, 30, JOB)


def _masthead(canvas: Canvas, layout: Layout, right: float) -> None:
    y = A4[1] - layout.margin
    canvas.setFont(FONT, 13)
    canvas.drawString(layout.margin, y, LEFT[0])
    canvas.drawRightString(right, y, SYMBOL)
    canvas.setLineWidth(0.5)
    canvas.line(layout.margin, y - 8, right, y - 8)
    canvas.setFont(FONT, 18)
    canvas.drawString(layout.margin, y - 36, LEFT[1])
    canvas.setFont(FONT, 9)
    for index, text in enumerate(RIGHT):
        canvas.drawString(right - 110, y - 26 - 13 * index, text)
    canvas.line(layout.margin, y - 90, right, y - 90)


def _frame(canvas: Canvas, layout: Layout, column: int, lines: list[Line], top: float) -> None:
    left = layout.margin + column * (_column_width(layout) + 24)
    notes = [number for line in lines for number in line.notes]
    _notes(canvas, layout, left, notes)
    y = top
    for line in lines:
        y -= line.before
        if line.cells:
            y = _row(canvas, layout, line, left, y)
        else:
            y -= line.size * layout.leading
            _set(canvas, layout, line, left + line.shift, y)


def _notes(canvas: Canvas, layout: Layout, left: float, notes: list[int]) -> None:
    if not notes:
        return
    size, y = layout.size * 0.78, layout.margin + _notes_height(notes, layout) - 10
    canvas.line(left, y + 4, left + 80, y + 4)
    for number in notes:
        for index, words in enumerate(_note_lines(number, layout)):
            y -= size * 1.4
            if index == 0:
                canvas.setFont(FONT, size * 0.65)
                canvas.drawString(left, y + size * 0.35, str(number))
            canvas.setFont(FONT, size)
            canvas.drawString(left + 12, y, "".join(words))


def _row(canvas: Canvas, layout: Layout, line: Line, left: float, y: float) -> float:
    height, width = _height(line, layout) - line.before, _column_width(layout) / len(line.cells)
    canvas.setFont(FONT, line.size)
    for index, cell in enumerate(line.cells):
        x = left + index * width
        for row, text in enumerate(cell):
            canvas.drawString(x + 5, y - line.size * (1.1 + row * layout.leading), text)
        if layout.rules:
            canvas.rect(x, y - height, width, height)
    return y - height


def _set(canvas: Canvas, layout: Layout, line: Line, x: float, y: float) -> None:
    """A line of text, word by word with gaps widened to fill the column unless it is the paragraph's last."""
    left = layout.margin + (0 if x < layout.margin + _column_width(layout) else _column_width(layout) + 24)
    spare = left + _column_width(layout) - x - sum(_width(word, line.size) for word in line.words)
    gap = max(spare, 0) / max(len(line.words) - 1, 1) if layout.full and not line.last else 0
    text = canvas.beginText(x, y)
    for word in line.words if gap else re.split(r"(\[\d\])", "".join(line.words)):
        if word:
            text.setTextOrigin(x, y)
            marker = _MARK.fullmatch(word)
            text.setFont(FONT, line.size * (0.6 if marker else 1))
            text.setRise(line.size * 0.4 if marker else 0)
            text.textOut(word[1] if marker else word)
            x += _width(word, line.size) + gap
    canvas.drawText(text)
