"""A sentence with all that a rule may look at: its mentions, its amounts, and what the section is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from sys import maxsize

from msgspec import Struct

from pipeline.model import Anchor, Block, Mention, Report, Sentence
from pipeline.relations.about import About, read_about
from pipeline.text.amounts import Amount

CLAUSE = re.compile(r"[，。；：,;:\n]")
"""A mark that ends a clause."""
_TO_CLAUSE = re.compile(f"(?s:.*){CLAUSE.pattern}")


class Passage(Struct, frozen=True, gc=False):
    """One sentence of the report; ``country`` is that of the section's heading, ``topic`` the report's."""

    folded: str
    text: str
    anchor: Anchor
    block: Block
    mentions: tuple[Mention, ...]
    amounts: tuple[Amount, ...]
    country: str | None
    topic: str | None = None
    about: About = About()


def passages(
    report: Report, folded: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], amounts: Sequence[Amount]
) -> Iterator[Passage]:
    """The report's sentences in order that hold a mention or an amount, each with its own."""
    countries, about = _section_countries(report, mentions), read_about(report, folded, mentions)
    named = _spans((mention.anchor.start, mention.anchor.end) for mention in mentions)
    counted = _spans((amount.start, amount.end) for amount in amounts)
    first = number = 0
    for sentence in sentences:
        first, last = _within(named, first, sentence.anchor)
        number, until = _within(counted, number, sentence.anchor)
        if first < last or number < until:
            block = report.blocks[sentence.block]
            country = countries.get(block.section or "")
            own = tuple(mentions[first:last]), tuple(amounts[number:until])
            yield Passage(folded, report.text, sentence.anchor, block, *own, country, about.topic, about)


def _section_countries(report: Report, mentions: Sequence[Mention]) -> dict[str, str]:
    """Headings that consist of a country's name (or end with it, as 法国/新喀里多尼亚), by their text."""
    titles = {section.rsplit("/", 1)[-1]: section for block in report.blocks if (section := block.section)}
    return {
        titles[mention.text]: mention.entity
        for mention in mentions
        if mention.type == "COUNTRY" and mention.entity and not mention.anaphor and mention.text in titles
    }


def _spans(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places of what is found in order, and one behind all sentences."""
    return [*places, (maxsize, maxsize)]


def _within(spans: Sequence[tuple[int, int]], at: int, anchor: Anchor) -> tuple[int, int]:
    """Which of the spans from ``at`` on stand in a sentence, as their numbers [first, last)."""
    start, end = anchor.start, anchor.end
    while spans[at][0] < start:
        at += 1
    last = at
    while spans[last][1] <= end:
        last += 1
    return at, last


def clause_start(passage: Passage, end: int) -> int:
    """Where the clause that ends at ``end`` begins."""
    last = _TO_CLAUSE.match(passage.folded, passage.anchor.start, end)
    return last.end() if last else passage.anchor.start
