"""People: names in Latin letters, transliterated names with or without dots, and Chinese names beside a title."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import rjieba

from pipeline.model import Anchor, Mention
from pipeline.tables import either, load_expressions, load_rows, load_vocabulary
from pipeline.tables.rows import load_characters
from pipeline.text.triggers import capitals, matches_at, places_of, run_before
from pipeline.trace import reject

_DOTS = load_vocabulary("persons")["dots"]
_SHORTEST, _LONGEST = 2, 8
"""Characters of a transliterated surname."""
_REACH = 6
"""How many characters around a title the word cutter sees."""
_LONGEST_RUN = 26
"""The most characters of a name before a title, or before its first dot."""
_BESIDE = 2
"""How many characters before a name with dots it sees."""
_NAMING = frozenset({"nr", "nrt", "nrfg", "nrj"})
"""The word cutter's tags of parts of a personal name."""
_WORDS = frozenset({"v", "vn", "d", "p", "c", "r", "m", "t", "f", "a", "ad", "ns", "u"})
_PARTICLES = frozenset({"p", "c", "d", "r", "u", "m"})
"""Its tags of words, and of single characters, that stand before a name and are none of its parts."""


def find_persons(folded: str, text: str, names: Iterable[Mention], titles: Sequence[int]) -> Iterator[Mention]:
    """PERSON mentions; what could as well be a place, a firm or a word needs a title or a country beside it.

    ``titles`` are the places where `title_words` stand.
    """
    known = list(names)
    for start, end in sorted(
        {
            *_latin(folded, known, titles),
            *_dotted(folded, known, titles),
            *_surnames(folded, known, titles),
            *_chinese(folded, titles),
        }
    ):
        words = text[start:end]
        yield Mention(Anchor(start, end), "PERSON", words, (f"person:{' '.join(words.split())}",), rule="person")


def _latin(folded: str, names: Iterable[Mention], titles: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Names in Latin letters beside a title, before a country in brackets, or listed after such a name."""
    letters = capitals(folded)
    if not letters:
        return
    found = [
        match.span("first" if match["first"] else "last")
        for match in matches_at(patterns()["titled"], folded, sorted({*titles, *letters}))
    ]
    for country in names:
        if country.type == "COUNTRY" and folded[country.anchor.start - 1 : country.anchor.start] == "(":
            floor = max(0, country.anchor.start - 60)
            if match := patterns()["of_country"].search(folded, floor, country.anchor.start):
                found.append(match.span("name"))
    found += [
        match.span("name")
        for match in matches_at(patterns()["listed"], folded, letters)
        if not patterns()["firm"].search(match.group())
    ]
    for start, end in found:
        yield start, end
        while match := patterns()["another"].match(folded, end):
            yield match.span("name")
            end = match.end()


def _dotted(folded: str, names: Iterable[Mention], titles: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Transliterated names with their dots; a title or a name of the tables beside them is none of their parts."""
    dots = sorted(at for dot in _DOTS for at in places_of(dot, folded))
    if not dots:
        return
    spans = sorted((mention.anchor.start, mention.anchor.end) for mention in names)
    starts = (start for dot in dots for start in range(run_before(folded, dot, _in_dots(), _LONGEST_RUN), dot))
    for match in matches_at(patterns()["dotted"], folded, starts):
        start, end = _between_titles(folded, *match.span(), titles)
        at = bisect_left(spans, (start,)) - 1
        if at >= 0 and start < spans[at][1] < end:
            start = spans[at][1]
        start = _first_of_dotted(folded, start, end)
        last = _last_of_name(folded, start, end)
        yield start, last
        if spelt := patterns()["spelt"].match(folded, last):
            yield spelt.span("name")


def _first_of_dotted(folded: str, start: int, end: int) -> int:
    """Where the name begins behind a word that its first characters end: 获得礼萨·哈桑 begins with 礼萨."""
    dot = min(at for mark in _DOTS if (at := folded.find(mark, start, end)) > 0)
    at = max(0, start - _BESIDE)
    for word, tag in rjieba.tag(folded[at:dot]):
        if at < start < at + len(word) < dot and tag not in _NAMING:
            return at + len(word)
        at += len(word)
    return start


def _between_titles(folded: str, start: int, end: int, titles: Sequence[int]) -> tuple[int, int]:
    """What is left of a run of characters when the titles that overlap it are taken away."""
    longest = _longest_title()
    near = bisect_left(titles, start - longest)
    if near == len(titles) or titles[near] >= end:
        return start, end
    around = folded[max(0, start - longest) : end + longest]
    before, after = ([word for word in _words(place) if word in around] for place in ("before", "after"))
    for word in (*before, *after):
        for shift in range(1, len(word) + 1):
            if folded.startswith(word, max(0, start + shift - len(word))) and start + shift - len(word) >= 0:
                start = min(start + shift, end - 1)
                break
    for word in after:
        for shift in range(1, len(word) + 1):
            if start < end - shift and folded.startswith(word, end - shift):
                return start, end - shift
    return start, end


def _last_of_name(folded: str, start: int, end: int) -> int:
    """Where a name ends whose last characters begin another word: 罗斯多次 is 罗斯 and 多次."""
    at = max(folded.rfind(dot, start, end) for dot in _DOTS) + 1
    for word, tag in rjieba.tag(folded[at : end + 2]):
        if at < end < at + len(word) and tag not in _NAMING:
            return at if folded[at - 1] not in _DOTS else end
        at += len(word)
    return end


def _surnames(folded: str, names: Iterable[Mention], titles: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Transliterated surnames directly before a title: 德拉甘诺夫先生, 萨尔基相总统."""
    ends = sorted(mention.anchor.end for mention in names)
    runs = (run_before(folded, title, _letters(), _LONGEST_RUN) for title in titles)
    for match in matches_at(patterns()["surname"], folded, runs):
        start, end = _between_titles(folded, *match.span("name"), titles)
        at = bisect_right(ends, end) - 1
        if at >= 0:
            start = max(start, ends[at])
        start = _first_of_name(folded, start, end)
        if _SHORTEST <= end - start <= _LONGEST:
            yield start, end
        else:
            reject(*match.span("name"), "PERSON", "nothing before the title looks like a name", rule="person")


def _first_of_name(folded: str, start: int, end: int) -> int:
    """Where the name begins behind words that only share its characters; ``end`` where nothing looks like a name."""
    tagged = rjieba.tag(folded[start:end])
    if not any(tag in _NAMING for _, tag in tagged):
        return end
    for word, tag in tagged:
        if tag in _NAMING or tag not in (_WORDS if len(word) > 1 else _PARTICLES):
            return start
        start += len(word)
    return end


def _chinese(folded: str, titles: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Names that begin with a surname and have a title beside them: 王小明大使, 秘书长李国华."""
    starts = sorted({max(0, title - shift) for title in titles for shift in (0, 2, 3)})
    for match in matches_at(patterns()["chinese"], folded, starts):
        at = match.end()
        floor = match.start() if match["before"] else max(0, match.start() - _REACH)
        for word, tag in rjieba.tag(folded[floor : at + _REACH]):
            begins, ends = floor, floor + len(word)
            beside = begins == at if match["before"] else ends == at
            if beside and tag == "nr" and 1 < len(word) < 4 and word[0] in load_characters("surnames"):
                yield begins, ends
            floor = ends


def title_words() -> frozenset[str]:
    """Titles, before or behind a name."""
    return frozenset((*_words("before"), *_words("after")))


@cache
def _longest_title() -> int:
    return max(map(len, title_words()))


@cache
def _letters() -> frozenset[str]:
    return frozenset(load_characters("characters"))


@cache
def _in_dots() -> frozenset[str]:
    return _letters() | frozenset(load_characters("dotted")) | frozenset("- ")


@cache
def _words(place: str) -> tuple[str, ...]:
    words = {row["word"] for _, row in load_rows("person_titles.tsv") if row["place"] == place}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of persons.toml, with the titles and characters of the tables."""
    letter, surname = (f"[{load_characters(kind)}]" for kind in ("characters", "surnames"))
    dotted = f"[{load_characters('characters')}{load_characters('dotted')}]"
    before, after = _words("before"), _words("after")
    title = f"[{''.join(sorted({word[0] for word in before}))}]"  # to look for it is cheaper than to try
    return load_expressions(
        "persons",
        before=either(before),
        after=either(after),
        title=title,
        letter=letter,
        in_dots=dotted,
        surname=surname,
    )
