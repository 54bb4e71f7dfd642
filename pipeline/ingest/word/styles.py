"""What the paragraph styles of a Word file say: title, heading level, list."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct

from pipeline.ingest.word.package import DEEPEST, W, number_of
from pipeline.tables import load_expressions

_LINES = load_expressions("lines")
_DEEPEST = 20


class Style(Struct, frozen=True):
    """A paragraph style: its heading level, whether it is the title's, and its list."""

    level: int | None = None
    title: bool = False
    number_id: str | None = None
    number_level: int = 0


def load_styles(root: etree._Element | None) -> dict[str, Style]:
    """The paragraph styles by id, what they inherit included."""
    if root is None:
        return {}
    nodes = {node.get(f"{W}styleId", ""): node for node in root.iter(f"{W}style")}
    return {name: _style(name, nodes) for name in nodes}


def _style(name: str, nodes: dict[str, etree._Element]) -> Style:
    level: int | None = None
    title = False
    number_id: str | None = None
    number_level = 0
    current: str | None = name
    for _ in range(_DEEPEST):
        node = nodes.get(current or "")
        if node is None:
            break
        printed = _value(node, "name") or ""
        heading = _LINES["heading_style"].match(printed)
        outline = number_of(_value(node, f"pPr/{W}outlineLvl"), -1, most=DEEPEST)
        if level is None and (heading or outline >= 0):
            level = int(heading[1]) if heading else outline + 1
        title = title or bool(_LINES["title_style"].match(printed))
        if number_id is None:
            number_id = _value(node, f"pPr/{W}numPr/{W}numId")
            number_level = number_of(_value(node, f"pPr/{W}numPr/{W}ilvl"), 0, most=DEEPEST)
        current = _value(node, "basedOn")
    return Style(level, title, number_id, number_level)


def _value(node: etree._Element, path: str) -> str | None:
    found = node.find(f"{W}{path}")
    return None if found is None else found.get(f"{W}val")
