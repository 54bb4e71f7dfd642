"""What the new edition states that the old one did not, and the other way round: set algebra on keys."""

from __future__ import annotations

from typing import Any

from rapidfuzz.fuzz import ratio

from pipeline.diff.align import Pair, align, answering
from pipeline.diff.facts import DOCUMENT_FIELDS, by_key, document_facts, observation_value, relation_value
from pipeline.diff.series import join_series
from pipeline.model import Extract
from pipeline.record import to_record

Row = dict[str, Any]

SCHEMA = "unreport-diff/1"
RELATED = {"paragraphs": 0.03, "entities": 0.2, "title": 0.75}
"""Two reports of which one does not name the other are editions of one from this share of any of these on."""


def compare(old: Extract | Row, new: Extract | Row) -> Row:
    """The changes of fact from one edition to the next, as diff.json says them; takes extracts or records."""
    return compare_records(*(to_record(side) if isinstance(side, Extract) else side for side in (old, new)))


def compare_records(old: Row, new: Row) -> Row:
    """The diff.json of two report records: every line with the evidence of both sides."""
    paragraphs = align(old, new)
    relations = _relations(old, new)
    observations = _observations(old, new, paragraphs)
    entities = _entities(old, new)
    document = _document(old, new)
    parts = {"entities": entities, "relations": relations, "observations": observations}
    counts = {f"{part}_{kind}": len(rows) for part, kinds in parts.items() for kind, rows in kinds.items()}
    counts["document"] = len(document)
    for pair in paragraphs:
        counts[f"paragraphs_{pair.status}"] = counts.get(f"paragraphs_{pair.status}", 0) + 1
    return {
        "schema": SCHEMA,
        "old": _edition(old),
        "new": _edition(new),
        "overlap": _overlap(old, new, paragraphs),
        "document": document,
        **parts,
        "paragraphs": _paragraphs(paragraphs, old, new),
        "labels": _labels(old, new, (*relations.values(), *observations.values())),
        "counts": dict(sorted(counts.items())),
    }


def is_changed(diff: Row) -> bool:
    """Whether a fact changed: a field of the masthead, an entity, a relation or an observation."""
    parts = [diff["document"], *diff["entities"].values(), *diff["relations"].values()]
    return any(parts) or any(diff["observations"][kind] for kind in ("added", "removed", "changed"))


def is_unrelated(diff: Row) -> bool:
    """Whether the two share too little to be editions of one report and neither names the other."""
    old, new = diff["old"], diff["new"]
    named = old["symbol"] in new["previous"] or new["symbol"] in old["previous"] or old["sha256"] == new["sha256"]
    return not named and all(diff["overlap"][name] < share for name, share in RELATED.items())


def _edition(record: Row) -> Row:
    document = record["document"] or {}
    return {
        "id": record["id"],
        "symbol": document.get("symbol"),
        "title": document.get("title"),
        "date": document.get("date"),
        "previous": document.get("previous") or [],
        "sha256": record["source"]["sha256"],
        "program": record.get("program"),
    }


def _document(old: Row, new: Row) -> list[Row]:
    before, after = old["document"] or {}, new["document"] or {}
    facts = document_facts(old), document_facts(new)
    changed = [name for name in DOCUMENT_FIELDS if facts[0][name] != facts[1][name]]
    return [{"field": name, "old": before.get(name), "new": after.get(name)} for name in changed]


def _entities(old: Row, new: Row) -> dict[str, list[Row]]:
    before = {entity["id"]: entity for entity in old["entities"]}
    after = {entity["id"]: entity for entity in new["entities"]}
    return {
        "added": [_entity(after[id_], new) for id_ in sorted(after.keys() - before.keys())],
        "removed": [_entity(before[id_], old) for id_ in sorted(before.keys() - after.keys())],
    }


def _entity(entity: Row, record: Row) -> Row:
    """With the first place that names it; an event is named by its relations alone."""
    places = (m for m in record["mentions"] if m["entity"] == entity["id"])
    first = next(places, None)
    keys = ("text", "start", "end", "block", "source")
    evidence = [{key: first[key] for key in keys}] if first else []
    return {name: entity[name] for name in ("id", "type", "label", "label_en")} | {"evidence": evidence}


def _relations(old: Row, new: Row) -> dict[str, list[Row]]:
    before, after = by_key(old["relations"]), by_key(new["relations"])
    shared = sorted(before.keys() & after.keys())
    changed = [key for key in shared if relation_value(before[key]) != relation_value(after[key])]
    return {
        "added": [after[key] for key in sorted(after.keys() - before.keys())],
        "removed": [before[key] for key in sorted(before.keys() - after.keys())],
        "changed": [{"key": list(key), "old": before[key], "new": after[key]} for key in changed],
    }


def _observations(old: Row, new: Row, paragraphs: list[Pair]) -> dict[str, list[Row]]:
    series = join_series(old["observations"], new["observations"], answering(paragraphs))
    restated = [pair for pair in series.same if pair[0]["indicator"] != pair[1]["indicator"]]
    return {
        "added": sorted(series.added, key=_observation_order),
        "removed": sorted(series.removed, key=_observation_order),
        "changed": [_change(*pair) for pair in sorted(series.changed, key=lambda pair: _observation_order(pair[1]))],
        "restated": [{"old": a, "new": b} for a, b in sorted(restated, key=lambda pair: _observation_order(pair[1]))],
    }


def _observation_order(observation: Row) -> tuple[Any, ...]:
    return observation["evidence"]["start"], observation["evidence"]["end"], observation["id"]


def _change(old: Row, new: Row) -> Row:
    row = {"key": [old["indicator"], old["subject"] or "", old["unit"]], "old": old, "new": new}
    before, after = old["value"], new["value"]
    if isinstance(before, list) or isinstance(after, list) or observation_value(old)["unit"] != new["unit"]:
        return row
    difference = round(after - before, 10)
    relative = round(difference / abs(before), 6) if before else None
    return row | {"difference": difference, "relative": relative}


def _paragraphs(pairs: list[Pair], old: Row, new: Row) -> list[Row]:
    before = {block["id"]: _block(block, old["text"]) for block in old["blocks"]}
    after = {block["id"]: _block(block, new["text"]) for block in new["blocks"]}
    return [
        {
            "old": [before[id_] for id_ in pair.old],
            "new": [after[id_] for id_ in pair.new],
            "status": pair.status,
            "ratio": pair.ratio,
        }
        for pair in pairs
    ]


def _block(block: Row, text: str) -> Row:
    names = ("id", "kind", "number", "path", "start", "end")
    return {name: block[name] for name in names} | {"text": text[block["start"] : block["end"]]}


def _labels(old: Row, new: Row, parts: tuple[list[Row], ...]) -> dict[str, str]:
    """Names for the identifiers that the changes speak of."""
    rows = [side for rows in parts for row in rows for side in ((row["old"], row["new"]) if "old" in row else (row,))]
    spoken = {row.get(end) for row in rows for end in ("subject", "object")}
    named = {entity["id"]: entity["label"] for record in (old, new) for entity in record["entities"]}
    return {id_: named[id_] for id_ in sorted(named) if id_ in spoken}


def _overlap(old: Row, new: Row, paragraphs: list[Pair]) -> dict[str, float]:
    before, after = ({entity["id"] for entity in record["entities"]} for record in (old, new))
    kept = sum(1 for pair in paragraphs if pair.old and pair.new)
    titles = [(record["document"] or {}).get("title") or "" for record in (old, new)]
    return {
        "entities": round(len(before & after) / max(1, len(before | after)), 4),
        "paragraphs": round(kept / max(1, len(paragraphs)), 4),
        "title": round(ratio(*titles) / 100, 4) if all(titles) else 0.0,
    }
