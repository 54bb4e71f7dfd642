"""Sentences: what stands between two full stops of one block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Anchor, Block, Report, Sentence

_END = re.compile(r"[。！？；!?;\n](?:(?<=\n)\n*|[。！？；!?;]*[”’」』）)]*)")
"""A run of stops with the closing marks behind it, or of newlines: to look for one of a few characters is fast."""


def segment(report: Report) -> tuple[Sentence, ...]:
    """The sentences of a report in reading order; a cell of a table is a sentence of its own."""
    return tuple(
        Sentence(anchor, index)
        for index, block in enumerate(report.blocks)
        if block.kind != "furniture"
        for anchor in _anchors(report.text, block)
    )


def _anchors(text: str, block: Block) -> Iterator[Anchor]:
    if block.rows:
        yield from (cell.anchor for row in block.rows for cell in row if cell.anchor)
    else:
        yield from _spans(text, block.anchor.start, block.anchor.end)


def _spans(text: str, start: int, end: int) -> Iterator[Anchor]:
    for match in _END.finditer(text, start, end):
        if text[start : match.end()].strip():
            yield Anchor(start, match.end())
            start = match.end()
    if text[start:end].strip():
        yield Anchor(start, end)
