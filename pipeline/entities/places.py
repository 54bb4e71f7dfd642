"""Places that no gazetteer holds: a foreign name with its class word (Choporlu村, 萨拉赫丁省), numbered posts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

import rjieba

from pipeline.model import Anchor, Mention
from pipeline.tables import either, load_expressions, load_rows, load_vocabulary
from pipeline.tables.rows import load_characters
from pipeline.text.triggers import capitals, matches_at, places_of, run_before
from pipeline.trace import reject

_SHORTEST, _LONGEST = 2, 5
_LONGEST_RUN = 12
"""The most letters before a class word."""
_NUMBERED: str = load_vocabulary("places")["numbered"]
_AT = frozenset(load_vocabulary("places")["at"])
_EVENTS_AT = frozenset(load_vocabulary("places")["events_at"])
_FOREIGN = frozenset({"nr", "nrt", "nrfg", "ns", "nz"})
"""The word cutter's tags of parts of a foreign name."""


def find_places(folded: str, text: str, names: Iterable[Mention], classes: Iterable[int]) -> Iterator[Mention]:
    """LOCATION mentions of a foreign name with its class word, or of a numbered post (第54号观察所).

    ``classes`` are the places where `class_words` stand.
    """
    known = list(names)
    yield from _seats(folded, text, known)
    ends = sorted(mention.anchor.end for mention in known)
    for match in matches_at(patterns()["place"], folded, _beginnings(folded, classes)):
        start = match.start()
        if match["han"]:
            start = _start(folded, start, match.start("class"), ends)
            if match.start("class") - start < _SHORTEST:
                reject(*match.span(), "LOCATION", "no foreign name stands before the class word", rule="place")
                continue
            start -= bool(patterns()["side"].search(folded, start - 2, start)) if start > 1 else 0
        yield _place(text, start, match.end())
        yield from _places_within(folded, text, match.end())


def _beginnings(folded: str, classes: Iterable[int]) -> list[int]:
    """Where a place can begin: at a capital letter, at the 第 of a number, or at the letters before a class word."""
    starts = {*capitals(folded), *places_of(_NUMBERED, folded)}
    starts.update(run_before(folded, word, _letters(), _LONGEST_RUN) for word in classes)
    return sorted(starts)


def _seats(folded: str, text: str, names: Iterable[Mention]) -> Iterator[Mention]:
    """Towns behind their country where something takes place: 在哈萨克斯坦奇姆肯特举行."""
    for country in names:
        at = country.anchor.end
        if country.type != "COUNTRY" or folded[country.anchor.start - 1 : country.anchor.start] not in _EVENTS_AT:
            continue
        town = patterns()["seat"].match(folded, at)
        if town and all(tag in _FOREIGN or len(word) == 1 for word, tag in rjieba.tag(town["name"])):
            yield _place(text, *town.span("name"))


def _places_within(folded: str, text: str, at: int) -> Iterator[Mention]:
    """Places in Latin letters directly behind the county they lie in, and those listed with them."""
    match = patterns()["within"].match(folded, at)
    while match:
        yield _place(text, *match.span("name"))
        match = patterns()["listed"].match(folded, match.end())


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


def class_words() -> frozenset[str]:
    """Class words that may stand behind a foreign name in Chinese characters."""
    return frozenset(row["word"] for _, row in load_rows("place_words.tsv") if row["use"] in {"foreign", "beside han"})


@cache
def _letters() -> frozenset[str]:
    return frozenset(load_characters("characters"))


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of places.toml, with the class words of the tables."""
    rows = [row for _, row in load_rows("place_words.tsv")]
    classes, foreign, han, posts, beside = (
        either(row["word"] for row in rows if row["use"] in uses)
        for uses in (("named", "foreign"), ("foreign",), ("beside han",), ("numbered",), ("beside", "beside han"))
    )
    letter = f"[{load_characters('characters')}]"
    return load_expressions(
        "places", classes=classes, foreign=foreign, han=han, posts=posts, beside=beside, letter=letter
    )
