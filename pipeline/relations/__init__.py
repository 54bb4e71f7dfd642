"""Facts: relations, observations, findings."""

from __future__ import annotations

from pipeline.model import Entity, Facts, Mention, Report, Sentence


def relate(
    report: Report, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...], entities: tuple[Entity, ...]
) -> Facts:
    """Not built yet."""
    del report, sentences, mentions, entities
    return Facts((), (), (), (), {})
