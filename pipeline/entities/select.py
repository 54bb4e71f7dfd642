"""One mention for each place: the outermost name wins, then the surer finder."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cache

from pipeline.model import Mention
from pipeline.trace import is_traced, reject_mention

_SURENESS = (
    "citation",
    "symbol",
    "definition",
    "name",
    "instrument",
    "role",
    "organisation",
    "person",
    "place",
    "date",
)


def select(candidates: Iterable[Mention]) -> tuple[tuple[Mention, ...], Counter[str]]:
    """Mentions that do not overlap, in order, and why the others were left: inside a longer name, or beside it."""
    dropped: Counter[str] = Counter()
    starts: list[int] = []
    kept: list[Mention] = []
    traced = is_traced()
    for mention in sorted(candidates, key=_rank):
        at = bisect_left(starts, mention.anchor.end)
        rival = kept[at - 1] if at else None
        if rival is not None and mention.anchor.start < rival.anchor.end:
            inside = rival.anchor.holds(mention.anchor)
            if rival.anchor != mention.anchor:
                dropped["inside a longer name" if inside else "overlaps a longer name"] += 1
            if traced:
                _tell(mention, rival, inside=inside)
            continue
        starts.insert(at, mention.anchor.start)
        kept.insert(at, mention)
    return tuple(kept), dropped


def _tell(mention: Mention, rival: Mention, *, inside: bool) -> None:
    if rival.anchor != mention.anchor:
        reject_mention(mention, f"{'inside' if inside else 'overlaps'} the longer name {rival.text} ({rival.rule})")
    elif rival.candidates != mention.candidates:
        reject_mention(mention, f"the rule that reads the same words as {rival.candidates[0]} is surer ({rival.rule})")


def _rank(mention: Mention) -> tuple[int, int, int]:
    anchor = mention.anchor
    return anchor.start - anchor.end, _sureness(mention.rule), anchor.start


@cache
def _sureness(rule: str) -> int:
    return next((n for n, sure in enumerate(_SURENESS) if rule.startswith(sure)), len(_SURENESS))
