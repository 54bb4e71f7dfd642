"""Patterns tried only where they can match: at words and characters that are found faster than a pattern is tried."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

import ahocorasick_rs

_CAPITAL = re.compile("[A-Z]")


def matches_at(regex: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What ``finditer`` finds of a regex, given places in order among which all its matches begin."""
    done = 0
    for start in starts:
        if start >= done and (match := regex.match(text, start)):
            done = match.end()
            yield match


class Triggers:
    """Words of several kinds, all found in one pass over a text, also those that overlap."""

    def __init__(self, kinds: Mapping[str, Collection[str]]) -> None:
        words = sorted({word for kind in kinds.values() for word in kind})
        self._automaton = ahocorasick_rs.AhoCorasick(words, implementation=ahocorasick_rs.Implementation.DFA)
        self._kinds = [[kind for kind, members in kinds.items() if word in members] for word in words]
        self._names = tuple(kinds)

    def starts(self, text: str) -> dict[str, list[int]]:
        """Where the words of each kind stand, in order."""
        found: dict[str, list[int]] = {kind: [] for kind in self._names}
        for word, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for kind in self._kinds[word]:
                found[kind].append(start)
        return {kind: sorted(set(starts)) for kind, starts in found.items()}


def places_of(word: str, text: str) -> Iterator[int]:
    """Where one word stands, in order."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def run_before(text: str, end: int, characters: frozenset[str], most: int) -> int:
    """Where the characters of one kind begin that stand directly before a place, no more of them than ``most``."""
    start, floor = end, max(0, end - most)
    while start > floor and text[start - 1] in characters:
        start -= 1
    return start


@lru_cache(maxsize=2)
def capitals(text: str) -> tuple[int, ...]:
    """The places of A to Z, with which every name in Latin letters begins."""
    return tuple(match.start() for match in _CAPITAL.finditer(text))
