"""Envoys, rapporteurs and heads of departments by their charge: 秘书长马里问题特别代表, 主管渔业事务的副秘书长."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.entities.names import alias_rows
from pipeline.model import Anchor, Mention
from pipeline.tables import load_expressions, load_names, load_vocabulary
from pipeline.text.triggers import matches_at, places_of

SECRETARY = "role:SG"
CHIEFS = frozenset({SECRETARY, "un:UN"})
ENVOYS = tuple(f"role:{post}" for post in ("SRSG", "DSRSG", "SE", "PE", "SA", "JSR", "ENVOY"))
_RAPPORTEURS = ("role:SR-", "role:IE-")
POSTED = frozenset(load_vocabulary("names")["posted"])
_PLACES = frozenset({"COUNTRY", "REGION", "LOCATION"})
_PATTERNS = load_expressions("names")
_WORDS = load_vocabulary("names")
_CHIEF, _MINE, _DEPUTY = _WORDS["chief"], tuple(_WORDS["mine"]), _WORDS["deputy"]
_CHARGED, _MATTERS = tuple(_WORDS["charged"]), tuple(_WORDS["matters"])
_LONGEST = 24
"""Characters of an envoy's name behind its chief."""


_Found = Iterator[tuple[int, int, str]]


def envoys(folded: str, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """The posts that no table has in these words, each with the identifier that it has elsewhere."""
    for find in (_known, _of_place, _before_chief, _themed, _charged, _mandates):
        for start, end, identifier in find(folded, names):
            yield Mention(Anchor(start, end), "ROLE", text[start:end], (identifier,), rule="role of an envoy")
            if office := _PATTERNS["office_of_post"].match(folded, end):
                words = text[start : office.end()]
                body = f"un:{''.join(words.split())}"
                yield Mention(Anchor(start, office.end()), "UN_BODY", words, (body,), rule="name of an office")


def is_foreign_post(before: Mention, post: Mention) -> bool:
    """Whether the post behind a name is that one's: 伊斯兰合作组织秘书长, 东盟缅甸问题特使, 挪威也门问题特使."""
    if before.type == "ORG" and (post.candidates[0] == SECRETARY or post.candidates[0].startswith(_RAPPORTEURS)):
        return True
    return before.type in {"ORG", "COUNTRY"} and post.candidates[0].startswith(ENVOYS) and _CHIEF not in post.text


def _known(folded: str, names: Sequence[Mention]) -> _Found:
    """联合国秘书长驻非洲联盟特别代表: a post of the tables behind a longer name of the Secretary-General."""
    for chief in names:
        if chief.candidates[:1] != (SECRETARY,) or chief.text == _CHIEF:
            continue
        at = chief.anchor.end
        for end in range(min(at + _LONGEST, len(folded)), at + 1, -1):
            if identifier := _row(_CHIEF + folded[at:end]):
                yield chief.anchor.start, end, identifier
                break


def _of_place(folded: str, names: Sequence[Mention]) -> _Found:
    """秘书长马里问题特别代表, 秘书长在马里的特别代表, and 我的马里问题特别代表."""
    for before, place in pairwise((None, *names)):
        if place is None or place.type not in _PLACES:
            continue
        start = _chief_before(folded, before, place)
        if start is not None and (match := _PATTERNS["envoy"].match(folded, place.anchor.end)):
            yield start, match.end(), _of(match, *_label(place))


def _chief_before(folded: str, before: Mention | None, place: Mention) -> int | None:
    at = place.anchor.start
    if folded.endswith(_MINE, 0, at):
        return at
    if before is None or before.candidates[0] not in CHIEFS:
        return None
    return before.anchor.start if folded[before.anchor.end : at].strip() in POSTED else None


def _before_chief(folded: str, names: Sequence[Mention]) -> _Found:
    """负责马里问题的秘书长特别代表, 马里事务秘书长特别代表."""
    for place in names:
        if place.type in _PLACES and (match := _PATTERNS["sent"].match(folded, place.anchor.end)):
            start = place.anchor.start
            charged = next((word for word in _CHARGED if folded.endswith(word, 0, start)), "")
            yield start - len(charged), match.end(), _of(match, *_label(place))


def _themed(folded: str, names: Sequence[Mention]) -> _Found:
    """秘书长海洋问题特使: an envoy of the Secretary-General for a matter."""
    for chief in names:
        if chief.candidates[0] in CHIEFS and (match := _PATTERNS["themed"].match(folded, chief.anchor.end)):
            yield chief.anchor.start, match.end(), _of(match, match["theme"], match["theme"])


def _charged(folded: str, _: Sequence[Mention]) -> _Found:
    """负责海洋问题的秘书长特使, 主管渔业事务的副秘书长: what they are in charge of stands first."""
    starts = sorted(at for word in _CHARGED for at in places_of(word, folded))
    for match in matches_at(_PATTERNS["charged"], folded, starts):
        yield *match.span(), _of(match, match["theme"], match["theme"])
    for match in matches_at(_PATTERNS["rank"], folded, starts):
        rank, theme = match["rank"], match["theme"]
        rows = (_row(f"{_CHARGED[0]}{theme}{matter}{rank}") for matter in _MATTERS)
        yield *match.span(), next(filter(None, rows), None) or f"role:{_group(match)}-{theme}"


def _mandates(folded: str, names: Sequence[Mention]) -> _Found:
    """马里境内人权情况独立专家: who looks at the human rights of a country."""
    for place in names:
        if place.type in _PLACES and (match := _PATTERNS["mandate"].match(folded, place.anchor.end)):
            label, suffix = _label(place)
            group = _group(match)
            found = _row(f"{label}{_WORDS['mandate']}{match[group]}") or f"role:{group}-{suffix}"
            yield place.anchor.start, match.end(), found


def _of(match: re.Match[str], theme: str, suffix: str) -> str:
    """The identifier of a post: that of the tables where they have it, else made of its kind and its charge."""
    group = _group(match)
    if match.groupdict().get("deputy"):
        return f"role:{_DEPUTY}{group}-{suffix}"
    rows = (_row(f"{_CHIEF}{theme}{matter}{match[group]}") for matter in _MATTERS)
    return next(filter(None, rows), None) or f"role:{group}-{suffix}"


def _group(match: re.Match[str]) -> str:
    return next(name for name, found in match.groupdict().items() if found and name.isupper())


def _row(name: str) -> str | None:
    return next((row.id for row in alias_rows(name) if row.type == "ROLE"), None)


def _label(place: Mention) -> tuple[str, str]:
    """The name of a place in the tables, and what identifies it there."""
    known = load_names().entities.get(place.candidates[0])
    return known.label if known else place.text, place.candidates[0].partition(":")[2]
