"""A PDF as a whole: opened once, each page closed again, its text as lines with places."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.errors import CorruptFile, EmptyFile, EncryptedFile, TooLarge
from pipeline.ingest.pdf import ocr
from pipeline.ingest.pdf.flow import Sheet, lines_of, runs_of_page, sheets_of
from pipeline.ingest.pdf.glyphs import FIRST, Page, read_page
from pipeline.ingest.pdf.margins import running_heads
from pipeline.ingest.pdf.places import PdfLocator
from pipeline.ingest.pdf.spare import Spare
from pipeline.ingest.pdf.tables import ruled_tables
from pipeline.model import Finding, Source

MAX_PAGES = 5_000
_UNREAD = frozenset({"damaged_page", "hidden_text", "scanned_page", "unreadable_page"})
"""The findings of pages whose text, as it is seen, is missing from the report."""
_GARBLED = 0.1
"""From this share of characters without a meaning on, a page counts as unreadable."""
_SPARSE = 20
"""A page with a picture, or as many shapes as this, and fewer characters is a scan."""
_REMEDY = "install unreport[ocr] to read what is seen"
_A4 = (595.0, 842.0)


def read_pdf(name: str, sha256: str, data: bytes, *, careful: bool = False) -> Source:
    """The lines of a PDF in reading order, with page and boxes for every character.

    A page that pdfium cannot read is read by pdfplumber; one that neither can is a finding and among the unread
    pages. ``careful`` leaves pdfium out: it is native code, and some files end the process that it runs in.
    A file without any text is refused.
    """
    locator = PdfLocator()
    spare = Spare(data)
    try:
        pages = [] if careful else _pages(name, data, locator, spare)
        if not any(page.glyphs for page in pages) and not any(page.by_ocr for page in pages):
            pages = _spare_pages(name, locator, spare) or pages
    finally:
        spare.close()
    if not pages:
        raise CorruptFile(f"{name} is no readable PDF: no page can be read")
    return _source(name, sha256, "application/pdf", pages, locator)


def _pages(name: str, data: bytes, locator: PdfLocator, spare: Spare) -> list[Page]:
    """The pages as pdfium reads them, single ones by the spare reader; none if pdfium cannot open the file."""
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        if _is_locked(data):
            raise EncryptedFile(f"{name} asks for a password") from None
        return []
    try:
        _check_count(name, len(file))
        return [_page(file, index, locator, spare) for index in range(len(file))]
    finally:
        file.close()


def _is_locked(data: bytes) -> bool:
    """Whether pdfium asks for a password. It may repeat its last complaint about another file: so give it one first."""
    for content in (b"no PDF", data):
        complaint = raw.FPDF_ERR_SUCCESS
        try:
            pdfium.PdfDocument(content).close()
        except pdfium.PdfiumError:
            complaint = raw.FPDF_GetLastError()
    return complaint in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}


def _spare_pages(name: str, locator: PdfLocator, spare: Spare) -> list[Page]:
    """The pages as the spare reader reads them, if it finds text that pdfium did not."""
    _check_count(name, spare.count())
    pages = []
    for number in range(1, spare.count() + 1):
        page = spare.page(number, len(locator.pages)) or _unread(number)
        locator.add(number, page.glyphs)
        pages.append(page)
    return pages if any(page.glyphs for page in pages) else []


def _check_count(name: str, count: int) -> None:
    if count > MAX_PAGES:
        raise TooLarge(f"{name} has {count} pages, more than {MAX_PAGES}")


def _page(file: pdfium.PdfDocument, index: int, locator: PdfLocator, spare: Spare) -> Page:
    try:
        made = _first_reading(file, index, len(locator.pages))
    except pdfium.PdfiumError:
        made = spare.page(index + 1, len(locator.pages)) or _unread(index + 1)
    locator.add(made.number, made.glyphs, by_ocr=made.by_ocr)
    return made


def _first_reading(file: pdfium.PdfDocument, index: int, first: int) -> Page:
    page = file[index]
    try:
        made = read_page(page, index + 1, first)
        if ocr.is_installed() and (_is_scan(made) or made.covered or _is_garbled(made)):
            picture = page.render(scale=ocr.DPI / 72).to_numpy()
            made.glyphs = ocr.read_picture(picture, first)
            made.by_ocr = True
            made.edges = []
    finally:
        page.close()
    return made


def _unread(number: int) -> Page:
    return Page(number, *_A4, [], reader=None)


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
    doubts = [(page, doubt) for page in pages if (doubt := _doubt(page))]
    if not any(page.glyphs for page in pages):
        if any(page.reader is None for page in pages):
            raise CorruptFile(f"{name}: none of {len(pages)} pages can be read")
        raise EmptyFile(f"{name}: {len(pages)} pages without text (a scan)")
    unread = sum(page.unreadable for page in pages if page.by_ocr)
    return Source(
        name=name,
        sha256=sha256,
        media_type=media_type,
        lines=tuple(lines_of(_sheets(pages))),
        locator=locator,
        pages=len(pages),
        characters=len(locator.pages),
        reader=_readers(pages),
        findings=tuple(doubt for _, doubt in doubts),
        unread=tuple(page.number for page, doubt in doubts if doubt.code in _UNREAD),
        dropped={"character without a meaning": unread} if unread else {},
    )


def _is_scan(page: Page) -> bool:
    return len(page.glyphs) < _SPARSE and (page.images > 0 or page.shapes > _SPARSE)


def _is_garbled(page: Page) -> bool:
    return page.unreadable > _GARBLED * max(len(page.glyphs), 1)


def _readers(pages: list[Page]) -> str:
    """Which readers read the file: ``pdf`` is pdfium."""
    names = {"pdf with ocr" if page.by_ocr else page.reader for page in pages if page.reader}
    return " and ".join(sorted(name for name in names if name))


def _doubt(page: Page) -> Finding | None:
    if page.reader is None:
        return Finding("damaged_page", f"page {page.number} is damaged and could not be read")
    if page.by_ocr:
        return Finding("ocr_page", f"page {page.number} was read by OCR")
    if _is_scan(page):
        return Finding("scanned_page", f"page {page.number} is a picture; {_REMEDY}")
    if page.covered:
        return Finding("hidden_text", f"page {page.number}: the text lies hidden under a picture; {_REMEDY}")
    if _is_garbled(page):
        message = f"page {page.number}: {page.unreadable} of {len(page.glyphs)} characters have no meaning in the file"
        return Finding("unreadable_page", f"{message}; {_REMEDY}")
    if page.reader != FIRST:
        return Finding("spare_reader", f"page {page.number} was read by {page.reader}, since pdfium could not")
    return None


def _sheets(pages: list[Page]) -> list[Sheet]:
    heads = running_heads(pages)
    return sheets_of([runs_of_page(page, ruled_tables(page), heads) for page in pages])
