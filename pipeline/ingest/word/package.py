"""The container of a Word file: its parts as XML trees, with limits and without entities."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree
from msgspec import Struct, field

from pipeline.errors import CorruptFile, EncryptedFile, TooLarge

MAX_UNPACKED = 512_000_000
MAX_ENTRIES = 10_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ENCRYPTED = 1
DEEPEST = 8
"""The last of Word's nine levels of lists and headings, counted from 0."""


_DAMAGE = (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What reading a part of a damaged container raises."""


class Package(Struct):
    """The parts of a Word file by name, parsed when asked for."""

    name: str
    archive: zipfile.ZipFile
    trees: dict[str, etree._Element | None] = field(default_factory=dict)

    def tree(self, part: str) -> etree._Element | None:
        """The root of a part, or None where the file has no such part."""
        if part not in self.trees:
            self.trees[part] = self._parse(part)
        return self.trees[part]

    def _parse(self, part: str) -> etree._Element | None:
        if part not in self.archive.namelist():
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self.archive.read(part), parser)
        except _DAMAGE as exc:
            raise CorruptFile(f"{self.name}: {part} is damaged: {exc}") from exc
        if root.getroottree().docinfo.doctype:
            raise CorruptFile(f"{self.name}: {part} declares entities, which no Word file does")
        return root

    def related(self, kind: str) -> list[str]:
        """The parts that the main document refers to as ``kind`` (``header``, ``footnotes`` …), in its order."""
        relations = self.tree("word/_rels/document.xml.rels")
        if relations is None:
            return []
        return [
            posixpath.normpath(posixpath.join("word", row.get("Target", "")))
            for row in relations.iter(_RELATION)
            if row.get("Type", "").endswith("/" + kind) and row.get("TargetMode") != "External"
        ]


def number_of(text: str | None, default: int, *, most: int) -> int:
    """The number that an attribute states; ``default`` where it states none of 0 to ``most``."""
    short = text is not None and text.isdecimal() and len(text) < 10
    number = int(text or 0) if short else default
    return number if number <= most else default


def open_package(name: str, data: bytes) -> Package:
    """The file as a package; refuses what is damaged, encrypted or unpacks to too much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as exc:
        raise CorruptFile(f"{name} breaks off or is damaged: {exc}") from exc
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TooLarge(f"{name} unpacks to more than {MAX_UNPACKED // 1_000_000} MB")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise EncryptedFile(f"{name} asks for a password")
    return Package(name, archive)
