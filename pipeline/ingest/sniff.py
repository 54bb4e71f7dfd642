"""The kind of a file, told from its bytes and never from its name."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

Kind = Literal["pdf", "docx", "html", "text", "image", "word97", "rtf", "odt", "other"]

_HEAD = 4096
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "word97"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"GIF8", "other"),
    (b"\x1f\x8b", "other"),
    (b"\x7fELF", "other"),
    (b"7z\xbc\xaf", "other"),
    (b"Rar!", "other"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|h[1-6])\b", re.I)
_XML_START = re.compile(rb"\s*<")


def kind_of(data: bytes) -> Kind:
    """What the bytes are: a container by its magic number, HTML by its first tag, else text."""
    head = data[:_HEAD]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    plain = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _XML_START.match(plain) and _HTML.search(plain):
        return "html"
    return "text"


def _kind_of_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = set(container.namelist())
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError):
        return "docx"  # a damaged container: the reader of the commonest kind says so
    if "word/document.xml" in names:
        return "docx"
    return "odt" if "content.xml" in names and "META-INF/manifest.xml" in names else "other"
