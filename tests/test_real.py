"""Bars on the real documents beside the project; skipped by name where they are not there."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline import extract
from pipeline.record import encode, to_record

SHARED = Path(__file__).parents[2] / "shared"
REPORT = SHARED / "corpus" / "A_72_260.txt"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not REPORT.exists(), reason="the real documents are not beside the project"),
]


@cache
def record_of(path: Path) -> dict[str, Any]:
    return to_record(extract(path))


def score(tmp_path: Path, source: Path, gold: str) -> dict[str, Any]:
    path = tmp_path / "report.json"
    path.write_bytes(encode(record_of(source)))
    command = [sys.executable, SHARED / "score.py", path, SHARED / "gold" / gold, "--source", source, "--json"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def test_numbered_paragraphs_are_all_found() -> None:
    numbers = [
        block["number"] for block in record_of(REPORT)["blocks"] if block["kind"] == "paragraph" and block["number"]
    ]
    assert numbers == [str(n) for n in range(1, 49)]


def test_the_annex_table_has_its_rows_and_stars() -> None:
    cells = [cell for block in record_of(REPORT)["blocks"] for row in block["rows"] for cell in row if cell["text"]]
    assert (len(cells), sum(1 for cell in cells if cell["marker"])) == (64, 11)


def test_each_text_place_holds_its_quotation() -> None:
    raw = REPORT.read_text(encoding="utf8")
    for mention in record_of(REPORT)["mentions"]:
        place = mention["source"]
        assert "".join(raw[place["start"] : place["end"]].split()) == "".join(mention["text"].split())


@pytest.mark.parametrize(("name", "part", "bar"), [
    ("A_72_260", "all", 0.96), ("A_72_260", "core", 0.985), ("A_72_260", "anaphora", 0.80),
    ("UNPC_150", "all", 0.97), ("UNPC_150", "core", 0.975),
])  # fmt: skip
def test_mentions_of_a_gold_text_reach_their_bar(tmp_path: Path, name: str, part: str, bar: float) -> None:
    source = SHARED / "corpus" / f"{name}.txt"
    assert score(tmp_path, source, name)[f"mentions.{part}"]["f1"] >= bar


def test_links_of_the_whole_report_reach_their_bar(tmp_path: Path) -> None:
    assert score(tmp_path, REPORT, "A_72_260")["mentions.link_accuracy_core"] >= 0.99


@pytest.mark.parametrize(("part", "measure", "bar"), [
    ("prose", "f1", 0.80), ("prose", "p", 0.88), ("table", "f1", 1.0), ("cites", "f1", 1.0),
])  # fmt: skip
def test_relations_of_the_whole_report_reach_their_bar(tmp_path: Path, part: str, measure: str, bar: float) -> None:
    assert score(tmp_path, REPORT, "A_72_260")[f"relations.{part}"][measure] >= bar


@pytest.mark.parametrize(("measure", "bar"), [("f1", 0.93), ("time_accuracy", 0.90), ("subject_accuracy", 0.85)])
def test_observations_of_the_whole_report_reach_their_bar(tmp_path: Path, measure: str, bar: float) -> None:
    figures = score(tmp_path, REPORT, "A_72_260")
    assert (figures["observations.all"]["f1"] if measure == "f1" else figures[f"observations.{measure}"]) >= bar


def test_mentions_of_the_excerpts_reach_their_bar(tmp_path: Path) -> None:
    counts = {"all": [0, 0, 0], "core": [0, 0, 0]}
    for folder in sorted((SHARED / "gold" / "excerpts").iterdir()):
        source = SHARED / "corpus" / "excerpts" / f"{folder.name}.txt"
        found = score(tmp_path, source, f"excerpts/{folder.name}")
        for part, sums in counts.items():
            counts[part] = [a + found[f"mentions.{part}"][key] for a, key in zip(sums, ("tp", "fp", "fn"), strict=True)]
    f1 = {part: 2 * tp / (2 * tp + fp + fn) for part, (tp, fp, fn) in counts.items()}
    assert f1["all"] >= 0.90
    assert f1["core"] >= 0.96
