"""The corpus graph as the explorer holds it: compact rows, paragraphs of the evidence, positions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.explore.places import PLACE_COLUMNS, read_places
from pipeline.graph.labels import labels
from pipeline.graph.layout import positions
from pipeline.graph.store import count_rows, graph_folder, read_batches, read_table

MOST_NODES = 20_000
MOST_EDGES = 60_000
"""Above these the explorer holds the most central part of the graph and says so."""

RANK_DIGITS = 7
Scene = dict[str, Any]
_NODE = ["id", "type", "label", "label_en", "aliases", "degree", "pagerank", "mentions"]
_FACT = ["id", "subject", "predicate", "object", "modality", "qualifiers", "work", "weight", "rule"]
_FIGURE = ["id", "indicator", "subject", "time", "low", "high", "unit", "approximate", "work"]


def scene(outputs: Path, reports_at: str) -> Scene:
    """What the page needs, as plain data; ``reports_at`` is the way from the page to the folder of reports.

    Nodes: [id, type, label, label_en, aliases, degree, rank, mentions, x, y, [[report, mention] …]].
    Facts: [id, subject, predicate, object, modality, qualifiers, work, weight, rule,
    [[report, passage, start, end, page] …]], where subject, object, report and passage are positions in their lists.
    Passages: [report, block, paragraph, page, start, text].
    """
    folder = graph_folder(outputs)
    reports = read_table(folder, "reports", ["id", "work", "title", "date"])
    nodes, left_out = _central(folder)
    edges = _edges(folder, nodes["id"])
    figures = read_table(folder, "observations", [*_FIGURE, *PLACE_COLUMNS])
    places = read_places(folder, reports["id"], edges["evidence"].combine_chunks(), figures.select(PLACE_COLUMNS))
    facts = _facts(edges, nodes["id"], places.facts)
    return {
        "nodes": _nodes(nodes, facts, _first_mentions(folder, reports["id"])),
        "facts": facts,
        "figures": _figures(figures, nodes["id"], places.figures),
        "reports": [[id_, work, title or work, date or ""] for id_, work, title, date in _rows(reports)],
        "passages": places.passages,
        "labels": {kind: {id_: list(names) for id_, names in rows.items()} for kind, rows in labels().items()},
        "left_out": [left_out, count_rows(folder, "edges") - len(facts)],
        "reports_at": reports_at,
    }


def _central(folder: Path) -> tuple[pa.Table, int]:
    """The nodes but bare dates, the most central of them by id, and how many are left out."""
    nodes = read_table(folder, "nodes", _NODE)
    nodes = nodes.filter(pc.or_(pc.not_equal(nodes["type"], "DATE"), pc.not_equal(nodes["degree"], 0)))
    central = nodes.sort_by([("pagerank", "descending"), ("id", "ascending")]).slice(0, MOST_NODES)
    return central.sort_by("id"), len(nodes) - len(central)


def _edges(folder: Path, nodes: pa.ChunkedArray) -> pa.Table:
    """The first of the facts whose ends are both among the nodes."""
    kept, missing = [], MOST_EDGES
    for batch in read_batches(folder, "edges", [*_FACT, "evidence"]):
        inside = pc.and_(*(pc.is_in(batch[end], nodes) for end in ("subject", "object")))
        kept.append(batch.filter(inside).slice(0, missing))
        missing -= len(kept[-1])
        if not missing:
            break
    return pa.Table.from_batches(kept) if kept else read_table(folder, "edges", [*_FACT, "evidence"])


def _first_mentions(folder: Path, reports: pa.ChunkedArray) -> dict[str, list[list[Any]]]:
    """For each entity its first mention in each report, as [report, mention]."""
    mentions = read_table(folder, "mentions", ["entity", "report", "id"])
    mentions = mentions.filter(mentions["entity"].is_valid())
    first = mentions.group_by(["entity", "report"], use_threads=False).aggregate([("id", "first")])
    first = first.append_column("number", pc.index_in(first["report"], reports)).sort_by("number")
    found: dict[str, list[list[Any]]] = {}
    for entity, number, id_ in _rows(first.select(["entity", "number", "id_first"])):
        found.setdefault(entity, []).append([number, id_.rpartition("#")[2]])
    return found


def _nodes(nodes: pa.Table, facts: Sequence[list[Any]], named: dict[str, list[list[Any]]]) -> list[list[Any]]:
    ties = sorted({(min(fact[1], fact[3]), max(fact[1], fact[3])) for fact in facts if fact[1] != fact[3]})
    places = positions(nodes["pagerank"].to_pylist(), ties)
    columns = {name: nodes[name] for name in _NODE}
    columns["label_en"] = pc.fill_null(nodes["label_en"], "")
    columns["pagerank"] = pc.round(nodes["pagerank"], RANK_DIGITS)
    rows = zip(_rows(pa.table(columns)), places, strict=True)
    return [[*row, *place, named.get(row[0], [])] for row, place in rows]


def _facts(edges: pa.Table, nodes: pa.ChunkedArray, places: list[list[list[Any]]]) -> list[list[Any]]:
    columns = {name: edges[name] for name in _FACT}
    columns |= {end: pc.index_in(edges[end], nodes) for end in ("subject", "object")}
    rows = [list(row) for row in _rows(pa.table(columns))]
    for row, told in zip(rows, places, strict=True):
        row[5] = orjson.loads(row[5])
        row.append(told)
    return rows


def _figures(figures: pa.Table, nodes: pa.ChunkedArray, places: list[list[Any]]) -> list[list[Any]]:
    columns = {name: figures[name] for name in _FIGURE}
    columns["subject"] = pc.fill_null(pc.index_in(figures["subject"], nodes), -1)
    columns["time"] = pc.fill_null(figures["time"], "")
    columns["approximate"] = figures["approximate"].cast(pa.int8())
    return [[*row, [place]] for row, place in zip(_rows(pa.table(columns)), places, strict=True)]


def _rows(table: pa.Table | pa.RecordBatch) -> zip[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)
