"""The corpus graph as the explorer holds it: compact rows, paragraphs of the evidence, positions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from msgspec import Struct, field

from pipeline.errors import SchemaMismatch
from pipeline.graph.labels import labels
from pipeline.graph.layout import positions
from pipeline.graph.store import count_rows, graph_folder, read_rows

MOST_NODES = 20_000
MOST_EDGES = 60_000
"""Above these the explorer holds the most central part of the graph and says so."""

Row = Mapping[str, Any]
Scene = dict[str, Any]


def scene(outputs: Path, reports_at: str) -> Scene:
    """What the page needs, as plain data; ``reports_at`` is the way from the page to the folder of reports.

    Nodes: [id, type, label, label_en, aliases, degree, rank, mentions, x, y, [[report, mention] …]].
    Facts: [id, subject, predicate, object, modality, qualifiers, work, weight, rule,
    [[report, passage, start, end, page] …]], where subject, object, report and passage are positions in their lists.
    Passages: [report, block, paragraph, page, start, text].
    """
    folder = graph_folder(outputs)
    reports: list[Row] = list(read_rows(folder, "reports"))
    nodes, left_out = _central(folder)
    at = {row["id"]: n for n, row in enumerate(nodes)}
    at_report = {row["id"]: n for n, row in enumerate(reports)}
    named = _first_mentions(folder, at_report)
    passages = _Passages(outputs, at_report)
    facts = [_fact(row, at, passages) for row in _edges(folder, at)]
    ties = sorted({(min(f[1], f[3]), max(f[1], f[3])) for f in facts if f[1] != f[3]})
    places = positions([row["pagerank"] for row in nodes], ties)
    figures = [_figure(row, at, passages) for row in read_rows(folder, "observations")]
    passages.fill()
    return {
        "nodes": [[*_node(row, place), named.get(row["id"], [])] for row, place in zip(nodes, places, strict=True)],
        "facts": facts,
        "figures": figures,
        "reports": [[r["id"], r["work"], r["title"] or r["work"], r["date"] or ""] for r in reports],
        "passages": passages.rows,
        "labels": {kind: {id_: list(names) for id_, names in rows.items()} for kind, rows in labels().items()},
        "left_out": [left_out, count_rows(folder, "edges") - len(facts)],
        "reports_at": reports_at,
    }


def _central(folder: Path) -> tuple[list[Row], int]:
    """The nodes but bare dates, the most central of them by id, and how many are left out."""
    columns = ["id", "type", "label", "label_en", "aliases", "degree", "pagerank", "mentions"]
    nodes: list[Row] = [row for row in read_rows(folder, "nodes", columns) if row["type"] != "DATE" or row["degree"]]
    nodes.sort(key=lambda row: (-row["pagerank"], row["id"]))
    return sorted(nodes[:MOST_NODES], key=lambda row: str(row["id"])), max(0, len(nodes) - MOST_NODES)


def _first_mentions(folder: Path, at: Mapping[str, int]) -> dict[str, list[list[Any]]]:
    """For each entity its first mention in each report, as [report, mention]."""
    found: dict[str, dict[int, str]] = {}
    for row in read_rows(folder, "mentions", ["id", "entity", "report"]):
        if row["entity"]:
            found.setdefault(row["entity"], {}).setdefault(at[row["report"]], row["id"].rpartition("#")[2])
    return {id_: [[report, mention] for report, mention in sorted(first.items())] for id_, first in found.items()}


def _edges(folder: Path, at: Mapping[str, int]) -> list[Row]:
    columns = ["id", "subject", "predicate", "object", "modality", "qualifiers", "work", "weight", "rule", "evidence"]
    inside = (row for row in read_rows(folder, "edges", columns) if row["subject"] in at and row["object"] in at)
    kept: list[Row] = []
    for row in inside:
        kept.append(row)
        if len(kept) == MOST_EDGES:
            break
    return kept


def _node(row: Row, place: tuple[float, float]) -> list[Any]:
    rank = round(row["pagerank"], 7)
    return [row["id"], row["type"], row["label"], row["label_en"] or "", row["aliases"], row["degree"], rank,
            row["mentions"], *place]  # fmt: skip


def _fact(row: Row, at: Mapping[str, int], passages: _Passages) -> list[Any]:
    paged = sorted(row["evidence"], key=lambda place: place["page"] is None)  # a place with a page is shown first
    places = [passages.place(evidence) for evidence in paged]
    return [row["id"], at[row["subject"]], row["predicate"], at[row["object"]], row["modality"],
            _qualifiers(row["qualifiers"]), row["work"], row["weight"], row["rule"], places]  # fmt: skip


@lru_cache(maxsize=4096)
def _qualifiers(written: str) -> Any:
    return json.loads(written)


def _figure(row: Row, at: Mapping[str, int], passages: _Passages) -> list[Any]:
    subject = at.get(row["subject"] or "", -1)
    about = 1 if row["approximate"] else 0
    return [row["id"], row["indicator"], subject, row["time"] or "", row["low"], row["high"], row["unit"], about,
            row["work"], [passages.place(row)]]  # fmt: skip


class _Passages(Struct):
    """The paragraphs that evidence stands in, each once; without the report's record, the evidence itself."""

    outputs: Path
    at: Mapping[str, int]
    rows: list[list[Any]] = field(default_factory=list)
    _found: dict[str, dict[str, int]] = field(default_factory=dict)

    def place(self, evidence: Row) -> list[Any]:
        """[report, passage, start, end, page], offsets into the report's text."""
        number = self.at[evidence["report"]]
        passage = self._passage(number, evidence)
        return [number, passage, evidence["start"], evidence["end"], evidence["page"]]

    def _passage(self, report: int, evidence: Row) -> int:
        block, start = evidence["block"], evidence["start"]
        found = self._found.setdefault(evidence["report"], {})
        key = block or str(start)
        if key not in found:
            found[key] = len(self.rows)
            self.rows.append(
                [report, block or "", evidence["paragraph"] or "", evidence["page"], start, evidence["text"]]
            )
        return found[key]

    def fill(self) -> None:
        """Widen each passage to its paragraph: one record in memory at a time, however many there are."""
        for report, found in self._found.items():
            text, blocks = _read(self.outputs / "reports" / report / "report.json")
            for key, number in found.items():
                if key in blocks:
                    start, end = blocks[key]
                    self.rows[number][-2:] = [start, text[start:end]]


def _read(path: Path) -> tuple[str, dict[str, tuple[int, int]]]:
    if not path.exists():
        return "", {}
    try:
        record = orjson.loads(path.read_bytes())
        return record["text"], _spans(record["blocks"])
    except (ValueError, KeyError, TypeError) as exc:
        raise SchemaMismatch(f"{path}: not a report.json: {exc}") from exc


def _spans(blocks: Iterable[Row]) -> dict[str, tuple[int, int]]:
    return {block["id"]: (block["start"], block["end"]) for block in blocks}
