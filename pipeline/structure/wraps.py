"""Where a file breaks its lines, and what the break cut: a sentence, a number, a symbol."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

_PLAIN = re.compile(r"[^\W_]$")
_LATIN = re.compile(r"[0-9A-Za-z,.;:)]$")
_CUT_NUMBER = re.compile(r"(?:\d[.,]?|/)$"), re.compile(r"[\d/]")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?: \d{3}){2,}(?!\d)")
_LONGEST_NUMBER = 16
_NARROWEST = 24


class Wrap(Struct, frozen=True, gc=False):
    """The width at which lines are broken, in columns and in characters; both 0 if they are not.

    ``spaced``: blank lines part the paragraphs, so that lines without one between them belong together.
    """

    columns: int
    characters: int
    spaced: bool

    @property
    def known(self) -> bool:
        """Whether any line may go on with the one before it."""
        return self.columns > 0 or self.spaced

    def reached(self, line: str, share: float) -> bool:
        """Whether the line fills this share of the width, by either measure."""
        if not self.columns:
            return False
        return _columns(line) >= share * self.columns or len(line) >= share * self.characters


def find_wrap(lines: Sequence[str], *, spaced: bool) -> Wrap:
    """The width of the lines that have another directly below, where most are cut inside a sentence or all are even."""
    long = [
        (_columns(line), len(line), bool(_PLAIN.search(line, len(line) - 1)))
        for line in lines
        if _columns(line) >= _NARROWEST
    ]
    cut = [side for side in long if side[2]]
    if len(cut) < max(3, 0.3 * len(long)) and spaced and len(long) > 1 and _even(long, 1, 0.9) == len(long):
        cut = long
    elif len(cut) < max(2 if spaced else 3, 0.3 * len(long)):
        return Wrap(0, 0, spaced)
    if max(_even(cut, 0, 0.75), _even(cut, 1, 0.75)) < 0.6 * len(cut):
        return Wrap(0, 0, spaced)
    return Wrap(_usual(cut, 0), _usual(cut, 1), spaced)


def _usual(sizes: Sequence[tuple[int, ...]], side: int) -> int:
    """The size that nine of ten lines do not exceed."""
    return sorted(size[side] for size in sizes)[len(sizes) * 9 // 10]


def _even(sizes: Sequence[tuple[int, ...]], side: int, share: float) -> int:
    """How many lines reach this share of the usual size."""
    return sum(size[side] >= share * _usual(sizes, side) for size in sizes)


def _columns(line: str) -> int:
    """The width of a line as set: a Chinese character takes two columns."""
    return len(line.encode("gb18030", "replace"))


def is_cut_number(one: str, two: str) -> bool:
    """Whether the end of a line cuts a number or symbol in two: 20|17, 84.|7%, A/72/|260."""
    return bool(_CUT_NUMBER[1].match(two) and _CUT_NUMBER[0].search(one, max(0, len(one) - 2)))


def glue_between(one: str, two: str) -> str:
    """What goes between two lines of a paragraph: a blank between Latin words and between the groups of 4|640 000."""
    if not _LATIN.search(one, len(one) - 1) or not (two[0].isascii() and two[0].isalnum()) or one.endswith("-"):
        return ""
    if not is_cut_number(one, two):
        return " "
    head = one[-_LONGEST_NUMBER:]
    grouped = _GROUPED.search(f"{head} {two[:_LONGEST_NUMBER]}")
    return " " if grouped and grouped.start() < len(head) < grouped.end() else ""
