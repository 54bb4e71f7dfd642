"""Why something is in the output: the rule, the table row, the evidence, and what was not believed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import MissingInput
from pipeline.record import Record, read_record

Why = dict[str, Any]


def explain(outputs: Path, identifier: str) -> list[Why]:
    """One entry for each place where ``identifier`` is stated.

    It may be an entity (``un:UNDP``), a relation or observation id, or a mention as ``report:m12`` or ``m12``.
    """
    paths = sorted(outputs.glob("reports/*/report.json"))
    found = [why for path in paths for why in _explain(read_record(path), identifier)]
    if not found:
        raise MissingInput(
            f"{outputs}: nothing has the identifier {identifier!r}", "look it up with `unreport query` first"
        )
    return found


def _explain(record: Record, identifier: str) -> Iterator[Why]:
    report, _, rest = identifier.rpartition(":")
    name = rest if report == record["id"] else identifier
    for mention in record["mentions"]:
        if name in (mention["id"], mention["entity"]):
            yield _mention(record, mention)
    for relation in record["relations"]:
        if relation["id"] == name:
            statement = f"{relation['subject']} {relation['predicate']} {relation['object']}"
            yield _why(record, "relation", statement, relation, relation["evidence"])
    for observation in record["observations"]:
        if observation["id"] == name:
            statement = f"{observation['indicator']} = {observation['value']} {observation['unit']}"
            yield _why(record, "observation", statement, observation, [observation["evidence"]])


def _mention(record: Record, mention: Why) -> Why:
    start, end = max(0, mention["start"] - 30), mention["end"] + 30
    context = record["text"][start:end].replace("\n", " ")
    quote = {"text": context, "block": mention["block"], "source": mention["source"]}
    statement = f"{mention['text']} is {mention['entity']} ({mention['type']})"
    return _why(record, "mention", statement, mention, [quote])


def _why(record: Record, kind: str, statement: str, row: Why, evidence: list[Why]) -> Why:
    return {
        "report": record["id"],
        "kind": kind,
        "id": row["id"],
        "statement": statement,
        "rule": row["rule"],
        "row": row.get("row") or None,
        "evidence": [{"text": e["text"], "block": e["block"], "source": e["source"]} for e in evidence],
        "rejected": record["dropped"],
    }
