"""Back-references (该司, 该国, 本组织, 委员会) led to the thing that they mean, or left alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

import ahocorasick_rs
from msgspec import Struct

from pipeline.model import Anchor, Mention, MentionType, Report
from pipeline.resolve.topic import Topic, is_named_so, topic_of
from pipeline.tables import load_names, load_rows
from pipeline.text.fold import fold
from pipeline.trace import reject

_TITLE = "《"
"""A title that is only a class word (《公约》) means the one named in full anywhere before it."""
_WINDOW = 3
"""Blocks, the own one among them, in which an antecedent is looked for."""
_MEMORY = 60
"""Mentions before a bare class word among which its antecedent is looked for."""
_INSIDE, _LONGER = "inside a name", "the class word is part of a longer noun (bare_boundaries.tsv)"
_LOST = "nothing named before it is what it could mean, or two things are equally likely"
_LEFT = 4
"""Characters before a bare class word that tell whether it stands alone."""


class _Form(Struct, frozen=True):
    """A printed form; ``rule`` says where its antecedent is looked for, ``values`` what that is or how it ends."""

    form: str
    types: tuple[str, ...]
    rule: str
    values: tuple[str, ...]
    row: str

    @property
    def bare(self) -> bool:
        """A class word without 该 or 本: definite where nothing before it makes it another."""
        return self.rule in {"definite", "party"}


def find_anaphors(report: Report, mentions: Sequence[Mention]) -> tuple[list[Mention], int]:
    """The back-references outside other mentions whose antecedent stands before them or heads the report.

    With them goes the number of those that say 该 or 本 and lead nowhere.
    """
    found: list[Mention] = []
    unresolved = 0
    folded = fold(report.text)
    forms = _forms()
    starts = [mention.anchor.start for mention in mentions]
    blocks = [block.anchor.start for block in report.blocks]
    topic = topic_of(report, mentions)
    types: dict[str | None, MentionType] = {}
    for mention in mentions:
        types.setdefault(mention.entity, mention.type)
    for index, start, end in _automaton().find_matches_as_indexes(folded):
        anchor, form = Anchor(start, end), forms[index]
        at = bisect_left(starts, end)
        inside = at and mentions[at - 1].anchor.meets(anchor)
        if inside or (form.bare and not _stands_alone(form, folded, start)):
            _tell(form, anchor, _INSIDE if inside else _LONGER)
            continue
        entity = _of_topic(form, topic) or _antecedent(form, report, mentions[:at], starts, blocks, start)
        if entity:
            kind = types.get(entity) or _type_of(entity, form)
            text = report.text[start:end]
            found.append(
                Mention(anchor, kind, text, (entity,), entity, anaphor=True, rule="back-reference", row=form.row)
            )
        else:
            _tell(form, anchor, _LOST)
            unresolved += not form.bare
    return found, unresolved


def _tell(form: _Form, anchor: Anchor, reason: str) -> None:
    reject(anchor.start, anchor.end, "|".join(form.types), reason, rule="back-reference", row=form.row)


def _stands_alone(form: _Form, folded: str, start: int) -> bool:
    """Whether a class word is the whole noun: 请委员会审议, but not 各委员会, 专家委员会 or 缔约国会议.

    The State under review may follow any word but those that make other States of it (其他缔约国).
    """
    before, words = folded[max(0, start - _LEFT) : start], _boundaries()
    if words["right"].match(folded, start):
        return False
    return not words["barred"].search(before) if form.rule == "party" else bool(words["left"].search(before))


def _of_topic(form: _Form, topic: Topic) -> str | None:
    """What the form means in the whole report: one thing for ever, the report's own organ, the State it is about."""
    if form.rule == "always":
        return form.values[0]
    if form.rule == "party":
        return topic.party
    own = topic.organ if form.rule == "definite" else None
    return own if own and is_named_so(own, form.values) else None


def _antecedent(
    form: _Form, report: Report, before: Sequence[Mention], starts: Sequence[int], blocks: Sequence[int], at: int
) -> str | None:
    if form.rule == "party":
        return None
    own = bisect_right(blocks, at) - 1
    first = 0 if form.form.startswith(_TITLE) else _passage_start(report, blocks, own)
    if form.bare:
        first = blocks[max(own, 0)]
    near = before[bisect_left(starts, first, 0, len(before)) :]
    found = _nearest(form, near) or (_commonest(form, before[-_MEMORY:]) if form.bare else None)
    return found or (_section(form, report, own, before) if own >= 0 else None)


def _nearest(form: _Form, mentions: Sequence[Mention]) -> str | None:
    return next((m.entity for m in reversed(mentions) if m.type in form.types and m.entity and _fits(form, m)), None)


def _commonest(form: _Form, before: Sequence[Mention]) -> str | None:
    """What a class word means where its paragraph has named nothing of the class: what the report has named most.

    None where it has named two things equally often.
    """
    counts = Counter(m.entity for m in before if m.type in form.types and m.entity and _fits(form, m))
    ranked = counts.most_common(2)
    tied = len(ranked) > 1 and ranked[1][1] == ranked[0][1]
    return ranked[0][0] if ranked and not tied else None


def _passage_start(report: Report, blocks: Sequence[int], own: int) -> int:
    """Where the passage begins in which a back-reference finds its antecedent: a few blocks of one section."""
    block = report.blocks[max(own, 0)]
    return blocks[max(0, own - _WINDOW + 1)] if block.path or block.number else blocks[max(own, 0)]


def _section(form: _Form, report: Report, own: int, before: Sequence[Mention]) -> str | None:
    """A section on one country talks of it: the heading is the antecedent of last resort."""
    section = report.blocks[own].section
    if not section or form.rule != "type" or "COUNTRY" not in form.types:
        return None
    return next((m.entity for m in reversed(before) if m.type == "COUNTRY" and m.text == section), None)


def _fits(form: _Form, mention: Mention) -> bool:
    if form.rule == "type":
        return True
    if form.rule == "status":
        name = load_names().entities.get(mention.entity or "")
        return name is not None and name.attributes.get("status") in form.values
    return _is_called(mention.text, mention.entity or "", form.values)


@lru_cache(maxsize=4096)
def _is_called(printed: str, entity: str, endings: tuple[str, ...]) -> bool:
    """Whether a name as printed, or the official one, ends so; asked again for each back-reference behind it."""
    return "".join(printed.split()).endswith(endings) or is_named_so(entity, endings)


def _type_of(entity: str, form: _Form) -> MentionType:
    name = load_names().entities.get(entity)
    return name.type if name else form.types[0]  # type: ignore[return-value]


@cache
def _forms() -> list[_Form]:
    forms = []
    for line, row in load_rows("anaphors.tsv"):
        rule, _, values = row["antecedent"].partition("=")
        types, row_name = tuple(row["type"].split("|")), f"anaphors.tsv:{line}"
        forms.append(_Form(fold(row["form"]), types, rule, tuple(filter(None, values.split("|"))), row_name))
    return forms


@cache
def _boundaries() -> dict[str, re.Pattern[str]]:
    """What may (left) and may not (barred) stand before a bare class word, and longer words that begin with one."""
    words: dict[str, list[str]] = {"left": ["^", r"[^\w·]"], "barred": [], "right": []}
    for _, row in load_rows("bare_boundaries.tsv"):
        words[row["side"]].append(re.escape(row["word"]))
    return {
        side: re.compile(f"(?:{'|'.join(either)})" + ("" if side == "right" else "$")) for side, either in words.items()
    }


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        [form.form for form in _forms()],
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.DFA,
    )
