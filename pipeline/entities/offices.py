"""Offices of a body for a region or a country that no table holds: 环境署亚洲及太平洋区域办事处."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.model import Anchor, Mention
from pipeline.tables import either, load_vocabulary

_PLACES = frozenset({"COUNTRY", "REGION", "LOCATION"})
_SHORT_FORM = re.compile(r" ?\([^()\n]{2,12}\) ?")
_PREFIX = {"UN_BODY": "un", "ORG": "org"}
_WHOLE = frozenset({"un:UN", "un:UNSYSTEM", "un:SC", "un:GA"})
"""Bodies whose offices in a country have names of their own, or that have none."""


def find_offices(folded: str, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """UN_BODY and ORG mentions from the body's name to the class word of its office.

    A bracketed short form inside is printed, but no part of the identifier.
    """
    starts = [mention.anchor.start for mention in names]
    yield from _of_towns(folded, text, names)
    yield from _of_regions(folded, text, names, starts)
    for body in names:
        if body.type not in _PREFIX or body.candidates[0] in _WHOLE:
            continue
        end = _office_end(folded, body.anchor.end, names, starts)
        if end is not None:
            words = text[body.anchor.start : end]
            name = _SHORT_FORM.sub("", folded[body.anchor.start : end])
            identifier = f"{_PREFIX[body.type]}:{''.join(name.split())}"
            attributes = {"parent": body.candidates[0]} if body.type == "UN_BODY" else {}
            yield Mention(
                Anchor(body.anchor.start, end), body.type, words, (identifier,), rule="name of an office",
                attributes=attributes,
            )  # fmt: skip


def _of_towns(folded: str, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """Offices that are named by their town only: 喀土穆联络办事处."""
    town = _patterns()[3]
    for place in names:
        if place.type == "LOCATION" and (head := town.match(folded, place.anchor.end)):
            words = text[place.anchor.start : head.end()]
            identifier = f"un:{''.join(words.split())}"
            yield Mention(
                Anchor(place.anchor.start, head.end()), "UN_BODY", words, (identifier,), rule="name of an office"
            )


def _of_regions(folded: str, text: str, names: Sequence[Mention], starts: Sequence[int]) -> Iterator[Mention]:
    """Units that are named by their regions only: 非洲处, 美洲、欧洲和中亚处."""
    _, _, _, _, joins, unit = _patterns()
    reached = -1
    for region in names:
        if region.type != "REGION" or region.anchor.start < reached:
            continue
        at = region.anchor.end
        while joint := joins.match(folded, at):
            index = bisect_left(starts, joint.end())
            if index == len(names) or starts[index] != joint.end() or names[index].type != "REGION":
                break
            at = names[index].anchor.end
        if head := unit.match(folded, at):
            reached = head.end()
            words = text[region.anchor.start : reached]
            identifier = f"un:{''.join(words.split())}"
            yield Mention(
                Anchor(region.anchor.start, reached), "UN_BODY", words, (identifier,), rule="name of an office"
            )


def _office_end(folded: str, at: int, names: Sequence[Mention], starts: Sequence[int]) -> int | None:
    """Where the office's class word ends, if only places and the words between stand before it."""
    if bracket := _SHORT_FORM.match(folded, at):
        at = bracket.end()
    between, heads, alone, *_ = _patterns()
    begun, named = at, False
    while True:
        head = heads.match(folded, at) if named else alone.match(folded, at) if at == begun else None
        if head:
            return head.end()
        index = bisect_left(starts, at)
        place = names[index] if index < len(names) and starts[index] == at else None
        if place is not None and place.type in _PLACES:
            at, named = place.anchor.end, True
        elif word := between.match(folded, at):
            at = word.end()
        else:
            return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Any of the words between a body and its office's class word, of those, and of those that stand alone."""
    words = load_vocabulary("offices")
    unit = f"(?:{either(words['units'])})(?={either(words['ends_unit'])}|$)"
    plain = [either(words[name]) for name in ("between", "heads", "alone", "town", "joins")]
    return tuple(re.compile(regex) for regex in (*plain, unit))
