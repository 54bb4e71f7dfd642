"""The merge from kept rows: a change costs its shard, and the outcome is that of a clean build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from factories_graph import record
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.explore import write_explorer
from pipeline.explore.bundle import SKIP
from pipeline.graph import build_graph, export, is_kept, keep_only, plan_shards, portion_of, write_shard
from pipeline.graph.build import merge_shards
from pipeline.graph.rows import to_json
from pipeline.graph.schemas import TABLES

SIZE = 2
"""Reports a shard, so that a few reports make several."""
PLACES = ("country:BDI", "country:JOR")


def report(number: int, version: int) -> dict[str, Any]:
    """A report of which each version states something else; numbers 0 and 1 are two files of one work."""
    place = PLACES[version % 2]
    facts = [
        ("un:UNDP", "assists", place, f"开发署协助{place}{version}次。"),
        ("doc:this", "cites", "A/70/306", "见A/70/306。"),
    ]
    figures = [("登记选民", version, "person", "2016", place, f"登记了{version}名选民。")]
    return record(facts, id=f"r{number}", symbol=f"A/72/{max(number, 1)}", title=f"第{version}版", figures=figures)


def merge(folder: Path, reports: list[dict[str, Any]]) -> set[str]:
    """As a run merges: the shards that are missing are written, the others stay. The names of those written."""
    portions = {r["id"]: portion_of(r) for r in reports}
    shards = plan_shards({id_: to_json(portion) for id_, portion in portions.items()}, "1", size=SIZE)
    missing = {name for name in shards if not is_kept(folder / "shards", name)}
    for name in missing:
        write_shard(folder / "shards", name, [portions[id_] for id_ in shards[name]])
    merge_shards(folder / "shards", [*shards], folder / "graph")
    keep_only(folder / "shards", shards)
    return missing


def drawn(folder: Path) -> dict[str, bytes]:
    """The bytes of tables, exports and explorer."""
    graph = folder / "graph"
    export(graph, ("gexf", "graphml"))
    write_explorer(folder, graph / "explorer.html")
    files = {path.name: path.read_bytes() for path in graph.iterdir()}
    assert {f"{name}.parquet" for name in TABLES} < files.keys()
    return files


@pytest.fixture(autouse=True, scope="module")
def _no_script() -> Iterator[None]:
    """The explorer as a table, which needs no Node.js."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SKIP, "1")
        yield


@settings(max_examples=6, deadline=None)
@given(script=st.lists(st.tuples(st.integers(0, 7), st.none() | st.integers(1, 4)), min_size=1, max_size=5))
def test_after_any_changes_the_graph_is_that_of_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, script: list[tuple[int, int | None]]
) -> None:
    folder, clean = tmp_path_factory.mktemp("kept"), tmp_path_factory.mktemp("clean")
    there: dict[int, int] = {}
    for number, version in script:  # None takes the report away
        if version is None:
            there.pop(number, None)
        else:
            there[number] = version
        merge(folder, [report(*pair) for pair in there.items()])
    build_graph([report(*pair) for pair in sorted(there.items())], clean / "graph")
    assert drawn(folder) == drawn(clean)


def test_a_change_costs_one_shard_and_no_change_none(tmp_path: Path) -> None:
    reports = [report(n, 1) for n in range(20)]
    assert len(merge(tmp_path, reports)) > 4
    assert not merge(tmp_path, reports)
    assert len(merge(tmp_path, [*reports[:5], report(5, 2), *reports[6:]])) == 1
    assert len(merge(tmp_path, reports[1:])) <= 2  # the change is taken back, and a report is gone


def test_shards_that_nothing_needs_are_removed(tmp_path: Path) -> None:
    merge(tmp_path, [report(n, 1) for n in range(8)])
    merge(tmp_path, [report(1, 1)])
    assert len(list((tmp_path / "shards").glob("*.entities.parquet"))) == 1
