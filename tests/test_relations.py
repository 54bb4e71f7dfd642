"""Relations: each rule proved by its own examples, and what a sentence states in all."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from relation_notation import ORGAN, read_sentence, split_example

from pipeline.model import Anchor, Relation
from pipeline.relations.elections import find_elections
from pipeline.relations.relate import merge
from pipeline.relations.rules import Rule, apply_rules, load_rules
from pipeline.relations.tokens import encode
from pipeline.tables import load_patterns

PREDICATES = {
    "submitted_under",
    "follows_up",
    "submitted_to",
    "issued_by",
    "adopted_by",
    "cites",
    "requests",
    "requests_assistance",
    "mandates",
    "established",
    "operates_in",
    "assists",
    "observes",
    "receives_assistance",
    "cooperates_with",
    "part_of",
    "headed_by",
    "manages",
    "funds",
    "succeeded_by",
    "member_of",
    "endorsed_by",
    "administered_by",
    "held_election",
}
BY_FORM = {"adopted_by", "cites", "receives_assistance", "held_election"}
EXAMPLES = [(rule, example) for rule in load_rules() for example in rule.examples]
REJECTS = [(rule, sentence) for rule in load_rules() for sentence in rule.rejects]


def stated(marked: str, only: str | None = None) -> list[Relation]:
    passage = read_sentence(marked)
    return [r for r in apply_rules(passage, encode(passage), ORGAN) if only is None or r.rule == only]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda value: value.id if isinstance(value, Rule) else "")
def test_each_rule_is_proved_by_its_own_examples(rule: Rule, example: str) -> None:
    sentence, triple = split_example(example)
    assert triple in [(r.subject, r.predicate, r.object) for r in stated(sentence, rule.id)]


@pytest.mark.parametrize(("rule", "sentence"), REJECTS, ids=lambda value: value.id if isinstance(value, Rule) else "")
def test_each_rule_leaves_its_rejects_alone(rule: Rule, sentence: str) -> None:
    assert not stated(sentence, rule.id)


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_each_rule_states_a_predicate_of_the_ontology_twice(rule: Rule) -> None:
    assert rule.predicate in PREDICATES
    assert len(rule.examples) >= 2


def test_every_predicate_has_a_rule() -> None:
    assert {rule.predicate for rule in load_rules()} | BY_FORM == PREDICATES


@pytest.mark.parametrize("row", load_patterns("modality"), ids=lambda row: row["id"])
def test_each_modality_is_proved_by_its_own_examples(row: dict[str, object]) -> None:
    regex = re.compile(str(row["regex"]))
    assert all(regex.search(text) for text in row["examples"])  # type: ignore[attr-defined]
    assert not any(regex.search(text) for text in row["rejects"])  # type: ignore[attr-defined]


UNDP, MALI, HAITI = "[UN_BODY un:UNDP 开发署]", "[COUNTRY country:MLI 马里]", "[COUNTRY country:HTI 海地]"


@pytest.mark.parametrize(("sentence", "modality"), [
    (f"{UNDP}向{MALI}提供援助", "asserted"),
    (f"{UNDP}将向{MALI}提供援助", "planned"),
    (f"{UNDP}可向{MALI}提供援助", "conditional"),
    (f"{UNDP}没有向{MALI}提供援助", "negated"),
    (f"据媒体报道{UNDP}向{MALI}提供援助", "reported"),
])  # fmt: skip
def test_modality(sentence: str, modality: str) -> None:
    (relation,) = stated(sentence, "gives-help-to")
    assert relation.modality == modality


def test_every_member_of_a_list_takes_part() -> None:
    found = stated(
        f"{UNDP}、[UN_BODY un:UNOPS 项目厅]和[UN_BODY un:UNV 志愿人员方案]向{MALI}和{HAITI}提供援助", "gives-help-to"
    )
    assert len({(r.subject, r.object) for r in found}) == 6


def test_a_short_form_behind_a_name_does_not_part_them() -> None:
    found = stated(f"[UN_BODY un:UNDP 联合国开发计划署]([UN_BODY un:UNDP 开发署])向{MALI}提供援助", "gives-help-to")
    assert [(r.subject, r.object) for r in found] == [("un:UNDP", "country:MLI")]


def test_a_principal_organ_is_no_helper_in_the_field() -> None:
    assert not stated(f"[UN_BODY un:SC 安全理事会]请各国向{MALI}提供援助", "gives-help-to")


@pytest.mark.parametrize(("sentence", "expected"), [
    (f"{MALI}于[DATE 2018-07-29 2018年7月29日]举行了总统选举", [("event:presidential", "2018-07-29", "held")]),
    (f"{MALI}定于[DATE 2018 2018年]举行总统和议会选举", [("event:presidential", "2018", "scheduled"), ("event:legislative", "2018", "scheduled")]),
    (f"{HAITI}完成了在[DATE 2015 2015年]被中断的地方选举", [("event:local", "2015", "interrupted")]),
    (f"[DATE 2016 2016年]，{HAITI}举行了宪法全民投票", [("event:constitutional_referendum", "2016", "held")]),
    (f"{MALI}在[DATE 2016 2016年]设立了总统办公室", []),
    ("在总统选举中有许多人投票", []),
])  # fmt: skip
def test_elections(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    found = list(find_elections(read_sentence(sentence)))
    assert [(r.object, r.qualifiers["date"], r.qualifiers["status"]) for r in found] == expected


def test_a_fact_stated_twice_is_one_relation_with_two_pieces_of_evidence() -> None:
    first = Relation("un:UNDP", "assists", "country:MLI", (Anchor(0, 5),), "a", modality="planned")
    second = Relation("un:UNDP", "assists", "country:MLI", (Anchor(9, 12),), "b")
    (merged,) = merge([first, second])
    assert merged.evidence == (Anchor(0, 5), Anchor(9, 12))
    assert merged.modality == "asserted"


def test_the_page_of_relations_is_made_from_the_table() -> None:
    page = Path(__file__).parents[1] / "docs" / "relations.md"
    spec = spec_from_file_location("build_relations", page.with_name("build_relations.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    assert page.read_text(encoding="utf8") == module.build()
