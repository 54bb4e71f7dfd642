"""Relations: each rule proved by its own examples, and what a sentence states in all."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from msgspec.structs import replace
from relation_notation import ORGAN, read_sentence, split_example

from pipeline.model import Anchor, Relation
from pipeline.relations.clauses import organ_as_subject, restore_subjects
from pipeline.relations.elections import Elections
from pipeline.relations.gates import open_rules
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
    encoded, _ = restore_subjects(encode(passage), organ_as_subject(ORGAN))
    (found,) = apply_rules([passage], [encoded])
    return [r for r in found if only is None or r.rule == only]


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


@pytest.mark.parametrize("row", [*load_patterns("modality"), *load_patterns("elections")], ids=lambda row: row["id"])
def test_each_pattern_is_proved_by_its_own_examples(row: dict[str, object]) -> None:
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


def test_what_is_asked_does_not_tell_how_the_asking_is_meant() -> None:
    (relation,) = stated(f"[UN_BODY un:GA 大会]请{UNDP}不要提交提议", "body-asks")
    assert relation.modality == "asserted"


@pytest.mark.parametrize(("sentence", "date"), [
    (f"[DATE 2015 2015年]，{UNDP}向{MALI}提供援助", "2015"),
    (f"{UNDP}于[DATE 2016 2016年]向{MALI}提供援助", "2016"),
    (f"[DATE 2014 2014年]通过的方案中，{UNDP}向{MALI}提供援助", None),
])  # fmt: skip
def test_a_fact_has_the_date_of_its_clause(sentence: str, date: str | None) -> None:
    (relation,) = stated(sentence, "gives-help-to")
    assert relation.qualifiers.get("date") == date


def test_every_member_of_a_list_takes_part() -> None:
    found = stated(
        f"{UNDP}、[UN_BODY un:UNOPS 项目厅]和[UN_BODY un:UNV 志愿人员方案]向{MALI}和{HAITI}提供援助", "gives-help-to"
    )
    assert len({(r.subject, r.object) for r in found}) == 6


@pytest.mark.parametrize("short", ["([UN_BODY un:UNDP 开发署])", '("[UN_BODY un:UNDP 开发署]")'])
def test_a_short_form_behind_a_name_does_not_part_them(short: str) -> None:
    found = stated(f"[UN_BODY un:UNDP 联合国开发计划署]{short}向{MALI}提供援助", "gives-help-to")
    assert [(r.subject, r.object) for r in found] == [("un:UNDP", "country:MLI")]


def test_a_principal_organ_is_no_helper_in_the_field() -> None:
    assert not stated(f"[UN_BODY un:SC 安全理事会]请各国向{MALI}提供援助", "gives-help-to")


@pytest.mark.parametrize(("sentence", "expected"), [
    (f"{UNDP}举办了会议，并协助{MALI}修订法律", ("un:UNDP", "assists", "country:MLI")),
    (f"{UNDP}举办了会议，它还与[ORG org:EU 欧盟]合作", ("un:UNDP", "cooperates_with", "org:EU")),
    (f"在[RESOLUTION S/RES/2100(2013) 第2100(2013)号决议]中，[UN_BODY un:SC 安理会]请{UNDP}提交计划", ("un:SC", "requests", "un:UNDP")),
    (f"[UN_BODY un:SC 安理会]以13票赞成通过[RESOLUTION S/RES/2451(2018) 第2451号决议]，授权{UNDP}部署先遣队", ("S/RES/2451(2018)", "mandates", "un:UNDP")),
    (f"[UN_BODY un:GA 大会]在[RESOLUTION A/RES/70/266 第70/266号决议]中通过了宣言，请{UNDP}提供支助", ("A/RES/70/266", "requests", "un:UNDP")),
    (f"[UN_BODY un:SC 安理会][RESOLUTION S/RES/2434(2018) 第2434(2018)号决议]延长了任务，并请{UNDP}提出报告", ("S/RES/2434(2018)", "requests", "un:UNDP")),
    (f"[UN_BODY un:SC 安理会]赞同[ROLE role:SG 秘书长]的建议，请{UNDP}提交计划", ("un:SC", "requests", "un:UNDP")),
    (f"[UN_BODY un:GA 大会]第十八届会议[DATE 1963 1963年][RESOLUTION A/RES/1970(XVIII) 第1970(XVIII)号决议]决定解散委员会，并请{UNDP}提出报告", ("A/RES/1970(XVIII)", "requests", "un:UNDP")),
    (f"[UN_BODY un:SC 安理会]在其[RESOLUTION S/RES/2100(2013) 第2100(2013)号决议]中，请{UNDP}提交计划", ("S/RES/2100(2013)", "requests", "un:UNDP")),
])  # fmt: skip
def test_a_clause_takes_the_subject_before_it(sentence: str, expected: tuple[str, ...]) -> None:
    assert expected in {(r.subject, r.predicate, r.object) for r in stated(sentence)}


@pytest.mark.parametrize(("sentence", "expected"), [
    (f"[UN_BODY un:CEDAW 委员会]欢迎{MALI}批准《[INSTRUMENT treaty:CRPD 公约]》，并于[DATE 2014 2014年]加入《[INSTRUMENT treaty:OP-CAT 议定书]》", ("country:MLI", "member_of", "treaty:OP-CAT")),
    (f"[UN_BODY un:HRC 理事会]赞扬{MALI}批准《[INSTRUMENT treaty:CRPD 公约]》，并请{UNDP}扩大支助", ("un:HRC", "requests", "un:UNDP")),
])  # fmt: skip
def test_behind_what_is_welcomed_its_doer_goes_on_to_act(sentence: str, expected: tuple[str, ...]) -> None:
    assert expected in {(r.subject, r.predicate, r.object) for r in stated(sentence)}


@pytest.mark.parametrize("sentence", [
    f"{UNDP}举办了会议，许多国家协助{MALI}修订法律",  # another noun is the subject
    f"{UNDP}举办了会议；协助{MALI}修订法律",  # a member of an enumeration
    f"{UNDP}举办了会议，应{MALI}政府的请求，许多国家派出了专家",  # who is asked comes behind
])  # fmt: skip
def test_a_subject_is_not_carried_past_another(sentence: str) -> None:
    assert not [r for r in stated(sentence) if r.predicate in {"assists", "requests_assistance"}]


@pytest.mark.parametrize(("sentence", "stated_by_organ"), [
    (f"欢迎{MALI}各方恢复停火，于[DATE 1995-09 1995年9月]设立[ORG org:MLI/国务委员会 国务委员会]", False),  # by the parties
    (f"促请会员国，作为紧急事项，向{MALI}提供捐款", False),  # by those who are asked
    ("欢迎所取得的进展，并设立[UN_BODY un:X 特设委员会]", True),
    ("决定设立[UN_BODY un:X 特设委员会]", True),
])  # fmt: skip
def test_who_only_welcomes_or_asks_does_not_do_it(sentence: str, stated_by_organ: bool) -> None:
    deeds = [r for r in stated(sentence) if r.subject == ORGAN and r.predicate in {"established", "funds", "assists"}]
    assert bool(deeds) is stated_by_organ


@pytest.mark.parametrize(("sentence", "expected"), [
    (f"[UN_BODY un:IAEA 原子能机构]派出了专家团，负责审查{MALI}的核安保", [("un:IAEA", "country:MLI")]),
    (f"{MALI}领导的[ORG org:X 多国部队]部署了工兵", []),  # who acts is no place
    (f"[UN_BODY un:IAEA 原子能机构]派出了专家团，负责审查{MALI}和{HAITI}的核安保", []),
])  # fmt: skip
def test_the_only_country_of_a_sentence_is_where_a_unit_is_sent(sentence: str, expected: list[tuple[str, str]]) -> None:
    passage = replace(read_sentence(sentence), country=None)
    (found,) = apply_rules([passage], [encode(passage)])
    assert [(r.subject, r.object) for r in found if r.rule == "deploys-in-section"] == expected


def test_the_evidence_of_a_carried_subject_begins_where_it_is_named() -> None:
    (relation,) = stated(f"此外，{UNDP}举办了会议，并协助{MALI}修订法律", "helps")
    (evidence,) = relation.evidence
    assert "此外，开发署举办了会议，并协助马里"[evidence.start : evidence.end] == "开发署举办了会议，并协助马里"


def test_a_subject_is_carried_to_the_next_sentence() -> None:
    first, second = read_sentence(f"{UNDP}举办了会议。"), read_sentence(f"它还协助{MALI}修订法律。")
    _, subject = restore_subjects(encode(first))
    encoded, _ = restore_subjects(encode(second), subject)
    (found,) = apply_rules([second], [encoded])
    assert [(r.subject, r.object) for r in found] == [("un:UNDP", "country:MLI")]


@pytest.mark.parametrize("sentence", [
    f"鼓励{UNDP}与[ORG org:EU 欧盟]合作",
    f"{UNDP}应当与[ORG org:EU 欧盟]合作",
    f"有必要由{UNDP}协助{MALI}",
    f"讨论了{UNDP}如何能最好地支持{MALI}",
])  # fmt: skip
def test_what_is_only_wished_for_is_not_stated(sentence: str) -> None:
    assert not [r for r in stated(sentence) if r.predicate in {"cooperates_with", "assists"}]


def test_the_topic_of_a_sentence_stands_for_the_section() -> None:
    found = stated(f"在{HAITI}，{UNDP}提供了选举援助")
    assert [(r.subject, r.predicate, r.object) for r in found] == [("un:UNDP", "assists", "country:HTI")]


@pytest.mark.parametrize(("topic", "expected"), [
    ("country:TKL", [("country:TKL", "country:NZL")]),
    ("country:MLI", []),  # no territory
    (None, []),
])  # fmt: skip
def test_an_administering_power_far_from_its_territory_is_that_of_the_title(
    topic: str | None, expected: list[tuple[str, str]]
) -> None:
    passage = replace(read_sentence("总督由管理国[COUNTRY country:NZL 新西兰]任命"), country=None, topic=topic)
    (found,) = apply_rules([passage], [encode(passage)])
    assert [(r.subject, r.object) for r in found] == expected


def test_the_speaker_is_the_secretary_general_where_an_organ_asks() -> None:
    assert [(r.subject, r.object) for r in stated("[UN_BODY un:GA 大会]请我提交报告")] == [("un:GA", "role:SG")]


def test_members_of_a_list_work_with_each_other_but_those_behind_with_do_not() -> None:
    joint = stated(f"{UNDP}、[ORG org:EU 欧盟]和[ORG org:AU 非盟]联合举办了会议", "jointly")
    assert len({(r.subject, r.object) for r in joint}) == 3
    apart = stated(f"{UNDP}与[ORG org:EU 欧盟]和[ORG org:AU 非盟]联合举办了会议", "jointly")
    assert {(r.subject, r.object) for r in apart} == {("un:UNDP", "org:EU"), ("un:UNDP", "org:AU")}


def test_every_rule_that_matches_a_sentence_is_tried_on_it() -> None:
    for sentence in [*(split_example(example)[0] for _, example in EXAMPLES), *(sentence for _, sentence in REJECTS)]:
        encoded, _ = restore_subjects(encode(read_sentence(sentence)), organ_as_subject(ORGAN))
        matching = {n for n, rule in enumerate(load_rules()) if rule.regex.search(encoded.string)}
        tried = open_rules(encoded.string)
        assert matching <= set(tried), sentence
        assert tried == sorted(tried)


@pytest.mark.parametrize(("sentence", "expected"), [
    (f"{MALI}于[DATE 2018-07-29 2018年7月29日]举行了总统选举", [("event:presidential", "2018-07-29", "held")]),
    (f"{MALI}定于[DATE 2018 2018年]举行总统和议会选举", [("event:presidential", "2018", "scheduled"), ("event:legislative", "2018", "scheduled")]),
    (f"{HAITI}完成了在[DATE 2015 2015年]被中断的地方选举", [("event:local", "2015", "interrupted")]),
    (f"[DATE 2016 2016年]，{HAITI}举行了宪法全民投票", [("event:constitutional_referendum", "2016", "held")]),
    (f"{MALI}在[DATE 2016 2016年]设立了总统办公室", []),
    (f"{MALI}总统的任期应于[DATE 2005-10 2005年10月]结束，但总统选举一直未能举行", []),
    (f"{MALI}各党派[DATE 2007-03 2007年3月]在{HAITI}首都签署了协定，并于[DATE 2008 2008年]举行了总统选举", [("event:presidential", "2008", "held")]),
    (f"{MALI}于[DATE 2018-07-29 2018年7月29日]举行总统选举，并于[DATE 2018-08-12 2018年8月12日]举行第二轮", [("event:presidential", "2018-07-29", "held"), ("event:presidential", "2018-08-12", "held")]),
    (f"{MALI}于[DATE 2018 2018年]举行议会选举，总统选举定于[DATE 2019-09 2019年9月]举行", [("event:legislative", "2018", "held"), ("event:presidential", "2019-09", "scheduled")]),
    (f"[DATE 2017 2017年]，{HAITI}完成了在[DATE 2015 2015年]被中断的地方选举", [("event:local", "2015", "interrupted"), ("event:local", "2017", "held")]),
    (f"{MALI}[DATE 2013 2013年]总统选举的结果", [("event:presidential", "2013", "held")]),
    (f"[DATE 2016 2016年]，{MALI}的总统选举委员会开会", []),
    ("在总统选举中有许多人投票", []),
    (f"会议推迟到[DATE 2015-05 2015年5月]举行，因为主席需要参加{MALI}总统选举", []),
])  # fmt: skip
def test_elections(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    found = list(Elections().read(read_sentence(sentence)))
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
