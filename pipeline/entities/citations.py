"""Resolutions and decisions cited in prose: 安全理事会第 2217(2015)、2301(2016)和 2387(2017)号决议."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from pipeline.model import Anchor, Mention
from pipeline.tables import load_expressions, load_rows, load_vocabulary
from pipeline.text.numerals import parse_numeral, to_roman
from pipeline.text.triggers import matches_at, places_of
from pipeline.trace import reject

PATTERNS = load_expressions("citations")
_WORDS = load_vocabulary("citations")
_NEEDED = tuple(_WORDS["needed"])
_CITED_BY_NUMBER = (_WORDS["ordinal"], "19", "20")
"""What the citation of a running number begins with: the word before it, or its year."""
_REACH = 160
"""How far to the left of a citation its organ may stand, in characters of the same sentence."""
_COUNCIL = "un:SC"
_NO_YEAR = "a number without its year, and not the Security Council's"
_OF_ANOTHER = "the organ named before it is none of the United Nations (citation_organs.tsv)"
_SHAPE = re.compile(r"(?P<main>[^\s/(]{1,10}?)(?P<before>[A-Z])?\((?P<era>[^)]{1,12})\)(?P<after>[A-Z])?")
_PAIR = re.compile(
    r"(?P<session>(?:ES-|S-)?\d{1,4}|[^\x00-\x7f]{1,8})/(?P<number>\d{1,4}|[^\x00-\x7f]{1,8}?)(?P<letter>[A-Z])?"
)


def find_citations(folded: str, text: str, organ: str | None) -> list[Mention]:
    """RESOLUTION mentions, one for each number of a list; ``organ`` is the report's own, for 其第…号决议."""
    if not any(word in folded for word in _NEEDED):
        return []
    chains = list(PATTERNS["chain"].finditer(folded))
    inside = {at for match in chains for at in range(*match.span())}
    chains += [match for match in PATTERNS["bare"].finditer(folded) if match.start() not in inside]
    found = [mention for match in chains for mention in _chain(folded, text, match, organ)]
    starts = sorted(at for word in _CITED_BY_NUMBER for at in places_of(word, folded))
    found += [m for match in matches_at(PATTERNS["plain"], folded, starts) for m in _plain(folded, text, match, organ)]
    found += [m for match in PATTERNS["head_first"].finditer(folded) for m in _head_first(folded, text, match, organ)]
    return found + [_statement(text, match) for match in PATTERNS["statement"].finditer(folded)]


def _chain(folded: str, text: str, match: re.Match[str], own: str | None) -> Iterator[Mention]:
    decision = (match.groupdict().get("kind") or "").startswith(tuple(_WORDS["decision"]))
    at, last = match.start(), ""
    while element := PATTERNS["element"].search(folded, at, match.end()):
        at = element.end()
        if element["part"]:
            number = _with_part(last, element["part"])
        else:
            number = last = _plain_number(element["number"])
        stated = _organ_before(folded, element.start())
        symbols = _symbols(number, stated, own, decision)
        if symbols:
            attributes = {"organ": stated} if stated else {}
            if element.end() == match.end():
                attributes |= _pinpoint(folded, match.end())
            yield _mention(folded, text, element.start(), element.end(), symbols, attributes)
        else:
            reject(*element.span(), "RESOLUTION", _OF_ANOTHER, rule="citation")


def _plain(folded: str, text: str, match: re.Match[str], own: str | None) -> Iterator[Mention]:
    """安理会第 1325 号决议: the Security Council's running number, whose year the table knows."""
    stated = _organ_before(folded, match.start())
    if (stated if stated is not None else own) != _COUNCIL:
        reject(*match.span(), "RESOLUTION", _NO_YEAR, rule="citation")
        return
    at = match.start("first") - 2 if match["year"] else match.start()
    while element := PATTERNS["plain_element"].search(folded, max(at, match.start()), match.end()):
        at = element.end()
        year = _year_of(int(element["number"]))
        if year and match["year"] in (None, year):
            symbols = (f"S/RES/{element['number']}({year})",)
            yield _mention(folded, text, element.start(), element.end(), symbols, {"organ": _COUNCIL})
        else:
            why = "the Security Council adopted no resolution of this number in that year"
            reject(*element.span(), "RESOLUTION", why, rule="citation", row="security_council_years.tsv")


def _head_first(folded: str, text: str, match: re.Match[str], own: str | None) -> Iterator[Mention]:
    stated = _organ_before(folded, match.start())
    decision = match.group().startswith(tuple(_WORDS["decision"]))
    symbols = _symbols(_plain_number(match["number"]), stated, own, decision)
    if symbols:
        yield _mention(folded, text, *match.span("number"), symbols, {"organ": stated} if stated else {})
    else:
        reject(*match.span(), "RESOLUTION", _OF_ANOTHER, rule="citation")


def _mention(
    folded: str, text: str, start: int, end: int, symbols: tuple[str, ...], attributes: dict[str, str]
) -> Mention:
    start += folded[start] == " "
    return Mention(Anchor(start, end), "RESOLUTION", text[start:end], symbols, rule="citation", attributes=attributes)


def _statement(text: str, match: re.Match[str]) -> Mention:
    anchor = Anchor(*match.span())
    symbol = f"S/PRST/{match['year']}/{match['number']}"
    return Mention(anchor, "RESOLUTION", text[anchor.start : anchor.end], (symbol,), rule="citation")


def _pinpoint(folded: str, at: int) -> dict[str, str]:
    """The part and the paragraphs of the resolution that stand behind its citation."""
    place = PATTERNS["pinpoint"].match(folded, at)
    if not place or not (place["part"] or place["first"]):
        return {}
    first, last = (_arabic(place[name]) for name in ("first", "last"))
    found = {"part": place["part"]} if place["part"] else {}
    if first:
        item = f"({place['item']})" if place["item"] else ""
        found["paragraphs"] = first + item + (f"-{last}" if last else "")
    return found


def _arabic(text: str | None) -> str:
    if not text or text.isdigit():
        return text or ""
    number = parse_numeral(text)
    return str(number) if number is not None else text


def _plain_number(text: str) -> str:
    """A number as its symbol has it: without blanks, figures and letters instead of Chinese ones."""
    text = "".join(text.split())
    for letter, latin in _WORDS["letters"].items():
        text = text.replace(letter, latin)
    if match := _SHAPE.fullmatch(text):
        letter = match["before"] or match["after"] or ""
        return f"{_arabic(match['main'])}{letter}({_era(match['era'])})"
    if match := _PAIR.fullmatch(text):
        return f"{_session(match['session'])}/{_arabic(match['number'])}{match['letter'] or ''}"
    return text


def _session(text: str) -> str:
    return text if text.isascii() else _arabic(text)


def _era(text: str) -> str:
    """What a bracket holds: a year in figures, a session in Roman ones."""
    if text.isascii():
        return text
    number = parse_numeral(text)
    if number is None:
        return text
    return str(number) if number > 1000 else to_roman(number)


def _with_part(number: str, part: str) -> str:
    """第 31/6 A 和 B 号: the same number with another letter."""
    part = _WORDS["letters"].get(part, part)
    main, bracket, era = number.partition("(")
    return main.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") + part + bracket + era


def _symbols(number: str, stated: str | None, own: str | None, decision: bool) -> tuple[str, ...]:
    """The canonical symbols that a number may have, the likeliest first; its shape decides before the organ."""
    kind = "DEC" if decision else "RES"
    if re.fullmatch(r"\d+\((?:19|20)\d\d\)", number):
        return (f"S/{kind}/{number}",)
    if re.match(r"[A-Z]+\d|[IVX]+/|\d+/[A-Z]|[A-Z]{2}-", number) and not number.startswith("ES-"):
        return (number,)  # a conference of parties, the World Health Assembly
    if stated == "":
        return ()
    if series := _series().get(stated or ""):
        return (f"{series}/{kind}/{number}",)
    if "(" in number:
        letter = {"un:ECOSOC": "E", "un:TC": "T"}.get((stated or own) or "", "A")
        return (f"{letter}/{kind}/{number}",)
    if re.match(r"(?:19|20)\d\d/", number):
        return (f"E/CN.4/{kind}/{number}" if stated == "un:CHR" else f"E/{kind}/{number}",)
    if stated == "un:UNEA":
        return (f"UNEP/EA.{number.replace('/', f'/{kind}/')}",)
    by_organ = {"un:GA": f"A/{kind}/{number}", "un:HRC": f"A/HRC/{kind}/{number}"}
    organ = stated if stated in by_organ else own
    first = by_organ.get(organ or "", by_organ["un:GA"])
    if stated in by_organ or own in by_organ:
        return (first,)
    return (first, *(symbol for symbol in by_organ.values() if symbol != first))


def _organ_before(folded: str, at: int) -> str | None:
    """The organ named nearest before a citation in its sentence; empty for one that is not of the UN.

    A regional commission's resolutions are cited beside its name only.
    """
    breaks = [match.end() for match in PATTERNS["end"].finditer(folded, max(0, at - _REACH), at)]
    start = breaks[-1] if breaks else max(0, at - _REACH)
    names = [
        _organs()[match.group()]
        for match in _organ_pattern().finditer(folded, start, at)
        if _organs()[match.group()] not in _series() or PATTERNS["own"].fullmatch(folded, match.end(), at)
    ]
    return names[-1] if names else None


@cache
def _organs() -> dict[str, str]:
    return {row["name"]: row["organ"] for _, row in load_rows("citation_organs.tsv")}


@cache
def _series() -> dict[str, str]:
    """How the symbols of the regional commissions begin, whose resolutions have numbers like the Assembly's."""
    return {row["organ"]: row["series"] for _, row in load_rows("citation_organs.tsv") if row["series"]}


@cache
def _organ_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_organs(), key=lambda name: (-len(name), name))))


def _year_of(number: int) -> str | None:
    """The year in which the Security Council adopted its resolution of this number."""
    firsts, years = _council_years()
    at = bisect_right(firsts, number) - 1
    return years[at] if 0 <= at < len(years) - 1 else None


@cache
def _council_years() -> tuple[list[int], list[str]]:
    rows = [row for _, row in load_rows("security_council_years.tsv")]
    return [int(row["first"]) for row in rows], [row["year"] for row in rows]
