"""Write the two editions of the sample report as text, PDF and DOCX: ``python corpus/build.py``."""

from __future__ import annotations

import re
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from typeset import MARK, Edition, Layout, Part, set_pdf

HERE = Path(__file__).parent
FONT = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")  # Debian: fonts-wqy-zenhei
CHAPTERS = "一二三四五六七八九十"
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
NOTE = re.compile(r"⟦(.*?)⟧")
PREFIXED = {"chapter", "section", "annex", "paragraph"}


def load_edition(which: str) -> Edition:
    """The ``old`` or the ``new`` edition of source.toml, chapters, paragraphs and footnotes numbered."""
    source = tomllib.loads((HERE / "source.toml").read_text(encoding="utf8"))
    facts, head = source[which], source["head"]
    parts = [Part("head", text) for text in (facts["session"], facts["agenda"], head["agenda_title"])]
    parts += [Part("title", head["title"]), Part("head", head["author"]), Part("summary_head", "摘要")]
    counts = {"chapter": 0, "section": 0, "annex": 0, "paragraph": 0, "note": 0}
    noted = False
    for block in source["block"]:
        text = _text(block, which, source["block"])
        if text is None:
            continue
        if block["kind"] != "summary" and not noted:
            marker, note = facts["note"].split(" ", 1)
            parts.append(Part("headnote", facts["note"], ((marker, note),)))
            noted = True
        parts += _parts(block, text, counts)
    right = (head["distribution"], facts["date_en"], "Chinese", head["original"])
    return Edition(facts["symbol"], facts["job"], ("联合国", head["organ"]), right, tuple(parts))


def _text(block: dict[str, Any], which: str, blocks: list[dict[str, Any]]) -> Any:
    if block.get("only", which) != which:
        return None
    if "same" in block:
        return next(other["text"] for other in blocks if other.get("id") == block["same"])
    return block.get("text", block.get(which))


def _parts(block: dict[str, Any], text: Any, counts: dict[str, int]) -> list[Part]:
    kind = block["kind"]
    if kind == "table":
        return [Part("table", rows=tuple(tuple(row) for row in text))]
    if kind == "list":
        rows = -(-len(text) // block["columns"])
        grid = tuple(tuple(text[row::rows]) for row in range(rows))
        return [Part("list", rows=grid, columns=block["columns"])]
    if kind in counts:
        counts[kind] += 1
    if kind == "chapter":
        counts["section"] = 0
        return [Part(kind, f"{CHAPTERS[counts[kind] - 1]}. {text}")]
    if kind == "section":
        return [Part(kind, f"{chr(ord('A') + counts[kind] - 1)}. {text}")]
    if kind == "annex":
        return [Part(kind, f"附件{CHAPTERS[counts[kind] - 1]}"), Part("annex_title", text)]
    prefix = f"{counts[kind]}. " if kind == "paragraph" else ""
    marked, notes = _notes(text, counts)
    return [Part("foot" if kind == "note" else kind, prefix + marked, notes)]


def _notes(text: str, counts: dict[str, int]) -> tuple[str, tuple[tuple[str, str], ...]]:
    notes = []
    for note in NOTE.findall(text):
        counts["note_number"] = counts.get("note_number", 0) + 1
        notes.append((str(counts["note_number"]), note))
        text = text.replace(f"⟦{note}⟧", chr(MARK + counts["note_number"]), 1)
    return text, tuple(notes)


def text_of(edition: Edition) -> str:
    """The edition as plain text: superscript markers, each footnote behind its paragraph, tabs in tables."""
    lines = [edition.left[0], edition.symbol, edition.left[1], *edition.right]
    out = ["\n".join(lines)]
    for part in edition.parts:
        if part.rows:
            out.append("\n".join("\t".join(row) for row in part.rows))
            continue
        out.append(re.sub(r"[\ue000-\ue0ff]", lambda m: str(ord(m.group()) - MARK).translate(SUPERSCRIPT), part.text))
        out.extend(f"{n.translate(SUPERSCRIPT)} {note}" for n, note in part.notes if n.isdigit())
    return "\n\n".join(out) + "\n"


def write_docx(path: Path, edition: Edition) -> None:
    """The edition as Word file: the symbol in the header, headings by style, real footnotes."""
    document = Document()
    document.core_properties.author = document.core_properties.title = ""
    document.sections[0].header.paragraphs[0].text = edition.symbol
    for text in (edition.left[0], edition.left[1], *edition.right):
        document.add_paragraph(text)
    notes: list[tuple[str, str]] = []
    styles = {"title": "Title", "chapter": "Heading 1", "section": "Heading 2", "free": "Heading 3",
              "annex": "Heading 1", "annex_title": "Heading 2", "summary_head": "Heading 1"}  # fmt: skip
    for part in edition.parts:
        if part.rows:
            table = document.add_table(len(part.rows), len(part.rows[0]))
            for row, cells in enumerate(part.rows):
                for column, cell in enumerate(cells):
                    table.cell(row, column).text = cell
            continue
        paragraph = document.add_paragraph(style=styles.get(part.kind))
        for piece in re.split(r"([\ue000-\ue0ff])", part.text):
            if piece and MARK <= ord(piece[0]) < MARK + 256:
                paragraph._p.append(_reference(str(ord(piece) - MARK)))
            elif piece:
                paragraph.add_run(piece)
        notes += [note for note in part.notes if note[0].isdigit()]
    document.save(str(path))
    _add_footnotes(path, notes)


def _reference(number: str) -> Any:
    run, reference = OxmlElement("w:r"), OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), number)
    run.append(reference)
    return run


def _add_footnotes(path: Path, notes: list[tuple[str, str]]) -> None:
    """Add the footnotes part, which python-docx does not write; the times in the container are fixed."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in notes
    )
    footnotes = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {space}>{body}</w:footnotes>'
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    entries["[Content_Types].xml"] = entries["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    entries["word/_rels/document.xml.rels"] = entries["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdN" Type="{relation}" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    entries["word/footnotes.xml"] = footnotes.encode()
    entries.pop("docProps/thumbnail.jpeg", None)
    entries["_rels/.rels"] = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", entries["_rels/.rels"])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(entries, key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), entries[name], zipfile.ZIP_DEFLATED)


def main() -> int:
    """Write all files; needs reportlab, python-docx and the Debian package fonts-wqy-zenhei."""
    if not FONT.exists():
        print(f"{FONT} is missing: apt-get install fonts-wqy-zenhei", file=sys.stderr)
        return 2
    for which in ("old", "new"):
        edition = load_edition(which)
        stem = HERE / edition.symbol.replace("/", "_")
        stem.with_suffix(".txt").write_text(text_of(edition), encoding="utf8")
        set_pdf(stem.with_suffix(".pdf"), edition, Layout(font=FONT))
        write_docx(stem.with_suffix(".docx"), edition)
    return 0


if __name__ == "__main__":
    sys.exit(main())
