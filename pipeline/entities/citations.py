"""Resolutions and decisions cited in prose: 安全理事会第 2217(2015)、2301(2016)和 2387(2017)号决议."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Anchor, Mention
from pipeline.tables import load_rows

_B = " ?"
_NUMBER = (
    rf"(?:\d{{1,4}}(?:{_B}[A-F](?![A-Za-z]))?{_B}\((?:(?:19|20)\d\d|(?:ES-|S-)?[IVXL]{{1,7}})\)"
    rf"|(?:ES-|S-)?\d{{1,4}}/\d{{1,3}}(?:{_B}[A-F](?![A-Za-z0-9]))?)"
)
_DATE = r"(?:\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日)?"
_SEPARATOR = rf"{_B}(?:、|，|,|以及|和|及|与|或|至){_B}(?:其|关于[^。，；、]{{0,20}}的)?{_B}{_DATE}{_B}"
_KIND = r"(?P<kind>决议|決議|决定|決定)"
CHAIN = re.compile(
    rf"第{_B}{_NUMBER}(?:{_B}[号號])?(?:{_SEPARATOR}第?{_B}{_NUMBER}(?:{_B}[号號])?){{0,30}}(?:{_B}[号號])?{_B}{_KIND}(?!草案)"
    rf"|第{_B}\d{{1,4}}{_B}\((?:19|20)\d\d\){_B}[号號](?!{_B}(?:法|文|令|条例|决议草案))"
)
_ELEMENT = re.compile(rf"第?{_B}(?P<number>{_NUMBER})(?:{_B}[号號](?:{_B}(?:决议|決議|决定|決定))?)?")
_STATEMENT = re.compile(rf"主席声明{_B}(?P<year>(?:19|20)\d\d){_B}年{_B}第{_B}(?P<number>\d{{1,3}}){_B}[号號]")
_PINPOINT = re.compile(
    rf"{_B}(?:执行部分|序言部分)?{_B}第{_B}(?P<first>\d{{1,3}})(?:{_B}(?:至|-|和|、){_B}(?P<last>\d{{1,3}}))?{_B}段"
)
_SENTENCE = re.compile(r"[。；\n]")
_REACH = 160
"""How far to the left of a citation its organ may stand, in characters of the same sentence."""


def find_citations(folded: str, text: str, organ: str | None) -> list[Mention]:
    """RESOLUTION mentions, one for each number of a list; ``organ`` is the report's own, for 其第…号决议."""
    found = [mention for match in CHAIN.finditer(folded) for mention in _chain(folded, text, match, organ)]
    return found + [_statement(text, match) for match in _STATEMENT.finditer(folded)]


def _chain(folded: str, text: str, match: re.Match[str], own: str | None) -> Iterator[Mention]:
    stated = _organ_before(folded, match.start())
    if stated == "":  # the assembly of another organisation
        return
    decision = (match["kind"] or "").startswith(("决定", "決定"))
    at = match.start()
    while element := _ELEMENT.search(folded, at, match.end()):
        symbols = _symbols("".join(element["number"].split()), stated, own, decision)
        attributes: dict[str, str] = {"organ": stated} if stated else {}
        if element.end() == match.end() and (place := _PINPOINT.match(folded, match.end())):
            attributes["paragraphs"] = "-".join(part for part in place.groups() if part)
        anchor = Anchor(element.start() + (folded[element.start()] == " "), element.end())
        words = text[anchor.start : anchor.end]
        yield Mention(anchor, "RESOLUTION", words, symbols, rule="citation", attributes=attributes)
        at = element.end()


def _statement(text: str, match: re.Match[str]) -> Mention:
    anchor = Anchor(*match.span())
    symbol = f"S/PRST/{match['year']}/{match['number']}"
    return Mention(anchor, "RESOLUTION", text[anchor.start : anchor.end], (symbol,), rule="citation")


def _symbols(number: str, stated: str | None, own: str | None, decision: bool) -> tuple[str, ...]:
    """The canonical symbols that a number may have, the likeliest first; its shape decides before the organ."""
    kind = "DEC" if decision else "RES"
    if re.fullmatch(r"\d+\((?:19|20)\d\d\)", number):
        return (f"S/{kind}/{number}",)
    if "(" in number:
        return (f"A/{kind}/{number}" if (stated or own) != "un:ECOSOC" else f"E/{kind}/{number}",)
    if re.match(r"(?:19|20)\d\d/", number):
        return (f"E/CN.4/{kind}/{number}" if stated == "un:CHR" else f"E/{kind}/{number}",)
    by_organ = {"un:GA": f"A/{kind}/{number}", "un:HRC": f"A/HRC/{kind}/{number}"}
    organ = stated if stated in by_organ else own
    first = by_organ.get(organ or "", by_organ["un:GA"])
    if stated in by_organ or own in by_organ:
        return (first,)
    return (first, *(symbol for symbol in by_organ.values() if symbol != first))


def _organ_before(folded: str, at: int) -> str | None:
    """The organ named nearest before a citation in its sentence; empty for one that is not of the UN."""
    breaks = [match.end() for match in _SENTENCE.finditer(folded, max(0, at - _REACH), at)]
    start = breaks[-1] if breaks else max(0, at - _REACH)
    names = [match.group() for match in _organ_pattern().finditer(folded, start, at)]
    return _organs()[names[-1]] if names else None


@cache
def _organs() -> dict[str, str]:
    return {row["name"]: row["organ"] for _, row in load_rows("citation_organs.tsv")}


@cache
def _organ_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_organs(), key=lambda name: (-len(name), name))))
