"""Numbers that are dealt out: 甲和乙分别为12%和15% tells one of each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from pipeline.model import Mention
from pipeline.relations.counting import counting_words
from pipeline.relations.passage import Passage
from pipeline.tables import load_vocabulary
from pipeline.text.amounts import Amount

_OF: str = load_vocabulary("observations")["of"]
_MARK = re.compile("[，。；：]")


class Share(Struct, frozen=True, gc=False):
    """What one amount of a clause falls to: a phrase, a date, an entity; nothing where the clause deals nothing out."""

    name: str | None = None
    time: str | None = None
    subject: str | None = None


def distribute(passage: Passage, start: int, amounts: Sequence[Amount]) -> list[Share]:
    """The share of each amount of the clause that begins at ``start``.

    As many names, dates or entities as amounts must stand before 分别, else each amount is read by itself.
    """
    nothing = [Share() for _ in amounts]
    find = counting_words().distributed.match
    words = find(passage.folded, start, amounts[0].start) if len(amounts) > 1 else None
    if words and not words["names"].strip():
        start = _clause_before(passage, start)
        words = find(passage.folded, start, amounts[0].start)
    if not words:
        return nothing
    inside = [m for m in passage.mentions if start <= m.anchor.start and m.anchor.end <= words.end("names")]
    dates = _as_many(amounts, [m for m in inside if m.type == "DATE"])
    owners = _as_many(amounts, [m for m in inside if m.type in {"COUNTRY", "UN_BODY", "ORG", "REGION"}])
    names = _names("".join(words["names"].split()).rstrip("，"))
    if not dates and not owners and len(names) == len(amounts):
        return [Share(name=name) for name in names]
    return [
        Share(time=date.entity if date else None, subject=owner.entity if owner else None)
        for date, owner in zip(dates or [None] * len(amounts), owners or [None] * len(amounts), strict=True)
    ]


def _clause_before(passage: Passage, start: int) -> int:
    """Where the clause before the one at ``start`` begins: 甲和乙最多，分别为5和7."""
    marks = [
        m.end() for m in _MARK.finditer(passage.folded, passage.anchor.start, max(passage.anchor.start, start - 1))
    ]
    return marks[-1] if marks else passage.anchor.start


def _as_many(amounts: Sequence[Amount], mentions: list[Mention]) -> Sequence[Mention | None]:
    return mentions if len(mentions) == len(amounts) else ()


def _names(words: str) -> list[str]:
    """The members of a list; what the last has behind 的 is of all: 妇女和男子的失业率."""
    *others, last = counting_words().member.split(words)
    whole, of, what = last.partition(_OF)
    return [f"{name}{of}{what}" if _OF not in name else name for name in others] + [f"{whole}{of}{what}"]
