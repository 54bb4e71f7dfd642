"""Every quotation of an output folder, read again from its source file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from msgspec import Struct

from pipeline.errors import MissingInput, PipelineError
from pipeline.extraction import extract
from pipeline.ingest.plain import decode
from pipeline.record import Record, read_record, to_record
from pipeline.remote import Place, local_copy
from pipeline.store import sha256_of

_NO_TEXT = re.compile(r"[\s⁰¹²³⁴-⁹|]+")
"""What a file may print between the words of a quotation: blanks, raised numbers of notes, bars between columns."""


class Difference(Struct, frozen=True):
    """A quotation that the source does not hold at its place, or a source that cannot be checked."""

    report: str
    what: str
    expected: str
    found: str


def verify(outputs: Path, sources: Mapping[str, Place]) -> Iterator[Difference]:
    """The differences between the reports of ``outputs`` and their source files; none is good news.

    ``sources`` gives the path or address of each report's source file by the report's id.
    """
    paths = sorted(outputs.glob("reports/*/report.json"))
    if not paths:
        raise MissingInput(f"{outputs}: no report in there", "name the folder that `unreport run` wrote")
    for path in paths:
        record = read_record(path)
        try:
            with local_copy(place) if (place := sources.get(record["id"])) else nullcontext() as source:
                yield from _verify_report(record, source)
        except PipelineError as exc:
            yield Difference(record["id"], "source file", "readable", exc.message)


def _verify_report(record: Record, source: Path | None) -> Iterator[Difference]:
    if source is None or not source.exists():
        yield Difference(record["id"], "source file", record["source"]["name"], "not found")
        return
    if sha256_of(source) != record["source"]["sha256"]:
        yield Difference(record["id"], "source file", record["source"]["sha256"], "has changed since it was read")
        return
    yield from misquotations(record, to_record(extract(source))["text"], source)


def misquotations(record: Record, text: str, source: Path) -> Iterator[Difference]:
    """The quotations that differ from ``text`` at their offsets or, for text files, from the file at their place."""
    raw = _decoded(record, source)
    for what, quote in _quotations(record):
        found = text[quote["start"] : quote["end"]]
        if found != quote["text"]:
            yield Difference(record["id"], what, quote["text"], found)
        place = quote.get("source") or {}
        if raw is not None and "start" in place:
            there = raw[place["start"] : place["end"]]
            if not _printed_as(there, quote["text"]):
                yield Difference(record["id"], f"{what} in the file", quote["text"], there)


def _quotations(record: Record) -> Iterator[tuple[str, dict[str, Any]]]:
    for mention in record["mentions"]:
        yield f"mention {mention['id']}", mention
    for relation in record["relations"]:
        for evidence in relation["evidence"]:
            yield f"relation {relation['id']}", evidence
    for observation in record["observations"]:
        yield f"observation {observation['id']}", observation["evidence"]


def _decoded(record: Record, source: Path) -> str | None:
    if record["source"]["media_type"] != "text/plain" or not record["source"]["encoding"]:
        return None
    return decode(source.read_bytes(), source.name)[0]


def _printed_as(printed: str, text: str) -> bool:
    """Whether the file prints the text: blanks apart, between its lines there may be others, such as running heads."""
    wanted, at = _bare(text), 0
    for line in map(_bare, re.split("[\n\f]", printed)):
        if wanted.startswith(line, at):
            at += len(line)
    return at == len(wanted)


def _bare(text: str) -> str:
    return _NO_TEXT.sub("", text)
