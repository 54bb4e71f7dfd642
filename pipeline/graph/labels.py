"""What types, predicates, modalities and views are called in Chinese and in English."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline.errors import BadTable

TABLE = Path(__file__).with_name("labels.tsv")
LANGUAGES = ("zh", "en")


@cache
def labels() -> dict[str, dict[str, tuple[str, str]]]:
    """For each kind and id the names in LANGUAGES; a row of the wrong width is refused."""
    kinds: dict[str, dict[str, tuple[str, str]]] = {}
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines()[1:], start=2):
        cells = line.split("\t")
        if len(cells) != 4:
            raise BadTable(f"{TABLE.name}:{number}: {len(cells)} columns, not 4")
        kind, id_, chinese, english = cells
        kinds.setdefault(kind, {})[id_] = (chinese, english)
    return kinds


def label(kind: str, id_: str) -> tuple[str, str]:
    """The Chinese and the English name; the id itself where the table has none."""
    return labels().get(kind, {}).get(id_, (id_, id_))
