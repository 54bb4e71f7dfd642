"""A PDF as a whole: opened once, each page closed again, its text as lines with places."""

from __future__ import annotations

import pypdfium2 as pdfium

from pipeline.errors import CorruptFile, EmptyFile, EncryptedFile, TooLarge
from pipeline.ingest.pdf import ocr
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
    return _source(name, sha256, "application/pdf", _pages(name, data, locator), locator)


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
        if ocr.is_installed() and (_is_scan(made) or _is_garbled(made)):
            picture = page.render(scale=ocr.DPI / 72).to_numpy()
            made.glyphs = ocr.read_picture(picture, len(locator.pages))
            made.by_ocr = True
            made.edges = []
    finally:
        page.close()
    locator.add(made.number, made.glyphs, by_ocr=made.by_ocr)
    return made


def read_image(name: str, sha256: str, data: bytes) -> Source:
    """A picture of one page, read by OCR where the extra is installed."""
    if not ocr.is_installed():
        raise EmptyFile(f"{name} is a picture without text")
    picture = ocr.picture_of(name, data)
    locator = PdfLocator()
    glyphs = ocr.read_picture(picture, 0)
    locator.add(1, glyphs, by_ocr=True)
    height, width = (side * 72 / ocr.DPI for side in picture.shape[:2])
    page = Page(1, width, height, glyphs, images=1, by_ocr=True)
    return _source(name, sha256, "image", [page], locator)


def _source(name: str, sha256: str, media_type: str, pages: list[Page], locator: PdfLocator) -> Source:
    if not any(page.glyphs for page in pages):
        raise EmptyFile(f"{name}: {len(pages)} pages without text (a scan)")
    by_ocr = any(page.by_ocr for page in pages)
    unread = sum(page.unreadable for page in pages if page.by_ocr)
    return Source(
        name=name,
        sha256=sha256,
        media_type=media_type,
        lines=tuple(lines_of(_sheets(pages))),
        locator=locator,
        pages=len(pages),
        characters=len(locator.pages),
        reader="pdf with ocr" if by_ocr else "pdf",
        findings=tuple(found for page in pages for found in _doubts(page)),
        dropped={"character without a meaning": unread} if unread else {},
    )


def _is_scan(page: Page) -> bool:
    return len(page.glyphs) < _SPARSE and page.images > 0


def _is_garbled(page: Page) -> bool:
    return page.unreadable > _GARBLED * max(len(page.glyphs), 1)


def _doubts(page: Page) -> list[Finding]:
    if page.by_ocr:
        return [Finding("ocr_page", f"page {page.number} was read by OCR")]
    if _is_scan(page):
        return [Finding("scanned_page", f"page {page.number} is a picture; install unreport[ocr] to read it")]
    if _is_garbled(page):
        message = f"page {page.number}: {page.unreadable} of {len(page.glyphs)} characters have no meaning in the file"
        return [Finding("unreadable_page", f"{message}; install unreport[ocr] to read it")]
    return []


def _sheets(pages: list[Page]) -> list[Sheet]:
    heads = running_heads(pages)
    return sheets_of([runs_of_page(page, ruled_tables(page), heads) for page in pages])
