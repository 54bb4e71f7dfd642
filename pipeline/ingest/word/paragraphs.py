"""One Word paragraph as accepted text: insertions in, deletions out, footnote references at their places."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct, field

from pipeline.ingest.word.package import W

_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText", f"{W}footnoteRef"}
_BOX = f"{W}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TABS = {f"{W}tab", f"{W}ptab"}
_CHARACTERS = {f"{W}noBreakHyphen": "-", f"{W}cr": "\n"}
_REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


class Paragraph(Struct):
    """The text of a paragraph, soft breaks as newlines; ``notes`` are references at (offset, kind, id)."""

    node: etree._Element
    text: str = ""
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


def read_paragraph(node: etree._Element, *, tab: str = " ") -> Paragraph:
    """The paragraph as it prints, without the number that Word computes; ``tab`` stands for a tab."""
    made = Paragraph(node)
    parts: list[str] = []
    length = 0
    for child in _walk(node, made):
        tag = child.tag
        text = tab if tag in _TABS else _CHARACTERS.get(tag, "")
        if tag == f"{W}t":
            text = child.text or ""
        elif tag == f"{W}br":
            text = "" if child.get(f"{W}type") in {"page", "column"} else "\n"
        elif tag in _REFERENCES and child.get(f"{W}customMarkFollows") not in {"1", "true"}:
            made.notes.append((length, _REFERENCES[tag], child.get(f"{W}id", "")))
        parts.append(text)
        length += len(text)
    made.text = "".join(parts)
    return made


def _walk(node: etree._Element, made: Paragraph) -> Iterator[etree._Element]:
    for child in node:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED or tag == _FALLBACK:
            continue
        if tag == _BOX:
            made.boxes.append(child)
            continue
        yield child
        yield from _walk(child, made)
