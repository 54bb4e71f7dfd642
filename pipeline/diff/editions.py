"""Which reports are editions of one another, and the life of a fact over them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz.fuzz import ratio

from pipeline.diff.align import align, answering
from pipeline.diff.facts import relation_key, relation_value
from pipeline.diff.series import join_series
from pipeline.diff.words import predicate_words

Row = dict[str, Any]
Name = tuple[str, str]
"""Whose statistic it is (empty if nobody's) and its indicator."""

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

    ``what`` is an entity (identifier or label) or an indicator; indicators match by likeness of their words, or where
    they hold the characters of ``what`` in their order (名册专家: 联合国单一选举名册专家). A statistic has the name
    that the latest edition gives to its series.
    """
    rows = []
    for group in chains(records):
        for record, series in zip(group, _series(group), strict=True):
            rows += [{**_edition(record), **fact} for fact in _facts(record, what, series)]
    return rows


def _series(group: Sequence[Row]) -> list[dict[str, Name]]:
    """For each edition of a chain, the name of the series that an observation (by its id) belongs to."""
    names = []
    for record in group:
        labels = {entity["id"]: entity["label"] for entity in record["entities"]}
        names.append({o["id"]: (labels.get(o["subject"], ""), o["indicator"]) for o in record["observations"]})
    for n in range(len(group) - 2, -1, -1):
        old, new = group[n], group[n + 1]
        joined = join_series(old["observations"], new["observations"], answering(align(old, new)))
        names[n] |= {before["id"]: names[n + 1][after["id"]] for before, after in (*joined.same, *joined.changed)}
    return names


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


def _is_named(what: str, indicator: str) -> bool:
    asked, said = _NOT_WORDS.sub("", what), _NOT_WORDS.sub("", indicator)
    characters = iter(said)
    return ratio(asked, said) >= ALIKE or (len(asked) > 1 and all(character in characters for character in asked))


def _facts(record: Row, what: str, series: Mapping[str, Name]) -> Iterator[Row]:
    ids = {e["id"] for e in record["entities"] if what in (e["id"], e["label"], e["label_en"], *e["aliases"])}
    names = {entity["id"]: entity["label"] for entity in record["entities"]}
    for observation in record["observations"]:
        subject, name = series[observation["id"]]
        alike = not ids and (_is_named(what, name) or _is_named(what, observation["indicator"]))
        if observation["subject"] in ids or alike:
            fact = f"{subject}: {name}" if subject and not ids else name
            yield _row(fact, observation, [observation["evidence"]], observation["value"])
    for relation in record["relations"]:
        if ids & {relation["subject"], relation["object"]}:
            subject, predicate, *rest = relation_key(relation)
            key = [names.get(subject, subject), predicate_words(predicate), *(names.get(part, part) for part in rest)]
            yield _row(" ".join(filter(None, key)), relation, relation["evidence"], None)


def _row(fact: str, row: Row, evidence: Sequence[Row], value: Any) -> Row:
    unit, time = row.get("unit"), row.get("time")
    said = {} if "value" in row else relation_value(row)
    return {"fact": fact, "value": value, "unit": unit, "time": time, **said, "evidence": evidence[0]["text"]}
