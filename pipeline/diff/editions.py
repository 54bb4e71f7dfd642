"""Which reports are editions of one another, and the life of a fact over them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rapidfuzz.fuzz import ratio

from pipeline.diff.facts import relation_key, relation_value

Row = dict[str, Any]

ALIKE = 80.0
_NOT_WORDS = re.compile(r"[\W_\d]+")
_EXPRESSION = re.compile(r"(/Corr\.\d+|\*)+$")


def work_of(symbol: str) -> str:
    """The symbol without what marks another expression of the same work: a reissue (*) or a corrigendum."""
    return _EXPRESSION.sub("", symbol)


def chains(records: Iterable[Row]) -> list[list[Row]]:
    """The records grouped into editions of one report, each group from the oldest to the newest.

    Two reports belong together where one names the other as the previous report, or where they have the same title
    and different symbols. A reissue and a corrigendum are the same edition: the first one stands for it.
    """
    editions = _editions(records)
    parent = {name: name for name in editions}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    titles: dict[str, str] = {}
    for name, record in editions.items():
        previous = [work_of(symbol) for symbol in record["document"]["previous"]]
        title = _NOT_WORDS.sub("", record["document"]["title"] or "")
        twin = titles.setdefault(title, name) if title else name
        for other in [*(symbol for symbol in previous if symbol in editions), twin]:
            parent[root(name)] = root(other)
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for name, record in editions.items():
        groups[root(name)].append(record)
    return sorted((sorted(group, key=_age) for group in groups.values()), key=lambda group: str(group[0]["id"]))


def history(records: Iterable[Row], what: str) -> list[Row]:
    """The rows of a fact's life: ``{edition, date, fact, value}``, oldest first in each chain of editions.

    ``what`` is an entity (identifier or label) or an indicator; indicators match by likeness of their words.
    """
    rows = []
    for group in chains(records):
        for record in group:
            rows += [{**_edition(record), **fact} for fact in _facts(record, what)]
    return rows


def _editions(records: Iterable[Row]) -> dict[str, Row]:
    editions: dict[str, Row] = {}
    for record in sorted(records, key=lambda record: str(record["id"])):
        name = work_of((record["document"] or {}).get("symbol") or f"doc:{record['id']}")
        editions.setdefault(name, record)
    return editions


def _age(record: Row) -> tuple[int, str, str]:
    document = record["document"]
    years = re.findall(r"\b(?:19|20)\d\d\b", f"{document['date'] or ''} {document['symbol'] or ''}")
    session = re.search(r"/(\d{2})/", document["symbol"] or "")
    year = int(years[0]) if years else 1945 + int(session.group(1)) if session else 0
    return year, document["date"] or "", document["symbol"] or record["id"]


def _edition(record: Row) -> Row:
    document = record["document"]
    return {"report": record["id"], "edition": document["symbol"] or record["id"], "date": document["date"]}


def _facts(record: Row, what: str) -> Iterator[Row]:
    ids = {e["id"] for e in record["entities"] if what in (e["id"], e["label"], e["label_en"], *e["aliases"])}
    names = {entity["id"]: entity["label"] for entity in record["entities"]}
    for observation in record["observations"]:
        alike = ratio(_NOT_WORDS.sub("", what), _NOT_WORDS.sub("", observation["indicator"])) >= ALIKE
        if observation["subject"] in ids or (not ids and alike):
            yield _row(observation["indicator"], observation, [observation["evidence"]], observation["value"])
    for relation in record["relations"]:
        if ids & {relation["subject"], relation["object"]}:
            key = [names.get(part, part) for part in relation_key(relation) if part]
            yield _row(" ".join(key), relation, relation["evidence"], None)


def _row(fact: str, row: Row, evidence: Sequence[Row], value: Any) -> Row:
    unit, time = row.get("unit"), row.get("time")
    said = {} if "value" in row else relation_value(row)
    return {"fact": fact, "value": value, "unit": unit, "time": time, **said, "evidence": evidence[0]["text"]}
