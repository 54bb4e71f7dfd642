"""The facts of an extract without their places, to be compared between formats of one report."""

from __future__ import annotations

import json
import re
from typing import Any

from pipeline.model import Extract


def squeeze(text: str) -> str:
    """The text without blanks."""
    return re.sub(r"\s", "", text)


def facts_of(extract: Extract) -> dict[str, list[str]]:
    """Sorted entities, relations and observations; each as often as it is stated."""
    return {
        "entities": sorted(f"{entity.id} {entity.type} {entity.label}" for entity in extract.entities),
        "relations": sorted(
            _line(fact.subject, fact.predicate, fact.object, dict(fact.qualifiers), fact.modality)
            for fact in extract.relations
        ),
        "observations": sorted(
            _line(fact.indicator, fact.value, fact.unit, fact.time, fact.subject, fact.comparator, fact.approximate)
            for fact in extract.observations
        ),
    }


def _line(*parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
