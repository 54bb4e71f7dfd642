"""Committees and groups that no table names: by their matter (保密问题委员会), their friends, what they prepare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import rjieba

from pipeline.model import Anchor, Mention
from pipeline.tables import load_expressions, load_vocabulary

_PATTERNS = load_expressions("groups")
_WORDS = load_vocabulary("groups")
_NOUNS = frozenset({"n", "vn", "b", "j", "nz", "an", "nt", "ng", "vi", "l", "ns"})
_BEFORE = frozenset({"p", "c", "d", "r", "x", "w", "ul", "uj", "f"})
"""The tags of words that a name may stand behind; behind any other it is a part of something longer."""
_INSIDE, _GENERAL, _JOINS, _LEADING = (frozenset(_WORDS[name]) for name in ("inside", "general", "joins", "leading"))
_OUTSIDE = tuple(_WORDS["outside"])
_OF = _WORDS["of"]
_TYPES = {"friends": "ORG"}
_WITHIN = frozenset({"REGION", "COUNTRY", "INSTRUMENT"})
"""The types of names that may stand inside such a name."""
_REACH = 26


def find_groups(folded: str, text: str, names: Iterable[Mention]) -> Iterator[Mention]:
    """UN_BODY mentions of committees and groups, ORG mentions of groups of friends.

    The name reaches left over nouns to the first word that is none; a name of the tables at its head is no such group.
    """
    known = list(names)
    whole = {mention.anchor.end: mention.anchor.start for mention in known if mention.candidates[:1] == ("un:UN",)}
    others = [(mention.anchor.start, mention.anchor.end) for mention in known if mention.type not in _WITHIN]
    ends = {end for _, end in others}
    for kind in ("matter", "friends", "preparatory", "review", "compound"):
        for match in _PATTERNS[kind].finditer(folded):
            start = _left(folded, match.start(), ends, kind)
            if start is None or any(begin < match.end() and end > start for begin, end in others):
                continue
            start = whole.get(start, start)
            printed = text[start : match.end()]
            identifier = f"{'org' if kind in _TYPES else 'un'}:{''.join(printed.split())}"
            yield Mention(
                Anchor(start, match.end()), "ORG" if kind in _TYPES else "UN_BODY", printed, (identifier,),
                rule=f"organisation: {kind}",
            )  # fmt: skip


def _left(folded: str, end: int, ends: set[int], kind: str) -> int | None:
    """Where the name begins whose head is at ``end``; None where its words tell no group from another."""
    run = re.search(r"[\u4e00-\u9fff]*$", folded[max(0, end - _REACH) : end])
    stem: list[str] = []
    start, tag = end, ""
    for word, tag in reversed(rjieba.tag(run.group() if run else "")):
        if start in ends or not ((word in _JOINS and stem) or tag in _NOUNS or word in _INSIDE):
            break
        start, stem = start - len(word), [word, *stem]
    else:
        tag = ""
    while stem and stem[0] in _JOINS:
        start, stem = start + len(stem[0]), stem[1:]
    before = folded[max(0, end - _REACH) : start]
    clean = not tag or start in ends or tag in _BEFORE or before.endswith(tuple(_LEADING))
    if kind == "preparatory" and (number := _PATTERNS["number"].search(before)):
        return start - len(number.group())
    if not clean or not _is_named(stem, kind) or (kind == "matter" and before.endswith(_OF)):
        return None
    return start


def _is_named(stem: list[str], kind: str) -> bool:
    """Whether the words tell one group from another: not 技术工作组, 有关问题工作组."""
    telling = [word for word in stem if word not in _GENERAL and word not in _JOINS]
    if not telling or stem[0] in _OUTSIDE:
        return False
    return kind != "compound" or (len(telling) > 1 and len("".join(telling)) > 3)
