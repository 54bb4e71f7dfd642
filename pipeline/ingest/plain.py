"""Text files: their encoding from the bytes, each line with the offsets of its characters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from pipeline.errors import CorruptFile, EmptyFile, UnsupportedFile
from pipeline.model import Line, Source

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_MOST_CONTROL = 0.01
_LIKELY = 0.6
_GB_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]|[\x80-\xff]")
_GB_COMMON = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
_BIG5_COMMON = re.compile(rb"[\xa1-\xa3\xa4-\xc6][\x40-\x7e\xa1-\xfe]")
_READABLE = re.compile(r"[\t\n\x20-\x7e\u00a0-\u04ff\u2000-\u26ff\u3000-\u9fff\uff00-\uffef]")
_FORM_FEED = "\f"


class TextLocator(Struct, frozen=True):
    """Keys are the offsets of the characters in the decoded file."""

    def place(self, keys: Sequence[int]) -> dict[str, Any]:
        """``{start, end}``: from the first of the characters to behind the last."""
        first, last = (keys[0], keys[-1]) if isinstance(keys, range) else (min(keys), max(keys))
        return {"start": first, "end": last + 1}


def read_plain(name: str, sha256: str, data: bytes) -> Source:
    """A text file as lines; a blank line stays, as an empty one, since it parts paragraphs."""
    text, encoding = decode(data, name)
    if not text.strip():
        raise EmptyFile(f"{name} holds no text", "give a file with text in it")
    return Source(
        name=name,
        sha256=sha256,
        media_type="text/plain",
        lines=tuple(_lines(text)),
        locator=TextLocator(),
        encoding=encoding,
        characters=len(text),
    )


def _lines(text: str) -> list[Line]:
    lines = []
    at = 0
    for line in text.replace(_FORM_FEED, "\n").split("\n"):
        lines.append(Line(line, range(at, at + len(line))))
        at += len(line) + 1
    return lines


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file and its encoding, newlines as ``\\n`` and without the byte-order mark.

    Refuses binary data, and a file that breaks off or is damaged, with the offset of the first wrong byte.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _newlines(_strict(data[len(mark) :], encoding, name, skipped=len(mark))), encoding
    if b"\0" in data:
        text, encoding = _without_mark(data, name)
        return _newlines(text), encoding
    if len(data.translate(None, _CONTROL)) < len(data) * (1 - _MOST_CONTROL):
        raise UnsupportedFile(f"{name} is binary data of an unknown kind")
    encoding = _guess(data)
    return _newlines(_strict(data, encoding, name)), encoding


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _strict(data: bytes, encoding: str, name: str, skipped: int = 0) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        at = exc.start + skipped
        raise CorruptFile(
            f"{name}: byte {at} (0x{data[exc.start]:02x}) is no {encoding.upper()} text",
            "save the file as UTF-8, or fetch it anew if it broke off",
        ) from exc


def _guess(data: bytes) -> str:
    """UTF-8 where it is, else the Chinese encoding whose everyday characters fill the file."""
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pairs = _GB_PAIR.findall(data)
        best, share = "utf-8", _LIKELY
        for encoding, common in (("gb18030", _GB_COMMON), ("big5hkscs", _BIG5_COMMON)):
            found = sum(1 for pair in pairs if common.fullmatch(pair)) / len(pairs)
            if found > share and _decodes(data, encoding):
                best, share = encoding, found
        return best


def _decodes(data: bytes, encoding: str) -> bool:
    """Whether the text is of this encoding, but perhaps for a character cut off or damaged."""
    text = data.decode(encoding, errors="replace")
    return text.count("\ufffd") <= max(1, len(text) // 1000)


def _without_mark(data: bytes, name: str) -> tuple[str, str]:
    """UTF-16 without its mark: the byte order in which the text can be read, and a name that decodes it so."""
    for encoding, named in (("utf-16-le", "utf-16"), ("utf-16-be", "utf-16-be")):
        text = data.decode(encoding, errors="replace")
        if len(_READABLE.findall(text)) > 0.95 * len(text):
            return _strict(data, encoding, name), named
    raise UnsupportedFile(f"{name} is binary data of an unknown kind")
