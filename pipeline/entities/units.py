"""Units of the Secretariat and of missions that no table holds: 合同管理股, 技术支助事务处."""

from __future__ import annotations

from collections.abc import Iterator

import rjieba

from pipeline.model import Anchor, Mention
from pipeline.tables import load_expressions, load_vocabulary
from pipeline.text.triggers import matches_at, places_of
from pipeline.trace import reject

_PATTERNS = load_expressions("names")
_INSIDE = frozenset({"n", "vn", "b", "j", "nz", "an", "nt", "ng", "vi"})
_VERBS = frozenset(load_vocabulary("names")["verbs"])
_REACH = 12
_SHORTEST = 4
_JOINED = 2
"""Words that may stand before the 和 of a unit's name."""
_LAST = tuple(load_vocabulary("names")["unit_last"])
_ENDS = tuple(load_vocabulary("names")["unit_ends"])
_WHOLE = tuple(load_vocabulary("names")["whole_units"])
_LIST_ENDS, _AND = (tuple(load_vocabulary("names")[name]) for name in ("list_ends", "unit_and"))
_LIST_MARK = "、"
_ITEM = 4
"""Characters of a word in such a list."""
_SMALL = frozenset(load_vocabulary("names")["small_units"])
"""Units that one word may name: 新闻股; a word of the dictionary (优先股) is one word with its last character."""


def find_units(folded: str, text: str) -> Iterator[Mention]:
    """UN_BODY mentions of at least two words that end with the class word of a unit."""
    for match in matches_at(_PATTERNS["unit"], folded, sorted(at for word in _LAST for at in places_of(word, folded))):
        start, words = _left(folded, match.end())
        start = _over_list(folded, start, match.end())
        if prefix := _PATTERNS["unit_first"].match(folded[start : match.end()]):
            start += prefix.end()
        name = folded[start : match.end()].replace(" ", "")
        if len(name) >= _SHORTEST or (words > 1 and match.group() in _SMALL and len(name) > 2):
            printed = text[start : match.end()]
            yield Mention(Anchor(start, match.end()), "UN_BODY", printed, (f"un:{name}",), rule="organisation: unit")
        else:
            reject(start, match.end(), "UN_BODY", "no noun before the class word of a unit", rule="organisation: unit")


def _left(folded: str, end: int) -> tuple[int, int]:
    """Where the name of a unit begins, after the last word before it that is no noun, and its number of words."""
    floor = max(0, end - _REACH)
    window = folded[floor:end]
    cut = max(window.rfind(mark) for mark in "\n，。、；：:()（）《》“” ") + 1
    start, words = end, 0
    for word, tag in reversed(rjieba.tag(window[cut:])):
        joins = tag == "c" and words and start != end and _joins(window, cut, start - len(word) - floor)
        outside = tag not in _INSIDE and word not in _VERBS and not joins
        if start != end and (outside or (len(word) > 1 and word.endswith(_WHOLE))):
            break
        start, words = start - len(word), words + 1
    return start, words


def _over_list(folded: str, start: int, end: int) -> int:
    """Where the name begins when what it joins by 和 goes on to the left: 政策、规划、监察和评价处, one word each."""
    if not any(word in _AND for word, _ in rjieba.tag(folded[start:end])):
        return start
    while folded[start - 1 : start] == _LIST_MARK:
        before = rjieba.tag(folded[max(0, start - 1 - _REACH) : start - 1].rpartition("\n")[2])
        word, tag = before[-1] if before else ("", "")
        listed = tag in _INSIDE or word in _VERBS
        if not listed or not 1 < len(word) <= _ITEM or word.endswith((*_ENDS, *_LIST_ENDS)):
            break
        start -= len(word) + 1
    return start


def _joins(window: str, cut: int, at: int) -> bool:
    """Whether 和 stands inside a name (行政和管理处): a noun before it that begins the clause and is no unit itself.

    A word for something done may also stand behind a preposition: 同传播和信息管理处.
    """
    before = window[cut:at]
    tagged = rjieba.tag(before)
    if len(tagged) > 1 and tagged[-2][1] == "p" and tagged[-1][1] == "vn":
        return not before.endswith((*_ENDS, *_LIST_ENDS))
    return (
        0 < len(tagged) <= _JOINED
        and all(tag in _INSIDE or word in _VERBS for word, tag in tagged)
        and not before.endswith((*_ENDS, *_LIST_ENDS))
    )
