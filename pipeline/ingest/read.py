"""One file in, one Source out, whatever its kind."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.errors import EmptyFile, MissingInput, TooLarge, UnsupportedFile
from pipeline.ingest.html import read_html
from pipeline.ingest.plain import read_plain
from pipeline.ingest.sniff import kind_of
from pipeline.model import Source

_OFFICE = {"word97": ".doc", "rtf": ".rtf", "odt": ".odt"}
MAX_BYTES = 200_000_000


def read_source(path: Path) -> Source:
    """The lines of a file with their places; its kind is told from its bytes.

    Raises a PipelineError that names the file, the place and the remedy where it cannot be read.
    """
    data = _bytes_of(path)
    sha256 = hashlib.sha256(data).hexdigest()
    kind = kind_of(data)
    if kind == "text":
        return read_plain(path.name, sha256, data)
    if kind == "pdf":
        from pipeline.ingest.pdf import read_pdf

        return read_pdf(path.name, sha256, data)
    if kind == "image":
        from pipeline.ingest.pdf import read_image

        return read_image(path.name, sha256, data)
    if kind == "docx":
        from pipeline.ingest.word import read_docx

        return read_docx(path.name, sha256, data)
    if kind == "html":
        return read_html(path.name, sha256, data)
    if kind in _OFFICE:
        from pipeline.ingest.office import read_office

        return read_office(path.name, sha256, data, _OFFICE[kind])
    raise UnsupportedFile(f"{path.name} is no report in PDF, DOCX, HTML or text")


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TooLarge(f"{path.name} has more than {MAX_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as exc:
        raise MissingInput(f"{path}: {exc.strerror or exc}") from exc
    if not data:
        raise EmptyFile(f"{path.name} is empty", "give a file with text in it")
    return data
