"""Names made of names: 联合国秘书处政治事务部选举援助司, 人权高专办驻布隆迪办事处, 联合国驻非洲联盟办事处主任."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Anchor, Mention
from pipeline.tables import load_names

_OUTER = frozenset({"un:UN", "un:SECRETARIAT", "un:UNSYSTEM"})
_OFFICE = re.compile(r"(?:国家|区域|联络)?(?:办事处|办公室|代表处)")
_HEAD = re.compile(r"(?:执行主任|主任|署长|总干事|执行秘书|执行干事)(?![委科医])")
_ENVOY = re.compile(r"问题(?:副)?(?:(?P<SRSG>特别代表)|(?P<SE>个人特使|特使)|(?P<SA>特别顾问))")
_COMMANDER = re.compile(r"部队指挥官")
_SECRETARY = "role:SG"


def compose(folded: str, text: str, names: Sequence[Mention]) -> tuple[list[Mention], int]:
    """The names with those joined that make one longer name, and how many posts of other organisations were left out.

    A joined mention has the entity of its last name; ``within`` are the bodies that it begins with.
    """
    joined: list[Mention] = []
    foreign = 0
    for mention in names:
        before = joined[-1] if joined and _touches(folded, joined[-1], mention) else None
        if before is None:
            joined.append(mention)
        elif before.type == "ORG" and mention.candidates[:1] == (_SECRETARY,):
            foreign += 1
        elif _nests(before, mention):
            joined[-1] = _nested(text, before, mention)
        elif before.type == "ORG" and mention.candidates[:1] == ("un:SECRETARIAT",):
            joined[-1] = _secretariat(text, before, mention)
        else:
            joined.append(mention)
    longer = [*_offices(folded, text, joined), *_posts(folded, text, joined), *_envoys(folded, text, joined)]
    return [*joined, *longer], foreign


def _touches(folded: str, before: Mention, mention: Mention) -> bool:
    return not folded[before.anchor.end : mention.anchor.start].strip(" ")


def _nests(before: Mention, mention: Mention) -> bool:
    """Whether the second name is a body inside the first, as tables or the UN's own name tell."""
    if before.type != "UN_BODY" or mention.type != "UN_BODY":
        return False
    known = load_names().entities.get(mention.candidates[0])
    parent = known.attributes.get("parent") if known else None
    return before.candidates[0] in _OUTER or parent == before.candidates[0]


def _nested(text: str, before: Mention, mention: Mention) -> Mention:
    anchor = Anchor(before.anchor.start, mention.anchor.end)
    outer = (*before.attributes.get("within", ()), before.candidates[0])
    within = tuple(body for body in outer if body not in {"un:UN", "un:UNSYSTEM"})
    return replace(mention, anchor=anchor, text=text[anchor.start : anchor.end], attributes={"within": within})


def _secretariat(text: str, before: Mention, mention: Mention) -> Mention:
    anchor = Anchor(before.anchor.start, mention.anchor.end)
    words = text[anchor.start : anchor.end]
    identifier = f"org:{''.join(words.split())}"
    return replace(before, anchor=anchor, text=words, candidates=(identifier,), rule="name of an office")


def _offices(folded: str, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """人权高专办驻布隆迪办事处: an office of a body in a country."""
    for body, country in pairwise(names):
        between = folded[body.anchor.end : country.anchor.start].strip()
        office = _OFFICE.match(folded, country.anchor.end)
        if body.type == "UN_BODY" and country.type == "COUNTRY" and between == "驻" and office:
            anchor = Anchor(body.anchor.start, office.end())
            parent, host = body.candidates[0], country.candidates[0]
            identifier = f"{parent}-{host.partition(':')[2]}"
            attributes = {"parent": parent, "host": host}
            words = text[anchor.start : anchor.end]
            yield Mention(anchor, "UN_BODY", words, (identifier,), rule="name of an office", attributes=attributes)


def _posts(folded: str, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """开发署署长, 马里稳定团部队指挥官: the head of a body."""
    for body in names:
        if body.type != "UN_BODY" or body.candidates[0] in _OUTER:
            continue
        for prefix, regex in (("HEAD", _HEAD), ("FC", _COMMANDER)):
            if match := regex.match(folded, body.anchor.end):
                anchor = Anchor(body.anchor.start, match.end())
                identifier = f"role:{prefix}-{body.candidates[0].partition(':')[2]}"
                attributes = {"body": body.candidates[0]}
                words = text[anchor.start : anchor.end]
                yield Mention(anchor, "ROLE", words, (identifier,), rule="role of a body", attributes=attributes)


def _envoys(folded: str, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """秘书长马里问题特别代表: an envoy of the Secretary-General for a country."""
    for chief, country in pairwise(names):
        of_un = chief.candidates[0] in {_SECRETARY, "un:UN"}
        if not of_un or country.type not in {"COUNTRY", "REGION", "LOCATION"} or not _touches(folded, chief, country):
            continue
        if match := _ENVOY.match(folded, country.anchor.end):
            anchor = Anchor(chief.anchor.start, match.end())
            identifier = f"role:{match.lastgroup}-{country.candidates[0].partition(':')[2]}"
            yield Mention(anchor, "ROLE", text[anchor.start : anchor.end], (identifier,), rule="role of an envoy")
