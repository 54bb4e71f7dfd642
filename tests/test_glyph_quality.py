"""Pages whose characters are missing, without a meaning or hidden: named without OCR, read and marked with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from raw_pdf import pdf_bytes

from pipeline.ingest import read_source

canvas_module = pytest.importorskip("reportlab.pdfgen.canvas")
ROOT = Path(__file__).parents[1]
LINES = ["The Secretary-General presents this report", "to the General Assembly under resolution 72/164."]
REMEDY = "install unreport[ocr]"


def good(path):
    path.write_bytes(pdf_bytes(LINES, {c: c for c in map(chr, range(32, 127))}))


def without_meanings(path):
    """A subset font without a table: only the letter e has a meaning, all others are private."""
    path.write_bytes(pdf_bytes(LINES, {c: "e" if c == "e" else chr(0xE000 + ord(c)) for c in map(chr, range(32, 127))}))


def drawn(path, *steps):
    """A page on which a picture of the text, and the text itself, visible or not, are drawn one after another."""
    good(path)
    file = pdfium.PdfDocument(path)
    file[0].render(scale=200 / 72).to_pil().save(path.with_suffix(".png"))
    file.close()
    canvas = canvas_module.Canvas(str(path), pagesize=(595, 842))
    for step in steps:
        if step == "picture":
            canvas.drawImage(str(path.with_suffix(".png")), 0, 0, 595, 842)
        elif step == "logo":
            canvas.drawImage(str(path.with_suffix(".png")), 400, 700, 100, 141)
        else:
            text = canvas.beginText(72, 700)
            text.setFont("Helvetica", 14)
            text.setTextRenderMode(3 if step == "invisible" else 0)
            for line in LINES:
                text.textLine(f"{line} {step}" if step == "stale" else line)
            canvas.drawText(text)
    canvas.save()


def outlined(path):
    canvas = canvas_module.Canvas(str(path), pagesize=(595, 842))
    for at in range(40):
        shape = canvas.beginPath()
        shape.moveTo(72 + at * 10, 700)
        for step in range(1, 9):
            shape.lineTo(72 + at * 10 + step % 3 * 3, 700 + step)
        canvas.drawPath(shape, fill=1)
    canvas.save()


def empty(path):
    canvas = canvas_module.Canvas(str(path), pagesize=(595, 842))
    canvas.line(72, 700, 500, 700)
    canvas.showPage()
    canvas.save()


PAGES = {
    "private characters": (without_meanings, "unreadable_page"),
    "a picture alone": (lambda path: drawn(path, "picture"), "scanned_page"),
    "type as outlines": (outlined, "scanned_page"),
    "text under a picture": (lambda path: drawn(path, "stale", "picture"), "hidden_text"),
    "invisible text over a picture": (lambda path: drawn(path, "picture", "invisible"), "hidden_text"),
    "text over a picture": (lambda path: drawn(path, "picture", "text"), None),
    "text beside a picture": (lambda path: drawn(path, "text", "logo"), None),
    "nothing but a rule": (empty, None),
}


@pytest.fixture
def beside_a_good_page(tmp_path):
    """A file whose first and third pages are good, and whose second is the one at hand."""

    def write(draw):
        good(tmp_path / "good.pdf")
        draw(tmp_path / "page.pdf")
        made = pdfium.PdfDocument.new()
        for name in ("good", "page", "good"):
            part = pdfium.PdfDocument(tmp_path / f"{name}.pdf")
            made.import_pages(part)
            part.close()
        path = tmp_path / "inputs" / "A_75_9412.pdf"
        path.parent.mkdir()
        made.save(str(path))
        made.close()
        return path

    return write


def run_without_ocr(path, folder):
    """`unreport run` where the extra cannot be imported, in whatever process; the record and the manifest's row."""
    (folder / "blocked").mkdir()
    (folder / "blocked/sitecustomize.py").write_text("import sys\nsys.modules['rapidocr_onnxruntime'] = None\n")
    where = os.pathsep.join([str(folder / "blocked"), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-m", "pipeline", "run", str(path.parent), "-o", str(folder / "out")]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": where}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (row,) = json.loads((folder / "out/manifest.json").read_text())["inputs"]
    (report,) = (folder / "out").rglob("report.json")
    return json.loads(report.read_text()), row


@pytest.mark.parametrize("case", PAGES)
def test_without_the_extra_the_page_is_named_with_the_remedy(case, beside_a_good_page, tmp_path):
    draw, code = PAGES[case]
    record, row = run_without_ocr(beside_a_good_page(draw), tmp_path)
    found = [(finding["code"], finding["message"]) for finding in record["findings"] if "page" in finding["message"]]
    assert [name for name, _ in found] == ([code] if code else [])
    assert all("page 2" in message and REMEDY in message for _, message in found)
    assert row["unread_pages"] == ([2] if code else [])
    assert row["result"] == ("ok_partial" if code else "ok")


@pytest.mark.parametrize("case", [case for case, (_, code) in PAGES.items() if code and case != "type as outlines"])
@pytest.mark.slow
def test_with_the_extra_the_page_is_read_and_marked(case, beside_a_good_page):
    pytest.importorskip("rapidocr_onnxruntime")
    source = read_source(beside_a_good_page(PAGES[case][0]))
    assert [finding.code for finding in source.findings] == ["ocr_page"] and "page 2" in source.findings[0].message
    assert source.unread == ()
    for page in (1, 2, 3):
        lines = [line for line in source.lines if line.page == page and line.text.strip()]
        text = "".join("".join(line.text for line in lines).split())
        if case != "private characters" or page != 2:  # what that page shows is of a font that the file lacks
            assert text == "".join("".join(LINES).split())
        marks = {source.locator.place([key]).get("ocr", False) for line in lines for key in line.keys if key >= 0}
        assert marks == {page == 2}
