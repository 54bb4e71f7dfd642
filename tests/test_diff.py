"""What changed between two editions: facts by key, numbers as series, paragraphs side by side."""

from __future__ import annotations

import json
import random
from pathlib import Path

import jsonschema
import pytest
from factories_diff import Row, make_entity, make_observation, make_record, make_relation
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diff import (
    apply_delta,
    compare,
    facts_of,
    is_changed,
    is_unrelated,
    reverse_delta,
    to_html,
    to_markdown,
    to_text,
)
from pipeline.diff.align import align
from pipeline.diff.delta import DeltaMismatch
from pipeline.diff.words import PART_ROWS

FIRST = "大会请秘书长就选举援助问题向第七十六届会议提出报告。"
SECOND = "开发署在十二个国家培训了选举官员,并帮助登记选民。"
THIRD = "截至六月底,名册上共有七百一十五名专家可供调派。"
FOURTH = "安全理事会把特派团的任务期限再次延长一年。"


def statuses(old: list[str], new: list[str]) -> list[str]:
    return [pair.status for pair in align(make_record(old), make_record(new))]


@pytest.mark.parametrize(("old", "new", "expected"), [
    ([FIRST, SECOND], [FIRST, SECOND], ["same", "same"]),
    ([FIRST, SECOND], [SECOND], ["removed", "same"]),                                            # the first is gone
    ([SECOND], [FIRST, SECOND], ["added", "same"]),
    ([FIRST, SECOND, THIRD], [THIRD, FIRST, SECOND], ["moved", "same", "same"]),                 # the shorter run moved
    ([FIRST], [FIRST.replace("七十六", "七十八")], ["reworded"]),
    ([FIRST + SECOND], [FIRST, SECOND], ["split"]),
    ([FIRST, SECOND], [FIRST + SECOND], ["merged"]),
    ([FIRST, THIRD], [FIRST, FOURTH], ["same", "removed", "added"]),                             # nothing in common
    ([FIRST], [" ".join(FIRST)], ["same"]),                                                      # blanks are no words
    ([SECOND], [SECOND.replace(",", "，").replace("。", ".")], ["same"]),                         # nor is punctuation
])  # fmt: skip
def test_paragraphs_are_aligned(old: list[str], new: list[str], expected: list[str]) -> None:
    assert statuses(old, new) == expected


def test_alignment_names_each_paragraph_once() -> None:
    pairs = align(make_record([FIRST, SECOND + THIRD, FOURTH]), make_record([FOURTH, SECOND, THIRD]))
    assert sorted(id_ for pair in pairs for id_ in pair.old) == ["b1", "b2", "b3"]
    assert sorted(id_ for pair in pairs for id_ in pair.new) == ["b1", "b2", "b3"]


RECEIVES = make_relation("country:MLI", "receives_assistance", "un:UN", basis="request")
STARRED = make_relation("country:MLI", "receives_assistance", "un:UN", basis="SC")


def test_an_asterisk_gained_is_a_change_of_basis() -> None:
    diff = compare(make_record(relations=[RECEIVES]), make_record(relations=[STARRED]))
    (change,) = diff["relations"]["changed"]
    assert (change["old"]["qualifiers"]["basis"], change["new"]["qualifiers"]["basis"]) == ("request", "SC")
    assert not diff["relations"]["added"]
    assert not diff["relations"]["removed"]


def test_an_activity_in_other_words_is_no_change() -> None:
    old = make_relation("un:UNDP", "assists", "country:MLI", activity="培训选举官员")
    new = make_relation("un:UNDP", "assists", "country:MLI", activity="为选举官员举办培训")
    assert not is_changed(compare(make_record(relations=[old]), make_record(relations=[new])))


def test_cooperation_has_no_direction() -> None:
    old = make_relation("un:UNDP", "cooperates_with", "org:EU")
    new = make_relation("org:EU", "cooperates_with", "un:UNDP")
    assert not is_changed(compare(make_record(relations=[old]), make_record(relations=[new])))


def test_elections_of_two_years_are_two_facts() -> None:
    old = make_relation("country:HTI", "held_election", "event:presidential", date="2016-11-20")
    new = make_relation("country:HTI", "held_election", "event:presidential", date="2018")
    diff = compare(make_record(relations=[old]), make_record(relations=[new]))
    assert (len(diff["relations"]["added"]), len(diff["relations"]["removed"])) == (1, 1)


@pytest.mark.parametrize(("old", "new", "expected"), [
    # 715 people become 742: one changed series
    ([("名册专家人数", 715, "person", None)], [("名册专家人数", 742, "person", None)], {"changed": 1}),
    # the base year stays, the latest year is replaced
    ([("妇女比例", 12.4, "percent", "1997"), ("妇女比例", 23.4, "percent", "2017")],
     [("妇女比例", 12.4, "percent", "1997"), ("妇女比例", 24.3, "percent", "2019")], {"changed": 1}),
    # the indicator in other words, the number the same: no change of fact
    ([("名册所列专家人数", 715, "person", None)], [("名册上的专家人数", 715, "person", None)], {"restated": 1}),
    # the indicator in other words and another number
    ([("名册所列专家人数", 715, "person", None)], [("名册上的专家人数", 742, "person", None)], {"changed": 1}),
    # another unit is another measure
    ([("登记选民", 715, "person", None)], [("登记选民", 71, "percent", None)], {"added": 1, "removed": 1}),
    # nothing in common
    ([("投票站", 13, "item", None)], [("选举专家", 90, "item", None)], {"added": 1, "removed": 1}),
])  # fmt: skip
def test_observations_are_joined_as_series(old: list[tuple], new: list[tuple], expected: dict[str, int]) -> None:  # type: ignore[type-arg]
    before, after = (
        make_record(observations=[make_observation(*row, start=n) for n, row in enumerate(rows)]) for rows in (old, new)
    )
    found = {kind: len(rows) for kind, rows in compare(before, after)["observations"].items() if rows}
    assert found == expected


def test_a_renamed_body_keeps_its_series_in_the_same_paragraph() -> None:
    old = make_observation("政治事务部的呼吁筹得", 356, "USD", subject="un:DPA")
    new = make_observation("政治和建设和平事务部的呼吁筹得", 357, "USD", subject="un:DPPA")
    here = compare(make_record([FIRST], observations=[old]), make_record([FIRST], observations=[new]))
    assert (here["counts"]["observations_changed"], here["observations"]["changed"][0]["difference"]) == (1, 1)
    elsewhere = compare(make_record([FIRST], observations=[old]), make_record([FOURTH], observations=[new]))
    assert (elsewhere["counts"]["observations_added"], elsewhere["counts"]["observations_removed"]) == (1, 1)


def test_two_countries_are_never_one_series() -> None:
    old, new = (make_observation("登记选民", 9, subject=f"country:{code}") for code in ("MLI", "NPL"))
    diff = compare(make_record([FIRST], observations=[old]), make_record([FIRST], observations=[new]))
    assert (diff["counts"]["observations_added"], diff["counts"]["observations_removed"]) == (1, 1)


@pytest.mark.parametrize("row", PART_ROWS, ids=lambda row: row["name"])
def test_a_part_and_its_whole_are_two_measures(row: Row) -> None:
    def changed(first: str, second: str) -> int:
        sides = (make_record(observations=[make_observation(*one)]) for one in ((first, 715), (second, 742)))
        return int(compare(*sides)["counts"]["observations_changed"])

    assert any(word in phrase for word in row["words"] for phrase in row["apart"])
    assert (changed(*row["apart"]), changed(*row["series"])) == (0, 1)


def test_a_passage_in_a_much_longer_paragraph_is_found() -> None:
    long = THIRD + FOURTH + FIRST + "大会还确认各国政府负有首要责任。" + SECOND + "会员国提供的自愿捐款仍然不足。"
    assert statuses([FIRST + SECOND], [long]) == ["reworded"]
    assert statuses([FIRST], [long]) == ["removed", "added"]


def test_a_changed_number_tells_its_difference() -> None:
    diff = compare(
        make_record(observations=[make_observation("人数", 715)]),
        make_record(observations=[make_observation("人数", 742)]),
    )
    (change,) = diff["observations"]["changed"]
    assert (change["difference"], change["relative"]) == (27, round(27 / 715, 6))


def test_document_fields_are_compared() -> None:
    diff = compare(make_record(document={"session": "72"}), make_record(document={"session": "74"}))
    assert diff["document"] == [{"field": "session", "old": "72", "new": "74"}]


def test_a_title_set_with_other_marks_is_the_same_title() -> None:
    titles = (
        "选举援助的范例与经验：加强民主化",
        "选举援助的范例与经验: 加强民主化",
        "选举援助的范例与经验——加强民主化",
    )
    records = [make_record(document={"title": title}) for title in titles]
    assert not any(is_changed(compare(records[0], other)) for other in records[1:])
    (change,) = compare(records[0], make_record(document={"title": "选举援助：加强民主化"}))["document"]
    assert (change["field"], change["old"], change["new"]) == ("title", titles[0], "选举援助：加强民主化")


def test_unrelated_reports_are_told() -> None:
    assert is_unrelated(
        compare(
            make_record([FIRST], entities=[make_entity("un:GA")]),
            make_record([FOURTH], entities=[make_entity("un:SC")]),
        )
    )
    assert not is_unrelated(compare(make_record([FIRST]), make_record([FIRST])))


@pytest.mark.parametrize("render", [to_text, to_markdown, to_html])
def test_every_form_tells_every_change(render) -> None:  # type: ignore[no-untyped-def]
    old = make_record(
        [FIRST],
        relations=[RECEIVES],
        observations=[make_observation("专家人数", 715)],
        entities=[make_entity("country:MLI", "马里")],
    )
    new = make_record(
        [FIRST],
        relations=[STARRED],
        observations=[make_observation("专家人数", 742)],
        entities=[make_entity("country:MLI", "马里")],
    )
    page = render(compare(old, new))
    for words in ("专家人数", "715", "742", "+27", "马里", "SC"):
        assert words in page


def test_a_page_escapes_what_reports_say() -> None:
    hostile = "<script>alert(1)</script>"
    page = to_html(compare(make_record([FIRST]), make_record([FIRST + hostile])))
    assert hostile not in page
    assert "&lt;script&gt;" in page


# --- the algebra, over random editions -------------------------------------------------------------------

COUNTRIES = ("MLI", "HTI", "NPL", "LBY", "JOR", "TCD")
relations = st.lists(
    st.builds(
        lambda c, p, basis, modality: make_relation(f"country:{c}", p, "un:UN", modality, basis=basis),
        st.sampled_from(COUNTRIES), st.sampled_from(("receives_assistance", "cooperates_with", "requests_assistance")),
        st.sampled_from(("request", "SC")), st.sampled_from(("asserted", "planned")),
    ),
    max_size=12, unique_by=lambda r: (r["subject"], r["predicate"]),
)  # fmt: skip
observations = st.lists(
    st.builds(
        make_observation, st.sampled_from(("选民人数", "登记选民人数", "投票率", "专家", "妇女议员比例")), st.integers(0, 9),
        st.sampled_from(("person", "percent")), st.sampled_from((None, "2015", "2017")), st.sampled_from((None, "country:MLI")), st.integers(0, 99),
    ),
    max_size=10,
)  # fmt: skip
records = st.builds(
    lambda r, o, e, session: make_record(
        relations=r, observations=o, entities=[make_entity(f"country:{c}") for c in sorted(e)], document={"session": session, "title": f"第{session}届：报告"}
    ),
    relations, observations, st.sets(st.sampled_from(COUNTRIES)), st.sampled_from((None, "72", "74")),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(records, records)
def test_a_delta_applies_and_reverses(old: Row, new: Row) -> None:
    diff = compare(old, new)
    assert apply_delta(facts_of(old), diff) == facts_of(new)
    assert reverse_delta(facts_of(new), diff) == facts_of(old)


@settings(max_examples=200, deadline=None)
@given(records)
def test_a_report_against_itself_changes_nothing(record: Row) -> None:
    diff = compare(record, record)
    assert not is_changed(diff)
    assert not diff["observations"]["restated"]


def test_a_delta_is_refused_by_other_facts() -> None:
    diff = compare(make_record(relations=[RECEIVES]), make_record())
    with pytest.raises(DeltaMismatch):
        apply_delta(facts_of(make_record()), diff)


SENTENCES = [f"第{n}段谈到{place}的选举工作以及{topic}方面的援助。" for n, (place, topic) in enumerate(
    (place, topic) for place in ("马里", "海地", "约旦", "尼泊尔") for topic in ("培训", "登记", "后勤", "观察", "法律")
)]  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_planted_paragraph_edits_are_found(seed: int) -> None:
    """Removed and added paragraphs are told exactly, whatever else is shuffled around them."""
    chance = random.Random(seed)
    old = chance.sample(SENTENCES, 12)
    gone = set(chance.sample(old, 2))
    new = [words for words in old if words not in gone]
    fresh = f"本期新增第{seed}号段落,说明资金缺口与捐助者的承诺情况,与其他各段没有相同之处。"
    new.insert(chance.randrange(len(new)), fresh)
    pairs = align(make_record(old), make_record(new))
    added = [pair for pair in pairs if pair.status == "added"]
    same = [pair for pair in pairs if pair.status == "same"]
    assert len(same) == 10
    assert [new[int(id_[1:]) - 1] for pair in added for id_ in pair.new] == [fresh]


@settings(max_examples=50, deadline=None)
@given(records, records)
def test_every_diff_follows_its_published_schema(old: Row, new: Row) -> None:
    schema = json.loads((Path(__file__).parents[1] / "pipeline" / "schemas" / "diff.json").read_text(encoding="utf8"))
    jsonschema.validate(compare(old, new), schema)
