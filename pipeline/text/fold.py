"""Printing variants folded one character for one, so that every anchor stays true."""

from __future__ import annotations

import re
from functools import lru_cache

_FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
_PUNCTUATION = str.maketrans(
    {
        "\u3000": " ", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ",
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-",
        "〇": "零", "﹝": "(", "﹞": ")", "｡": "。", "､": "、",
    }
)  # fmt: skip
_KEPT = {ord(mark) for mark in "，；：？！"}
_FOLD = {code: to for code, to in _FULL_WIDTH.items() if code not in _KEPT} | _PUNCTUATION
_WIDE = str.maketrans(",;:?!", "，；：？！")
_CHINESE = "[\u3400-\u9fff》」”]"
_NEAR_CHINESE = re.compile(rf"[,;:?!](?:(?<={_CHINESE}.)|(?=[\u3400-\u9fff《「“]))")
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_FOLD)) + "]")

_LINE = 1000
"""Characters above which a text is more than a line or a cell: it is folded by one stage after the other."""


def fold(text: str) -> str:
    """The text with full-width letters, digits, brackets and odd blanks and hyphens in their plain form.

    Sentence marks beside a Chinese character take their Chinese form (，；：？！), which tells a clause from a list
    of ASCII words or a number: 选举,投票 is 选举，投票, but 1,450 stays.
    """
    return _folded_report(text) if len(text) > _LINE else _folded(text)


def _folded(text: str) -> str:
    plain = _ODD.sub(lambda odd: odd.group().translate(_FOLD), text)
    return _NEAR_CHINESE.sub(lambda mark: mark.group().translate(_WIDE), plain)


@lru_cache(maxsize=2)
def _folded_report(text: str) -> str:
    return _folded(text)
