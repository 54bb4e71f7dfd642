"""Every pattern of the tables is proved by its own examples and rejects, with the words that other tables give it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import asdict

from pipeline.entities import foreign, instruments, organisations, persons, places
from pipeline.relations.counting import counting_words
from pipeline.tables import either, load_expressions, load_patterns, load_rows
from pipeline.tables.rows import FOLDER
from pipeline.text import amounts, dates
from pipeline.text.fold import fold

TABLES: dict[str, Callable[[], dict[str, re.Pattern[str]]]] = {
    "amounts": amounts.patterns,
    "citations": lambda: load_expressions("citations"),
    "dates": lambda: dates.PATTERNS,
    "elections": lambda: load_expressions("elections"),
    "facts": lambda: load_expressions("facts"),
    "foreign": foreign.patterns,
    "groups": lambda: load_expressions("groups"),
    "instruments": instruments.patterns,
    "lines": lambda: load_expressions("lines"),
    "names": lambda: load_expressions("names"),
    "observations": lambda: asdict(counting_words()),
    "organisations": organisations.patterns,
    "persons": persons.patterns,
    "places": places.patterns,
}


@pytest.mark.parametrize(
    ("table", "row"),
    [(table, row) for table in TABLES for row in load_patterns(table)],
    ids=lambda value: value if isinstance(value, str) else value["id"],
)
def test_a_pattern_is_proved_by_its_examples(table: str, row: dict[str, Any]) -> None:
    pattern = TABLES[table]()[row["id"]]
    assert [example for example in row["examples"] if not pattern.search(fold(example))] == []
    assert [text for text in row.get("rejects", []) if (found := pattern.match(fold(text))) and found.group()] == []


def test_the_longest_of_several_words_is_tried_first() -> None:
    assert re.match(either(["委员", "委员会", "a.b"]), "委员会")[0] == "委员会"  # type: ignore[index]
    assert not re.fullmatch(either(["a.b"]), "acb")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_a_table_of_words_is_in_order(path: Path) -> None:
    """Sorted, without stray blanks and doubled rows; the first row of an event in elections.tsv gives its label."""
    assert path.read_text(encoding="utf8").endswith("\n")
    rows = [tuple(row.values()) for _, row in load_rows(path.name)]
    assert [cell for row in rows for cell in row if cell != cell.strip()] == []
    assert len(rows) == len(set(rows))
    if path.name != "elections.tsv":
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)
