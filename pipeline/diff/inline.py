"""Two texts side by side: what only one of them holds is marked, and so are the words that state a changed fact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

Span = tuple[int, int, str]
"""[start, end) in a text, and the class to mark it with."""

_TOKEN = re.compile(r"\d+(?:[ .,]\d+)*|.", re.DOTALL)
_JOIN = 3
"""Equal runs shorter than this between two differences are shown as part of them: single shared characters distract."""


class _Tokens(NamedTuple):
    """A text cut into characters and whole numbers; ``starts`` has the end of the text as its last."""

    words: list[str]
    starts: list[int]


def _tokens(text: str) -> _Tokens:
    found = list(_TOKEN.finditer(text))
    return _Tokens([token[0] for token in found], [token.start() for token in found] + [len(text)])


def differences(old: str, new: str) -> tuple[list[Span], list[Span]]:
    """The spans that only the old text holds (``del``), and those that only the new one holds (``ins``)."""
    left, right = _tokens(old), _tokens(new)
    runs: list[tuple[bool, int, int, int, int]] = []
    for code in Indel.opcodes(left.words, right.words):
        a, b = left.starts[code.src_start], left.starts[code.src_end]
        c, d = right.starts[code.dest_start], right.starts[code.dest_end]
        outer = a == c == 0 or (b, d) == (len(old), len(new))
        same = code.tag == "equal" and (outer or b - a >= _JOIN)
        if runs and runs[-1][0] == same:
            _, a, _, c, _ = runs.pop()
        runs.append((same, a, b, c, d))
    gone = [(a, b, "del") for same, a, b, _, _ in runs if not same and a < b]
    come = [(c, d, "ins") for same, _, _, c, d in runs if not same and c < d]
    return gone, come


def marked(text: str, edits: Iterable[Span], facts: Iterable[Span]) -> str:
    """The text as HTML; edits become ``<ins>`` or ``<del>``, facts ``<mark>``; spans may overlap and are cut."""
    spans = [span for span in (*edits, *facts) if span[0] < span[1]]
    cuts = sorted({0, len(text), *(max(0, min(len(text), at)) for a, b, _ in spans for at in (a, b))})
    parts = []
    for start, end in pairwise(cuts):
        names = {name for a, b, name in spans if a <= start and end <= b}
        part = escape(text[start:end])
        for tag in sorted(names & {"ins", "del"}):
            part = f"<{tag}>{part}</{tag}>"
        for name in sorted(names - {"ins", "del"})[:1]:
            part = f'<mark class="{name}">{part}</mark>'
        parts.append(part)
    return "".join(parts)
