"""Dates as printed in Chinese reports, read into EDTF: 2015年1月1日至12月31日 is 2015-01-01/2015-12-31."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec import Struct

from pipeline.tables.rows import either, load_expressions, load_vocabulary
from pipeline.text.numerals import NUMERAL, parse_numeral
from pipeline.text.triggers import capitals, matches_at, places_of, run_before
from pipeline.trace import reject

_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

PATTERNS = load_expressions("dates", english_month=either(_ENGLISH_MONTHS))
_WORDS = load_vocabulary("dates")
_DAY: str = _WORDS["day"]
_BEHIND_FIGURES, _BEHIND_SPELT = (tuple(_WORDS[name]) for name in ("behind_figures", "behind_spelt"))
_CENTURY = re.compile("1[6-9]|20")
"""What a year in figures begins with."""
_SPELT = frozenset(f"{NUMERAL} ")
_FIGURES = _SPELT | frozenset("0123456789")
_LONGEST_FIGURES = 5
"""The most characters of a year or month in words, with the blank behind it."""
_DAYS, _DURATIONS = (tuple(_WORDS[name]) for name in ("days", "durations"))


class FoundDate(Struct, frozen=True, gc=False):
    """A date in a text, [start, end), with its EDTF form; a year that is not stated is XXXX."""

    start: int
    end: int
    edtf: str


def find_dates(folded: str) -> Iterator[FoundDate]:
    """The dates of a folded text in order; coordinated dates (4月5日和6日) are separate and share what is left out."""
    done = 0
    for match in matches_at(PATTERNS["date"], folded, _beginnings(folded)):
        if match.start() < done:  # read already, with the date that it is coordinated with
            continue
        for found in _read(folded, match):
            done = found.end
            yield found


def _beginnings(folded: str) -> list[int]:
    """Where a date can begin: at a year in figures, at those before 年, 月 or 世纪, at an English day."""
    starts = {century.start() for century in _CENTURY.finditer(folded)}
    for words, figures in ((_BEHIND_FIGURES, _FIGURES), (_BEHIND_SPELT, _SPELT)):
        for at in (at for word in words for at in places_of(word, folded)):
            starts.update(range(run_before(folded, at, figures, _LONGEST_FIGURES), at))
    for at in capitals(folded):
        if folded[at - 2 : at - 1].isdigit():
            starts.update((max(0, at - 3), at - 2))
    return sorted(starts)


def _read(folded: str, match: re.Match[str]) -> Iterator[FoundDate]:
    kind = match.lastgroup or ""
    if kind in _PLAIN:
        yield FoundDate(match.start(kind), match.end(), _PLAIN[kind](match[kind]))
    elif kind == "days":
        yield from _days(match)
    elif kind == "until":
        first = _point(match["from"] + _DAY)
        last = _point(match["until"], first)
        if first and last:
            yield FoundDate(match.start(), match.end(), f"{first.edtf}/{last.edtf}")
    elif kind == "bracket":
        if not PATTERNS["numbered"].search(folded, max(0, match.start() - 4), match.start()):
            yield FoundDate(match.start(), match.end(), match["bracket"])
        else:
            reject(*match.span(), "DATE", "the year of the number before it", rule="date")
    else:
        yield from _points(folded, match)


def _days(match: re.Match[str]) -> Iterator[FoundDate]:
    """Each of the days that share a month before them and one 日 behind them: 4月22、23和30日."""
    point: _Point | None = None
    for part in PATTERNS["listed_day"].finditer(match["days"]):
        whole = part.group().endswith(_DAYS)
        point = _point(part.group() if whole else part.group() + _DAY, point)
        if point is None:
            return
        yield FoundDate(match.start("days") + part.start(), match.start("days") + part.end(), point.edtf)


def _points(folded: str, match: re.Match[str]) -> Iterator[FoundDate]:
    first = _point(match["start"])
    if first is None or (not first.year and not first.day and _is_duration(folded, match)):
        reject(*match.span(), "DATE", "no day of the calendar" if first is None else "a number of months", rule="date")
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
    while match := PATTERNS["follows"].match(folded, at):
        point = _point(match["point"], first)
        if point is None or (point.day and not first.day):
            return
        yield FoundDate(match.start("point"), match.end("point"), point.edtf)
        at, first = match.end(), point


def _is_duration(folded: str, match: re.Match[str]) -> bool:
    """A month alone that counts months: 六月 is June, but 3 月 in 为期3月 is not."""
    return folded.endswith(_DURATIONS, 0, match.start())


class _Point(Struct, frozen=True, gc=False):
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


@lru_cache(maxsize=1024)
def _point(text: str, before: _Point | None = None) -> _Point | None:
    """A day, month or year; what it leaves out is taken from the date before it."""
    match = PATTERNS["parts"].match(text)
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
    spelt = PATTERNS["century"].match(text)
    if spelt is None:
        return text[:3] + "X"
    century, decade = (_number(part) or 0 for part in spelt.groups())
    return f"{century - 1}{decade // 10}X"


def _english(text: str) -> str:
    day, month, year = str(text).split()
    return f"{year}-{_ENGLISH_MONTHS.index(month) + 1:02}-{int(day):02}"


_PLAIN: dict[str, Callable[[str], str]] = {
    "decade": _decade, "english": _english, "years": _years, "period": _years, "bare": str,
}  # fmt: skip
"""How a form is read that stands for one date by itself."""
