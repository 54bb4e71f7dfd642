"""Patterns tried only where they can match: at words and characters that are found faster than a pattern is tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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


def trigger(words: Iterable[str]) -> ahocorasick_rs.AhoCorasick:
    """An automaton that finds all of the words, also those that overlap, in one pass."""
    return ahocorasick_rs.AhoCorasick(sorted(set(words)), implementation=ahocorasick_rs.Implementation.DFA)


def starts_of(words: ahocorasick_rs.AhoCorasick, text: str) -> list[int]:
    """Where the words of a trigger stand, in the order of their ends."""
    return [start for _, start, _ in words.find_matches_as_indexes(text, overlapping=True)]


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
