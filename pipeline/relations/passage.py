"""A sentence with all that a rule may look at: its mentions, its amounts, and what the section is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Anchor, Block, Mention, Report, Sentence
from pipeline.text.amounts import Amount


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of the report; ``country`` is the entity of a section heading that is a country."""

    folded: str
    text: str
    anchor: Anchor
    block: Block
    mentions: tuple[Mention, ...]
    amounts: tuple[Amount, ...]
    country: str | None


def passages(
    report: Report, folded: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], amounts: Sequence[Amount]
) -> Iterator[Passage]:
    """The report's sentences in order, each with its own mentions and amounts."""
    countries = _section_countries(report, mentions)
    at, number = 0, 0
    for sentence in sentences:
        own, at = _within(mentions, at, sentence.anchor)
        counted, number = _amounts_within(amounts, number, sentence.anchor)
        block = report.blocks[sentence.block]
        country = countries.get(block.section or "")
        yield Passage(folded, report.text, sentence.anchor, block, own, counted, country)


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
