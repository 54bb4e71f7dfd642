"""Things a reader should know: contradictions and references that lead nowhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Anchor, Entity, Finding, Mention, Observation, Relation, Report
from pipeline.tables import load_expressions, load_names, load_vocabulary
from pipeline.text.fold import fold
from pipeline.text.numerals import parse_numeral

_ANNEX = load_expressions("facts")["annex"]
_YEAR = re.compile(r"(?:19|20)\d\d")
_SESSION = re.compile(r"^A/(?:RES/)?(\d{2})/")
_FIRST_SESSION = 1945
_LEAD = 40
"""Characters before a law in which the words stand that something is done under it."""
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
    """An annex that the text names and the report, which has annexes, does not have; the second place is its last."""
    there: dict[int | None, Anchor] = {}
    for block in report.blocks:
        if block.kind in {"annex", "heading"}:
            title = report.text[block.anchor.start : block.anchor.end]
            there.update((parse_numeral(match[1]), block.anchor) for match in _ANNEX.finditer(title))
    if not there:
        return
    last = max(there.values())
    for match in _ANNEX.finditer(report.text):
        if parse_numeral(match[1]) not in there:
            yield Finding("missing_annex", f"{match.group()}", (Anchor(*match.span()), last))


def find_later_citations(report: Report, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """A document cited by a symbol of a later year or session than the report's own, which the head states."""
    own = _year(report.document.symbol or "") or _year(report.document.date or "")
    if not own:
        return
    seen: set[str] = set()
    for mention in mentions:
        if mention.type in {"RESOLUTION", "DOCUMENT"} and mention.entity and mention.entity not in seen:
            seen.add(mention.entity)
            year = _year(mention.entity)
            if year and year > own + 1:
                places = (mention.anchor, *_dated(report))
                yield Finding("later_document", f"{mention.entity} is later than the report", places)


def _dated(report: Report) -> tuple[Anchor, ...]:
    """Where the head states the report's symbol, or else its date."""
    heads = [(b.anchor, report.text[b.anchor.start : b.anchor.end]) for b in report.blocks if b.kind == "title"]
    symbol, date = report.document.symbol or "", report.document.date or ""
    found = [a for a, text in heads if symbol and symbol in text] or [
        a for a, text in heads if date and date[:4] in text
    ]
    return tuple(found[:1])


def _year(symbol: str) -> int | None:
    if match := _SESSION.match(symbol):
        return _FIRST_SESSION + int(match[1])
    years = _YEAR.findall(symbol)
    return int(years[-1]) if years else None


def find_closed_missions(
    report: Report, relations: Iterable[Relation], entities: Iterable[Entity], mentions: Sequence[Mention]
) -> Iterator[Finding]:
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
            places = (*relation.evidence, *_closing(report, relation, mentions))
            yield Finding("closed_mission", message, tuple(sorted(places)))


def _closing(report: Report, relation: Relation, mentions: Sequence[Mention]) -> tuple[Anchor, ...]:
    """Where the text says that the mission closed, else where it first names the mission, if that is another place."""
    closes = re.compile(load_vocabulary("relations")["phrases"]["CLOSES"])
    folded = fold(report.text)
    named = [m.anchor for m in mentions if m.entity == relation.subject and not m.anaphor]
    stated = [Anchor(name.start, match.end()) for name in named if (match := closes.match(folded, name.end))]
    apart = [
        place
        for place in (*stated, *named)
        if all(place.end <= e.start or e.end <= place.start for e in relation.evidence)
    ]
    return tuple(apart[:1])


def find_early_elections(
    report: Report, relations: Iterable[Relation], mentions: Sequence[Mention]
) -> Iterator[Finding]:
    """A vote dated before the law that it is said to be held under; the law's date stands beside it or is known."""
    folded = fold(report.text)
    votes = [r for r in relations if r.predicate == "held_election"]
    for law, date in _laws(folded, mentions):
        for vote in votes:
            held, place = str(vote.qualifiers.get("date")), vote.evidence[0]
            between = folded[min(law.end, place.start) : max(law.start, place.end)]
            length = min(len(held), len(date))
            if "\n" not in between and held[:length] < date[:length]:
                message = f"an election of {held} under a law of {date}"
                yield Finding("election_before_law", message, (place, law))


def _laws(folded: str, mentions: Sequence[Mention]) -> Iterator[tuple[Anchor, str]]:
    """Each instrument under which something is done (根据2016年2月通过的《选举法》), and since when it stands."""
    under = re.compile(load_vocabulary("relations")["phrases"]["UNDER_LAW"])
    names = load_names().entities
    for before, mention in zip((None, *mentions), mentions, strict=False):
        if mention.type != "INSTRUMENT" or mention.anaphor:
            continue
        lead = under.search(folded, max(0, mention.anchor.start - _LEAD), mention.anchor.start)
        if not lead:
            continue
        stated = before.entity if before and before.type == "DATE" and before.anchor.start >= lead.start() else None
        known = names.get(mention.entity or "")
        date = stated or (known.attributes.get("date") if known else None)
        if date and date[:1].isdigit():
            yield Anchor(lead.start(), mention.anchor.end), date
