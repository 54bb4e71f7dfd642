"""What a reader should know of a report's short forms: one given to two things, one that is never explained."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.model import Anchor, Finding, Mention, Report
from pipeline.tables import load_rows

_ACRONYM = re.compile(r"[A-Z](?<![A-Za-z0-9/.@_-].)[A-Z]{2,7}(?![A-Za-z0-9/.@_-])")
_ROMAN = re.compile(r"[IVXLCDM]+")
_DEFINED = "definition"
_FEWEST = 2
"""An acronym that stands once may be a name in a list; one that is used again wants explaining."""


def find_puzzles(report: Report, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """``conflicting_abbreviation`` with the two places, ``undefined_abbreviation`` with the first."""
    yield from _conflicts(mentions)
    yield from _undefined(report, mentions)


def _conflicts(mentions: Sequence[Mention]) -> Iterator[Finding]:
    meanings: defaultdict[str, dict[str, Anchor]] = defaultdict(dict)
    for mention in mentions:
        if mention.rule == _DEFINED and mention.entity:
            meanings["".join(mention.text.split())].setdefault(mention.entity, mention.anchor)
    for short, entities in sorted(meanings.items()):
        if len(entities) > 1:
            (one, first), (other, second) = list(entities.items())[:2]
            message = f"{short} is defined as {one} and as {other}"
            yield Finding("conflicting_abbreviation", message, (first, second))


def _undefined(report: Report, mentions: Sequence[Mention]) -> Iterator[Finding]:
    starts = [mention.anchor.start for mention in mentions]
    places: defaultdict[str, list[Anchor]] = defaultdict(list)
    explained = set(_plain())
    for match in _ACRONYM.finditer(report.text):
        anchor, word = Anchor(*match.span()), match.group()
        at = bisect_right(starts, anchor.start) - 1
        if at >= 0 and mentions[at].anchor.meets(anchor):
            explained.add(word)
        elif report.text[anchor.start - 1 : anchor.start] in {"(", "（"} or _ROMAN.fullmatch(word):
            explained.add(word)  # the English short form behind a Chinese name explains itself
        else:
            places[word].append(anchor)
    for word, anchors in sorted(places.items()):
        if word not in explained and len(anchors) >= _FEWEST:
            message = f"{word} is used {len(anchors)} times and explained nowhere"
            yield Finding("undefined_abbreviation", message, (anchors[0],))


@cache
def _plain() -> frozenset[str]:
    """Abbreviations that every reader knows: GDP, HIV, GPS."""
    return frozenset(row["abbreviation"] for _, row in load_rows("plain_abbreviations.tsv"))
