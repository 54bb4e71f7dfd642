"""Three hundred and more symbols and citations, and words that only look like them, written from the symbols' grammar."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.entities.citations import find_citations
from pipeline.text.fold import fold
from pipeline.text.symbols import find_symbols

CASES = list(
    csv.DictReader(
        (Path(__file__).parent / "cases" / "citations.tsv").read_text(encoding="utf8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)


def read(text: str, organ: str | None) -> list[str]:
    """The canonical symbols of a text in reading order, written out or cited."""
    folded = fold(text)
    spelt = [(start, symbol.canonical) for start, _, symbol in find_symbols(folded)]
    cited = [(mention.anchor.start, mention.candidates[0]) for mention in find_citations(folded, text, organ)]
    return [symbol for _, symbol in sorted(spelt + cited)]


def test_there_are_enough() -> None:
    assert len(CASES) >= 300
    assert sum(not case["expected"] for case in CASES) >= 50


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']}@{case['organ']}")
def test_a_case_is_read(case: dict[str, str]) -> None:
    expected = [symbol for symbol in case["expected"].split(";") if symbol]
    assert read(case["text"], case["organ"] or None) == expected
