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
