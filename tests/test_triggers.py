"""A pattern that is tried at some places only finds what it would find if it were tried everywhere."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.entities import find_mentions
from pipeline.ingest import read_source
from pipeline.structure import structure
from pipeline.tables import load_patterns
from pipeline.text import triggers
from pipeline.text.triggers import Triggers, capitals, matches_at, places_of, run_before
from pipeline.trace import tracing

ROOT = Path(__file__).parents[1]
TABLES = sorted(path.stem for path in (ROOT / "pipeline/tables/patterns").glob("*.toml"))


def everywhere(regex: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `matches_at` spares itself."""
    del starts
    return regex.finditer(text)


def mentions_of(path: Path) -> tuple[Any, ...]:
    report = structure(read_source(path))
    with tracing() as rejected:
        return *find_mentions(report, ()), sorted(set(rejected))


def written(path: Path, table: str) -> Path:
    """The examples and rejects of a table, a line for each, and all as one sentence."""
    lines = [text for row in load_patterns(table) for text in (*row["examples"], *row.get("rejects", []))]
    path.write_text(
        "\n".join([*(f"{number}. {line}。" for number, line in enumerate(lines, 1)), "，".join(lines)]), "utf8"
    )
    return path


@pytest.mark.parametrize("table", [table for table in TABLES if load_patterns(table)])
def test_no_place_is_missed_where_an_example_of_a_table_begins(
    table: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "examples.txt", table)
    found = mentions_of(path)
    try_everywhere(monkeypatch)
    assert mentions_of(path) == found


def test_no_place_is_missed_in_the_sample_report(monkeypatch: pytest.MonkeyPatch) -> None:
    found = mentions_of(ROOT / "corpus/A_74_9260.txt")
    try_everywhere(monkeypatch)
    assert mentions_of(ROOT / "corpus/A_74_9260.txt") == found


def try_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    users = [module for name, module in sys.modules.items() if name.startswith("pipeline.") and module is not triggers]
    for module in users:
        if hasattr(module, "matches_at"):
            monkeypatch.setattr(module, "matches_at", everywhere)


@pytest.mark.parametrize(("starts", "expected"), [
    ([0, 1, 2, 3, 4], [(0, 2), (2, 4)]),
    ([1, 3], [(1, 3), (3, 5)]),
    ([], []),
])  # fmt: skip
def test_matches_at_steps_over_what_is_matched(starts: list[int], expected: list[tuple[int, int]]) -> None:
    assert [match.span() for match in matches_at(re.compile("aa"), "aaaaa", starts)] == expected


def test_triggers_tell_the_kinds_of_words_that_overlap() -> None:
    words = Triggers({"title": ["秘书长", "部长"], "head": ["秘书", "部"]})
    assert words.starts("秘书长和部长") == {"title": [0, 4], "head": [0, 4]}


def test_places_of_one_word_and_what_stands_before() -> None:
    assert list(places_of("aa", "aaab")) == [0, 1]
    assert run_before("xx123", 5, frozenset("123"), 9) == 2
    assert run_before("xx123", 5, frozenset("123"), 2) == 3
    assert capitals("aBc D") == (1, 4)
