"""Mentions given their entities, and back-references found and led to what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from pipeline.model import Decision, Entity, Finding, Mention, Report, Sentence
from pipeline.resolve.anaphora import find_anaphors
from pipeline.resolve.identity import identify, to_entities
from pipeline.resolve.puzzles import find_puzzles

_UNRESOLVED = "back-reference without antecedent"


def resolve(
    report: Report,
    sentences: tuple[Sentence, ...],
    mentions: Iterable[Mention],
    decisions: Sequence[Decision] = (),
) -> tuple[tuple[Mention, ...], tuple[Entity, ...], tuple[Finding, ...], dict[str, int]]:
    """Every mention with its entity, the entities themselves, findings on short forms, and what was left unresolved.

    ``decisions`` stand above what the program makes of a name; those of one report above those of all.
    """
    del sentences
    named = _decided(report, identify(report, tuple(mentions)), decisions)
    anaphors, unresolved = find_anaphors(report, named)
    both = sorted((*named, *anaphors), key=lambda mention: mention.anchor)
    dropped = {_UNRESOLVED: unresolved} if unresolved else {}
    return tuple(both), to_entities(both), tuple(find_puzzles(report, both)), dropped


def _decided(report: Report, named: tuple[Mention, ...], decisions: Sequence[Decision]) -> tuple[Mention, ...]:
    if not decisions:
        return named
    general = {decision.id: decision.becomes for decision in decisions if decision.report is None}
    own = {decision.id: decision.becomes for decision in decisions if decision.report == report.id}
    becomes = general | own
    return tuple(
        replace(m, entity=becomes[m.entity], candidates=(becomes[m.entity],), rule="decision")
        if m.entity in becomes
        else m
        for m in named
    )
