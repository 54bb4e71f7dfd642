"""People: names in Latin letters, transliterated names with or without dots, and Chinese names beside a title."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache

import rjieba

from pipeline.model import Anchor, Mention
from pipeline.tables import load_rows
from pipeline.tables.rows import FOLDER

_PART = r"[A-Z][a-zà-ÿ'’.]{0,20}(?:-[A-Z]?[a-zà-ÿ'’.]{1,20})*"
_LATIN = rf"{_PART}(?:[ -](?:{_PART}|[A-Z]{{2,20}}|al|bin|ibn|de|la|van|von|da|del|der|dos|el)){{1,5}}"
_ANOTHER = re.compile(rf" ?(?:、|，|和|与|及|以及) ?(?P<name>{_LATIN})(?![A-Za-z])")
_MORE = rf" ?、 ?{_LATIN} ?(?:、|和|以及) ?{_LATIN}"
_LISTED = re.compile(rf"(?<![A-Za-z0-9/.-])(?P<name>{_LATIN})(?={_MORE}(?![A-Za-z\u4e00-\u9fff]*[村镇县市区省州]))")
"""The first of three names in Latin letters or more."""
_SPELT = re.compile(rf" ?[(](?P<name>{_LATIN})[)]")
"""The name in Latin letters in brackets behind its transliteration."""
_FIRM = re.compile(r"\b(?:Ltd|Inc|Co|Corp|Company|Group|Bank|University|Institute|Council|Center|Centre|GmbH|Al)\b")
_OF_COUNTRY = re.compile(rf"(?P<name>{_LATIN}) ?[(]$")
_HAN = "[\u4e00-\u9fff]"
_SHORTEST, _LONGEST = 2, 8
"""Characters of a transliterated surname."""
_REACH = 6
"""How many characters around a title the word cutter sees."""
_NAMING = frozenset({"nr", "nrt", "nrfg", "nrj"})
"""The word cutter's tags of parts of a personal name."""
_WORDS = frozenset({"v", "vn", "d", "p", "c", "r", "m", "t", "f", "a", "ad", "ns", "u"})
_PARTICLES = frozenset({"p", "c", "d", "r", "u", "m"})
"""Its tags of words, and of single characters, that stand before a name and are none of its parts."""


def find_persons(folded: str, text: str, names: Iterable[Mention]) -> Iterator[Mention]:
    """PERSON mentions; what could as well be a place, a firm or a word needs a title or a country beside it."""
    known = list(names)
    for start, end in sorted(
        {*_latin(folded, known), *_dotted(folded, known), *_surnames(folded, known), *_chinese(folded)}
    ):
        words = text[start:end]
        yield Mention(Anchor(start, end), "PERSON", words, (f"person:{' '.join(words.split())}",), rule="person")


def _latin(folded: str, names: Iterable[Mention]) -> Iterator[tuple[int, int]]:
    """Names in Latin letters beside a title, before a country in brackets, or listed after such a name."""
    found = [match.span("first" if match["first"] else "last") for match in _titled().finditer(folded)]
    for country in names:
        if country.type == "COUNTRY" and folded[country.anchor.start - 1 : country.anchor.start] == "(":
            floor = max(0, country.anchor.start - 60)
            if match := _OF_COUNTRY.search(folded, floor, country.anchor.start):
                found.append(match.span("name"))
    found += [match.span("name") for match in _LISTED.finditer(folded) if not _FIRM.search(match.group())]
    for start, end in found:
        yield start, end
        while match := _ANOTHER.match(folded, end):
            yield match.span("name")
            end = match.end()


def _dotted(folded: str, names: Iterable[Mention]) -> Iterator[tuple[int, int]]:
    """Transliterated names with their dots; a title or a name of the tables beside them is none of their parts."""
    spans = [(mention.anchor.start, mention.anchor.end) for mention in names]
    for match in _dots().finditer(folded):
        start, end = _between_titles(folded, *match.span())
        start = max([start, *(ends for begins, ends in spans if begins < start < ends < end)])
        last = _last_of_name(folded, start, end)
        yield start, last
        if spelt := _SPELT.match(folded, last):
            yield spelt.span("name")


def _between_titles(folded: str, start: int, end: int) -> tuple[int, int]:
    """What is left of a run of characters when the titles that overlap it are taken away."""
    for word in (*_words("before"), *_words("after")):
        for shift in range(1, len(word) + 1):
            if folded.startswith(word, max(0, start + shift - len(word))) and start + shift - len(word) >= 0:
                start = min(start + shift, end - 1)
                break
    for word in _words("after"):
        for shift in range(1, len(word) + 1):
            if start < end - shift and folded.startswith(word, end - shift):
                return start, end - shift
    return start, end


def _last_of_name(folded: str, start: int, end: int) -> int:
    """Where a name ends whose last characters begin another word: 罗斯多次 is 罗斯 and 多次."""
    at = max(folded.rfind(dot, start, end) for dot in "·•‧・") + 1
    for word, tag in rjieba.tag(folded[at : end + 2]):
        if at < end < at + len(word) and tag not in _NAMING:
            return at if folded[at - 1] not in "·•‧・" else end
        at += len(word)
    return end


def _surnames(folded: str, names: Iterable[Mention]) -> Iterator[tuple[int, int]]:
    """Transliterated surnames directly before a title: 德拉甘诺夫先生, 萨尔基相总统."""
    ends = sorted(mention.anchor.end for mention in names)
    for match in _surname().finditer(folded):
        start, end = _between_titles(folded, *match.span("name"))
        start = max([start, *(at for at in ends if start < at <= end)])
        start = _first_of_name(folded, start, end)
        if _SHORTEST <= end - start <= _LONGEST:
            yield start, end


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


def _chinese(folded: str) -> Iterator[tuple[int, int]]:
    """Names that begin with a surname and have a title beside them: 王小明大使, 秘书长李国华."""
    for match in _surnamed().finditer(folded):
        at = match.end()
        floor = match.start() if match["before"] else max(0, match.start() - _REACH)
        for word, tag in rjieba.tag(folded[floor : at + _REACH]):
            begins, ends = floor, floor + len(word)
            beside = begins == at if match["before"] else ends == at
            if beside and tag == "nr" and 1 < len(word) < 4 and word[0] in _characters("surnames"):
                yield begins, ends
            floor = ends


@cache
def _words(place: str) -> tuple[str, ...]:
    words = {row["word"] for _, row in load_rows("person_titles.tsv") if row["place"] == place}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _characters(kind: str) -> str:
    table = tomllib.loads((FOLDER / "transliteration.toml").read_text(encoding="utf8"))
    return "".join(sorted(set(table[kind])))


@cache
def _titled() -> re.Pattern[str]:
    before, after = "|".join(_words("before")), "|".join(_words("after"))
    first = re.escape("".join(sorted({word[0] for word in _words("before")})))  # to look for it is cheaper than to try
    return re.compile(rf"(?=[A-Z{first}])(?:(?:{before})[“\"]? ?(?P<first>{_LATIN})|(?P<last>{_LATIN}) ?(?:{after}))")


@cache
def _dots() -> re.Pattern[str]:
    letters = _characters("characters")
    return re.compile(rf"[{letters}]{{1,7}}(?: ?[·•‧・] ?[{letters}]{{1,8}}(?:-[{letters}]{{1,8}})?){{1,5}}(?![·•‧・])")


@cache
def _surname() -> re.Pattern[str]:
    after = "|".join(_words("after"))
    letters = _characters("characters")
    return re.compile(rf"(?<![·•‧・{letters}])(?P<name>[{letters}]{{2,12}})(?=(?:{after}))")


@cache
def _surnamed() -> re.Pattern[str]:
    """Ends where a title and a Chinese name meet."""
    before, after = "|".join(_words("before")), "|".join(_words("after"))
    surnames = _characters("surnames")
    return re.compile(
        rf"(?P<before>{before})(?=[{surnames}]{_HAN})|(?P<name>[{surnames}]{_HAN}{{1,2}}?)(?=(?:{after}))"
    )
