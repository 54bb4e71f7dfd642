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
SHARED = Path(__file__).parents[2] / "shared" / "corpus"
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
            assert row[side] in [measured(o) for o in record_of(name)["observations"]]


def measured(observation: dict[str, Any]) -> list[Any]:
    """Value and unit; a column of a table names its things in its own head, which gives no unit: they are items."""
    return [observation["value"], "item" if observation["unit"] == "other" else observation["unit"]]


def test_the_numbers_that_changed_are_those_listed_and_no_others() -> None:
    listed = sorted((row.get("old"), row.get("new")) for row in TRUTH["observations"] if {"old", "new"} <= row.keys())
    found = diff()["observations"]
    assert sorted((measured(row["old"]), measured(row["new"])) for row in found["changed"]) == listed
    for kind, side, other in (("added", "new", "old"), ("removed", "old", "new")):
        alone = sorted(row[side] for row in TRUTH["observations"] if other not in row)
        assert sorted(measured(row) for row in found[kind]) == alone


def numbers(status: str) -> set[tuple[str | None, str | None]]:
    """The numbered paragraphs, old and new, that the list gives this status."""
    rows = [row for row in TRUTH["paragraphs"] if row["status"] == status]
    return {tuple(pair) for row in rows for pair in row.get("pairs", [(row.get("old"), row.get("new"))])}


def paragraphs(status: str, *, numbered: bool) -> list[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """What the diff gives this status, old and new; no paragraph of the samples was split or merged."""
    found = []
    for pair in diff()["paragraphs"]:
        old, new = (next(iter(pair[side]), None) for side in ("old", "new"))
        if pair["status"] == status and ((new or old or {})["number"] or "").isdecimal() == numbered:
            found.append((old, new))
    return found


@pytest.mark.parametrize(("status", "listed"), [
    ("same", ["same"]), ("moved", ["moved"]), ("reworded", ["reworded", "extended", "changed"]),
    ("added", ["added"]), ("removed", ["removed"]), ("split", []), ("merged", []),
])  # fmt: skip
def test_the_numbered_paragraphs_are_aligned_as_listed(status: str, listed: list[str]) -> None:
    found = [tuple(side and side["number"] for side in pair) for pair in paragraphs(status, numbered=True)]
    assert len(found) == len(set(found))
    assert set(found) == set().union(*map(numbers, listed))


def test_the_paragraphs_without_number_are_aligned_as_listed() -> None:
    for row in TRUTH["unnumbered"]:
        found = paragraphs("reworded" if row["status"] == "changed" else row["status"], numbered=False)
        wanted = [row.get(side, [None] * len(found)) for side in ("old", "new")]
        assert len(found) == len(wanted[0]) == len(wanted[1])
        for old, new in zip(*wanted, strict=True):
            assert any(opens(pair[0], old) and opens(pair[1], new) for pair in found), (old, new)


def opens(block: dict[str, Any] | None, words: str | None) -> bool:
    return block is None if words is None else block is not None and block["text"].startswith(words)


@pytest.mark.skipif(not SHARED.exists(), reason="the real documents are not beside the project")
def test_shared_paragraphs_are_found_in_a_page_and_a_report() -> None:
    """A page of a site took whole passages from paragraphs 2, 5 and 6 of a report, which says much more around them."""
    page, report = SHARED / "excerpts" / "dppa_elections_zh.txt", SHARED / "A_72_260.txt"
    pairs = compare(to_record(extract(page)), to_record(extract(report)))["paragraphs"]
    found = [(pair["old"][0]["text"][:6], pair["new"][0]["number"]) for pair in pairs if pair["old"] and pair["new"]]
    assert found == [("选举援助只能", "2"), ("现在,有许多", "5"), ("协调人获得联", "6")]


@pytest.mark.parametrize("name", ["A_74_9260", "A_76_9260"])
@pytest.mark.parametrize("other", ["pdf", "docx"])
def test_the_format_makes_no_difference_to_the_facts(name: str, other: str) -> None:
    plain, set_out = record_of(f"{name}.txt"), record_of(f"{name}.{other}")
    assert facts_of(plain) == facts_of(set_out)
    assert not is_changed(compare(plain, set_out))


def test_the_editions_know_each_other() -> None:
    ((first, second),) = chains([record_of("A_76_9260.txt"), record_of("A_74_9260.txt")])
    assert (first["document"]["symbol"], second["document"]["symbol"]) == ("A/74/9260", "A/76/9260")
