"""What a whole report is about and for whom it speaks: read from its titles and its head."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from msgspec import Struct

from pipeline.model import Block, Mention, Report
from pipeline.tables import load_names, load_vocabulary

_MISSIONS = frozenset({"mission", "political_mission"})
_COMMITTEES = frozenset({"treaty_body", "expert_body", "committee"})


_LEADING = 32
"""Characters before a period in which a report says that it covers it."""
_AGENCIES = frozenset({"agency", "programme", "fund", "office", "related"})
_WHOLE = frozenset({"un:UN", "un:UNSYSTEM"})
_SPEAKS_OFTEN, _SPEAKS_MOST = 3, 0.6
"""How often a report names the agency that speaks in it, and in what share of the places where it names bodies."""
_OFTEN, _MOST = 4, 0.75
"""How often a report names the country that it is about, and in what share of the places where it names any."""


class About(Struct, frozen=True, gc=False):
    """The country that the report is about, mission of its titles and period (EDTF), and whose it is.

    ``body`` is the committee that reports on its own work, ``voice`` the body that 我们 means, ``sender`` the
    State that 我国 means, ``year`` that of the report's date.
    """

    topic: str | None = None
    mission: str | None = None
    period: str | None = None
    body: str | None = None
    voice: str | None = None
    sender: str | None = None
    year: int | None = None


def read_about(report: Report, folded: str, mentions: Sequence[Mention]) -> About:
    """What the report's titles and head tell."""
    date = report.document.date or ""
    titled = [m for _, m in in_titles(report, mentions) if m.entity]
    return About(
        topic=_topic(folded, titled, [m.entity for m in mentions if m.type == "COUNTRY" and m.entity]),
        mission=_only(m for m in titled if _kind(m.entity) in _MISSIONS),
        period=_only(m for m in titled if _is_period(m)) or _stated_period(folded, mentions),
        body=_reporting_body(report),
        voice=_voice(report, mentions),
        sender=_only(m for m in titled if _sends(folded, m)),
        year=int(date[:4]) if date[:4].isdigit() else None,
    )


def _topic(folded: str, titled: Sequence[Mention], countries: Sequence[str]) -> str | None:
    """The country that a report is about: the one that its titles name, or else the one of which it talks most.

    A country that only says whence a letter comes (马里常驻联合国代表给…的信) is no topic, nor one that sits in a title
    beside another.
    """
    named = {m.entity for m in titled if m.type == "COUNTRY" and not _sends(folded, m)}
    if named:
        return named.pop() if len(named) == 1 else None
    [(country, times)] = Counter(countries).most_common(1) or [("", 0)]
    return country if times >= _OFTEN and times >= _MOST * len(countries) else None


def _sends(folded: str, mention: Mention) -> bool:
    """Whether a country of a title is that of the one who writes: 马里常驻联合国代表给秘书长的信."""
    return mention.type == "COUNTRY" and _sender().match(folded, mention.anchor.end) is not None


def _is_period(mention: Mention) -> bool:
    return mention.type == "DATE" and "/" in (mention.entity or "")


def _stated_period(folded: str, mentions: Sequence[Mention]) -> str | None:
    """The first period that a report says it covers: 本报告所述期间为…, 本报告述及…."""
    covers = re.compile(load_vocabulary("observations")["covers"])
    periods = (m for m in mentions if _is_period(m))
    return next(
        (m.entity for m in periods if covers.search(folded[max(0, m.anchor.start - _LEADING) : m.anchor.start])), None
    )


def own_organ(report: Report) -> str | None:
    """The organ that the head of a report names as its own."""
    rows = load_names().aliases.get(report.document.organ or "", ())
    return next((row.id for row in rows if row.type == "UN_BODY" and not row.when), None)


def author_role(report: Report, mentions: Sequence[Mention]) -> str | None:
    """The post that the head of a report names as its author."""
    author = report.document.author
    return next((m.entity for m in mentions if author and m.text == author and m.type == "ROLE"), None)


def in_titles(report: Report, mentions: Sequence[Mention]) -> Iterator[tuple[Block, Mention]]:
    """Each title of the report with each mention, of those in order, that stands in it."""
    for block in report.blocks:
        if block.kind == "title":
            first = bisect_left(mentions, block.anchor.start, key=lambda mention: mention.anchor.start)
            for mention in islice(mentions, first, None):
                if block.anchor.holds(mention.anchor):
                    yield block, mention
                elif mention.anchor.start >= block.anchor.end:
                    break


def _only(mentions: Iterator[Mention]) -> str | None:
    """The one entity that all of them are of."""
    named = {mention.entity for mention in mentions}
    return named.pop() if len(named) == 1 else None


def _reporting_body(report: Report) -> str | None:
    """The committee or body of experts whose own report this is; one that writes on a State has the State as topic."""
    organ = own_organ(report)
    return organ if organ and _kind(organ) in _COMMITTEES else None


def _voice(report: Report, mentions: Sequence[Mention]) -> str | None:
    """The body for which the author of a report speaks: the Secretary-General for the United Nations.

    Without an author an agency speaks that most of the report's names of bodies are of.
    """
    if role := author_role(report, mentions):
        known = load_names().entities.get(role)
        voices: dict[str, str] = load_vocabulary("observations")["voices"]
        return voices.get(role, known.attributes.get("body") if known else None)
    bodies = [m.entity for m in mentions if m.type == "UN_BODY" and m.entity not in _WHOLE and not m.anaphor]
    [(body, times)] = Counter(bodies).most_common(1) or [(None, 0)]
    speaks = _kind(body) in _AGENCIES and times >= _SPEAKS_OFTEN and times >= _SPEAKS_MOST * len(bodies)
    return body if speaks else None


def _kind(entity: str | None) -> str | None:
    known = load_names().entities.get(entity or "")
    return known.attributes.get("kind") if known else None


@cache
def _sender() -> re.Pattern[str]:
    return re.compile(load_vocabulary("relations")["phrases"]["SENDER"])
