"""A sentence with all that a rule may look at: its mentions, its amounts, and what the section is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from pipeline.model import Anchor, Block, Mention, Report, Sentence
from pipeline.relations.about import About, read_about
from pipeline.text.amounts import Amount

CLAUSE = re.compile(r"[，。；：,;:\n]")
"""A mark that ends a clause."""


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
    """The report's sentences in order, each with its own mentions and amounts."""
    countries, about = _section_countries(report, mentions), read_about(report, folded, mentions)
    at, number = 0, 0
    for sentence in sentences:
        own, at = _within(mentions, at, sentence.anchor)
        counted, number = _amounts_within(amounts, number, sentence.anchor)
        block = report.blocks[sentence.block]
        country = countries.get(block.section or "")
        yield Passage(folded, report.text, sentence.anchor, block, own, counted, country, about.topic, about)


def _section_countries(report: Report, mentions: Sequence[Mention]) -> dict[str, str]:
    """Headings that consist of a country's name (or end with it, as 法国/新喀里多尼亚), by their text."""
    titles = {block.section.rsplit("/", 1)[-1]: block.section for block in report.blocks if block.section}
    return {
        titles[mention.text]: mention.entity
        for mention in mentions
        if mention.type == "COUNTRY" and mention.entity and not mention.anaphor and mention.text in titles
    }


def _within(mentions: Sequence[Mention], at: int, anchor: Anchor) -> tuple[tuple[Mention, ...], int]:
    while at < len(mentions) and mentions[at].anchor.start < anchor.start:
        at += 1
    end = at
    while end < len(mentions) and mentions[end].anchor.end <= anchor.end:
        end += 1
    return tuple(mentions[at:end]), at


def _amounts_within(amounts: Sequence[Amount], at: int, anchor: Anchor) -> tuple[tuple[Amount, ...], int]:
    while at < len(amounts) and amounts[at].start < anchor.start:
        at += 1
    end = at
    while end < len(amounts) and amounts[end].end <= anchor.end:
        end += 1
    return tuple(amounts[at:end]), at


def clause_start(passage: Passage, end: int) -> int:
    """Where the clause that ends at ``end`` begins."""
    marks = [match.end() for match in CLAUSE.finditer(passage.folded, passage.anchor.start, end)]
    return marks[-1] if marks else passage.anchor.start
