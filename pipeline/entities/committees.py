"""Committees and panels by the resolution that set them up: 安全理事会关于苏丹的第1591(2005)号决议所设委员会."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.entities.names import alias_rows
from pipeline.model import Anchor, Mention
from pipeline.tables import load_expressions, load_vocabulary
from pipeline.text.triggers import matches_at, places_of

_PATTERNS = load_expressions("groups")
_WORDS = load_vocabulary("groups")
_ORDINAL, _RESOLUTION, _SET_UP = _WORDS["ordinal"], _WORDS["resolution"], _WORDS["set_up"]
_ALIKE = tuple(tuple(words) for words in _WORDS["alike"])
_REACH = 120
"""Characters before the number in which the Council and its matter may stand."""


def find_committees(folded: str, text: str) -> Iterator[Mention]:
    """UN_BODY mentions; what the tables do not know by the first of its resolutions is left alone."""
    if _RESOLUTION not in folded:
        return
    for match in matches_at(_PATTERNS["set_up"], folded, places_of(_ORDINAL, folded)):
        row = next(filter(None, map(_row, _names(match["number"].replace(" ", ""), match["body"]))), None)
        if row is None:
            continue
        council = _PATTERNS["council"].search(folded, max(0, match.start() - _REACH), match.start())
        anchor = Anchor(council.start() if council else match.start(), match.end())
        printed = text[anchor.start : anchor.end]
        yield Mention(anchor, "UN_BODY", printed, (row[0],), rule="name by its resolution", row=row[1])


def _names(number: str, body: str) -> Iterator[str]:
    """How the tables may write it: 专家小组 and 专家组 are one."""
    for word in next((words for words in _ALIKE if body in words), (body,)):
        yield f"{_ORDINAL}{number}{_RESOLUTION}{_SET_UP}{word}"


def _row(name: str) -> tuple[str, str] | None:
    return next(((row.id, row.row) for row in alias_rows(name)), None)
