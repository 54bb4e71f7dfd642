"""The facts of the two sample editions, read by a person before they were kept; `make golden` rewrites them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.diff import facts_of
from pipeline.record import to_record

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
REGENERATE = bool(os.environ.get("UNREPORT_GOLDEN"))


@pytest.mark.parametrize("name", ["A_74_9260", "A_76_9260"])
def test_the_facts_of_a_sample_edition(name: str) -> None:
    path = GOLDEN / f"{name}.json"
    facts = facts_of(to_record(extract(ROOT / "corpus" / f"{name}.txt")))
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if REGENERATE:
        path.write_text(text, encoding="utf8")
    assert json.loads(path.read_text(encoding="utf8")) == json.loads(text)


def test_golden_files_are_not_being_rewritten() -> None:
    assert not REGENERATE, "golden files rewritten; review the difference, then run again without the flag"
