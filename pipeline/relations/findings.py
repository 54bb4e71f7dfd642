"""Things a reader should know: contradictions and references that lead nowhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Anchor, Entity, Finding, Mention, Observation, Relation, Report
from pipeline.text.numerals import parse_numeral

_ANNEX = re.compile(r"附件([一二三四五六七八九十]{1,2})(?!》)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SESSION = re.compile(r"^A/(?:RES/)?(\d{2})/")
_FIRST_SESSION = 1945
_TELLING = 4
"""Characters of an indicator below which two statistics of one indicator may be of two measures."""


def find_contradictions(observations: Iterable[Observation]) -> Iterator[Finding]:
    """One measure of one subject at one time with two values, stated in two places."""
    values: defaultdict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for o in observations:
        if o.time and o.subject and len(o.indicator) >= _TELLING:
            values[(o.indicator, o.subject or "", o.unit, o.time)].append(o)
    for (indicator, *_), found in sorted(values.items()):
        if len({str(o.value) for o in found}) > 1 and len({o.evidence for o in found}) > 1:
            shown = ", ".join(str(o.value) for o in found)
            yield Finding("two_values", f"{indicator}: {shown}", tuple(o.evidence for o in found))


def find_lost_annexes(report: Report) -> Iterator[Finding]:
    """An annex that the text names and the report, which has annexes, does not have."""
    headings = [b for b in report.blocks if b.kind in {"annex", "heading"}]
    titles = " ".join(report.text[b.anchor.start : b.anchor.end] for b in headings)
    there = {parse_numeral(match[1]) for match in _ANNEX.finditer(titles)}
    if not there:
        return
    for match in _ANNEX.finditer(report.text):
        if parse_numeral(match[1]) not in there:
            yield Finding("missing_annex", f"{match.group()}", (Anchor(*match.span()),))


def find_later_citations(report: Report, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """A document cited by a symbol of a later year or session than the report's own."""
    own = _year(report.document.symbol or "") or _year(report.document.date or "")
    if not own:
        return
    seen: set[str] = set()
    for mention in mentions:
        if mention.type in {"RESOLUTION", "DOCUMENT"} and mention.entity and mention.entity not in seen:
            seen.add(mention.entity)
            year = _year(mention.entity)
            if year and year > own + 1:
                yield Finding("later_document", f"{mention.entity} is later than the report", (mention.anchor,))


def _year(symbol: str) -> int | None:
    if match := _SESSION.match(symbol):
        return _FIRST_SESSION + int(match[1])
    years = _YEAR.findall(symbol)
    return int(years[-1]) if years else None


def find_closed_missions(relations: Iterable[Relation], entities: Iterable[Entity]) -> Iterator[Finding]:
    """A mission said to work in a year after the one in which it closed."""
    closed = {e.id: str(e.attributes["end"])[:4] for e in entities if e.attributes.get("end")}
    for relation in relations:
        year = str(relation.qualifiers.get("date") or relation.qualifiers.get("start") or "")[:4]
        if (
            relation.predicate in {"operates_in", "assists"}
            and year.isdigit()
            and year > closed.get(relation.subject, "9999")
        ):
            message = f"{relation.subject} closed in {closed[relation.subject]}, said to act in {year}"
            yield Finding("closed_mission", message, relation.evidence)
