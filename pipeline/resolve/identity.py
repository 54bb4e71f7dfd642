"""One identifier for one thing, whatever it is called."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from pipeline.model import Block, Entity, Mention, Report
from pipeline.tables import load_names
from pipeline.trace import is_traced, reject_mention

_NAME_PARTS = re.compile("[·•‧・ ]")
_SOMEWHERE = "org:?/"
_MISSIONS = frozenset({"mission", "political_mission"})


def identify(report: Report, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Each mention with the likeliest of its candidates: the one that the report speaks of most, else the first."""
    mentions = _called_in_full(_placed(report, mentions))
    sure = Counter(mention.candidates[0] for mention in mentions if len(mention.candidates) == 1)
    named = tuple(replace(mention, entity=_likeliest(mention.candidates, sure)) for mention in mentions)
    if is_traced():
        _tell_others(named, sure)
    return named


def _likeliest(candidates: tuple[str, ...], sure: Counter[str]) -> str:
    """What the report speaks of most; the first of those that it speaks of equally often."""
    return candidates[0] if len(candidates) == 1 else max(candidates, key=sure.__getitem__)


def _tell_others(mentions: Iterable[Mention], sure: Counter[str]) -> None:
    for mention in mentions:
        for other in mention.candidates:
            if other != mention.entity:
                count = sure[mention.entity or ""]
                why = f"{mention.entity} is likelier" + (f": the report names it {count} times" if count else "")
                reject_mention(replace(mention, entity=other), why)


def _called_in_full(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """People by their last name alone, given the one person of the report who is named with it in full."""
    last: defaultdict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.type == "PERSON" and len(parts := _NAME_PARTS.split(mention.candidates[0])) > 1:
            last[parts[-1]].add(mention.candidates[0])
    if not last:
        return mentions
    return tuple(
        replace(mention, candidates=tuple(known))
        if mention.type == "PERSON" and len(known := last.get(mention.candidates[0].partition(":")[2], set())) == 1
        else mention
        for mention in mentions
    )


def _placed(report: Report, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """National institutions given their country: the section's, else the nearest one of their paragraph."""
    if not any(mention.candidates[0].startswith(_SOMEWHERE) for mention in mentions):
        return mentions
    starts = [block.anchor.start for block in report.blocks]
    countries = [(mention, mention.candidates[0]) for mention in mentions if mention.type == "COUNTRY"]
    sections = {mention.text: country for mention, country in countries}
    placed_in = sorted(((m, c) for m in mentions if (c := _country_of(m))), key=lambda pair: pair[0].anchor)
    placed = []
    for mention in mentions:
        if mention.candidates[0].startswith(_SOMEWHERE):
            block = report.blocks[max(0, bisect_right(starts, mention.anchor.start) - 1)]
            country = sections.get((block.section or "").rsplit("/", 1)[-1]) or _nearest(mention, block, placed_in)
            name = mention.candidates[0].removeprefix(_SOMEWHERE)
            identifier = f"org:{country.partition(':')[2]}/{name}" if country else f"org:{name}"
            mention = replace(mention, candidates=(identifier,))
        placed.append(mention)
    return tuple(placed)


def _country_of(mention: Mention) -> str | None:
    """The country that a mention is, lies in or works in: 朱巴 and the mission in South Sudan tell as 南苏丹 does."""
    if mention.type == "COUNTRY":
        return mention.candidates[0]
    name = load_names().entities.get(mention.candidates[0])
    if name is None or (mention.type != "LOCATION" and name.attributes.get("kind") not in _MISSIONS):
        return None
    place = name.attributes.get("country" if mention.type == "LOCATION" else "host", "")
    return place if place.startswith("country:") and ";" not in place else None


def _start(placed: tuple[Mention, str]) -> int:
    return placed[0].anchor.start


def _nearest(mention: Mention, block: Block, placed_in: list[tuple[Mention, str]]) -> str | None:
    """The country of the last place before it in its block, else of the first country behind it."""
    first, last = (bisect_left(placed_in, at, key=_start) for at in (block.anchor.start, block.anchor.end))
    inside = [(place, country) for place, country in placed_in[first:last] if block.anchor.holds(place.anchor)]
    before = [country for place, country in inside if place.anchor.end <= mention.anchor.start]
    behind = (country for place, country in inside if place.type == "COUNTRY")
    return before[-1] if before else next(behind, None)


def to_entities(mentions: Iterable[Mention]) -> tuple[Entity, ...]:
    """The entities of the mentions, with every form in which the report prints them."""
    printed: defaultdict[str, dict[str, None]] = defaultdict(dict)
    types: dict[str, Mention] = {}
    for mention in mentions:
        if mention.entity:
            types.setdefault(mention.entity, mention)
            if not mention.anaphor:
                printed[mention.entity]["".join(mention.text.split())] = None
    return tuple(_entity(id_, first, tuple(printed[id_])) for id_, first in sorted(types.items()))


def _entity(id_: str, first: Mention, forms: tuple[str, ...]) -> Entity:
    name = load_names().entities.get(id_)
    if name:
        aliases = tuple(form for form in forms if form != name.label)
        return Entity(id_, name.type, name.label, name.label_en, aliases, dict(name.attributes))
    if first.type in {"RESOLUTION", "DOCUMENT", "DATE"}:
        return Entity(id_, first.type, id_, None, forms)
    longest = max(forms, key=len, default=id_.partition(":")[2])
    return Entity(id_, first.type, longest, None, tuple(form for form in forms if form != longest))
