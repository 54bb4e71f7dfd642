"""A PDF as a whole: opened once, each page closed again, its text as lines with places."""

from __future__ import annotations

import pypdfium2 as pdfium

from pipeline.errors import CorruptFile, EmptyFile, EncryptedFile, TooLarge
from pipeline.ingest.pdf.flow import Sheet, lines_of, runs_of_page, sheets_of
from pipeline.ingest.pdf.glyphs import Page, read_page
from pipeline.ingest.pdf.margins import running_heads
from pipeline.ingest.pdf.places import PdfLocator
from pipeline.ingest.pdf.tables import ruled_tables
from pipeline.model import Finding, Source

MAX_PAGES = 5_000
_GARBLED = 0.1
"""From this share of characters without a meaning on, a page counts as unreadable."""
_SPARSE = 20
"""A page with a picture and fewer characters than this is a scan."""


def read_pdf(name: str, sha256: str, data: bytes) -> Source:
    """The lines of a PDF in reading order, with page and boxes for every character.

    A page that cannot be read is reported as a finding; a file without any text is refused.
    """
    locator = PdfLocator()
    pages = _pages(name, data, locator)
    findings = tuple(found for page in pages for found in _doubts(page))
    if not any(page.glyphs for page in pages):
        raise EmptyFile(f"{name}: {len(pages)} pages without text (a scan)")
    sheets = _sheets(pages)
    return Source(
        name=name,
        sha256=sha256,
        media_type="application/pdf",
        lines=tuple(lines_of(sheets)),
        locator=locator,
        pages=len(pages),
        characters=len(locator.pages),
        reader="pdf",
        findings=findings,
    )


def _pages(name: str, data: bytes, locator: PdfLocator) -> list[Page]:
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as exc:
        if "password" in str(exc).lower():
            raise EncryptedFile(f"{name} asks for a password") from exc
        raise CorruptFile(f"{name} is no readable PDF: {exc}") from exc
    try:
        if len(file) > MAX_PAGES:
            raise TooLarge(f"{name} has {len(file)} pages, more than {MAX_PAGES}")
        return [_page(name, file, index, locator) for index in range(len(file))]
    finally:
        file.close()


def _page(name: str, file: pdfium.PdfDocument, index: int, locator: PdfLocator) -> Page:
    try:
        page = file[index]
    except pdfium.PdfiumError as exc:
        raise CorruptFile(f"{name}: page {index + 1} is damaged: {exc}") from exc
    try:
        made = read_page(page, index + 1, len(locator.pages))
    finally:
        page.close()
    locator.add(made.number, made.glyphs)
    return made


def _doubts(page: Page) -> list[Finding]:
    count = len(page.glyphs)
    if count < _SPARSE and page.images:
        return [Finding("scanned_page", f"page {page.number} is a picture; install unreport[ocr] to read it")]
    if page.unreadable > _GARBLED * max(count, 1):
        message = f"page {page.number}: {page.unreadable} of {count} characters have no meaning in the file"
        return [Finding("unreadable_page", message)]
    return []


def _sheets(pages: list[Page]) -> list[Sheet]:
    heads = running_heads(pages)
    return sheets_of([runs_of_page(page, ruled_tables(page), heads) for page in pages])
