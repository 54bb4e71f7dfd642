"""A sentence as a string in which each mention is one character: what relation patterns are written over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Anchor, Mention
from pipeline.relations.passage import Passage

_FIRST = 0xE000
TYPES = ("COUNTRY", "REGION", "LOCATION", "UN_BODY", "ORG", "RESOLUTION", "DOCUMENT", "INSTRUMENT", "ROLE", "PERSON",
         "PROGRAMME", "DATE")  # fmt: skip
CODES = {kind: chr(_FIRST + number) for number, kind in enumerate(TYPES)}
_ORGAN = chr(_FIRST + len(TYPES))
"""A principal organ: it decides and asks, and is no actor in the field."""
_ORGANS = frozenset({"un:GA", "un:SC", "un:ECOSOC", "un:TC", "un:HRC"})
_LISTS = {
    "ACTORS": "UN_BODY|ORG|ROLE",
    "BODIES": "UN_BODY|ORG",
    "RECIPIENTS": "COUNTRY|ORG|UN_BODY|ROLE|PROGRAMME",
    "RESOLUTIONS": "RESOLUTION",
    "DOCUMENTS": "DOCUMENT|RESOLUTION",
}
_SKIPPED = frozenset(' “”"')
_AND = "(?:、|和|及|与|以及|或|,)"
_MORE = 8
_MACRO = re.compile(r"<([A-Z_|]+)>")
_GAP = "[^。；，,;：]{0,24}?"


def compile_pattern(regex: str) -> re.Pattern[str]:
    """A pattern of the relation table as a regular expression over encoded sentences."""
    return re.compile(_MACRO.sub(_expand, regex).replace("_", _GAP))


def _expand(match: re.Match[str]) -> str:
    name = match[1]
    if name == "MORE":
        return f"(?:{_AND}{_class('UN_BODY|ORG')}){{0,{_MORE}}}"
    if name in _LISTS:
        one = _class(_LISTS[name]).replace(_ORGAN, "")
        return f"{one}(?:{_AND}{one}){{0,{_MORE}}}"
    if set(name.split("|")) <= set(TYPES):
        return _class(name)
    return match[0]  # the name of a group


def _class(types: str) -> str:
    kinds = types.split("|")
    return "[" + "".join(CODES[kind] for kind in kinds) + (_ORGAN if "UN_BODY" in kinds else "") + "]"


def is_organ(mention: Mention) -> bool:
    """Whether the mention is one of a principal organ."""
    return mention.entity in _ORGANS


@dataclass(frozen=True, slots=True)
class Encoded:
    """The encoded sentence: character i stands at ``starts[i]`` of the text, for a mention if ``named`` holds it."""

    string: str
    starts: Sequence[int]
    named: Mapping[int, Mention]

    def mentions(self, start: int, end: int) -> list[Mention]:
        return [self.named[i] for i in range(start, end) if i in self.named]

    def anchor(self, start: int, end: int) -> Anchor:
        last = self.named.get(end - 1)
        return Anchor(self.starts[start], last.anchor.end if last else self.starts[end - 1] + 1)


def encode(passage: Passage) -> Encoded:
    """Without blanks and quotation marks; a name's own short form in brackets behind it is passed over."""
    chars: list[str] = []
    starts: list[int] = []
    named: dict[int, Mention] = {}
    at = passage.anchor.start
    for mention in (*passage.mentions, None):
        until = mention.anchor.start if mention else passage.anchor.end
        _add_words(passage.folded, at, until, chars, starts)
        if mention is None:
            break
        at = mention.anchor.end
        if _is_short_form(passage.folded, chars, named, mention):
            chars.pop()
            starts.pop()
            at = at + 1 if passage.folded.startswith(")", at) else at
            continue
        named[len(starts)] = mention
        chars.append(_ORGAN if mention.entity in _ORGANS else CODES[mention.type])
        starts.append(mention.anchor.start)
    return Encoded("".join(chars), starts, named)


def _add_words(folded: str, at: int, until: int, chars: list[str], starts: list[int]) -> None:
    words = folded[at:until]
    if _SKIPPED.isdisjoint(words):
        chars.extend(words)
        starts.extend(range(at, until))
        return
    kept = [place for place, char in enumerate(words, at) if char not in _SKIPPED]
    chars.extend(folded[place] for place in kept)
    starts.extend(kept)


def _is_short_form(folded: str, chars: list[str], named: Mapping[int, Mention], mention: Mention) -> bool:
    """Whether the mention is the short form in brackets of the name directly before it."""
    full = named.get(len(chars) - 2)
    closed = folded.startswith(")", mention.anchor.end)
    return closed and chars[-1:] == ["("] and full is not None and full.entity == mention.entity
