"""Short forms that the report itself defines: 联合国布隆迪选举观察团(联布观察团), 全称(以下简称“…”)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from pipeline.entities.names import alias_rows
from pipeline.model import Anchor, Mention, MentionType
from pipeline.tables import load_expressions, load_vocabulary
from pipeline.text.triggers import matches_at, places_of
from pipeline.trace import reject

_PATTERNS = load_expressions("names")
_OF_UN = tuple(load_vocabulary("names")["of_un"])
_LATIN = re.compile(r"[A-Z][A-Za-z&/-]{1,14}")
_STOP = "，。；、：(\n“”《》"
_TOO_LONG = 45


class Definition(Struct, frozen=True, gc=False):
    """A short form with what it means from ``start`` on; ``full`` is the mention of the whole name."""

    short: str
    start: int
    end: int
    full: Mention


def find_definitions(folded: str, text: str, candidates: Iterable[Mention]) -> list[Definition]:
    """The definitions whose whole name is known, or can be cut out by the characters of the short form."""
    ends: dict[int, Mention] = {}
    for mention in candidates:
        known = ends.get(mention.anchor.end)
        if known is None or known.anchor.start > mention.anchor.start:
            ends[mention.anchor.end] = mention
    starts = (at - (folded[at - 1 : at] == " ") for at in places_of("(", folded))
    return [
        definition
        for match in matches_at(_PATTERNS["definition"], folded, starts)
        if (definition := _definition(folded, text, match, ends)) is not None
    ]


def _definition(folded: str, text: str, match: re.Match[str], ends: dict[int, Mention]) -> Definition | None:
    short = match["short"].strip()
    if _PATTERNS["not_short"].search(short):
        reject(*match.span("short"), "NAME", "what the brackets hold is no short form (not_short)", rule="definition")
        return None
    at = len(folded[: match.start()].rstrip(" 》”"))
    full = ends.get(at)
    if full is None or full.type in {"DATE", "COUNTRY", "DOCUMENT", "RESOLUTION", "PERSON", "ROLE"}:
        full = _cut_out(folded, text, at, short) if not _LATIN.fullmatch(short) else None
    elif not _LATIN.fullmatch(short) and not is_short_for(short, full.text):
        return None
    elif full.attributes.get("parent") in {row.id for row in alias_rows(short)}:
        return None  # 贸发会议秘书处(下称“贸发会议”): the short form is the whole body's name
    if full is None:
        reject(*match.span("short"), "NAME", "no name before the brackets that it is short for", rule="definition")
    return Definition(short, match.start("short"), match.end("short"), full) if full else None


def is_short_for(short: str, full: str) -> bool:
    """Whether most of the short form's characters stand in the full name in order: 联科行动 in 联合国科特迪瓦行动."""
    at, hits = 0, 0
    for char in short:
        place = full.find(char, at)
        if place >= 0:
            at, hits = place + 1, hits + 1
    return hits >= max(2, len(short) - 1)


def _cut_out(folded: str, text: str, end: int, short: str) -> Mention | None:
    """The full name before a bracket: from the short form's first character on, if it holds the others in order."""
    begin = max(folded.rfind(stop, max(0, end - _TOO_LONG), end) for stop in _STOP) + 1
    begin = max(begin, end - _TOO_LONG)
    start = folded.find(short[0], begin, end)
    if (
        start < 0
        or folded[end - 1] != short[-1]
        or not is_short_for(short, folded[start:end])
        or end - start <= len(short)
    ):
        return None
    name = text[start:end]
    kind = _kind(name)
    prefix = "un" if kind == "UN_BODY" else "org"
    identifier = f"{prefix}:{''.join(name.split())}"
    return Mention(Anchor(start, end), kind, name, (identifier,), rule="definition")


def _kind(name: str) -> MentionType:
    return "UN_BODY" if name.startswith(_OF_UN) else "ORG"


def apply_definitions(folded: str, text: str, definitions: Iterable[Definition]) -> Iterator[Mention]:
    """The whole names that were cut out, and every use of a short form from its definition on, up to a later one."""
    given = list(definitions)
    for definition in given:
        full = definition.full
        if full.rule == "definition":
            yield full
        latin = _LATIN.fullmatch(definition.short)
        at, until = definition.start, _given_anew(definition, given, len(folded))
        while (at := folded.find(definition.short, at, until)) >= 0:
            end = at + len(definition.short)
            around = folded[at - 1 : at] + folded[end : end + 1]
            if not latin or not re.search(r"[A-Za-z0-9]", around):
                yield Mention(
                    Anchor(at, end),
                    full.type,
                    text[at:end],
                    full.candidates,
                    rule="definition",
                    row=f"@{definition.start}",
                )
            at = end


def _given_anew(definition: Definition, given: Iterable[Definition], end: int) -> int:
    """Where the report next gives the same short form to another name."""
    later = (d.start for d in given if d.short == definition.short and d.start > definition.start)
    return min((start for start in later), default=end)
