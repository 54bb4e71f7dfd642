"""What a report says by its form: whom it cites, who issued it, what its tables list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.model import THIS_REPORT, Anchor, Block, Mention, Relation, Report
from pipeline.relations.about import in_titles
from pipeline.relations.implied import body_of_post
from pipeline.relations.tokens import is_organ
from pipeline.tables import load_expressions, load_vocabulary
from pipeline.text.fold import fold

_CITED = frozenset({"RESOLUTION", "DOCUMENT", "INSTRUMENT"})
_FORMS = load_expressions("facts")
_OWN_SERIES = {"A/HRC": "un:HRC"}
"""Beginnings of symbols that tell the organ of a resolution whatever organ is named near it."""
_SERIES = {
    "un:GA": ("A/RES/", "A/DEC/"),
    "un:SC": ("S/RES/", "S/PRST/"),
    "un:ECOSOC": ("E/RES/", "E/DEC/"),
    "un:HRC": ("A/HRC/",),
}
"""How the symbols of the resolutions of those begin that say 其 of their own."""
_COMMA = "，, "
_NEAR = 160
"""Characters before a resolution in which its organ is named."""
_RESOLUTION = re.compile(r"/(?:RES|DEC|PRST)/")
_AUTHOR_PLACE = 400
"""Characters from the head of a report in which its author stands."""


def find_citations(report: Report, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """cites, once for each thing cited, with every place; and adopted_by where the organ is named with it."""
    own, folded = (report.document.symbol or "").rstrip("*"), fold(report.text)
    for index, mention in enumerate(mentions):
        if mention.type in _CITED and not mention.anaphor and mention.entity and mention.entity != own:
            yield Relation(THIS_REPORT, "cites", mention.entity, (mention.anchor,), "citation")
            organ = _OWN_SERIES.get(mention.entity[:5]) or mention.attributes.get("organ")
            if not organ or mention.type != "RESOLUTION":
                continue
            named = _organ_before(mentions, index, organ)
            if not (named and _phrase("NOT_OF_THE_ORGAN").search(folded, named.anchor.end, mention.anchor.start)):
                place = Anchor(named.anchor.start, mention.anchor.end) if named else mention.anchor
                yield Relation(mention.entity, "adopted_by", organ, (place,), "citation")


def find_own_resolutions(report: Report, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """adopted_by of what an organ calls its own (大会，… 回顾其第…号决议): of each number of the list that follows."""
    organs = {m.anchor: m.entity for m in mentions if m.entity in _SERIES}
    cited = [m for m in mentions if m.type == "RESOLUTION" and not m.anaphor and not m.attributes.get("organ")]
    if not cited or not organs:
        return
    folded, starts, organ = fold(report.text), [m.anchor.start for m in cited], None
    for block in report.blocks:
        start, end = block.anchor.start, block.anchor.end
        organ = organs.get(Anchor(start, start + len(folded[start:end].rstrip(_COMMA))), organ)
        own = _phrase("RECALLS_ITS_OWN").match(folded, start, end) if organ else None
        if not organ or not own:
            continue
        for mention in cited[bisect_left(starts, own.end()) : bisect_left(starts, end)]:
            if mention.entity and mention.entity.startswith(_SERIES[organ]):
                place = Anchor(own.start("verb"), mention.anchor.end)
                yield Relation(mention.entity, "adopted_by", organ, (place,), "citation of its own")


def _organ_before(mentions: Sequence[Mention], index: int, organ: str) -> Mention | None:
    """Where the organ of a resolution is named last before it, and near it."""
    start = mentions[index].anchor.start
    for before in range(index - 1, -1, -1):
        named = mentions[before]
        if start - named.anchor.start >= _NEAR:
            return None
        if named.entity == organ and named.anchor.end <= start:
            return named
    return None


def find_author(report: Report, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """issued_by of the report itself: its author as the head names it."""
    author = report.document.author
    if not author:
        yield from _of_organ(report, mentions) if _is_observations(report) else _of_committee(report, mentions)
    for mention in mentions:
        if mention.anchor.start > _AUTHOR_PLACE:
            return
        if author and mention.type in {"ROLE", "UN_BODY"} and mention.text == author and mention.entity:
            yield Relation(THIS_REPORT, "issued_by", mention.entity, (mention.anchor,), "masthead")
            return


def find_mandate(report: Report, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """submitted_under, where the title says it: 秘书长依照第1757(2007)号决议提交的第三次报告."""
    folded = fold(report.text)
    for block, mention in in_titles(report, mentions):
        if (
            mention.type == "RESOLUTION"
            and mention.entity
            and _phrase("UNDER").search(folded, block.anchor.start, mention.anchor.start)
            and _phrase("SUBMITTED").match(folded, mention.anchor.end, block.anchor.end)
        ):
            yield Relation(THIS_REPORT, "submitted_under", mention.entity, (block.anchor,), "masthead")


def find_addressee(report: Report, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """The organ to which a title says that a letter goes (…给安全理事会主席的信) or that a statement is its own."""
    folded = fold(report.text)
    for block, mention in in_titles(report, mentions):
        organ = body_of_post(mention) if mention.type == "ROLE" else mention.entity
        if not organ or not is_organ(organ):
            continue
        if _phrase("LETTER").match(folded, mention.anchor.start - 1, block.anchor.end):
            yield Relation(THIS_REPORT, "submitted_to", organ, (block.anchor,), "masthead")
        elif _phrase("STATEMENT").match(folded, mention.anchor.end, block.anchor.end):
            yield Relation(THIS_REPORT, "issued_by", organ, (mention.anchor,), "masthead")


def _is_observations(report: Report) -> bool:
    """Whether the head calls the report observations of its own organ: 关于某国…的结论性意见."""
    return any(_phrase("OBSERVATIONS").search(_text(report, block)) for block in report.blocks if block.kind == "title")


def _of_organ(report: Report, mentions: Sequence[Mention]) -> Iterator[Relation]:
    organ = next((m for m in mentions if m.text == report.document.organ and m.type == "UN_BODY" and m.entity), None)
    if organ and organ.entity:
        yield Relation(THIS_REPORT, "issued_by", organ.entity, (organ.anchor,), "masthead")


def _of_committee(report: Report, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """The committee of which a title of the report is the report: 特别委员会2000年工作报告."""
    folded = fold(report.text)
    if _RESOLUTION.search(report.document.symbol or ""):
        return  # its title names the report that it is about
    for block, mention in in_titles(report, mentions):
        named = mention.type == "UN_BODY" and mention.entity and not mention.anaphor
        if not named or _phrase("ON_A_REPORT").search(folded, block.anchor.start, mention.anchor.start):
            continue
        if _phrase("OWN_REPORT").match(folded, mention.anchor.end, block.anchor.end):
            yield Relation(THIS_REPORT, "issued_by", str(mention.entity), (mention.anchor,), "masthead")
            return


def find_adoption(report: Report, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """adopted_by of the report itself, where it is a resolution: the organ that the line over its title names."""
    if not _RESOLUTION.search(report.document.symbol or ""):
        return
    folded = fold(report.text)
    for block, mention in in_titles(report, mentions):
        organ = mention.entity if mention.type == "UN_BODY" else None
        if organ and _phrase("ADOPTED").match(folded[mention.anchor.end : block.anchor.end]):
            yield Relation(THIS_REPORT, "adopted_by", organ, (block.anchor,), "masthead")
            return


@cache
def _phrase(name: str) -> re.Pattern[str]:
    return re.compile(load_vocabulary("relations")["phrases"][name])


def find_recipients(report: Report, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """receives_assistance for the countries of an annex of recipients; a marker tells whose mandate it was."""
    countries = {m.anchor.end: m for m in mentions if m.type == "COUNTRY" and not m.anaphor}
    for index, block in enumerate(report.blocks):
        if not block.rows or not _FORMS["recipients"].search(_heading(report, index)):
            continue
        by_marker = _notes(report, index)
        for row in block.rows:
            for cell in row:
                named = countries.get(cell.anchor.end) if cell.anchor else None
                if named and named.entity and cell.anchor:
                    basis = (
                        "SC" if cell.marker and _FORMS["mandate"].search(by_marker.get(cell.marker, "")) else "request"
                    )
                    fact = named.entity, "receives_assistance", "un:UN", (cell.anchor,), "annex table"
                    yield Relation(*fact, qualifiers={"basis": basis})


def _heading(report: Report, index: int) -> str:
    block = report.blocks[index]
    before = report.blocks[max(0, index - 3) : index]
    words = [
        *block.path,
        *(report.text[b.anchor.start : b.anchor.end] for b in before if b.kind in {"heading", "annex"}),
    ]
    return " ".join("".join(part.split()) for part in words)


def _notes(report: Report, index: int) -> dict[str, str]:
    """The notes that follow a table, by marker."""
    following = [b for b in report.blocks[index + 1 :] if b.kind == "footnote" and b.marker]
    notes: dict[str, str] = {}
    for block in following:
        notes.setdefault(str(block.marker), _text(report, block))
    return notes


def _text(report: Report, block: Block) -> str:
    return report.text[block.anchor.start : block.anchor.end]
