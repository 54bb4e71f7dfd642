"""Back-references (该司, 该国, 本组织) led to the nearest thing of their kind, or left alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from pipeline.model import Anchor, Mention, MentionType, Report
from pipeline.tables import load_names, load_rows
from pipeline.text.fold import fold

_TITLE = "《"
"""A title that is only a class word (《公约》) means the one named in full anywhere before it."""
_WINDOW = 3
"""Blocks, the own one among them, in which an antecedent is looked for."""


@dataclass(frozen=True, slots=True)
class _Form:
    form: str
    types: tuple[str, ...]
    rule: str
    row: str


def find_anaphors(report: Report, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The back-references outside other mentions whose antecedent stands before them in the same passage."""
    folded = fold(report.text)
    forms = _forms()
    starts = [mention.anchor.start for mention in mentions]
    blocks = [block.anchor.start for block in report.blocks]
    for index, start, end in _automaton().find_matches_as_indexes(folded):
        anchor = Anchor(start, end)
        at = bisect_left(starts, end)
        if at and mentions[at - 1].anchor.meets(anchor):
            continue
        form = forms[index]
        entity = _fixed(form) or _antecedent(form, report, mentions[:at], blocks, start)
        if entity:
            kind = _type_of(entity, mentions, form)
            text = report.text[start:end]
            yield Mention(anchor, kind, text, (entity,), entity, anaphor=True, rule="back-reference", row=form.row)


def _fixed(form: _Form) -> str | None:
    return form.rule[1:] if form.rule.startswith("=") else None


def _antecedent(form: _Form, report: Report, before: Sequence[Mention], blocks: Sequence[int], at: int) -> str | None:
    own = bisect_right(blocks, at) - 1
    first = 0 if form.form.startswith(_TITLE) else _passage_start(report, blocks, own)
    for mention in reversed(before):
        if mention.anchor.start < first:
            break
        if mention.type in form.types and mention.entity and _fits(form, mention):
            return mention.entity
    return _topic(form, report, own, before) if own >= 0 else None


def _passage_start(report: Report, blocks: Sequence[int], own: int) -> int:
    """Where the passage begins in which a back-reference finds its antecedent: a few blocks of one section."""
    block = report.blocks[max(own, 0)]
    return blocks[max(0, own - _WINDOW + 1)] if block.path or block.number else blocks[max(own, 0)]


def _topic(form: _Form, report: Report, own: int, before: Sequence[Mention]) -> str | None:
    """A section on one country talks of it: the heading is the antecedent of last resort."""
    section = report.blocks[own].section
    if not section or form.rule != "type" or "COUNTRY" not in form.types:
        return None
    return next((m.entity for m in reversed(before) if m.type == "COUNTRY" and m.text == section), None)


def _fits(form: _Form, mention: Mention) -> bool:
    if form.rule == "type":
        return True
    endings = tuple(form.rule.partition("=")[2].split("|"))
    name = load_names().entities.get(mention.entity or "")
    printed = "".join(mention.text.split())
    return printed.endswith(endings) or bool(name and name.label.endswith(endings))


def _type_of(entity: str, mentions: Sequence[Mention], form: _Form) -> MentionType:
    known = next((mention.type for mention in mentions if mention.entity == entity), None)
    name = load_names().entities.get(entity)
    return known or (name.type if name else form.types[0])  # type: ignore[return-value]


@cache
def _forms() -> list[_Form]:
    return [
        _Form(fold(row["form"]), tuple(row["type"].split("|")), row["antecedent"], f"anaphors.tsv:{line}")
        for line, row in load_rows("anaphors.tsv")
    ]


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        [form.form for form in _forms()], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
