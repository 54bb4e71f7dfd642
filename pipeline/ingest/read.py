"""One file in, one Source out, whatever its kind."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from pipeline.errors import CorruptFile, EmptyFile, MissingInput, TooLarge, UnsupportedFile
from pipeline.ingest.html import read_html
from pipeline.ingest.plain import read_plain
from pipeline.ingest.sniff import kind_of
from pipeline.model import Source
from pipeline.remote import Place, read_bytes
from pipeline.text.printable import written_name

_OFFICE = {"word97": ".doc", "rtf": ".rtf", "odt": ".odt"}
MAX_BYTES = 200_000_000


def read_source(place: Place, *, careful: bool = False) -> Source:
    """The lines of a file, at a path or an address, with their places; its kind is told from its bytes.

    ``careful`` leaves out readers of native code that may end the process on a damaged file.
    Raises a PipelineError that names the file, the place and the remedy where it cannot be read.
    """
    name, data = written_name(Path(place).name), _bytes_of(place)
    sha256 = hashlib.sha256(data).hexdigest()
    kind = kind_of(data)
    if kind == "text":
        return read_plain(name, sha256, data)
    if kind == "pdf":
        from pipeline.ingest.pdf import read_pdf

        return read_pdf(name, sha256, data, careful=careful)
    if kind == "image":
        from pipeline.ingest.pdf import read_image

        return read_image(name, sha256, data)
    if kind == "docx":
        from pipeline.ingest.word import read_docx

        return read_docx(name, sha256, data)
    if kind == "html":
        return read_html(name, sha256, data)
    if kind in _OFFICE:
        from pipeline.ingest.office import read_office

        return read_office(name, sha256, data, _OFFICE[kind])
    raise UnsupportedFile(f"{name} is no report in PDF, DOCX, HTML or text")


def digest_of(place: Place) -> str:
    """The SHA-256 of a file that is small enough to be read; refuses what `read_source` refuses unread."""
    return hashlib.sha256(_bytes_of(place)).hexdigest()


def _bytes_of(place: Place) -> bytes:
    name = written_name(Path(place).name)
    data = _bytes_of_path(place, name) if isinstance(place, Path) else read_bytes(place, MAX_BYTES)
    if not data:
        raise EmptyFile(f"{name} is empty", "give a file with text in it")
    return data


def _bytes_of_path(path: Path, name: str) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnsupportedFile(f"{name} is a folder, pipe or device and no file", "name a file or a folder")
        if found.st_size > MAX_BYTES:
            raise TooLarge(f"{name} has more than {MAX_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except FileNotFoundError as exc:
        raise MissingInput(f"{name} is not there") from exc
    except OSError as exc:
        raise CorruptFile(f"{name}: {exc.strerror or exc}", "check that you may read it") from exc
