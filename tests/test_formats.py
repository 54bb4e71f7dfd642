"""The format makes no difference: text, PDF in any layout, Word and HTML give the same blocks."""

import difflib
import html
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pdfplumber
import pytest

from pipeline import extract
from pipeline.ingest import read_source
from pipeline.ingest.pdf import ocr, read_pdf
from pipeline.structure import structure

HERE = Path(__file__).parents[1]
CORPUS = HERE / "corpus"
SHARED = HERE.parent / "shared"
SOFFICE = shutil.which("soffice")
sys.path.insert(0, str(CORPUS))
build, typeset = pytest.importorskip("build"), pytest.importorskip("typeset")

EDITIONS = {"A_74_9260": "old", "A_76_9260": "new"}
LAYOUTS = {
    "wide": typeset.Layout(size=12, heads=False, rules=False),
    "narrow": typeset.Layout(size=8.5, margin=90),
    "no indent": typeset.Layout(size=11, indent=0),
    "two columns": typeset.Layout(size=9, columns=2, margin=50, indent=18),
}


def squeeze(text):
    return re.sub(r"\s", "", text)


def report_of(path):
    return structure(read_source(path))


def content(report):
    """Every block with its number, path, cells and squeezed text; the head and its notes stand anywhere."""
    blocks = []
    for block in report.blocks:
        rows = tuple(
            tuple((c.anchor and squeeze(report.text[c.anchor.start : c.anchor.end]), c.marker) for c in row)
            for row in block.rows
        )
        text = squeeze(report.text[block.anchor.start : block.anchor.end])
        blocks.append((block.kind, block.number, block.level, block.path, block.marker, rows, text))
    return sorted((b for b in blocks if not b[3]), key=repr), [b for b in blocks if b[3]]


def page_of(edition):
    """The edition as an HTML page."""
    tags = {
        "title": "h1",
        "chapter": "h2",
        "section": "h3",
        "free": "h4",
        "annex": "h2",
        "annex_title": "h3",
        "summary_head": "h2",
    }
    out = ['<!doctype html><html><head><meta charset="utf-8"><title>x</title></head><body>']
    out += [
        f"<div>{html.escape(text)}</div>" for text in (edition.left[0], edition.symbol, edition.left[1], *edition.right)
    ]
    for part in edition.parts:
        if part.rows:
            rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in part.rows)
            out.append(f"<table>{rows}</table>")
            continue
        tag = tags.get(part.kind, "p")
        text = re.sub(
            "[\ue000-\ue0ff]", lambda m: f"<sup>{ord(m.group()) - typeset.MARK}</sup>", html.escape(part.text)
        )
        out.append(f"<{tag}>{text}</{tag}>")
        out += [f"<p><sup>{number}</sup> {note}</p>" for number, note in part.notes if number.isdigit()]
    return "\n".join([*out, "</body></html>"])


@pytest.mark.parametrize("stem", EDITIONS)
def test_the_sample_has_the_same_blocks_in_every_format(stem, tmp_path):
    text = report_of(CORPUS / f"{stem}.txt")
    page = tmp_path / "page.html"
    page.write_text(page_of(build.load_edition(EDITIONS[stem])), encoding="utf8")
    for path in (CORPUS / f"{stem}.pdf", CORPUS / f"{stem}.docx", page):
        other = report_of(path)
        assert other.document == text.document, path
        assert content(other) == content(text), path


@pytest.mark.parametrize("stem", EDITIONS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_of_a_pdf_makes_no_difference(stem, layout, tmp_path):
    path = tmp_path / f"{stem}.pdf"
    typeset.set_pdf(path, build.load_edition(EDITIONS[stem]), LAYOUTS[layout])
    report = report_of(path)
    truth = report_of(CORPUS / f"{stem}.txt")
    assert report.document == truth.document
    assert content(report) == content(truth)
    heads = sum(count for reason, count in report.dropped.items() if "head" in reason)
    assert heads == (report.source.pages - 1 if LAYOUTS[layout].heads else 0)


@pytest.mark.parametrize("stem", EDITIONS)
def test_the_boxes_of_a_block_hold_its_words(stem):
    path = CORPUS / f"{stem}.pdf"
    report = report_of(path)
    with pdfplumber.open(path) as file:
        for block in report.blocks:
            place = report.place(block.anchor)
            found = ""
            for number, *box in place["boxes"]:
                page = file.pages[number - 1]
                inside = [c for c in page.chars if box[0] - 0.1 <= (c["x0"] + c["x1"]) / 2 <= box[2] + 0.1
                          and box[1] - 0.1 <= (c["top"] + c["bottom"]) / 2 <= box[3] + 0.1]  # fmt: skip
                found += "".join(c["text"] for c in inside)
            text = squeeze(report.text[block.anchor.start : block.anchor.end])
            if block.rows:
                assert sorted(squeeze(found)) == sorted(text)
            else:
                assert re.sub(r"\d", "", squeeze(found)) == re.sub(r"\d", "", text)
            assert list(block.pages) == place["pages"]


@pytest.mark.parametrize("stem", EDITIONS)
def test_the_boxes_of_a_mention_hold_its_words(stem):
    """Of what the boxes hold, read by pdfplumber: the mention's characters, raised markers of notes apart."""
    extracted = extract(CORPUS / f"{stem}.pdf")
    assert len(extracted.mentions) > 100
    with pdfplumber.open(CORPUS / f"{stem}.pdf") as file:
        chars = [[c for c in page.chars if c["text"].strip()] for page in file.pages]
    for mention in extracted.mentions:
        boxes = extracted.report.place(mention.anchor)["boxes"]
        found = "".join(
            c["text"]
            for page, x0, top, x1, bottom in boxes
            for c in chars[page - 1]
            if x0 <= (c["x0"] + c["x1"]) / 2 <= x1 and top <= (c["top"] + c["bottom"]) / 2 <= bottom
        )
        assert found == squeeze(mention.text), boxes


@pytest.mark.slow
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt", "pdf"])
def test_what_libreoffice_makes_of_a_report_reads_the_same(suffix, tmp_path):
    """A second typesetter: footnotes as large as the text, quotation marks drawn after their words."""
    command = [SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, suffix, "--outdir", str(tmp_path), str(CORPUS / "A_74_9260.docx")], check=True, timeout=120
    )
    report, truth = report_of(tmp_path / f"A_74_9260.{suffix}"), report_of(CORPUS / "A_74_9260.txt")
    assert report.document == truth.document
    assert content(report) == content(truth)


def test_places_in_a_word_file_are_parts_paragraphs_and_offsets():
    import docx

    path = CORPUS / "A_74_9260.docx"
    report = report_of(path)
    paragraphs = [node for node in docx.Document(str(path)).element.body.iter() if node.tag.endswith("}p")]
    checked = 0
    for block in report.blocks:
        place = report.place(block.anchor)
        if place["part"] == "word/document.xml" and not block.rows:
            printed = "".join(
                node.text or "" for node in paragraphs[place["paragraph"]].iter() if node.tag.endswith("}t")
            )
            assert printed[place["start"] : place["end"]] == report.text[block.anchor.start : block.anchor.end]
            checked += 1
    assert checked > 90


def test_a_password_and_a_scan_are_refused_with_a_remedy(tmp_path):
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    from pipeline.errors import EmptyFile, EncryptedFile

    canvas = Canvas(str(tmp_path / "secret.pdf"), encrypt=StandardEncryption("x", "y"))
    canvas.drawString(72, 700, "text")
    canvas.save()
    with pytest.raises(EncryptedFile, match=r"secret\.pdf"):
        read_source(tmp_path / "secret.pdf")
    canvas = Canvas(str(tmp_path / "blank.pdf"))
    canvas.rect(100, 100, 200, 200)
    canvas.save()
    with pytest.raises(EmptyFile, match=r"blank\.pdf: 1 page"):
        read_source(tmp_path / "blank.pdf")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(turn, tmp_path):
    import pypdfium2 as pdfium

    file = pdfium.PdfDocument(CORPUS / "A_74_9260.pdf")
    for index in (1,):
        page = file[index]
        page.set_rotation(turn)
        page.close()
    file.save(str(tmp_path / "turned.pdf"))
    file.close()
    with pdfplumber.open(tmp_path / "turned.pdf") as plumber:
        chars = [c for c in plumber.pages[1].chars if c["text"].strip()]
    source = read_pdf("turned.pdf", "", (tmp_path / "turned.pdf").read_bytes())
    keys = [key for line in source.lines if line.page == 2 for key in line.keys if key >= 0]
    place = source.locator.place(keys[:1])["boxes"][0]
    near = min(abs(c["x0"] - place[1]) + abs(c["bottom"] - place[4]) + abs(c["x1"] - place[3]) for c in chars)
    assert near < 3


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are absent")
@pytest.mark.parametrize("path", sorted((SHARED / "corpus/pdf-zh").glob("*.pdf")), ids=lambda p: p.stem[:12])
def test_no_character_of_a_real_pdf_is_lost(path):
    source = read_source(path)
    for number in range(1, source.pages + 1):
        with pdfplumber.open(path) as file:
            there = sum(not c["text"].isspace() for c in file.pages[number - 1].chars)
        here = sum(not c.isspace() for line in source.lines if line.page == number for c in line.text)
        assert here >= 0.99 * there, number


def edition_of(report):
    """A report as an edition to be set: its blocks in their order, the first lines as masthead."""
    kinds = {"title": "head", "summary": "summary", "paragraph": "paragraph", "annex": "annex_title", "table": "list"}
    parts = []
    for block in report.blocks:
        text = report.text[block.anchor.start : block.anchor.end]
        if block.kind == "annex" and text.startswith("附件"):
            parts.append(typeset.Part("annex", text))
        elif block.kind == "footnote":
            parts.append(typeset.Part("foot", f"{block.marker} {text}"))
        elif block.kind == "heading":
            parts.append(typeset.Part("chapter" if block.level == 1 and block.number else "free", text))
        elif block.kind == "table":
            cells = [report.text[c.anchor.start : c.anchor.end] + (c.marker or "") for (c,) in block.rows]
            half = -(-len(cells) // 2)
            parts.append(typeset.Part("list", rows=tuple(tuple(cells[row::half]) for row in range(half))))
        else:
            parts.append(typeset.Part(kinds[block.kind], text))
    return typeset.Edition(
        "A/72/260", "17-13230", ("联合国", "大会"), ("Distr.: General", "1 August 2017"), tuple(parts)
    )


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are absent")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_real_report_set_as_pdf_reads_the_same(layout, tmp_path):
    truth = report_of(SHARED / "corpus/A_72_260.txt")
    path = tmp_path / "A_72_260.pdf"
    typeset.set_pdf(path, edition_of(truth), LAYOUTS[layout])
    report = report_of(path)
    assert report.document.title == truth.document.title
    assert content(report)[1] == content(truth)[1]


@pytest.mark.slow
def test_a_scan_is_read_and_marked_as_such(tmp_path):
    pytest.importorskip("rapidocr_onnxruntime")
    import pypdfium2 as pdfium
    from reportlab.pdfgen.canvas import Canvas

    file = pdfium.PdfDocument(CORPUS / "A_74_9260.pdf")
    file[1].render(scale=200 / 72).to_pil().save(tmp_path / "page.png")
    file.close()
    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.drawImage(str(tmp_path / "page.png"), 0, 0, 595.3, 841.9)
    canvas.save()
    truth = "".join(squeeze(line.text) for line in read_source(CORPUS / "A_74_9260.pdf").lines if line.page == 2)
    for name in ("scan.pdf", "page.png"):
        source = read_source(tmp_path / name)
        text = "".join(squeeze(line.text) for line in source.lines)
        same = sum(
            part.size for part in difflib.SequenceMatcher(None, truth, text, autojunk=False).get_matching_blocks()
        )
        assert same / max(len(truth), len(text)) >= 0.97
        assert [finding.code for finding in source.findings] == ["ocr_page"]
        assert source.locator.place([5, 6])["ocr"] is True


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("见 A/7O/306。", "见 A/70/306。"),
        ("S/2Ol5/5l0", "S/2015/510"),
        ("A/RES/7I/l68", "A/RES/71/168"),
        ("A/OO/l", "A/OO/l"),  # no figure at all: not ours to guess
        ("他/她 O/l", "他/她 O/l"),
    ],
)
def test_letters_in_symbols_are_mended_where_one_reading_is_left(printed, mended):
    assert ocr.mended(printed) == mended
