"""An extract as the record that is written to report.json: plain values, places in the file, stable ids."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from pipeline.errors import SchemaMismatch
from pipeline.model import (
    Anchor,
    Block,
    Cell,
    Entity,
    Extract,
    Finding,
    Mention,
    Observation,
    Relation,
    Report,
)
from pipeline.version import program

SCHEMA = "unreport/1"

Record = dict[str, Any]


def to_record(extract: Extract) -> Record:
    """The whole extract in the fields of CONTRACT.md's report.json."""
    report = extract.report
    places = _Places(report)
    return {
        "schema": SCHEMA,
        "id": report.id,
        "program": program(),
        "source": _source(report),
        "document": _document(extract),
        "text": report.text,
        "blocks": [_block(block, places) for block in report.blocks],
        "mentions": [_mention(n, mention, places) for n, mention in enumerate(extract.mentions, start=1)],
        "entities": [_entity(entity) for entity in sorted(extract.entities, key=lambda entity: entity.id)],
        "relations": sorted(
            (_relation(relation, places) for relation in extract.relations), key=lambda row: _order(row)
        ),
        "observations": _observations(extract.observations, places),
        "findings": [_finding(finding) for finding in extract.findings],
        "dropped": dict(extract.dropped),
    }


def encode(record: Mapping[str, Any]) -> bytes:
    """The record's bytes: UTF-8 JSON, sorted keys, indented, one final newline."""
    return orjson.dumps(record, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read_record(path: Path) -> Record:
    """The record of a report.json; refuses another schema version."""
    try:
        record = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as exc:
        raise SchemaMismatch(f"{path}: not a report.json: {exc}") from exc
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        found = record.get("schema") if isinstance(record, dict) else None
        raise SchemaMismatch(f"{path}: schema {found!r}, but this program reads {SCHEMA!r}")
    return record


class _Places:
    """Looks up the block and the place in the file of any anchor of one report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._starts = [block.anchor.start for block in report.blocks]

    def block(self, anchor: Anchor) -> str | None:
        index = bisect_right(self._starts, anchor.start) - 1
        return self.report.blocks[index].id if index >= 0 else None

    def evidence(self, anchor: Anchor) -> dict[str, Any]:
        return {
            "text": self.report.text[anchor.start : anchor.end],
            "start": anchor.start,
            "end": anchor.end,
            "block": self.block(anchor),
            "source": self.report.place(anchor),
        }


def _source(report: Report) -> dict[str, Any]:
    source = report.source
    return {
        "name": source.name,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "pages": source.pages,
        "characters": source.characters,
        "reader": source.reader,
        "unread_pages": list(source.unread),
    }


def _document(extract: Extract) -> dict[str, Any]:
    document = extract.report.document
    previous = sorted({r.object for r in extract.relations if r.predicate == "follows_up"})
    fields = {name: getattr(document, name) for name in document.__struct_fields__}
    return {**fields, "previous": previous}


def _block(block: Block, places: _Places) -> dict[str, Any]:
    rows = [[_cell(cell, places.report.text) for cell in row] for row in block.rows]
    return {
        "id": block.id,
        "kind": block.kind,
        "number": block.number,
        "level": block.level,
        "path": list(block.path),
        "start": block.anchor.start,
        "end": block.anchor.end,
        "pages": list(block.pages),
        "marker": block.marker,
        "rows": rows,
    }


def _cell(cell: Cell, text: str) -> dict[str, Any]:
    start, end = (cell.anchor.start, cell.anchor.end) if cell.anchor else (None, None)
    return {"text": text[start:end] if cell.anchor else "", "marker": cell.marker, "start": start, "end": end}


def _mention(number: int, mention: Mention, places: _Places) -> dict[str, Any]:
    return {
        "id": f"m{number}",
        "type": mention.type,
        "text": mention.text,
        "start": mention.anchor.start,
        "end": mention.anchor.end,
        "block": places.block(mention.anchor),
        "entity": mention.entity,
        "anaphor": mention.anaphor,
        "rule": mention.rule,
        "row": mention.row,
        "attributes": dict(mention.attributes),
        "source": places.report.place(mention.anchor),
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type,
        "label": entity.label,
        "label_en": entity.label_en,
        "aliases": list(entity.aliases),
        "attributes": dict(entity.attributes),
    }


def _relation(relation: Relation, places: _Places) -> dict[str, Any]:
    qualifiers = dict(relation.qualifiers)
    distinct = [str(qualifiers.get(name) or "") for name in ("date", "round")]
    own = distinct if relation.predicate == "held_election" else []
    return {
        "id": _digest("r", relation.subject, relation.predicate, relation.object, relation.modality, *own),
        "subject": relation.subject,
        "predicate": relation.predicate,
        "object": relation.object,
        "qualifiers": qualifiers,
        "modality": relation.modality,
        "evidence": [places.evidence(anchor) for anchor in relation.evidence],
        "rule": relation.rule,
    }


def _order(row: Record) -> tuple[Any, ...]:
    return row["predicate"], row["subject"], row["object"], row["evidence"][0]["start"], row["id"]


def _observations(observations: tuple[Observation, ...], places: _Places) -> list[Record]:
    seen: dict[str, int] = {}
    rows = []
    for observation in sorted(observations, key=lambda o: (o.evidence, o.indicator, str(o.value))):
        value = list(observation.value) if isinstance(observation.value, tuple) else observation.value
        parts = (observation.indicator, observation.subject, observation.time, observation.unit, value)
        digest = _digest("o", *map(str, parts))
        seen[digest] = seen.get(digest, 0) + 1
        rows.append(
            {
                "id": digest if seen[digest] == 1 else f"{digest}-{seen[digest]}",
                "indicator": observation.indicator,
                "value": value,
                "unit": observation.unit,
                "approximate": observation.approximate,
                "comparator": observation.comparator,
                "time": observation.time,
                "subject": observation.subject,
                "evidence": places.evidence(observation.evidence),
                "rule": observation.rule,
            }
        )
    return rows


def _finding(finding: Finding) -> dict[str, Any]:
    places = [{"start": anchor.start, "end": anchor.end} for anchor in finding.anchors]
    first = places[0] if places else {"start": None, "end": None}
    return {"code": finding.code, "message": finding.message, **first, "places": places}


def _digest(prefix: str, *parts: str) -> str:
    return prefix + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
