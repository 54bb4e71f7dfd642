"""Blanks that a reader never sees: between Chinese characters, where PDF and type-setting leave them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.structure.marks import mark_of
from pipeline.text.fold import fold

_WIDE = r"[\u3001-\u303f\u3400-\u9fff\uff01-\uff0f\uff1a-\uff1f“”]"
_STRAY = re.compile(rf"[ \u00a0](?<={_WIDE}.)(?={_WIDE})")
_KEPT = frozenset({"contents", "contents_heading"})


def close_up(text: str, keys: Sequence[int]) -> tuple[str, Sequence[int]]:
    """A line and its keys without single blanks between Chinese characters: 选 举委员会 is 选举委员会.

    A blank that parts a heading's number from its title stays, and so do those of a table of contents; two blanks
    and more part columns.
    """
    if not (" " in text or "\u00a0" in text) or not _STRAY.search(text):
        return text, keys
    mark = mark_of(fold(text))
    if mark and mark.kind in _KEPT:
        return text, keys
    title = len(text) - len(mark.title) if mark and mark.title else 0
    stray = {found.start() for found in _STRAY.finditer(text) if found.start() >= title}
    kept = [index for index in range(len(text)) if index not in stray]
    return "".join(text[index] for index in kept), [keys[index] for index in kept]
