"""Why something is in the output, or is not: the rule, the table row, the evidence, and what was not believed there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import MissingInput, UsageError
from pipeline.graph.rows import Reading, observations, statements
from pipeline.model import THIS_REPORT
from pipeline.record import Record, read_record
from pipeline.reread import reread
from pipeline.text.fold import fold
from pipeline.trace import Rejected
from pipeline.version import program

Why = dict[str, Any]
Span = tuple[int, int]

_PLACE = re.compile(r"(?:(?P<report>.+):)?(?P<start>\d+)-(?P<end>\d+)$")
_GRAPH_ID = re.compile(r"[eo][0-9a-f]{16}")
_CONTEXT = 30
_OTHER_VERSION = "the report was read by another version of the program; what was not believed is this version's word"


def explain(outputs: Path, asked: str) -> list[Why]:
    """One entry for each place where ``asked`` is stated, or stands.

    It may be an entity (``un:UNDP``), a relation, an observation, a mention (``report:m12``, ``m12``), a node, edge or
    mention of the graph, a place (``report:120-125``), or words of a report (``report:委员会``, ``委员会``).
    Raises MissingInput where there is nothing of the kind.
    """
    records = [read_record(path) for path in sorted(outputs.glob("reports/*/report.json"))]
    for find in (_identified, _placed, _worded):
        found = [why for record in records for why in find(record, asked)]
        if found:
            return found
    raise MissingInput(
        f"{outputs}: no identifier, place or words {asked!r}",
        "an identifier as `unreport query` shows it, a place as report:120-125, or words as they are printed",
    )


# --- what is asked for ----------------------------------------------------------------------------------


def _identified(record: Record, asked: str) -> Iterator[Why]:
    report, _, rest = asked.replace("#", ":").rpartition(":")
    name = rest if report == record["id"] else asked
    reading = Reading.of(record)
    mentions = [m for m in record["mentions"] if name in (m["id"], reading.name(m["entity"]))]
    graph = _graph_ids(reading) if _GRAPH_ID.fullmatch(name) else {}
    ends = set() if mentions else {name}
    facts = [r for r in record["relations"] if name in (r["id"], graph.get(r["id"])) or ends & _ends(reading, r)]
    figures = [o for o in record["observations"] if name in (o["id"], graph.get(o["id"]))]
    if mentions or facts or figures:
        about = _About(record)
        yield from map(about.mention, mentions)
        yield from map(about.relation, facts)
        yield from map(about.observation, figures)


def _placed(record: Record, asked: str) -> Iterator[Why]:
    place = _PLACE.fullmatch(asked)
    if place and place["report"] in (None, record["id"]):
        start, end = int(place["start"]), int(place["end"])
        if not start < end <= len(record["text"]):
            raise UsageError(f"{asked}: {record['id']} has the characters 0-{len(record['text'])}")
        yield _About(record).words((start, end))


def _worded(record: Record, asked: str) -> Iterator[Why]:
    """Every place where the words stand; blanks that type-setting left and full-width forms make no difference."""
    report, _, words = asked.partition(":")
    printed = fold(words if report == record["id"] else asked).split()
    if printed:
        regex = " ?".join(re.escape(char) for char in "".join(printed))
        places = [match.span() for match in re.finditer(regex, fold(record["text"]))]
        about = _About(record) if places else None
        yield from (about.words(place) for place in places if about)


def _graph_ids(reading: Reading) -> dict[str, str]:
    """For each relation and observation of the record its identifier in the corpus graph."""
    ids = {}
    for kind, rows in (("relations", statements), ("observations", observations)):
        make: Callable[[Reading], Iterator[dict[str, Any]]] = rows
        for fact in reading.record[kind]:
            one = Reading({**reading.record, kind: [fact]}, reading.work, reading.paragraphs)
            ids[fact["id"]] = next(make(one))["id"]
    return ids


def _ends(reading: Reading, relation: Why) -> set[str | None]:
    return {reading.name(relation["subject"]), reading.name(relation["object"]), relation["subject"]}


# --- what is told of it ---------------------------------------------------------------------------------


class _About:
    """Tells the reasons for what one report states; reads it again to tell what was not believed."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._rejected = reread(record)[1]

    def mention(self, mention: Why) -> Why:
        span = mention["start"], mention["end"]
        statement = f"{mention['text']} is {mention['entity']} ({mention['type']})"
        others = [r for r in self._over(span) if r.type.isupper() and not _is_itself(r, mention)]
        return self._why("mention", statement, mention, [self._quote(span, mention)], others)

    def relation(self, relation: Why) -> Why:
        statement = f"{relation['subject']} {relation['predicate']} {relation['object']} ({relation['modality']})"
        over = {r for e in relation["evidence"] for r in self._over((e["start"], e["end"]))}
        others = sorted(r for r in over if not r.type.isupper() and r.type != "amount")
        return self._why("relation", statement, relation, relation["evidence"], others)

    def observation(self, figure: Why) -> Why:
        statement = f"{figure['indicator']} = {figure['value']} {figure['unit']}"
        over = self._over((figure["evidence"]["start"], figure["evidence"]["end"]))
        return self._why(
            "observation", statement, figure, [figure["evidence"]], [r for r in over if r.type == "amount"]
        )

    def words(self, span: Span) -> Why:
        """What was made of a place: the mentions, relations and statistics over it, and what was not believed."""
        over = {
            "mentions": [m for m in self._record["mentions"] if _meet(span, m)],
            "relations": [r for r in self._record["relations"] if any(_meet(span, e) for e in r["evidence"])],
            "observations": [o for o in self._record["observations"] if _meet(span, o["evidence"])],
        }
        block = next((b["id"] for b in reversed(self._record["blocks"]) if b["start"] <= span[0]), None)
        place = {"id": f"{self._record['id']}:{span[0]}-{span[1]}", "rule": "", "block": block, "source": None}
        printed = self._record["text"][slice(*span)]
        statement = f"{printed} holds {', '.join(f'{len(rows)} {kind}' for kind, rows in over.items())}"
        why = self._why("place", statement, place, [self._quote(span, place)], self._over(span))
        stated = [getattr(self, kind.removesuffix("s"))(row) for kind, rows in over.items() for row in rows]
        return why | {"stated": [{key: w[key] for key in ("kind", "id", "statement", "rule", "row")} for w in stated]}

    def _over(self, span: Span) -> list[Rejected]:
        return [r for r in self._rejected if r.start < span[1] and span[0] < r.end]

    def _quote(self, span: Span, row: Why) -> Why:
        words = self._record["text"][max(0, span[0] - _CONTEXT) : span[1] + _CONTEXT]
        return {"text": words.replace("\n", " "), "block": row["block"], "source": row["source"]}

    def _why(self, kind: str, statement: str, row: Why, evidence: list[Why], rejected: list[Rejected]) -> Why:
        return {
            "report": self._record["id"],
            "kind": kind,
            "id": row["id"],
            "statement": statement,
            "rule": row["rule"],
            "row": row.get("row") or None,
            "evidence": [{"text": e["text"], "block": e["block"], "source": e["source"]} for e in evidence],
            "rejected": [self._plain(r) for r in rejected],
            "dropped": self._record["dropped"],
            "note": None if self._record.get("program") == program() else _OTHER_VERSION,
        }

    def _plain(self, rejected: Rejected) -> Why:
        fields = {name: getattr(rejected, name) for name in rejected.__struct_fields__}
        return {"text": self._record["text"][rejected.start : rejected.end], **fields}


def _meet(span: Span, row: Why) -> bool:
    return bool(row["start"] < span[1] and span[0] < row["end"])


def _is_itself(rejected: Rejected, mention: Why) -> bool:
    """The same words read as the same thing by another rule."""
    same = (rejected.start, rejected.end, rejected.meaning) == (mention["start"], mention["end"], mention["entity"])
    return same and mention["entity"] != THIS_REPORT
