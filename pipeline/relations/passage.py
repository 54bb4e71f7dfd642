"""A sentence with all that a rule may look at: its mentions, its amounts, and what the section is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from pipeline.model import Anchor, Block, Mention, Report, Sentence
from pipeline.tables import load_names, load_vocabulary
from pipeline.text.amounts import Amount

_MISSIONS = frozenset({"mission", "political_mission"})
_COMMITTEES = frozenset({"treaty_body", "expert_body", "committee"})
_OFTEN, _MOST = 4, 0.75
"""How often a report names the country that it is about, and in what share of the places where it names any."""
CLAUSE = re.compile(r"[，。；：,;:\n]")
"""A mark that ends a clause."""


class Passage(Struct, frozen=True, gc=False):
    """One sentence of the report; ``country`` is that of the section's heading, ``topic`` the report's.

    ``body`` is the committee that reports on its own work, ``mission`` the one mission that the titles name.
    """

    folded: str
    text: str
    anchor: Anchor
    block: Block
    mentions: tuple[Mention, ...]
    amounts: tuple[Amount, ...]
    country: str | None
    topic: str | None = None
    body: str | None = None
    mission: str | None = None


def passages(
    report: Report, folded: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], amounts: Sequence[Amount]
) -> Iterator[Passage]:
    """The report's sentences in order, each with its own mentions and amounts."""
    countries, topic = _section_countries(report, mentions), _topic(report, folded, mentions)
    body, mission = _reporting_body(report), _mission(report, mentions)
    at, number = 0, 0
    for sentence in sentences:
        own, at = _within(mentions, at, sentence.anchor)
        counted, number = _amounts_within(amounts, number, sentence.anchor)
        block = report.blocks[sentence.block]
        country = countries.get(block.section or "")
        yield Passage(folded, report.text, sentence.anchor, block, own, counted, country, topic, body, mission)


def _topic(report: Report, folded: str, mentions: Sequence[Mention]) -> str | None:
    """The country that a report is about: the one that its titles name, or else the one of which it talks most.

    A country that only says whence a letter comes (马里常驻联合国代表给…的信) is no topic, nor one that sits in a title
    beside another.
    """
    titles = [block.anchor for block in report.blocks if block.kind == "title"]
    countries = [mention for mention in mentions if mention.type == "COUNTRY" and mention.entity]
    named = {
        mention.entity
        for mention in countries
        if any(title.start <= mention.anchor.start and mention.anchor.end <= title.end for title in titles)
        and not _sender().match(folded, mention.anchor.end)
    }
    if named:
        return named.pop() if len(named) == 1 else None
    [(country, times)] = Counter(mention.entity for mention in countries).most_common(1) or [(None, 0)]
    return country if times >= _OFTEN and times >= _MOST * len(countries) else None


def _mission(report: Report, mentions: Sequence[Mention]) -> str | None:
    """The one mission that the titles of a report name: what it spends is the mission's."""
    titles = [block.anchor for block in report.blocks if block.kind == "title"]
    named = {
        mention.entity
        for mention in mentions
        if mention.entity
        and _kind(mention.entity) in _MISSIONS
        and any(title.start <= mention.anchor.start and mention.anchor.end <= title.end for title in titles)
    }
    return named.pop() if len(named) == 1 else None


def own_organ(report: Report) -> str | None:
    """The organ that the head of a report names as its own."""
    rows = load_names().aliases.get(report.document.organ or "", ())
    return next((row.id for row in rows if row.type == "UN_BODY" and not row.when), None)


def _reporting_body(report: Report) -> str | None:
    """The committee or body of experts whose own report this is; one that writes on a State has the State as topic."""
    organ = own_organ(report)
    return organ if organ and _kind(organ) in _COMMITTEES else None


def _kind(entity: str) -> str | None:
    known = load_names().entities.get(entity)
    return known.attributes.get("kind") if known else None


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


@cache
def _sender() -> re.Pattern[str]:
    return re.compile(load_vocabulary("relations")["phrases"]["SENDER"])


def clause_start(passage: Passage, end: int) -> int:
    """Where the clause that ends at ``end`` begins."""
    marks = [match.end() for match in CLAUSE.finditer(passage.folded, passage.anchor.start, end)]
    return marks[-1] if marks else passage.anchor.start
