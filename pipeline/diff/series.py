"""Observations of two editions joined as series: the same measure of the same subject in the same unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from functools import partial
from typing import Any

from msgspec import Struct
from rapidfuzz.fuzz import ratio

from pipeline.diff.facts import observation_value
from pipeline.diff.words import PARTS, SKIPPED

Row = dict[str, Any]
Pair = tuple[Row, Row]
Answering = Set[tuple[str, str]]
May = Callable[[Row, Row], bool]

ALIKE = 62.0
"""Indicator phrases of at least this similarity (0–100) may name the same measure, if all else agrees."""
BODIES = ("un:", "org:")
"""Whose statistic it is may change in the same sentence where a body was renamed, not where a country was."""
_SKIP = re.compile(rf"[\W_{SKIPPED}]+")


class Series(Struct, frozen=True):
    """Observations that stayed, changed, came and went; ``same`` may still differ in the indicator's wording."""

    same: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    added: tuple[Row, ...]
    removed: tuple[Row, ...]


def join_series(old: Iterable[Row], new: Iterable[Row], answering: Answering = frozenset()) -> Series:
    """Join by the strictest agreement first, so that a reworded indicator never hides an equal number.

    ``answering`` are the blocks (old, new) that alignment found to be one paragraph: numbers in them are joined before
    those further apart, and only there may the body change whose statistic it is.
    """
    left, right = list(old), list(new)
    near = partial(_near, answering)
    same = _take(left, right, lambda o: (_phrase(o), o["subject"], *_measured(o)))
    same += _take(left, right, lambda o: (o["subject"], *_measured(o)), _any)
    changed = _take(left, right, lambda o: (_phrase(o), o["subject"], o["unit"], o["time"]))
    changed += _take(left, right, lambda o: (_phrase(o), o["subject"], o["unit"]))
    changed += _take(left, right, lambda o: (o["subject"], o["unit"]), near)
    changed += _take(left, right, lambda o: (o["subject"], o["unit"]), _any)
    changed += _take(left, right, lambda o: (str(o["subject"]).startswith(BODIES), o["unit"]), partial(_renamed, near))
    settled = [pair for pair in changed if _is_settled(*pair)]
    moved = [pair for pair in changed if not _is_settled(*pair)]
    return Series(tuple(same + settled), tuple(moved), tuple(right), tuple(left))


def _is_settled(old: Row, new: Row) -> bool:
    return old["subject"] == new["subject"] and observation_value(old) == observation_value(new)


def _any(_old: Row, _new: Row) -> bool:
    return True


def _near(answering: Answering, old: Row, new: Row) -> bool:
    return (old["evidence"]["block"], new["evidence"]["block"]) in answering


def _renamed(near: May, old: Row, new: Row) -> bool:
    return str(old["subject"]).startswith(BODIES) and near(old, new)


def _take(left: list[Row], right: list[Row], key: Callable[[Row], Any], may: May | None = None) -> list[Pair]:
    """The pairs of equal key, taken out of both lists; the latest times meet first.

    With ``may``, only the pairs that it allows and whose indicators are alike.
    """
    waiting: defaultdict[Any, list[Row]] = defaultdict(list)
    for observation in sorted(right, key=_recency):
        waiting[key(observation)].append(observation)
    pairs = []
    for observation in sorted(left, key=_recency, reverse=True):
        partners = waiting[key(observation)]
        partner = _closest(observation, partners, may) if may else (partners[-1] if partners else None)
        if partner is not None:
            _drop(partners, partner)
            _drop(right, partner)
            _drop(left, observation)
            pairs.append((observation, partner))
    return pairs


def _closest(observation: Row, partners: list[Row], may: May) -> Row | None:
    phrase, parts = _phrase(observation), _parts(observation)
    allowed = (partner for partner in partners if may(observation, partner) and _parts(partner) == parts)
    scored = [(ratio(phrase, _phrase(partner)), partner) for partner in allowed]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None


def _drop(rows: list[Row], row: Row) -> None:
    rows[:] = [other for other in rows if other is not row]


def _phrase(observation: Row) -> str:
    return _SKIP.sub("", observation["indicator"])


def _parts(observation: Row) -> frozenset[str]:
    """The words by which an indicator counts a part of a whole (妇女, 青年): their measures never are one."""
    return frozenset(PARTS[word] for word in PARTS if word in observation["indicator"])


def _measured(observation: Row) -> tuple[str, ...]:
    return tuple(str(value) for value in observation_value(observation).values())


def _recency(observation: Row) -> tuple[str, str]:
    return str(observation["time"] or ""), str(observation["id"])
