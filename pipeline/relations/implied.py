"""What a name states by itself: of what a unit is part, whom a post leads, where a mission is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest

from pipeline.model import Anchor, Mention, Relation
from pipeline.tables import load_expressions, load_names
from pipeline.text.fold import fold

_TELLING = frozenset({"UN_BODY", "ROLE", "ORG"})
"""What a name of these types states by itself; of others only what was found with them."""
_NESTED = frozenset({"UN_BODY", "ORG"})
_FORMS = load_expressions("facts")
_BETWEEN = 2
"""Characters between two names of a list: 和, 以及."""
_INQUIRING = frozenset({"expert_body", "commission", "committee"})
"""What is named after a country that it deals with, and may never have set foot in."""
_DELIBERATIVE = frozenset(
    {"organ", "subsidiary", "committee", "commission", "conference", "treaty_body", "working_group", "tribunal"}
)


def find_implied(mentions: Sequence[Mention]) -> Iterator[Relation]:
    """What a name states by itself: 秘书处政治事务部选举援助司 is part of the bodies that it begins with.

    So is the next name of a list whose parent in the table is the same (秘书处新闻部和政治事务部).
    """
    last, end = "", 0
    for mention, next_one in zip_longest(mentions, mentions[1:]):
        silent = mention.type not in _TELLING and not mention.attributes
        if silent or not mention.entity or mention.anaphor:
            continue
        name = mention.type, mention.text, mention.entity
        outer = max(_begins_with(*name), tuple(mention.attributes.get("within", ())), key=len)
        beside = last and mention.anchor.start - end <= _BETWEEN and _known(mention.entity).get("parent") == last
        outer = outer or ((last,) if beside else ())
        last, end = (outer[-1] if outer else ""), mention.anchor.end
        for inner, above in zip((*outer[1:], mention.entity), outer, strict=False):
            if inner != above:
                yield Relation(inner, "part_of", above, (mention.anchor,), "nested name")
        yield from _of_a_body(mention, mention.entity)
        yield from _of_a_post(mention, mention.entity, next_one)


def _of_a_body(mention: Mention, entity: str) -> Iterator[Relation]:
    place = (mention.anchor,)
    if founder := _founder_in_name(mention.text):
        yield Relation(founder, "established", entity, place, "name of a committee")
    if ministry := _FORMS["unit_of_ministry"].fullmatch(entity):
        yield Relation(entity, "part_of", ministry["ministry"], place, "unit of a ministry")
    if parent := mention.attributes.get("parent"):
        yield Relation(entity, "part_of", parent, place, "name of an office")
    if host := mention.attributes.get("host") or _host_in_name(mention.type, mention.text, entity):
        yield Relation(entity, "operates_in", host, place, "name of a mission")


def _of_a_post(post: Mention, entity: str, behind: Mention | None) -> Iterator[Relation]:
    """Whom a body has at its head: the person named directly behind the post, else the post."""
    if post.type != "ROLE":
        return
    body = post.attributes.get("body") or _body_in_name(post.type, post.text, entity)
    if not body:
        return
    if behind and behind.type == "PERSON" and behind.entity and behind.anchor.start == post.anchor.end:
        place = Anchor(post.anchor.start, behind.anchor.end)
        yield Relation(body, "headed_by", behind.entity, (place,), "name of a post and its holder")
    elif not _deliberates(body):
        yield Relation(body, "headed_by", entity, (post.anchor,), "name of a post")


def body_of_post(post: Mention) -> str | None:
    """The body that the holder of a post leads, as the post's own name or the table tells: 开发署署长."""
    return post.attributes.get("body") or _known(post.entity).get("body") if post.type == "ROLE" else None


def _deliberates(body: str) -> bool:
    """Whether the body is one of States or experts: a letter to its president does not say who leads it."""
    name = load_names().entities.get(body)
    return name is not None and name.attributes.get("kind") in _DELIBERATIVE


def _known(entity: str | None) -> Mapping[str, str]:
    known = load_names().entities.get(entity or "")
    return known.attributes if known else {}


@lru_cache(maxsize=4096)
def _founder_in_name(text: str) -> str | None:
    """The resolution that set a committee up, where its printed name says which."""
    founded = _FORMS["founded"].search(fold("".join(text.split())))
    return f"S/RES/{founded['number']}({founded['year']})" if founded else None


@lru_cache(maxsize=4096)
def _begins_with(kind: str, text: str, entity: str) -> tuple[str, ...]:
    """The bodies whose names make up the name of another: the table's own name of 政治事务部选举援助司 is one."""
    if kind not in _NESTED:
        return ()
    name, parent = "".join(text.split()), _known(entity).get("parent", "")
    rest, found = name, []
    while body := _first_body(rest, kind):
        rest = rest[len(body[0]) :]
        found.append(body[1])
    whole = rest in load_names().aliases or not found
    stated = found if whole or kind == "ORG" else [body for body in found[-1:] if body == parent]
    return tuple(body for body in stated if body not in {"un:UN", "un:UNSYSTEM", entity})


def _first_body(name: str, kind: str) -> tuple[str, str] | None:
    """The longest name of a body that a name begins with and does not end with, and whose it is.

    Of organisations those of States alone: the name of another may begin that of a body that has nothing to do with it.
    """
    names = load_names()
    for end in range(len(name) - 1, 1, -1):
        rows = [row for row in names.aliases.get(name[:end], ()) if row.type == kind and not row.when]
        if len(rows) == 1 and (kind != "ORG" or names.entities[rows[0].id].attributes.get("kind") == "regional"):
            return name[:end], rows[0].id
    return None


@lru_cache(maxsize=4096)
def _body_in_name(kind: str, text: str, entity: str) -> str | None:
    """The body that a post leads, where the post's printed name begins with the body's: 联合国驻非盟办事处主任."""
    named = _first_body("".join(text.split()), "UN_BODY") if kind == "ROLE" else None
    return named[1] if named and named[1] == _known(entity).get("body") else None


@lru_cache(maxsize=4096)
def _host_in_name(kind: str, text: str, entity: str) -> str | None:
    """The host country of a mission or an office, where its printed name says it: 联合国科特迪瓦行动."""
    known = _known(entity) if kind == "UN_BODY" else {}
    hosts = known.get("host", "")
    if not hosts or known.get("kind") in _INQUIRING:
        return None
    names, printed = load_names().entities, "".join(text.split())
    return next((host for host in hosts.split(";") if host in names and names[host].label in printed), None)
