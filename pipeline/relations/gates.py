"""Which rules a sentence can satisfy at all: told from its words and mentions, before any pattern is tried."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from operator import or_

import ahocorasick_rs
from msgspec import Struct

from pipeline.relations.tokens import MENTION, expand
from pipeline.tables import load_patterns

_LOOKAHEAD = re.compile(r"\(\?=\[[^\]]*\]\)")
_PLAIN = re.compile(r"[\u4e00-\u9fff]+")
_PART = re.compile(
    r"\(\?:(?P<group>[^()]+)\)(?![?*{])|\(\?:[^()]+\)|(?P<open>\()|(?P<close>\))|(?P<either>\|)"
    r"|\[[^\]]*\]|(?P<word>[\u4e00-\u9fff])(?![?*{])"
)
"""A group without groups in it, a bracket, a class of characters, or a character that must be there."""
_LEADING = re.compile(r"[\u4e00-\u9fff](?:[\u4e00-\u9fff](?!\?))*")


class Needs(Struct, frozen=True, gc=False):
    """What a sentence must hold for a pattern: one of ``words``, and the pattern's ends s and o around it.

    ``before`` and ``behind`` are the ends that stand on that side of the word, ``around`` all of them: for each end
    the kinds of mention that may stand for it, as bits. One of ``beside`` (与, 由), if any, must be there too.
    """

    words: tuple[str, ...]
    beside: tuple[str, ...]
    before: tuple[int, ...]
    behind: tuple[int, ...]
    around: tuple[int, ...]


def open_rules(sentence: str) -> Iterator[int]:
    """The rows of the relation table that the encoded sentence may match, by their numbers, in order."""
    places = [match.start() for match in MENTION.finditer(sentence)]
    kinds = [_bit(sentence[place]) for place in places]
    before = list(accumulate(kinds, or_, initial=0))
    around = _met("around", before[-1], len(places) > 1)
    if not around:
        return
    behind = list(accumulate(reversed(kinds), or_, initial=0))
    automaton, wanted, beside = _words()
    between, free = [0] * len(before), beside[-1]
    for word, start, _ in automaton.find_matches_as_indexes(sentence, overlapping=True):
        between[bisect_left(places, start)] |= wanted[word]
        free |= beside[word]
    rules = 0
    for left, asked in enumerate(between):
        if asked & around:
            right = len(places) - left
            rules |= asked & _met("before", before[left], left > 1) & _met("behind", behind[right], right > 1)
    rules &= around & free
    while rules:
        lowest = rules & -rules
        yield lowest.bit_length() - 1
        rules ^= lowest


@cache
def _met(side: str, kinds: int, several: bool) -> int:
    """The rules whose ends on one side one or several mentions of these kinds can be; a rule is a bit."""
    rules = 0
    for number, needs in enumerate(_needs()):
        ends: tuple[int, ...] = getattr(needs, side)
        if all(kinds & end for end in ends) and len(ends) <= bool(kinds) + several:
            rules |= 1 << number
    return rules


@cache
def _words() -> tuple[ahocorasick_rs.AhoCorasick, list[int], list[int]]:
    """All needed words in one automaton, the rules that need each, and those that need it beside another.

    The last entry of the second list are the rules that need none beside.
    """
    wanted: defaultdict[str, int] = defaultdict(int)
    beside: defaultdict[str, int] = defaultdict(int)
    for number, needs in enumerate(_needs()):
        for word in needs.words:
            wanted[word] |= 1 << number
        for word in needs.beside or ("",):
            beside[word] |= 1 << number
    words = sorted({*wanted, *beside} - {""})
    automaton = ahocorasick_rs.AhoCorasick(words)
    return automaton, [wanted[word] for word in words], [beside[word] for word in (*words, "")]


@cache
def _needs() -> tuple[Needs, ...]:
    return tuple(needs_of(row["regex"]) for row in load_patterns("relations"))


def needs_of(regex: str) -> Needs:
    """What a pattern of the relation table needs: the words are those that its group ``verb`` can begin with."""
    verb = _span(regex, "verb")
    choices = _LOOKAHEAD.sub("", expand(regex[slice(*verb)])).replace("(?:", "").split("|")
    words = tuple(dict.fromkeys(match.group() for choice in choices if (match := _LEADING.match(choice))))
    ends = [_span(regex, end) for end in ("s", "o") if f"(?P<{end}>" in regex]
    kinds = [(start, end, _kinds(MENTION.findall(expand(regex[start:end])))) for start, end in ends]
    return Needs(
        words,
        _beside(regex),
        before=tuple(bits for _, end, bits in kinds if end < verb[0]),
        behind=tuple(bits for start, _, bits in kinds if verb[1] < start),
        around=tuple(bits for _, _, bits in kinds),
    )


def _beside(regex: str) -> tuple[str, ...]:
    """The first plain words outside the named groups that the pattern cannot do without: 与 or 同, 由."""
    level, found = 0, ""
    for part in _PART.finditer(regex):
        level += (part["open"] is not None) - (part["close"] is not None)
        if level == 0:
            if part["either"]:
                return ()
            words = part["group"] or part["word"] or ""
            found = found or (words if all(map(_PLAIN.fullmatch, words.split("|"))) else "")
    return tuple(found.split("|")) if found else ()


def _span(regex: str, name: str) -> tuple[int, int]:
    """Where the inside of a named group stands in the pattern."""
    start = end = regex.index(f"(?P<{name}>") + len(f"(?P<{name}>")
    depth = 1
    while depth:
        depth += {"(": 1, ")": -1}.get(regex[end], 0)
        end += 1
    return start, end - 1


def _kinds(codes: Iterable[str]) -> int:
    bits = 0
    for code in codes:
        bits |= _bit(code)
    return bits


def _bit(code: str) -> int:
    return 1 << (ord(code) & 0xFF)
