"""Every pattern of the structure stage is proved by its own examples and rejects."""

import re

import pytest

from pipeline.structure.marks import WHOLE
from pipeline.tables import load_patterns

ROWS = [(table, row) for table in ("structure", "furniture", "masthead") for row in load_patterns(table)]


def matches(table, row, text):
    regex = re.compile(row["regex"], re.I if row.get("flags") == "i" else 0)
    whole = table != "structure" or row["kind"] in WHOLE
    return regex.fullmatch(text) if whole else regex.match(text)


@pytest.mark.parametrize(("table", "row"), ROWS, ids=[row["id"] for _, row in ROWS])
def test_each_row_is_proved_by_its_own_examples(table, row):
    assert len(row["examples"]) >= 2
    assert [text for text in row["examples"] if not matches(table, row, text)] == []
    assert [text for text in row.get("rejects", []) if matches(table, row, text)] == []
