"""Which rules a sentence can satisfy at all: told from its words and mentions, before any pattern is tried."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import ahocorasick_rs
from msgspec import Struct

from pipeline.relations.tokens import FIRST, KINDS, MENTION, expand
from pipeline.tables import load_patterns

_ASSERTION = re.compile(r"\(\?<?[=!][^()]*\)")
_PLAIN = re.compile(r"[\u4e00-\u9fff]+")
_NESTED = re.compile(r"(\(\?:)\(\?:([^()]+)\)(?=\))")
_PART = re.compile(
    r"\(\?:(?P<group>[^()]+)\)(?![?*{])|\(\?:[^()]+\)|(?P<open>\()|(?P<close>\))|(?P<either>\|)"
    r"|\[[^\]]*\]|(?P<word>(?:[\u4e00-\u9fff](?![?*{]))+)"
)
"""A group without groups in it, a bracket, a class of characters, or a word that must be there."""
_BESIDE = 2
"""How many groups of words beside its verb are looked for before a pattern is tried."""
_PAREN = re.compile("[()]")
_LEADING = re.compile(r"[\u4e00-\u9fff](?:[\u4e00-\u9fff](?!\?))*")


class Needs(Struct, frozen=True, gc=False):
    """What a sentence must hold for a pattern: one of ``words``, and the pattern's ends s and o around it.

    ``before`` and ``behind`` are the ends that stand on that side of the word, ``around`` all of them: for each end
    the kinds of mention that may stand for it, as bits. One word of each of ``beside`` (与 or 同) must be there too.
    """

    words: tuple[str, ...]
    beside: tuple[tuple[str, ...], ...]
    before: tuple[int, ...]
    behind: tuple[int, ...]
    around: tuple[int, ...]


def open_rules(sentence: str) -> list[int]:
    """The rows of the relation table that the encoded sentence may match, by their numbers, in order."""
    automaton, rules_of, seen = _words()
    kinds: list[int] = []
    between: list[int] = []
    asked = 0
    for number, _, _ in automaton.find_matches_as_indexes(sentence, overlapping=True):
        if number < KINDS:
            kinds.append(number)
            between.append(asked)
            asked = 0
        else:
            asked |= rules_of[number]
    between.append(asked)
    rules, width = 0, len(_needs())
    for asked, met in zip(between, _met_between(tuple(kinds)), strict=True):
        rules |= asked & met
        seen |= asked
    for place in range(1, _BESIDE + 1):
        rules &= seen >> place * width
    return _numbers(rules)


def _numbers(rules: int) -> list[int]:
    found = []
    while rules:
        lowest = rules & -rules
        found.append(lowest.bit_length() - 1)
        rules ^= lowest
    return found


@lru_cache(maxsize=4096)
def _met_between(kinds: tuple[int, ...]) -> list[int]:
    """The rules whose ends mentions of these kinds in this order can be, for a word before, between and behind them."""
    around = _met("around", kinds)
    return [around & _met("before", kinds[:at]) & _met("behind", kinds[at:]) for at in range(len(kinds) + 1)]


def _met(side: str, kinds: Sequence[int]) -> int:
    return _met_by(side, _bits(kinds), len(kinds) > 1)


@cache
def _met_by(side: str, kinds: int, several: bool) -> int:
    """The rules whose ends on one side one or several mentions of these kinds can be; a rule is a bit."""
    rules = 0
    for number, needs in enumerate(_needs()):
        ends: tuple[int, ...] = getattr(needs, side)
        if all(kinds & end for end in ends) and len(ends) <= bool(kinds) + several:
            rules |= 1 << number
    return rules


@cache
def _words() -> tuple[ahocorasick_rs.AhoCorasick, list[int], int]:
    """The mentions' characters and all needed words in one automaton, with the rules that each word may open.

    In the number of a word stand side by side the rules that need it, and those that need it beside another, first
    and second; last those that need no word there.
    """
    rules_of: defaultdict[str, int] = defaultdict(int)
    for number, needs in enumerate(_needs()):
        nothing = [("",)] * (_BESIDE - len(needs.beside))
        for place, words in enumerate((needs.words, *needs.beside, *nothing)):
            for word in words:
                rules_of[word] |= 1 << place * len(_needs()) + number
    always = rules_of.pop("", 0)
    found = [*map(chr, range(FIRST, FIRST + KINDS)), *sorted(rules_of)]
    return ahocorasick_rs.AhoCorasick(found), [rules_of[word] for word in found], always


@cache
def _needs() -> tuple[Needs, ...]:
    return tuple(needs_of(row["regex"]) for row in load_patterns("relations"))


def needs_of(regex: str) -> Needs:
    """What a pattern of the relation table needs: the words are those that its group ``verb`` can begin with."""
    verb = _span(regex, "verb")
    choices = _ASSERTION.sub("", expand(regex[slice(*verb)])).replace("(?:", "").split("|")
    words = tuple(dict.fromkeys(match.group() for choice in choices if (match := _LEADING.match(choice))))
    ends = [_span(regex, end) for end in ("s", "o") if f"(?P<{end}>" in regex]
    kinds = [(start, end, _bits(map(_kind, MENTION.findall(expand(regex[start:end]))))) for start, end in ends]
    return Needs(
        words,
        _beside(regex),
        before=tuple(bits for _, end, bits in kinds if end < verb[0]),
        behind=tuple(bits for start, _, bits in kinds if verb[1] < start),
        around=tuple(bits for _, _, bits in kinds),
    )


def _beside(regex: str) -> tuple[tuple[str, ...], ...]:
    """The most telling plain words outside the named groups that the pattern cannot do without: 与 or 同, and 发挥."""
    level, found = 0, []
    for part in _PART.finditer(_NESTED.sub(r"\1\2", _ASSERTION.sub("", expand(regex)))):
        level += (part["open"] is not None) - (part["close"] is not None)
        if level == 0:
            if part["either"]:
                return ()
            words = tuple((part["group"] or part["word"] or "").split("|"))
            if all(map(_PLAIN.fullmatch, words)):
                found.append(words)
    return tuple(sorted(found, key=lambda words: -min(map(len, words)))[:_BESIDE])


def _span(regex: str, name: str) -> tuple[int, int]:
    """Where the inside of a named group stands in the pattern."""
    start = regex.index(f"(?P<{name}>") + len(f"(?P<{name}>")
    depth = 1
    for paren in _PAREN.finditer(regex, start):
        depth += 1 if paren.group() == "(" else -1
        if depth == 0:
            return start, paren.start()
    return start, len(regex)


def _kind(code: str) -> int:
    return ord(code) - FIRST


def _bits(kinds: Iterable[int]) -> int:
    """Kinds of mention as the bits of one number."""
    bits = 0
    for kind in kinds:
        bits |= 1 << kind
    return bits
