"""Precision, recall and F1 of an output folder against hand-checked gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
from msgspec import Struct

from pipeline.errors import MissingInput
from pipeline.record import Record, read_record

Row = dict[str, Any]


class Score(Struct, frozen=True):
    """Counts of what was found rightly, found wrongly and missed."""

    hit: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.hit + other.hit, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.wrong) if self.hit + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def evaluate(gold: Path, outputs: Path) -> dict[str, Score]:
    """Scores by mention type, and for links, relations and observations where the gold has them.

    ``gold`` holds ``mentions.jsonl`` (and ``relations.jsonl``, ``observations.jsonl``) with offsets into the decoded
    source file, for the one report of ``outputs`` - or folders of these named after the sources' stems.
    """
    totals: dict[str, Score] = {}
    for record, folder in _pairs(gold, outputs):
        for name, score in _scores(record, folder):
            totals[name] = totals.get(name, Score()) + score
    return dict(sorted(totals.items()))


def _pairs(gold: Path, outputs: Path) -> Iterator[tuple[Record, Path]]:
    records = [read_record(path) for path in sorted(outputs.glob("reports/*/report.json"))]
    if (gold / "mentions.jsonl").exists():
        wanted = [record for record in records if Path(record["source"]["name"]).stem == gold.name] or records
        pairs = [(record, gold) for record in wanted[:1]]
    else:
        folders = {path.parent.name: path.parent for path in sorted(gold.rglob("mentions.jsonl"))}
        stems = [(record, Path(record["source"]["name"]).stem) for record in records]
        pairs = [(record, folders[stem]) for record, stem in stems if stem in folders]
    if not pairs:
        raise MissingInput(f"{gold}: no gold for a report of {outputs}", "gold folders are named after file stems")
    yield from pairs


def _scores(record: Record, folder: Path) -> Iterator[tuple[str, Score]]:
    yield from _mention_scores(record["mentions"], _lines(folder / "mentions.jsonl"))
    if (folder / "relations.jsonl").exists():
        found = {(r["subject"], r["predicate"], r["object"]) for r in record["relations"] if r["modality"] != "negated"}
        yield "relations", _match(found, _lines(folder / "relations.jsonl"), _triples)
    if (folder / "observations.jsonl").exists():
        values = {(str(o["value"]), o["unit"]) for o in record["observations"]}
        yield "observations", _match(values, _lines(folder / "observations.jsonl"), _values)


def _mention_scores(mentions: Iterable[Row], gold: list[Row]) -> Iterator[tuple[str, Score]]:
    firm = [row for row in gold if not row.get("optional") and not row.get("anaphor")]
    aside = {(row["start"], row["end"]) for row in gold if row.get("optional") or row.get("anaphor")}
    want = {(row["start"], row["end"], row["type"]): row for row in firm}
    got = {}
    for mention in mentions:
        place = mention.get("source") or {}
        if not mention["anaphor"] and "start" in place:
            got[(place["start"], place["end"], mention["type"])] = mention
    hits = want.keys() & got.keys()
    wrong = {key for key in got.keys() - hits if key[:2] not in aside}
    for type_ in sorted({key[2] for key in want.keys() | wrong}):
        counts = [Counter(key[2] for key in keys)[type_] for keys in (hits, wrong, want.keys() - hits)]
        yield f"mentions {type_}", Score(*counts)
    yield "mentions", Score(len(hits), len(wrong), len(want.keys() - hits))
    linked = [key for key in hits if want[key].get("entity")]
    right = sum(got[key]["entity"] in _readings(want[key]["entity"]) for key in linked)
    yield "links", Score(right, len(linked) - right, len(linked) - right)


def _match(found: set[Any], gold: list[Row], readings: Any) -> Score:
    """Optional rows count neither way; a gold row is found if one of its accepted readings is."""
    left, hit, missed = set(found), 0, 0
    for row in sorted(gold, key=lambda row: bool(row.get("optional"))):
        match = sorted(readings(row) & left)
        left -= set(match[:1])
        if not row.get("optional"):
            hit, missed = hit + bool(match), missed + (not match)
    return Score(hit, len(left), missed)


def _triples(row: Row) -> set[tuple[str, str, str]]:
    subjects, predicates, objects = (
        _readings(row[part]) | _readings(row.get(f"{part}_alt")) for part in ("subject", "predicate", "object")
    )
    return {(s, p, o) for s in subjects for p in predicates for o in objects}


def _values(row: Row) -> set[tuple[str, str]]:
    units = _readings(row["unit"]) | _readings(row.get("unit_alt"))
    return {(str(row["value"]), unit) for unit in units}


def _readings(value: Any) -> set[str]:
    if value is None:
        return set()
    return set(value) if isinstance(value, list) else {value}


def _lines(path: Path) -> list[Row]:
    try:
        return [orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip()]
    except (OSError, orjson.JSONDecodeError) as exc:
        raise MissingInput(f"{path}: {exc}", "gold is one JSON object a line") from exc
