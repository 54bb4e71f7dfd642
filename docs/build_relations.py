"""Writes docs/relations.md from the relation table: `python docs/build_relations.py`."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from pipeline.relations.rules import Rule, load_rules

PAGE = Path(__file__).parent / "relations.md"
_MENTION = re.compile(r"\[[A-Z_]+ (\S+) ([^\]]+)\]")
_HEAD = """# Relations, predicate by predicate

Made from `pipeline/tables/patterns/relations.toml` by `python docs/build_relations.py`; a test keeps the two together.
Each rule is proved by these examples, and by rejects where it could over-reach. In the examples the entities are bold.

A rule looks at one sentence in which every mention is one token. Lists take part whole (甲、乙和丙). Where a rule has no
place for an end, the country of the section (`country:XXX` below), the report's own organ, or the report itself stands
in. Modality comes from the words between the ends (`modality.toml`): negated, planned, conditional, reported, else
asserted. A fact stated twice is one relation with two pieces of evidence; a firmer predicate between the same ends
(established > mandates > requests, requests_assistance > requests) keeps the weaker one out, counted in `dropped`.
"""
_BY_FORM = {
    "adopted_by": "a citation that names its organ: **大会****第 74/158 号决议** ⇒ `A/RES/74/158 adopted_by un:GA`",
    "cites": "each resolution, document and instrument that the report names, once, with every place",
    "held_election": "a vote with a country, a kind and a date: **马里**于 **2018 年 7 月 29 日**举行了总统选举 ⇒ "
    "`country:MLI held_election event:presidential` (date 2018-07-29, status held)",
    "receives_assistance": "a row of an annex whose heading says that it lists recipients; a marker whose note names the "
    "Security Council makes `basis` SC, else request",
}


def build() -> str:
    """The page."""
    rules: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in load_rules():
        rules[rule.predicate].append(rule)
    parts = [_HEAD]
    for predicate in sorted({*rules, *_BY_FORM}):
        parts.append(f"## {predicate}\n")
        if predicate in _BY_FORM:
            parts.append(f"By form: {_BY_FORM[predicate]}\n")
        for rule in rules[predicate]:
            parts.append("\n".join([f"`{rule.id}`", "", *map(_example, rule.examples), ""]))
    return "\n".join(parts)


def _example(example: str) -> str:
    sentence, _, triple = example.partition(" => ")
    return f"- {_MENTION.sub(lambda m: f'**{m[2]}**', sentence)} ⇒ `{triple}`"


if __name__ == "__main__":
    PAGE.write_text(build(), encoding="utf8")
