"""The words of our own that a reader sees, from tables/labels.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parents[1] / "tables" / "labels.toml").read_text(encoding="utf8"))


def words(name: str) -> str:
    """The Chinese and English word for one of our terms."""
    return str(WORDS["words"][name])


def predicate_words(predicate: str) -> str:
    """The Chinese and English words for a predicate of the ontology."""
    return str(WORDS["predicates"].get(predicate, predicate))
