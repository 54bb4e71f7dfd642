"""One report, from its file to its facts: the way through the house on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.entities import find_mentions
from pipeline.ingest import read_source
from pipeline.model import Decision, Extract, Report
from pipeline.relations import relate
from pipeline.remote import place_of
from pipeline.resolve import resolve
from pipeline.segment import segment
from pipeline.structure import structure


def extract(
    path: str | Path, *, symbol: str | None = None, careful: bool = False, decisions: Sequence[Decision] = ()
) -> Extract:
    """Everything we are willing to claim from one edition of one report, at a path or an address (s3://…).

    ``decisions`` on identity stand above the program's own; `pipeline.decisions` reads them from a file.
    ``careful`` leaves out readers of native code, for a file that has ended the process once.
    Raises a PipelineError that names file, place and remedy where the file cannot be read.
    """
    source = read_source(place_of(path) if isinstance(path, str) else path, careful=careful)
    return extract_report(structure(source, symbol=symbol), decisions)


def extract_report(report: Report, decisions: Sequence[Decision] = ()) -> Extract:
    """The same of a report that is read already: its text, its blocks, what its head says."""
    sentences = segment(report)
    found, unbelieved = find_mentions(report, sentences)
    mentions, entities, puzzles, unresolved = resolve(report, sentences, found, decisions)
    facts = relate(report, sentences, mentions, entities)
    return Extract(
        report=report,
        mentions=mentions,
        entities=(*entities, *facts.entities),
        relations=facts.relations,
        observations=facts.observations,
        findings=(*report.findings, *puzzles, *facts.findings),
        dropped=_sum(report.dropped, unbelieved, unresolved, facts.dropped),
    )


def _sum(*counts: Mapping[str, int]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(sorted(total.items()))
