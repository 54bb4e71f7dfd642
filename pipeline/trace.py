"""What the stages looked at and did not believe: kept while `tracing`, as `unreport explain` does; else nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct

from pipeline.model import Mention


class Rejected(Struct, frozen=True, order=True):
    """A reading of the words [start, end) that was turned down, the rule or table row that made it, and why.

    ``type`` is a type of mention, a predicate, or ``amount``; ``meaning`` the entity or statement, where it has one.
    """

    start: int
    end: int
    type: str
    meaning: str
    rule: str
    row: str
    reason: str


_KEPT: ContextVar[list[Rejected] | None] = ContextVar("rejected", default=None)


@contextmanager
def tracing() -> Iterator[list[Rejected]]:
    """The list in which everything that is turned down inside the ``with`` is kept."""
    kept: list[Rejected] = []
    token = _KEPT.set(kept)
    try:
        yield kept
    finally:
        _KEPT.reset(token)


def is_traced() -> bool:
    """Whether anyone asks; what is costly to tell is told only then."""
    return _KEPT.get() is not None


def reject(start: int, end: int, type_: str, reason: str, *, meaning: str = "", rule: str = "", row: str = "") -> None:
    """Keeps that the words were not read so, if anyone asks."""
    kept = _KEPT.get()
    if kept is not None:
        kept.append(Rejected(start, end, type_, meaning, rule, row, reason))


def reject_mention(mention: Mention, reason: str) -> None:
    """The same of a mention that another one, or a condition, keeps out."""
    kept = _KEPT.get()
    if kept is not None:
        meaning = mention.entity or next(iter(mention.candidates), "")
        anchor = mention.anchor
        kept.append(Rejected(anchor.start, anchor.end, mention.type, meaning, mention.rule, mention.row, reason))
