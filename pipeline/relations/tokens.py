"""A sentence as a string in which each mention is one character: what relation patterns are written over."""

from __future__ import annotations

import re
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
    """The encoded sentence; ``places[i]`` is what its i-th character stands for: [start, end) and perhaps a mention."""

    string: str
    places: tuple[tuple[int, int, Mention | None], ...]

    def mentions(self, start: int, end: int) -> list[Mention]:
        return [mention for _, _, mention in self.places[start:end] if mention]

    def anchor(self, start: int, end: int) -> Anchor:
        return Anchor(self.places[start][0], self.places[end - 1][1])


def encode(passage: Passage) -> Encoded:
    """Without blanks and quotation marks; a name's own short form in brackets behind it is passed over."""
    chars: list[str] = []
    places: list[tuple[int, int, Mention | None]] = []
    at = passage.anchor.start

    def words(until: int) -> None:
        for place in range(at, until):
            if passage.folded[place] not in ' “”"':
                chars.append(passage.folded[place])
                places.append((place, place + 1, None))

    for mention in passage.mentions:
        words(mention.anchor.start)
        at = mention.anchor.end
        chars.append(_ORGAN if mention.entity in _ORGANS else CODES[mention.type])
        places.append((mention.anchor.start, mention.anchor.end, mention))
    words(passage.anchor.end)
    return _without_short_forms(chars, places)


def _without_short_forms(chars: list[str], places: list[tuple[int, int, Mention | None]]) -> Encoded:
    keep, index = [], 0
    while index < len(chars):
        keep.append(index)
        index += 4 if _is_short_form(chars, places, index) else 1
    return Encoded("".join(chars[i] for i in keep), tuple(places[i] for i in keep))


def _is_short_form(chars: list[str], places: list[tuple[int, int, Mention | None]], index: int) -> bool:
    if index + 3 >= len(chars) or chars[index + 1] != "(" or chars[index + 3] != ")":
        return False
    full, short = places[index][2], places[index + 2][2]
    return full is not None and short is not None and full.entity == short.entity
