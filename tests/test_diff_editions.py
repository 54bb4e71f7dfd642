"""The two sample editions: what changed between them is what is written beside them, in any format."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline import compare, extract
from pipeline.diff import chains, facts_of, is_changed
from pipeline.record import to_record

CORPUS = Path(__file__).parents[1] / "corpus"
TRUTH = tomllib.loads((CORPUS / "differences.toml").read_text(encoding="utf8"))


@cache
def record_of(name: str) -> dict[str, Any]:
    return to_record(extract(CORPUS / name))


@cache
def diff() -> dict[str, Any]:
    return compare(record_of("A_74_9260.txt"), record_of("A_76_9260.txt"))


def ends(kind: str, predicate: str) -> set[str]:
    return {row["subject" if predicate == "receives_assistance" else "object"] for row in diff()["relations"][kind]
            if row["predicate"] == predicate}  # fmt: skip


def test_the_fields_of_the_masthead() -> None:
    found = {row["field"]: [row["old"], row["new"]] for row in diff()["document"]}
    wanted = {name: pair for name, pair in TRUTH["document"].items() if name != "same"}
    assert {name: pair for name, pair in found.items() if name != "previous"} == wanted
    assert found["previous"] == [["A/72/260"], ["A/74/9260"]]


def test_the_countries_of_the_annex() -> None:
    truth = TRUTH["annex_countries"]
    assert ends("added", "receives_assistance") == set(truth["added"])
    assert ends("removed", "receives_assistance") == set(truth["removed"])
    changed = {row["old"]["subject"]: row["new"]["qualifiers"]["basis"] for row in diff()["relations"]["changed"]
               if row["old"]["predicate"] == "receives_assistance"}  # fmt: skip
    assert changed == dict.fromkeys(truth["star_lost"], "request") | dict.fromkeys(truth["star_gained"], "SC")


def test_the_resolutions_cited() -> None:
    cited = {kind: {o for o in ends(kind, "cites") if "/RES/" in o} for kind in ("added", "removed")}
    assert cited["added"] == set(TRUTH["resolutions"]["added"])
    assert cited["removed"] == set(TRUTH["resolutions"]["removed"])


def test_the_entities_named_in_one_edition_only() -> None:
    for kind in ("added", "removed"):
        assert set(TRUTH["entities"][kind]) <= {entity["id"] for entity in diff()["entities"][kind]}


@pytest.mark.parametrize("row", TRUTH["observations"], ids=lambda row: row["what"])
def test_each_listed_number_is_read_in_both_editions(row: dict[str, Any]) -> None:
    for name, side in (("A_74_9260.txt", "old"), ("A_76_9260.txt", "new")):
        if side in row:
            values = [[o["value"], o["unit"]] for o in record_of(name)["observations"]]
            assert row[side] in values


@pytest.mark.parametrize("name", ["A_74_9260", "A_76_9260"])
@pytest.mark.parametrize("other", ["pdf", "docx"])
def test_the_format_makes_no_difference_to_the_facts(name: str, other: str) -> None:
    plain, set_out = record_of(f"{name}.txt"), record_of(f"{name}.{other}")
    assert facts_of(plain) == facts_of(set_out)
    assert not is_changed(compare(plain, set_out))


def test_the_editions_know_each_other() -> None:
    ((first, second),) = chains([record_of("A_76_9260.txt"), record_of("A_74_9260.txt")])
    assert (first["document"]["symbol"], second["document"]["symbol"]) == ("A/74/9260", "A/76/9260")
