"""Why something is in the output, and why something is not."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest
from processes import ROOT

from pipeline import extract
from pipeline.cli import main
from pipeline.errors import MissingInput, UsageError
from pipeline.explain import explain
from pipeline.record import to_record
from pipeline.reread import reread
from pipeline.trace import is_traced, reject, tracing

CASES = tomllib.loads((Path(__file__).parent / "cases" / "explain.toml").read_text(encoding="utf8"))["case"]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain") / "out"
    editions = [str(ROOT / "corpus" / name) for name in ("A_74_9260.txt", "A_76_9260.txt")]
    assert main(["run", *editions, "-o", str(folder), "--quiet"]) == 0
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['asked']}: {case['reason']}")
def test_what_is_not_believed_has_a_reason(tmp_path: Path, case: dict[str, str]) -> None:
    (tmp_path / "report.txt").write_text(case["text"], encoding="utf8")
    record = to_record(extract(tmp_path / "report.txt"))
    start = record["text"].index(case["asked"])
    over = [r for r in reread(record)[1] if r.start < start + len(case["asked"]) and start < r.end]
    told = {r.reason for r in over if r.type == case["type"] and r.meaning == case.get("meaning", r.meaning)}
    assert [reason for reason in told if case["reason"] in reason], over


@pytest.mark.parametrize("name", ["A_74_9260.txt", "A_76_9260.txt", "A_76_9260.pdf"])
def test_a_record_is_read_again_as_the_file_was(name: str) -> None:
    first = extract(ROOT / "corpus" / name)
    again, rejected = reread(to_record(first))
    assert again.mentions == first.mentions
    assert again.entities == first.entities
    assert again.relations == first.relations
    assert again.observations == first.observations
    assert rejected == sorted(set(rejected))


def test_nothing_is_kept_unless_it_is_asked_for() -> None:
    reject(0, 1, "DATE", "before")
    with tracing() as kept:
        reject(0, 1, "DATE", "inside")
    assert not is_traced()
    reject(0, 1, "DATE", "behind")
    assert [r.reason for r in kept] == ["inside"]


def first(outputs: Path, kind: str) -> dict[str, Any]:
    record = json.loads((outputs / "reports/a_76_9260/report.json").read_text(encoding="utf8"))
    rows: list[dict[str, Any]] = record[kind]
    return rows[0]


def test_every_identifier_of_a_report_is_explained(outputs: Path) -> None:
    mention, relation, observation = (first(outputs, kind) for kind in ("mentions", "relations", "observations"))
    for asked, kind in (
        (f"a_76_9260:{mention['id']}", "mention"), (mention["id"], "mention"), ("un:UNDP", "mention"),
        (relation["id"], "relation"), (f"a_76_9260:{observation['id']}", "observation"),
    ):  # fmt: skip
        reasons = explain(outputs, asked)
        assert {why["kind"] for why in reasons} == {kind}
        assert all(why["rule"] and why["evidence"] for why in reasons)


@pytest.mark.parametrize("table", ["nodes", "edges", "observations", "mentions"])
def test_every_identifier_of_the_graph_is_explained(outputs: Path, table: str) -> None:
    rows = parquet.read_table(outputs / "graph" / f"{table}.parquet").to_pylist()
    for row in rows[:: max(1, len(rows) // 7)]:
        reasons = explain(outputs, row["id"])
        if table in {"edges", "observations"}:
            assert row["text"] in {quote["text"] for why in reasons for quote in why["evidence"]}
        if table == "mentions":
            assert {why["id"] for why in reasons} == {row["id"].partition("#")[2]}


def test_a_relation_tells_which_other_rules_had_their_word_there(outputs: Path) -> None:
    relation = first(outputs, "relations") | {}
    (why, *_) = explain(outputs, relation["id"])
    assert why["statement"].startswith(f"{relation['subject']} {relation['predicate']} {relation['object']}")
    assert all(r["rule"] and r["reason"] and r["text"] for r in why["rejected"])


def test_words_and_places_tell_what_was_made_of_them(outputs: Path) -> None:
    (by_words, *others) = explain(outputs, "a_76_9260:独立全国选举委员会")
    place = by_words["id"]
    assert explain(outputs, place) == [by_words]
    assert by_words["kind"] == "place"
    assert "mention" in {stated["kind"] for stated in by_words["stated"]}
    assert [r for r in by_words["rejected"] if r["text"] == "委员会" and r["reason"] == "inside a name"]
    assert all(why["report"] == "a_76_9260" for why in others)


def test_what_stands_nowhere_is_refused(outputs: Path) -> None:
    with pytest.raises(MissingInput, match="no identifier, place or words"):
        explain(outputs, "鲸鱼")
    with pytest.raises(UsageError, match="has the characters 0-"):
        explain(outputs, "a_76_9260:5-5000000")


def test_the_command_prints_what_was_not_believed(outputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["explain", str(outputs), "a_76_9260:选举委员会"]
    assert main(asked) == 0
    printed = capsys.readouterr().out
    assert "not believed: 委员会 as UN_BODY|ORG: inside a name  [rule back-reference, row anaphors.tsv:" in printed
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["id"] == asked[-1]
    assert {"dropped", "evidence", "id", "kind", "note", "rejected", "report", "row", "rule", "statement"} <= set(
        told["reasons"][0]
    )
    assert not [why for why in told["reasons"] if why["note"]]
