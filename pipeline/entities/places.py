"""Places that no gazetteer holds: a foreign name with its class word (Choporlu村, 萨拉赫丁省), numbered posts."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

import rjieba

from pipeline.model import Anchor, Mention
from pipeline.tables import load_rows
from pipeline.tables.rows import FOLDER

_NAME = r"[A-Z][a-zà-ÿ'’-]{1,20}(?:[ -](?:[A-Z][a-zà-ÿ'’-]{1,20}|al|el)){0,3}"
_WITHIN = rf"(?P<name>{_NAME})(?![A-Za-z])"
_SHORTEST, _LONGEST = 2, 5
_AT = frozenset('在于从自赴，、。；：(\n“"')
"""Prepositions of place and marks: what stands between one and the class word is a name, known or not."""
_TO = "在于从自赴向往至经其"
"""What stands before a place in Latin letters that only a word of place behind it tells from a person (Kamo上空)."""
_FOREIGN = frozenset({"nr", "nrt", "nrfg", "ns", "nz"})
"""The word cutter's tags of parts of a foreign name."""
_SIDE = re.compile(r"(?<![东西南北部])[东西南北上下]$")
"""The side that a province's name may begin with: 北乌韦勒县."""


def find_places(folded: str, text: str, names: Iterable[Mention]) -> Iterator[Mention]:
    """LOCATION mentions of a foreign name with its class word, or of a numbered post (第54号观察所)."""
    ends = sorted(mention.anchor.end for mention in names)
    for match in _pattern().finditer(folded):
        start = match.start()
        if match["han"]:
            start = _start(folded, start, match.start("class"), ends)
            if match.start("class") - start < _SHORTEST:
                continue
            start -= bool(_SIDE.search(folded, start - 2, start)) if start > 1 else 0
        yield _place(text, start, match.end())
        yield from _places_within(folded, text, match.end())


def _places_within(folded: str, text: str, at: int) -> Iterator[Mention]:
    """Places in Latin letters directly behind the county they lie in, and those listed with them."""
    match = _latin().match(folded, at)
    while match:
        yield _place(text, *match.span("name"))
        match = _listed().match(folded, match.end())


def _place(text: str, start: int, end: int) -> Mention:
    words = text[start:end]
    return Mention(Anchor(start, end), "LOCATION", words, (f"loc:{''.join(words.split())}",), rule="place")


def _start(folded: str, start: int, end: int, ends: list[int]) -> int:
    """Where the name begins: behind a name of the tables, and behind words that only share its characters."""
    last = bisect_right(ends, end) - 1
    if last >= 0:
        start = max(start, ends[last])
    first = start
    for word, tag in rjieba.tag(folded[start:end]):
        if tag in _FOREIGN:
            return first if start - first == 1 and folded[first - 1 : first] in _AT else start
        start += len(word)
    return first if folded[first - 1 : first] in _AT and end - first <= _LONGEST else end


@cache
def _latin() -> re.Pattern[str]:
    return re.compile(rf" ?{_WITHIN}")


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(rf" ?(?:、|和|及|与|以及) ?{_WITHIN}")


@cache
def _pattern() -> re.Pattern[str]:
    rows = [row for _, row in load_rows("place_words.tsv")]
    classes, foreign, posts, beside = (
        "|".join(sorted((row["word"] for row in rows if row["use"] in uses), key=lambda word: (-len(word), word)))
        for uses in (("named", "foreign"), ("foreign",), ("numbered",), ("beside",))
    )
    letters = tomllib.loads((FOLDER / "transliteration.toml").read_text(encoding="utf8"))["characters"]
    return re.compile(
        rf"{_NAME} ?(?:{classes}|{posts})(?![长民务])|第 ?\d{{1,4}} ?号(?:{posts})"
        rf"|(?<=[{_TO}]){_NAME}(?= ?(?:{beside}))"
        rf"|(?<![{letters}])(?P<han>[{letters}]{{2,12}})(?P<class>{foreign})(?![长民务际场内])"
    )
