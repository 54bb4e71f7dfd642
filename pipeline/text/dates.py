"""Dates as printed in Chinese reports, read into EDTF: 2015年1月1日至12月31日 is 2015-01-01/2015-12-31."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from pipeline.text.numerals import parse_numeral

_NUMBER = "零一二三四五六七八九十"
_B = " ?"
_YEAR = rf"(?:(?:1[6-9]|20)\d\d|[一二][{_NUMBER}]{{3}}){_B}年"
_MONTH = rf"(?:\d{{1,2}}|[{_NUMBER}]{{1,3}}){_B}月"
_DAY = rf"(?:\d{{1,2}}|[{_NUMBER}]{{1,3}}){_B}[日号]"
_POINT = rf"(?:{_YEAR}(?:{_B}{_MONTH}(?:{_B}{_DAY})?)?|{_MONTH}{_B}{_DAY}|{_MONTH}|{_DAY})"
_TO = rf"{_B}(?:至|到|-{{1,2}}|—|~){_B}"
_START = rf"(?:{_YEAR}(?:{_B}{_MONTH}(?:{_B}{_DAY})?)?|{_MONTH}{_B}{_DAY}|{_MONTH})"
_LISTED = rf"{_B}(?:、|和|及|与|以及){_B}"
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

DATE = re.compile(
    rf"(?=[\d{_NUMBER}])(?:"  # every date begins with a figure: ten times as fast as to try all forms everywhere
    rf"(?P<decade>(?:1[6-9]|20)\d0{_B}年代|(?:二十|20|19|十九|21|二十一){_B}世纪{_B}(?:\d0|[{_NUMBER}]{{1,2}}){_B}年代)"
    rf"|(?P<years>(?<!\d)(?:1[6-9]|20)\d\d{_B}(?:-{{1,2}}|—|~|/|至){_B}(?:1[6-9]|20)?\d\d{_B}(?=年(?!代)|两年期|十年期))年?"
    rf"|(?<![\d第./-])(?P<days>(?:{_YEAR}{_B})?{_MONTH}{_B}\d{{1,2}}(?:{_LISTED}\d{{1,2}}){{1,9}}{_B}[日号])"
    rf"|(?<![\d第./-])(?P<from>(?:{_YEAR}{_B})?{_MONTH}{_B}\d{{1,2}}){_TO}(?P<until>{_DAY})"
    rf"|(?<![\d第/-])(?:(?<!\.)|(?=\d{{4}}{_B}年))(?<!\d,)(?<!\d年)(?P<start>{_START})(?:{_TO}(?P<end>{_POINT}))?"
    rf"|(?P<english>\b\d{{1,2}} (?:{'|'.join(_ENGLISH_MONTHS)}) (?:1[6-9]|20)\d\d\b)"
    r"|(?:(?<=[于在自从至到])|(?<=[于在自从至到] ))(?P<bare>(?:19|20)\d\d)"
    r"(?= ?[^\d\W年月日/.,、个名人项件万亿号%a-zA-Z])"
    r"|(?<=[(])(?P<bracket>(?:19|20)\d\d)(?=[)])"
    rf"|(?<=[(])(?P<period>(?:19|20)\d\d(?:{_TO})(?:19|20)\d\d)(?=[)]))"
)
_FOLLOWS = re.compile(rf"(?:{_B}(?:、|和|及|与|或|以及){_B})(?P<point>{_MONTH}(?:{_B}{_DAY})?|{_DAY})(?!{_B}[内间前])")
_NUMBERED = re.compile(r"[\dA-Za-z] ?[(]$")  # 2137(2014) is a resolution and no date
_PARTS = re.compile(
    r"(?:(?P<y>[^年月 ]{1,4}) ?年)? ?(?:(?P<m>[^年月 ]{1,3}) ?月)? ?(?:(?P<d>[^年月日号 ]{1,3}) ?[日号])?$"
)


class FoundDate(Struct, frozen=True):
    """A date in a text, [start, end), with its EDTF form; a year that is not stated is XXXX."""

    start: int
    end: int
    edtf: str


def find_dates(folded: str) -> Iterator[FoundDate]:
    """The dates of a folded text in order; coordinated dates (4月5日和6日) are separate and share what is left out."""
    done = 0
    for match in DATE.finditer(folded):
        if match.start() < done:  # read already, with the date that it is coordinated with
            continue
        for found in _read(folded, match):
            done = found.end
            yield found


def _read(folded: str, match: re.Match[str]) -> Iterator[FoundDate]:
    kind = match.lastgroup or ""
    if kind in _PLAIN:
        yield FoundDate(match.start(kind), match.end(), _PLAIN[kind](match[kind]))
    elif kind == "days":
        yield from _days(match)
    elif kind == "until":
        first = _point(match["from"] + "日")
        last = _point(match["until"], first)
        if first and last:
            yield FoundDate(match.start(), match.end(), f"{first.edtf}/{last.edtf}")
    elif kind == "bracket":
        if not _NUMBERED.search(folded, max(0, match.start() - 4), match.start()):
            yield FoundDate(match.start(), match.end(), match["bracket"])
    else:
        yield from _points(folded, match)


def _days(match: re.Match[str]) -> Iterator[FoundDate]:
    """Each of the days that share a month before them and one 日 behind them: 4月22、23和30日."""
    point: _Point | None = None
    for part in re.finditer(rf"(?:{_YEAR}{_B})?{_MONTH}{_B}\d{{1,2}}{_B}[日号]?|\d{{1,2}}{_B}[日号]?", match["days"]):
        point = _point(part.group() if part.group()[-1] in "日号" else part.group() + "日", point)
        if point is None:
            return
        yield FoundDate(match.start("days") + part.start(), match.start("days") + part.end(), point.edtf)


def _points(folded: str, match: re.Match[str]) -> Iterator[FoundDate]:
    first = _point(match["start"])
    if first is None or (not first.year and not first.day and _is_duration(folded, match)):
        return
    if not match["end"]:
        yield FoundDate(match.start(), match.end(), first.edtf)
        yield from _coordinated(folded, match.end(), first)
        return
    last = _point(match["end"], first)
    if last is None:
        yield FoundDate(match.start("start"), match.end("start"), first.edtf)
        return
    yield FoundDate(match.start(), match.end(), f"{first.edtf}/{last.edtf}")


def _coordinated(folded: str, at: int, first: _Point) -> Iterator[FoundDate]:
    while match := _FOLLOWS.match(folded, at):
        point = _point(match["point"], first)
        if point is None or (point.day and not first.day):
            return
        yield FoundDate(match.start("point"), match.end("point"), point.edtf)
        at, first = match.end(), point


def _is_duration(folded: str, match: re.Match[str]) -> bool:
    """A month alone that counts months: 六月 is June, but 3 月 in 为期3月 is not."""
    return folded[max(0, match.start() - 2) : match.start()] in {"为期", "历时"}


class _Point(Struct, frozen=True):
    year: str
    month: int
    day: int

    @property
    def edtf(self) -> str:
        parts = [self.year or "XXXX"]
        if self.month:
            parts.append(f"{self.month:02}")
        if self.day:
            parts.append(f"{self.day:02}")
        return "-".join(parts)


def _point(text: str, before: _Point | None = None) -> _Point | None:
    """A day, month or year; what it leaves out is taken from the date before it."""
    match = _PARTS.match(text)
    if not match:
        return None
    year, month, day = (_number(match[part]) for part in "ymd")
    if (month or 0) > 12 or (day or 0) > 31 or (match["m"] and not month) or (match["d"] and not day):
        return None
    stated = f"{year:04}" if year else (before.year if before else "")
    if match["d"] and not match["m"]:
        if before is None or not before.month:
            return None
        month = before.month
    return _Point(stated, month or 0, day or 0)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() else parse_numeral(text)


def _years(text: str) -> str:
    first, last = (str(number) for number in re.findall(r"\d+", text))
    return f"{first}/{last if len(last) == 4 else first[:2] + last}"


def _decade(text: str) -> str:
    if "世纪" not in text:
        return text[:3] + "X"
    century, decade = (_number(part) or 0 for part in re.split(r"世纪", text.replace("年代", "")))
    return f"{century - 1}{decade // 10}X"


def _english(text: str) -> str:
    day, month, year = str(text).split()
    return f"{year}-{_ENGLISH_MONTHS.index(month) + 1:02}-{int(day):02}"


_PLAIN: dict[str, Callable[[str], str]] = {
    "decade": _decade, "english": _english, "years": _years, "period": _years, "bare": str,
}  # fmt: skip
"""How a form is read that stands for one date by itself."""
