"""The diff's own words: those a reader sees (tables/labels.toml) and those that part measures (measure_parts.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

_TABLES = Path(__file__).parents[1] / "tables"

WORDS: dict[str, Any] = tomllib.loads((_TABLES / "labels.toml").read_text(encoding="utf8"))
_MEASURES: dict[str, Any] = tomllib.loads((_TABLES / "measure_parts.toml").read_text(encoding="utf8"))
PART_ROWS: list[dict[str, Any]] = _MEASURES["part"]
SKIPPED = "".join(_MEASURES["skipped"])
"""Characters of an indicator that say nothing about what is measured."""
PARTS: dict[str, str] = {word: row["name"] for row in PART_ROWS for word in row["words"]}
"""The words that say which part of a whole a measure counts, each with the part's name."""


def words(name: str) -> str:
    """The Chinese and English word for one of our terms."""
    return str(WORDS["words"][name])


def predicate_words(predicate: str) -> str:
    """The Chinese and English words for a predicate of the ontology."""
    return str(WORDS["predicates"].get(predicate, predicate))


def field_words(field: str) -> str:
    """The Chinese and English words for a field of the masthead or a qualifier of a relation."""
    return str(WORDS["fields"].get(field, field))
