"""Questions to the corpus graph and their answers as data and as text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from factories_graph import edition_pair, record

from pipeline.errors import UsageError
from pipeline.graph import build_graph
from pipeline.graph.names import key_of
from pipeline.graph.query import (
    cocitation,
    entity_card,
    facts_by_edition,
    neighbours,
    search,
    shortest_paths,
)
from pipeline.graph.render import columns, render_text, shown


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("run")
    apart = record(
        [("org:甲社", "cooperates_with", "org:乙社", "甲社与乙社合作,费用１２元。")], id="apart", symbol=None, date=None
    )
    build_graph([*edition_pair(), apart], path / "graph")
    return path


@pytest.mark.parametrize(("name", "id_"), [
    ("约旦", "country:JOR"),            # Chinese
    ("jordan", "country:JOR"),          # English, any case
    ("JOR", "country:JOR"),             # the identifier without its kind
    ("country:JOR", "country:JOR"),     # the identifier
    ("ＵＮＤＰ", "un:UNDP"),             # full-width acronym
    ("开 发 署", "un:UNDP"),             # an alias with blanks
    ("A/72/260", "A/72/260"),           # the symbol of a report
])  # fmt: skip
def test_every_name_finds_its_entity(outputs: Path, name: str, id_: str) -> None:
    assert entity_card(outputs, name)["entity"]["id"] == id_


@pytest.mark.parametrize(("name", "hint"), [
    ("约但", "约旦 (country:JOR)"),       # one character wrong
    ("burundy", "布隆迪 (country:BDI)"),  # one letter wrong
    ("开发计划", "联合国开发计划署"),      # a part of the name
])  # fmt: skip
def test_an_unknown_name_is_answered_with_the_nearest(outputs: Path, name: str, hint: str) -> None:
    with pytest.raises(UsageError, match=name) as refused:
        entity_card(outputs, name)
    assert hint in refused.value.hint


def test_the_card_holds_facts_figures_and_reports(outputs: Path) -> None:
    card = entity_card(outputs, "开发署")
    assert {name: len(facts) for name, facts in card["facts"].items()} == {"assists": 3}
    assert [(f["low"], f["high"], f["unit"]) for f in card["observations"]] == [(10, 12, "USD")]
    assert [row["id"] for row in card["reports"]] == ["a_72_260", "a_74_285"]
    assert card["facts"]["assists"][0]["subject_label"] == "联合国开发计划署"


@pytest.mark.parametrize(("hops", "found"), [
    (1, {"country:BDI", "country:JOR"}),
    (2, {"country:BDI", "country:JOR", "event:legislative"}),
])  # fmt: skip
def test_neighbours(outputs: Path, hops: int, found: set[str]) -> None:
    answer = neighbours(outputs, "UNDP", hops=hops)
    assert {row["id"] for row in answer["neighbours"]} == found
    assert answer["total"] == len(found)


@pytest.mark.parametrize(("ends", "paths"), [
    (("布隆迪", "约旦"), [["country:BDI", "un:UNDP", "country:JOR"]]),
    (("A/72/260", "A/74/285"), [["A/72/260", "A/74/285"]]),
    (("大会", "布隆迪"), []),                                    # not tied
    (("布隆迪", "布隆迪"), [["country:BDI"]]),                   # to itself: a path of no step
])  # fmt: skip
def test_shortest_paths(outputs: Path, ends: tuple[str, str], paths: list[list[str]]) -> None:
    answer = shortest_paths(outputs, *ends)
    walked = [[*(step["from"] for step in path), *(step["to"] for step in path[-1:])] for path in answer["paths"]]
    assert walked == [path if len(path) > 1 else [] for path in paths]
    assert all(step["text"] for path in answer["paths"] for step in path)


def test_cocitation_counts_works(outputs: Path) -> None:
    assert [(p["first"], p["second"], p["works"]) for p in cocitation(outputs)["pairs"]] == [
        ("A/72/260", "A/RES/70/168", ["A/74/285"])
    ]
    assert cocitation(outputs, "约旦")["pairs"] == []


def test_a_country_by_edition(outputs: Path) -> None:
    editions = facts_by_edition(outputs, "约旦")["editions"]
    assert [(e["work"], [f["predicate"] for f in e["facts"]]) for e in editions] == [
        ("A/72/260", ["held_election"]),
        ("A/74/285", ["assists"]),
    ]


@pytest.mark.parametrize(("words", "total"), [
    ("协助布隆迪", 2), ("协 助布隆迪", 2), ("约旦 协助", 1), ("12元", 1), ("24.3%", 1), ("undp", 0), ("'; DROP", 0), ("%", 2),
])  # fmt: skip
def test_search_needs_all_words_in_any_spelling(outputs: Path, words: str, total: int) -> None:
    assert search(outputs, words)["total"] == total


@pytest.mark.parametrize("answer", [
    lambda o: entity_card(o, "约旦"), lambda o: neighbours(o, "约旦"), lambda o: shortest_paths(o, "约旦", "布隆迪"),
    cocitation, lambda o: facts_by_edition(o, "约旦"), lambda o: search(o, "选举"),
])  # fmt: skip
def test_every_answer_is_plain_data_and_text(outputs: Path, answer: Any) -> None:
    result = answer(outputs)
    assert json.loads(json.dumps(result)) == result
    assert len(render_text(result).splitlines()) > 2


@pytest.mark.parametrize(("value", "safe"), [
    ("\x1b[31m红\x07", "[31m红"), ("甲\u202e乙", "甲乙"), ("一\n二", "一 二"), (None, ""), (3, "3"),
])  # fmt: skip
def test_nothing_of_a_report_commands_the_terminal(value: object, safe: str) -> None:
    assert shown(value) == safe


def test_chinese_takes_two_columns() -> None:
    assert columns("决议 A/1") == 8


def test_empty_questions_are_refused(outputs: Path) -> None:
    with pytest.raises(UsageError):
        search(outputs, "  ")
    with pytest.raises(UsageError):
        neighbours(outputs, "约旦", hops=0)


def test_keys_of_names() -> None:
    assert key_of(" Ａ／ＲＥＳ／70 /168 ") == "a/res/70/168"
