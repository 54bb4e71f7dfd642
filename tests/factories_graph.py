"""Small valid report.json records for the tests of graph and explorer; a test states only what it is about."""

from __future__ import annotations

from typing import Any

LABELS = {
    "un:GA": ("UN_BODY", "大会", "General Assembly"),
    "un:UNDP": ("UN_BODY", "联合国开发计划署", "United Nations Development Programme"),
    "un:UN": ("UN_BODY", "联合国", "United Nations"),
    "country:BDI": ("COUNTRY", "布隆迪", "Burundi"),
    "country:JOR": ("COUNTRY", "约旦", "Jordan"),
    "A/RES/70/168": ("RESOLUTION", "大会第70/168号决议", None),
    "A/72/260": ("DOCUMENT", "A/72/260", None),
    "A/70/306": ("DOCUMENT", "A/70/306", None),
    "role:SG": ("ROLE", "秘书长", "Secretary-General"),
}
ALIASES = {"un:UNDP": ["开发署", "UNDP"], "un:GA": ["联大"]}


def record(
    facts: list[tuple[Any, ...]] = (),  # type: ignore[assignment]
    *,
    id: str = "a_72_260",
    symbol: str | None = "A/72/260",
    date: str | None = "2017-08-01",
    title: str = "选举援助",
    figures: list[tuple[Any, ...]] = (),  # type: ignore[assignment]
    findings: list[dict[str, Any]] = (),  # type: ignore[assignment]
    mentioned: bool = True,
) -> dict[str, Any]:
    """A record whose paragraphs are the evidence of its facts.

    A fact is (subject, predicate, object, sentence[, qualifiers[, modality]]); a figure is
    (indicator, value, unit, time, subject, sentence). Each sentence becomes a numbered paragraph of its own.
    """
    text, blocks = title + "\n", [_block("b1", "title", 0, len(title))]
    relations, observations, mentions, ids = [], [], [], dict[str, None]()

    def paragraph(sentence: str) -> dict[str, Any]:
        nonlocal text
        number = len(blocks)
        start = len(text)
        text += sentence + "\n"
        block = _block(f"b{number + 1}", "paragraph", start, start + len(sentence), str(number))
        blocks.append(block)
        return {"text": sentence, "start": start, "end": start + len(sentence), "block": block["id"],
                "source": {"pages": [number], "boxes": []}}  # fmt: skip

    for n, (subject, predicate, object_, sentence, *more) in enumerate(facts, start=1):
        relations.append(
            {
                "id": f"r{n}",
                "subject": subject,
                "predicate": predicate,
                "object": object_,
                "rule": "test",
                "qualifiers": more[0] if more else {},
                "modality": more[1] if len(more) > 1 else "asserted",
                "evidence": [paragraph(sentence)],
            }
        )
        ids.update(dict.fromkeys((subject, object_)))
    for n, (indicator, value, unit, time, subject, sentence) in enumerate(figures, start=1):
        observations.append(
            {
                "id": f"o{n}",
                "indicator": indicator,
                "value": value,
                "unit": unit,
                "time": time,
                "subject": subject,
                "approximate": False,
                "comparator": None,
                "rule": "test",
                "evidence": paragraph(sentence),
            }
        )
        ids.update({subject: None} if subject else {})
    entities = [_entity(id_) for id_ in ids if id_ != "doc:this"]
    for entity in entities if mentioned else ():
        for name in (entity["label"], *entity["aliases"]):
            for start in _places(text, name):
                mentions.append((start, name, entity))
    return {
        "schema": "unreport/1", "id": id,
        "source": {"name": f"{id}.txt", "sha256": "0" * 64, "media_type": "text/plain", "encoding": "utf-8",
                   "pages": None, "characters": len(text)},
        "document": {"symbol": symbol, "symbol_from": "name" if symbol else None, "title": title, "organ": "大会",
                     "session": "72", "agenda_item": "73(b)", "author": "秘书长", "date": date, "reissued": None,
                     "distribution": None, "original_language": None, "previous": []},
        "text": text, "blocks": blocks, "entities": entities, "relations": relations, "observations": observations,
        "mentions": _mentions(mentions, blocks), "findings": list(findings), "dropped": {},
    }  # fmt: skip


def _block(id_: str, kind: str, start: int, end: int, number: str | None = None) -> dict[str, Any]:
    return {"id": id_, "kind": kind, "number": number, "level": None, "path": [], "start": start, "end": end,
            "pages": [], "marker": None, "rows": []}  # fmt: skip


def _entity(id_: str) -> dict[str, Any]:
    kind, label, english = LABELS.get(
        id_, ("EVENT" if id_.startswith("event:") else "ORG", id_.partition(":")[2] or id_, None)
    )
    return {
        "id": id_,
        "type": kind,
        "label": label,
        "label_en": english,
        "aliases": ALIASES.get(id_, []),
        "attributes": {},
    }


def _places(text: str, name: str) -> list[int]:
    return [n for n in range(len(text)) if text.startswith(name, n)]


def _mentions(found: list[tuple[int, str, dict[str, Any]]], blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows, end = [], 0
    for start, name, entity in sorted(found, key=lambda place: (place[0], -len(place[1]))):
        if start < end:
            continue
        end = start + len(name)
        block = next((b["id"] for b in blocks if b["start"] <= start < b["end"]), None)
        rows.append({"id": f"m{len(rows) + 1}", "type": entity["type"], "text": name, "start": start, "end": end,
                     "block": block, "entity": entity["id"], "anaphor": False, "rule": "test", "source": {}})  # fmt: skip
    return rows


def edition_pair() -> list[dict[str, Any]]:
    """Two editions of one report: a fact kept, one added, one removed, a figure that moves."""
    old = record(
        [
            ("doc:this", "submitted_under", "A/RES/70/168", "本报告根据大会第70/168号决议提交。"),
            ("un:UNDP", "assists", "country:BDI", "开发署协助布隆迪举行选举。", {"activity": "选举"}),
            ("country:JOR", "held_election", "event:legislative", "约旦于2016年9月举行选举。", {"date": "2016-09", "status": "held"}),
            ("un:GA", "requests", "role:SG", "大会请秘书长继续提供援助。", {"action": "提供援助"}, "asserted"),
        ],
        figures=[("妇女在议会中的比例", 23.4, "percent", "2017", None, "比例为23.4%。"),
                 ("援助费用", [10, 12], "USD", None, "un:UNDP", "开发署的费用为10至12美元。")],
    )  # fmt: skip
    new = record(
        [
            ("un:UNDP", "assists", "country:BDI", "开发署协助布隆迪举行选举。", {"activity": "选举"}),
            ("un:UNDP", "assists", "country:JOR", "开发署将协助约旦。", {}, "planned"),
            ("doc:this", "follows_up", "A/72/260", "上一次报告为A/72/260。"),
            ("doc:this", "submitted_under", "A/RES/70/168", "本报告根据大会第70/168号决议提交。"),
        ],
        id="a_74_285", symbol="A/74/285", date="2019-08-06",
        figures=[("妇女在议会中的比例", 24.3, "percent", "2019", None, "比例为24.3%。")],
    )  # fmt: skip
    return [old, new]
