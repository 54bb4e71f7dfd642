"""Mentions given their entities, and back-references found and led to what they mean."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Entity, Finding, Mention, Report, Sentence
from pipeline.resolve.anaphora import find_anaphors
from pipeline.resolve.identity import identify, to_entities
from pipeline.resolve.puzzles import find_puzzles


def resolve(
    report: Report, sentences: tuple[Sentence, ...], mentions: Iterable[Mention]
) -> tuple[tuple[Mention, ...], tuple[Entity, ...], tuple[Finding, ...]]:
    """Every mention with its entity, the entities themselves, and what a reader should know of its short forms."""
    del sentences
    named = identify(report, tuple(mentions))
    both = sorted((*named, *find_anaphors(report, named)), key=lambda mention: mention.anchor)
    return tuple(both), to_entities(both), tuple(find_puzzles(report, both))
