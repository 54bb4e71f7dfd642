"""Units of the Secretariat and of missions that no table holds: 合同管理股, 技术支助事务处."""

from __future__ import annotations

import re
from collections.abc import Iterator

import rjieba

from pipeline.model import Anchor, Mention

_HEAD = re.compile(
    r"(?=[股科处司])"  # looked at first, for it is rare
    r"(?<=[\u4e00-\u9fff]{2})(?<!公)(?<!之)(?<!共)(?<!何)(?<!此)(?<!各)(?<!该)(?<!办事)(?<!秘书)(?<!代表)(?<!工程)"
    r"[股科处司](?=[，。、；:)(\n的和与及向将应在由为已]|处长|司长|科长|股长|负责|提供|协助|主任|人员|工作|报告|$)"
)
_FIRST = re.compile("^(?:原|整个|有关|该|各)")
_INSIDE = frozenset({"n", "vn", "b", "j", "nz", "an", "nt", "ng", "vi"})
_VERBS = frozenset(
    {"管理", "支助", "服务", "协调", "采购", "规划", "审计", "调查", "评价", "监测", "培训", "运输", "翻译"}
)
_REACH = 12
_SHORTEST = 4
_SMALL = "股科"
"""Units that one word may name: 新闻股; a word of the dictionary (优先股) is one word with its last character."""


def find_units(folded: str, text: str) -> Iterator[Mention]:
    """UN_BODY mentions of at least two words that end with the class word of a unit."""
    for match in _HEAD.finditer(folded):
        start, words = _left(folded, match.end())
        if prefix := _FIRST.match(folded[start : match.end()]):
            start += prefix.end()
        name = folded[start : match.end()].replace(" ", "")
        if len(name) >= _SHORTEST or (words > 1 and match.group() in _SMALL and len(name) > 2):
            printed = text[start : match.end()]
            yield Mention(Anchor(start, match.end()), "UN_BODY", printed, (f"un:{name}",), rule="organisation: unit")


def _left(folded: str, end: int) -> tuple[int, int]:
    """Where the name of a unit begins, after the last word before it that is no noun, and its number of words."""
    floor = max(0, end - _REACH)
    window = folded[floor:end]
    cut = max(window.rfind(mark) for mark in "\n，。、；：:()（）《》“” ") + 1
    start, words = end, 0
    for word, tag in reversed(rjieba.tag(window[cut:])):
        if tag not in _INSIDE and word not in _VERBS and start != end:
            break
        start, words = start - len(word), words + 1
    return start, words
