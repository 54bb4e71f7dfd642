"""Names made of names: 联合国秘书处政治事务部选举援助司, 人权高专办驻布隆迪办事处, 联合国驻非洲联盟办事处主任."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from pipeline.entities.envoys import CHIEFS, ENVOYS, POSTED, envoys, is_foreign_post
from pipeline.entities.names import alias_rows
from pipeline.model import Anchor, Mention, MentionType
from pipeline.tables import load_expressions, load_names, load_vocabulary
from pipeline.text.triggers import matches_at, places_of
from pipeline.trace import reject_mention

_PREFIX = {"UN_BODY": "un", "ORG": "org"}
_BESIDE = 8
_LONGEST_REST = 14
"""Characters of a name behind the bracket with its short form."""
_OUTER = frozenset({"un:UN", "un:SECRETARIAT", "un:UNSYSTEM"})
_SERVED = _OUTER | {"un:GA", "un:SC", "un:ECOSOC"}
"""Bodies whose secretariat is the United Nations'."""
_PATTERNS = load_expressions("names")
_PRESIDENT, _STATEMENT, _BUREAU = (
    tuple(load_vocabulary("names")[name]) for name in ("president", "statement", "bureau")
)
_STATIONED = frozenset(load_vocabulary("names")["stationed"])
_HEADQUARTERS = frozenset(load_vocabulary("names")["headquarters"])
_LONGEST_BETWEEN = max(map(len, POSTED | _HEADQUARTERS))
_OFFICE: str = load_vocabulary("names")["post_office"]
_LONGEST_POST = 6
"""Characters of a post before the word for its office."""


def compose(folded: str, text: str, names: Sequence[Mention]) -> tuple[list[Mention], int]:
    """The names with those joined that make one longer name, and how many posts of other organisations were left out.

    A joined mention has the entity of its last name; ``within`` are the bodies that it begins with.
    """
    joined: list[Mention] = []
    foreign = 0
    for name in names:
        mention = _of_bureau(folded, text, name) if folded.startswith(_BUREAU, name.anchor.end) else name
        before = joined[-1] if joined and _adjoins(folded, joined[-1], mention) else None
        if before is None:
            joined.append(mention)
        elif is_foreign_post(before, mention):
            foreign += 1
            reject_mention(mention, f"a post of another organisation: {before.text}")
        elif _nests(before, mention):
            joined[-1] = _nested(text, before, mention)
            for part in (before, mention):
                reject_mention(part, f"part of the name {joined[-1].text}")
        elif _sends(before, mention):
            anchor = Anchor(before.anchor.start, mention.anchor.end)
            joined[-1] = replace(mention, anchor=anchor, text=text[anchor.start : anchor.end])
            reject_mention(before, f"part of the name {joined[-1].text}")
        else:
            joined.append(mention)
    longer = [
        mention
        for find in (_offices, _organs, _posts, envoys, _secretariats, _presidents, _bracketed)
        for mention in find(folded, text, joined)
    ]
    kept = [mention for mention in joined if not _is_of_another(folded, mention)]
    return [*kept, *longer], foreign + len(joined) - len(kept)


def _of_bureau(folded: str, text: str, name: Mention) -> Mention:
    """妇女地位委员会主席团: the bureau of a body is not its chair; what is named is the body."""
    title = next((word for word in _PRESIDENT if folded.endswith(word, name.anchor.start, name.anchor.end)), "")
    known = load_names().entities.get(name.candidates[0])
    body = known.attributes.get("body") if known and name.type == "ROLE" else None
    end = name.anchor.end - len(title)
    if not (title and body and end > name.anchor.start):
        return name
    printed = text[name.anchor.start : end]
    return replace(name, anchor=Anchor(name.anchor.start, end), type="UN_BODY", text=printed, candidates=(body,))


def _adjoins(folded: str, before: Mention, mention: Mention) -> bool:
    """The same, or 总部 between the United Nations and one of its departments, or 主管 before an envoy."""
    between = folded[before.anchor.end : mention.anchor.start].strip(" ")
    if len(between) > _LONGEST_BETWEEN:
        return False
    at_headquarters = before.candidates[:1] == ("un:UN",) and between in _HEADQUARTERS
    return not between or at_headquarters or (between in POSTED and _sends(before, mention))


def _nests(before: Mention, mention: Mention) -> bool:
    """Whether the second name is a body inside the first, as tables or the UN's own name tell."""
    if before.type != "UN_BODY" or mention.type != "UN_BODY":
        return False
    known = load_names().entities.get(mention.candidates[0])
    parent = known.attributes.get("parent") if known else None
    return before.candidates[0] in _OUTER or parent == before.candidates[0]


def _sends(before: Mention, mention: Mention) -> bool:
    """Whether the second name is an envoy's whose chief stands before it: 联合国秘书长大湖区问题特使."""
    return before.candidates[0] in CHIEFS and mention.candidates[0].startswith(ENVOYS)


def _nested(text: str, before: Mention, mention: Mention) -> Mention:
    anchor = Anchor(before.anchor.start, mention.anchor.end)
    outer = (*before.attributes.get("within", ()), before.candidates[0])
    within = tuple(body for body in outer if body not in {"un:UN", "un:UNSYSTEM"})
    return replace(mention, anchor=anchor, text=text[anchor.start : anchor.end], attributes={"within": within})


def _secretariats(folded: str, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """加勒比共同体秘书处, 贸发会议秘书处: the secretariat of another body is not the United Nations'."""
    for body in names:
        if body.type not in _PREFIX or body.candidates[0] in _SERVED:
            continue
        if match := _PATTERNS["secretariat"].match(folded, body.anchor.end):
            anchor = Anchor(body.anchor.start, match.end())
            words = text[anchor.start : anchor.end]
            identifier = f"{_PREFIX[body.type]}:{''.join(words.split())}"
            attributes = {"parent": body.candidates[0]} if body.type == "UN_BODY" else {}
            yield Mention(anchor, body.type, words, (identifier,), rule="name of an office", attributes=attributes)


def _is_of_another(folded: str, mention: Mention) -> bool:
    """Whether 秘书处 is that of a body without a name of its own before it: 论坛秘书处, 《公约》秘书处."""
    bare = mention.candidates[:1] == ("un:SECRETARIAT",) and _PATTERNS["secretariat"].fullmatch(mention.text)
    at = mention.anchor.start
    return bool(bare and _PATTERNS["secretariat_of"].search(folded, max(0, at - _BESIDE), at))


def _bracketed(folded: str, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """联合国开发计划署(开发署)阿拉伯国家区域局: a name of the tables that begins with a short form."""
    ends = {short.anchor.end: (full, short) for full, short in pairwise(names)}
    for full, short in (ends[at] for at in places_of(")", folded) if at in ends):
        if full.candidates[0] != short.candidates[0]:
            continue
        if folded[full.anchor.end : short.anchor.start].strip(" ") != "(":
            continue
        at = short.anchor.end + 1
        if _PATTERNS["secretariat"].match(folded, at):
            continue  # three names: the body, its short form and its secretariat
        for end in range(min(at + _LONGEST_REST, len(folded)), at + 1, -1):
            row = next(alias_rows(short.text + folded[at:end]), None)
            if row is not None and row.type in _PREFIX:
                anchor = Anchor(full.anchor.start, end)
                yield Mention(anchor, row.type, text[anchor.start : end], (row.id,), rule="name", row=row.row)
                break


def _presidents(folded: str, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """安理会主席声明2001年第32号: where the statement is cited, what is left of its president is the Council."""
    for post in names:
        if post.candidates[:1] != ("role:PRESIDENT-SC",):
            continue
        title = next((word for word in _PRESIDENT if folded.endswith(word, post.anchor.start, post.anchor.end)), "")
        if title and folded.startswith(_STATEMENT, post.anchor.end):
            anchor = Anchor(post.anchor.start, post.anchor.end - len(title))
            yield Mention(anchor, "UN_BODY", text[anchor.start : anchor.end], ("un:SC",), rule="name", row=post.row)


def _offices(folded: str, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """人权高专办驻布隆迪办事处: an office of a body in a country."""
    for body, country in pairwise(names):
        if body.type != "UN_BODY" or country.type != "COUNTRY":
            continue
        between = folded[body.anchor.end : country.anchor.start].strip()
        office = _PATTERNS["office"].match(folded, country.anchor.end)
        if between in _STATIONED and office:
            anchor = Anchor(body.anchor.start, office.end())
            parent, host = body.candidates[0], country.candidates[0]
            identifier = f"{parent}-{host.partition(':')[2]}"
            attributes = {"parent": parent, "host": host}
            words = text[anchor.start : anchor.end]
            yield Mention(anchor, "UN_BODY", words, (identifier,), rule="name of an office", attributes=attributes)


def _organs(folded: str, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """禁止化学武器组织筹备委员会, 人权理事会主席办公室: an organ of a body, the office of a post."""
    for name in names:
        organ = "office_of_post" if name.type == "ROLE" else "organ"
        if (name.type != "ROLE" and name.type not in _PREFIX) or name.candidates[0] in _SERVED:
            continue
        if match := _PATTERNS[organ].match(folded, name.anchor.end):
            anchor = Anchor(name.anchor.start, match.end())
            words = text[anchor.start : anchor.end]
            identifier = f"{_PREFIX.get(name.type, 'un')}:{''.join(words.split())}"
            attributes = {"parent": name.candidates[0]} if name.type == "UN_BODY" else {}
            kind: MentionType = "ORG" if name.type == "ORG" else "UN_BODY"
            yield Mention(anchor, kind, words, (identifier,), rule="name of an office", attributes=attributes)
    offices = places_of(_OFFICE, folded)
    starts = (start for office in offices for start in range(max(0, office - _LONGEST_POST), office))
    for match in matches_at(_PATTERNS["post_office"], folded, starts):
        words = text[match.start() : match.end()]
        yield Mention(Anchor(*match.span()), "UN_BODY", words, (f"un:{words}",), rule="name of an office")


def _posts(folded: str, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """开发署署长, 马里稳定团部队指挥官: the head of a body."""
    for body in names:
        if body.type != "UN_BODY" or body.candidates[0] in _OUTER:
            continue
        for prefix, regex in (("HEAD", _PATTERNS["head"]), ("FC", _PATTERNS["commander"])):
            if match := regex.match(folded, body.anchor.end):
                anchor = Anchor(body.anchor.start, match.end())
                identifier = f"role:{prefix}-{body.candidates[0].partition(':')[2]}"
                attributes = {"body": body.candidates[0]}
                words = text[anchor.start : anchor.end]
                yield Mention(anchor, "ROLE", words, (identifier,), rule="role of a body", attributes=attributes)
