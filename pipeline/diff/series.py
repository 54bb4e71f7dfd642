"""Observations of two editions joined as series: the same measure of the same subject in the same unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz.fuzz import ratio

from pipeline.diff.facts import observation_value

Row = dict[str, Any]
Pair = tuple[Row, Row]

ALIKE = 62.0
"""Indicator phrases of at least this similarity (0–100) may name the same measure, if all else agrees."""
_SKIP = re.compile(r"[\W_的了]+")


@dataclass(frozen=True, slots=True)
class Series:
    """Observations that stayed, changed, came and went; ``same`` may still differ in the indicator's wording."""

    same: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    added: tuple[Row, ...]
    removed: tuple[Row, ...]


def join_series(old: Iterable[Row], new: Iterable[Row]) -> Series:
    """Join by the strictest agreement first, so that a reworded indicator never hides an equal number."""
    left, right = list(old), list(new)
    same = _take(left, right, lambda o: (_phrase(o), o["subject"], *_measured(o)))
    same += _take(left, right, lambda o: (o["subject"], *_measured(o)), alike=True)
    changed = _take(left, right, lambda o: (_phrase(o), o["subject"], o["unit"], o["time"]))
    changed += _take(left, right, lambda o: (_phrase(o), o["subject"], o["unit"]))
    changed += _take(left, right, lambda o: (o["subject"], o["unit"]), alike=True)
    settled = [pair for pair in changed if observation_value(pair[0]) == observation_value(pair[1])]
    moved = [pair for pair in changed if observation_value(pair[0]) != observation_value(pair[1])]
    return Series(tuple(same + settled), tuple(moved), tuple(right), tuple(left))


def _take(left: list[Row], right: list[Row], key: Callable[[Row], Any], *, alike: bool = False) -> list[Pair]:
    """The pairs of equal key, taken out of both lists; the latest times meet first."""
    waiting: defaultdict[Any, list[Row]] = defaultdict(list)
    for observation in sorted(right, key=_recency):
        waiting[key(observation)].append(observation)
    pairs = []
    for observation in sorted(left, key=_recency, reverse=True):
        partners = waiting[key(observation)]
        partner = _closest(observation, partners) if alike else (partners[-1] if partners else None)
        if partner is not None:
            _drop(partners, partner)
            _drop(right, partner)
            _drop(left, observation)
            pairs.append((observation, partner))
    return pairs


def _closest(observation: Row, partners: list[Row]) -> Row | None:
    scored = [(ratio(_phrase(observation), _phrase(partner)), partner) for partner in partners]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None


def _drop(rows: list[Row], row: Row) -> None:
    rows[:] = [other for other in rows if other is not row]


def _phrase(observation: Row) -> str:
    return _SKIP.sub("", observation["indicator"])


def _measured(observation: Row) -> tuple[str, ...]:
    return tuple(str(value) for value in observation_value(observation).values())


def _recency(observation: Row) -> tuple[str, str]:
    return str(observation["time"] or ""), str(observation["id"])
