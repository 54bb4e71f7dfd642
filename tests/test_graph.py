"""The merge of records into one graph: identity, evidence, order, and the Python view of it."""

from __future__ import annotations

import random
from math import isfinite
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from factories_graph import edition_pair, record
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import MissingInput
from pipeline.graph import build_graph, load_graph
from pipeline.graph.labels import labels
from pipeline.graph.layout import positions
from pipeline.graph.measures import centrality
from pipeline.graph.schemas import EDGES, TABLES

FACT = ("un:UNDP", "assists", "country:BDI", "开发署协助布隆迪。")


def edges(folder: Path) -> list[dict[str, Any]]:
    return pq.read_table(folder / "edges.parquet").to_pylist()


def nodes(folder: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in pq.read_table(folder / "nodes.parquet").to_pylist()}


def test_each_edge_keeps_its_report_edition_evidence_and_place(tmp_path: Path) -> None:
    build_graph([record([FACT])], tmp_path)
    [edge] = edges(tmp_path)
    assert list(edge) == EDGES.names
    kept = {name: edge[name] for name in ("subject", "predicate", "object", "modality", "work", "edition", "report",
                                          "text", "start", "end", "paragraph", "page", "rule", "weight")}  # fmt: skip
    assert kept == {
        "subject": "un:UNDP", "predicate": "assists", "object": "country:BDI", "modality": "asserted",
        "work": "A/72/260", "edition": "2017-08-01", "report": "a_72_260", "text": "开发署协助布隆迪。",
        "start": 5, "end": 14, "paragraph": "1", "page": 1, "rule": "test", "weight": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("symbol", "work"), [
    ("A/72/260", "A/72/260"),     # the report's own symbol
    (None, "doc:a_72_260"),       # a report that states none
])  # fmt: skip
def test_this_report_gets_its_lasting_name(tmp_path: Path, symbol: str | None, work: str) -> None:
    build_graph([record([("doc:this", "cites", "A/70/306", "见A/70/306。")], symbol=symbol)], tmp_path)
    assert [edge["subject"] for edge in edges(tmp_path)] == [work]
    assert nodes(tmp_path)[work]["type"] == "REPORT"
    assert nodes(tmp_path)[work]["label"] == "选举援助"


def test_a_report_that_another_cites_is_one_node(tmp_path: Path) -> None:
    build_graph(edition_pair(), tmp_path)
    assert nodes(tmp_path)["A/72/260"]["type"] == "REPORT"
    assert nodes(tmp_path)["A/72/260"]["reports"] == ["a_72_260", "a_74_285"]


def test_two_files_of_one_report_are_one_work(tmp_path: Path) -> None:
    build_graph([record([FACT]), record([FACT], id="a_72_260-pdf", title="加强选举援助")], tmp_path)
    [edge] = edges(tmp_path)
    assert edge["reports"] == ["a_72_260", "a_72_260-pdf"]
    assert [place["report"] for place in edge["evidence"]] == ["a_72_260", "a_72_260-pdf"]
    assert edge["weight"] == 1
    assert nodes(tmp_path)["un:UNDP"]["degree"] == 1


@pytest.mark.parametrize(("second", "facts"), [
    (FACT, 1),                                                                    # said twice
    ((*FACT[:3], "它将协助布隆迪。", {}, "planned"), 2),                            # another modality
    ((*FACT[:3], "2016年它协助布隆迪。", {"date": "2016"}), 2),                     # another qualifier
    ((*FACT[:3], "开发署协助布隆迪。", {"date": None}), 1),                         # an unknown qualifier is none
    (("un:UNDP", "assists", "country:JOR", "它协助约旦。"), 2),                     # another object
])  # fmt: skip
def test_what_makes_two_statements_one_fact(tmp_path: Path, second: tuple[Any, ...], facts: int) -> None:
    build_graph([record([FACT, second])], tmp_path)
    assert len(edges(tmp_path)) == facts
    assert sum(edge["weight"] for edge in edges(tmp_path)) == 2


def test_the_same_fact_of_two_editions_stays_two_edges(tmp_path: Path) -> None:
    build_graph(edition_pair(), tmp_path)
    kept = [edge["edition"] for edge in edges(tmp_path) if edge["object"] == "country:BDI"]
    assert sorted(kept) == ["2017-08-01", "2019-08-06"]


def test_a_range_has_no_single_value(tmp_path: Path) -> None:
    build_graph(edition_pair(), tmp_path)
    rows = pq.read_table(tmp_path / "observations.parquet").to_pylist()
    figures = {(row["indicator"], row["time"]): (row["value"], row["low"], row["high"]) for row in rows}
    assert figures == {
        ("妇女在议会中的比例", "2017"): (23.4, 23.4, 23.4),
        ("妇女在议会中的比例", "2019"): (24.3, 24.3, 24.3),
        ("援助费用", None): (None, 10.0, 12.0),
    }


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_bytes_do_not_depend_on_the_order_of_reports(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    reports = [*edition_pair(), record([FACT], id="a_72_260-pdf"), record([FACT], id="x", symbol=None)]
    first, second = tmp_path_factory.mktemp("a"), tmp_path_factory.mktemp("b")
    build_graph(reports, first)
    random.Random(seed).shuffle(reports)
    build_graph(reports, second)
    for name in TABLES:
        assert (first / f"{name}.parquet").read_bytes() == (second / f"{name}.parquet").read_bytes(), name


def test_an_empty_run_makes_an_empty_graph(tmp_path: Path) -> None:
    assert set(build_graph([], tmp_path).values()) == {0}
    assert load_graph(tmp_path).number_of_nodes() == 0


def test_denied_facts_do_not_make_central(tmp_path: Path) -> None:
    build_graph([record([(*FACT, {}, "negated")])], tmp_path)
    assert nodes(tmp_path)["country:BDI"]["degree"] == 0
    assert len(edges(tmp_path)) == 1


def test_a_place_with_a_page_is_shown_first(tmp_path: Path) -> None:
    plain = record([FACT], id="a_72_260-docx")
    plain["relations"][0]["evidence"][0]["source"] = {}
    build_graph([plain, record([FACT], id="a_72_260-pdf")], tmp_path)
    [edge] = edges(tmp_path)
    assert (edge["report"], edge["page"], len(edge["evidence"])) == ("a_72_260-pdf", 1, 2)


def test_mentions_of_two_files_of_one_report_count_once(tmp_path: Path) -> None:
    build_graph([record([FACT]), record([FACT], id="a_72_260-pdf")], tmp_path)
    assert nodes(tmp_path)["country:BDI"]["mentions"] == 1


def test_pagerank_sums_to_one(tmp_path: Path) -> None:
    build_graph(edition_pair(), tmp_path)
    table = pq.read_table(tmp_path / "edges.parquet")
    ids = sorted(nodes(tmp_path))
    _, ranks = centrality(ids, table)
    assert sum(ranks) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(("chosen", "size"), [
    ({}, (9, 8)),
    ({"predicates": ["assists"]}, (3, 3)),
    ({"types": ["COUNTRY", "UN_BODY"]}, (4, 3)),
    ({"reports": ["A/74/285"]}, (6, 4)),          # by symbol
    ({"reports": ["a_74_285"]}, (6, 4)),          # by id
    ({"modality": "planned"}, (2, 1)),
    ({"modality": ["asserted"], "predicates": ["assists"]}, (2, 2)),
])  # fmt: skip
def test_load_graph_filters(tmp_path: Path, chosen: dict[str, Any], size: tuple[int, int]) -> None:
    build_graph(edition_pair(), tmp_path / "graph")
    graph = load_graph(tmp_path, **chosen)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == size


def test_load_graph_holds_plain_values_only(tmp_path: Path) -> None:
    build_graph(edition_pair(), tmp_path)
    graph = load_graph(tmp_path)
    values = [v for _, row in graph.nodes(data=True) for v in row.values()]
    values += [v for *_, row in graph.edges(data=True) for v in row.values()]
    assert {type(value) for value in values} == {str, int, float}


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no corpus graph"):
        load_graph(tmp_path)


@given(
    count=st.integers(0, 40),
    ties=st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=60),
)
def test_every_node_has_its_place_and_keeps_it(count: int, ties: list[tuple[int, int]]) -> None:
    inside = [(a, b) for a, b in ties if a < count and b < count]
    ranks = [1 / (n + 1) for n in range(count)]
    places = positions(ranks, inside)
    assert len(places) == count
    assert all(isfinite(x) and isfinite(y) and abs(x) < 5_000 and abs(y) < 5_000 for x, y in places)
    assert positions(ranks, inside) == places


def test_labels_are_sorted_and_in_two_languages() -> None:
    for kind, names in labels().items():
        assert list(names) == sorted(names), kind
        assert all(chinese and english for chinese, english in names.values())
