"""Report records for the diff's tests: everything that a case does not mention."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

Row = dict[str, Any]


def make_evidence(text: str = "证据", start: int = 0, block: str = "b1") -> Row:
    return {
        "text": text,
        "start": start,
        "end": start + len(text),
        "block": block,
        "source": {"start": start, "end": start + len(text)},
    }


def make_relation(subject: str, predicate: str, object_: str, modality: str = "asserted", **qualifiers: Any) -> Row:
    return {
        "id": f"r-{subject}-{predicate}-{object_}", "subject": subject, "predicate": predicate, "object": object_,
        "qualifiers": qualifiers, "modality": modality, "evidence": [make_evidence()], "rule": "test",
    }  # fmt: skip


def make_observation(
    indicator: str,
    value: Any,
    unit: str = "person",
    time: str | None = None,
    subject: str | None = None,
    start: int = 0,
) -> Row:
    return {
        "id": f"o-{indicator}-{value}-{time}-{start}", "indicator": indicator, "value": value, "unit": unit, "approximate": False,
        "comparator": None, "time": time, "subject": subject, "evidence": make_evidence(start=start), "rule": "test",
    }  # fmt: skip


def make_entity(id_: str, label: str = "名称", type_: str = "UN_BODY") -> Row:
    return {"id": id_, "type": type_, "label": label, "label_en": None, "aliases": [], "attributes": {}}


def make_record(paragraphs: list[str] | None = None, **parts: Any) -> Row:
    """A record whose numbered paragraphs are these, with entities, relations, observations as given."""
    blocks, text = [], ""
    for number, words in enumerate(paragraphs or [], start=1):
        start = len(text)
        text += words + "\n"
        blocks.append(
            {"id": f"b{number}", "kind": "paragraph", "number": str(number), "level": None, "path": [], "start": start,
             "end": start + len(words), "pages": [], "marker": None, "rows": []}
        )  # fmt: skip
    document = dict.fromkeys(
        (
            "symbol",
            "symbol_from",
            "title",
            "organ",
            "session",
            "agenda_item",
            "author",
            "date",
            "reissued",
            "distribution",
            "original_language",
        )
    )
    return {
        "schema": "unreport/1", "id": parts.pop("id", "a"), "program": {"version": "1", "code": "c", "tables": "t"},
        "source": {"name": "a.txt", "sha256": sha256(text.encode()).hexdigest(), "media_type": "text/plain", "encoding": "utf-8", "pages": None,
                   "characters": len(text), "reader": "text"},
        "document": {**document, "previous": [], **parts.pop("document", {})},
        "text": text, "blocks": blocks, "mentions": parts.pop("mentions", []), "entities": parts.pop("entities", []),
        "relations": parts.pop("relations", []), "observations": parts.pop("observations", []), "findings": [], "dropped": {},
    }  # fmt: skip
