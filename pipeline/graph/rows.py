"""The rows that one report.json brings to the corpus graph, with ``doc:this`` under its lasting name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from msgspec import Struct

from pipeline.model import THIS_REPORT

Row = dict[str, Any]
Record = Mapping[str, Any]

QUALIFIERS = {
    "date": "date",
    "from_date": "start",
    "to_date": "end",
    "activity": "activity",
    "action": "action",
    "basis": "basis",
    "status": "status",
    "round": "round",
}
"""The column of each main qualifier: ``start`` and ``end`` are taken by the offsets of the evidence."""


def work_of(record: Record) -> str:
    """The name that all files of one report share: its symbol, or ``doc:<id>`` where the text states none."""
    document = record.get("document") or {}
    return str(document.get("symbol") or f"doc:{record['id']}")


def to_json(value: Any) -> str:
    """Canonical JSON: sorted keys, no blanks, characters as they are."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


class Reading(Struct, frozen=True):
    """One record with the look-ups that its rows need."""

    record: Record
    work: str
    paragraphs: Mapping[str, tuple[str | None, int | None]]

    @classmethod
    def of(cls, record: Record) -> Reading:
        return cls(record, work_of(record), _paragraphs(record.get("blocks", ())))

    @property
    def edition(self) -> str | None:
        date = (self.record.get("document") or {}).get("date")
        return str(date) if date else None

    def name(self, identifier: str | None) -> str | None:
        return self.work if identifier == THIS_REPORT else identifier

    def place(self, evidence: Mapping[str, Any]) -> Row:
        """The columns of PLACE for an evidence, mention or block."""
        block = evidence.get("block")
        paragraph, page = self.paragraphs.get(block, (None, None)) if block else (None, None)
        pages = (evidence.get("source") or {}).get("pages")
        return {
            "report": self.record["id"],
            "text": evidence["text"],
            "start": evidence["start"],
            "end": evidence["end"],
            "block": block,
            "paragraph": paragraph,
            "page": pages[0] if pages else page,
        }


def _paragraphs(blocks: Any) -> dict[str, tuple[str | None, int | None]]:
    """For each block the number of the paragraph it stands in (an item takes its paragraph's) and its page."""
    places: dict[str, tuple[str | None, int | None]] = {}
    number: str | None = None
    for block in blocks:
        if block["kind"] == "paragraph":
            number = block.get("number")
        elif block["kind"] in {"heading", "annex", "title", "summary"}:
            number = None
        inside = block["kind"] in {"paragraph", "item"}
        pages = block.get("pages") or (None,)
        places[block["id"]] = (number if inside else None, pages[0])
    return places


def statements(reading: Reading) -> Iterator[Row]:
    """One row for each place that states a fact."""
    for relation in reading.record.get("relations", ()):
        subject, object_ = reading.name(relation["subject"]), reading.name(relation["object"])
        qualifiers = {key: reading.name(value) if isinstance(value, str) else value
                      for key, value in (relation.get("qualifiers") or {}).items() if value is not None}  # fmt: skip
        written = to_json(qualifiers)
        modality = relation.get("modality") or "asserted"
        identity = (reading.work, subject, relation["predicate"], object_, modality, "".join(written.split()))
        fact = {
            "id": _digest("e", *identity),
            "subject": subject,
            "predicate": relation["predicate"],
            "object": object_,
            "modality": modality,
            "qualifiers": written,
            **{column: _plain(qualifiers.get(name)) for column, name in QUALIFIERS.items()},
            "work": reading.work,
            "edition": reading.edition,
            "rule": relation.get("rule") or "",
        }
        for evidence in relation["evidence"]:
            yield fact | reading.place(evidence)


def mentions(reading: Reading) -> Iterator[Row]:
    """One row for each mention; its id is ``<report>#<mention>``, the anchor in the reading view."""
    report = reading.record["id"]
    for mention in reading.record.get("mentions", ()):
        yield {
            "id": f"{report}#{mention['id']}",
            "entity": reading.name(mention.get("entity")),
            "type": mention["type"],
            "anaphor": bool(mention.get("anaphor")),
            "rule": mention.get("rule") or "",
            "work": reading.work,
            **reading.place(mention),
        }


def observations(reading: Reading) -> Iterator[Row]:
    """One row for each statistic; a range has ``low`` and ``high`` and no ``value``."""
    for seen in reading.record.get("observations", ()):
        value = seen["value"]
        low, high = value if isinstance(value, list | tuple) else (value, value)
        subject = reading.name(seen.get("subject"))
        identity = (reading.work, seen["indicator"], subject, seen.get("time"), seen["unit"], low, high)
        yield {
            "id": _digest("o", *identity),
            "indicator": seen["indicator"],
            "subject": subject,
            "time": seen.get("time"),
            "value": float(low) if low == high else None,
            "low": float(low),
            "high": float(high),
            "unit": seen["unit"],
            "comparator": seen.get("comparator"),
            "approximate": bool(seen.get("approximate")),
            "rule": seen.get("rule") or "",
            "work": reading.work,
            "edition": reading.edition,
            **reading.place(seen["evidence"]),
        }


def passages(reading: Reading) -> Iterator[Row]:
    """One row for each block that evidence of a fact or a statistic stands in."""
    record = reading.record
    told = {evidence.get("block") for relation in record.get("relations", ()) for evidence in relation["evidence"]}
    told |= {seen["evidence"].get("block") for seen in record.get("observations", ())}
    for block in record.get("blocks", ()):
        if block["id"] in told:
            start, end = block["start"], block["end"]
            yield {"report": record["id"], "block": block["id"], "start": start, "text": record["text"][start:end]}


def entities(reading: Reading) -> Iterator[Row]:
    """One row for each entity of the report, and one for the report itself."""
    for entity in reading.record.get("entities", ()):
        if entity["id"] == THIS_REPORT:
            continue
        yield {
            "id": entity["id"],
            "type": entity["type"],
            "label": entity["label"],
            "label_en": entity.get("label_en"),
            "aliases": list(entity.get("aliases") or ()),
            "attributes": {k: v for k, v in (entity.get("attributes") or {}).items() if v is not None},
        }
    document = reading.record.get("document") or {}
    kept = ("title", "date", "organ", "session", "agenda_item", "author", "reissued", "symbol")
    yield {
        "id": reading.work,
        "type": "REPORT",
        "label": document.get("title") or reading.work,
        "label_en": None,
        "aliases": [reading.work],
        "attributes": {name: document[name] for name in kept if document.get(name)},
    }


def report_row(reading: Reading) -> Row:
    """What a catalogue of the corpus says of this file."""
    document = reading.record.get("document") or {}
    named = {name: document.get(name) for name in ("title", "date", "organ", "session", "author")}
    return {
        "id": reading.record["id"],
        "work": reading.work,
        **{name: None if value is None else str(value) for name, value in named.items()},
        "source": (reading.record.get("source") or {}).get("name"),
        "previous": sorted(document.get("previous") or ()),
    }


def _plain(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return to_json(value)


def _digest(prefix: str, *parts: object) -> str:
    return prefix + hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]
