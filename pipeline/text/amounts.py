"""Amounts with their units: 3 660 万美元, 410多万名, 约三分之一, 百分之十二, 15%至20%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from pipeline.tables.rows import load_rows
from pipeline.text.numerals import parse_numeral

Number = float | int

_B = " ?"
_ARABIC = r"\d{1,3}(?:[ ,]\d{3}){1,4}(?:\.\d{1,4})?(?!\d)|\d{1,9}(?:\.\d{1,4})?"
_NUMERALS = "0123456789零一二两三四五六七八九十百千万亿半"
"""What an amount begins with, if not with a word such as 约: looked at first, for few characters do."""
_CHINESE = "[零一二两三四五六七八九十百千万亿]{1,12}"
_TIMES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
          "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}  # fmt: skip
_HUNDREDTHS = "百分"
_PLACES = re.compile("[十百千万亿零]")
_SCALE = re.compile("[百千万亿]+")
"""Places without a digit, which only tell the size of what follows: 千美元 heads a column."""
_NEAR = 12
"""Characters before a number in which the people stand that it counts."""
_SMALL = 10
"""Counts below this that are spelt (两个, 一名) are words and no statistics."""


class Amount(Struct, frozen=True):
    """A number with its unit in a text, [start, end) with comparators; ``head`` is where the number itself begins."""

    start: int
    end: int
    value: Number | tuple[Number, Number]
    unit: str
    approximate: bool
    comparator: str | None


def find_amounts(folded: str) -> Iterator[Amount]:
    """The amounts of a folded text in order; ordinals, dates and bare numbers are none."""
    for match in _pattern().finditer(folded):
        ordinal = folded[max(0, match.start() - 2) : match.start()].rstrip().endswith("第")
        months = match["unit"] == "个" and folded.startswith("月", match.end())
        amount = None if ordinal or months else _read(match)
        if amount is not None:
            yield amount


def _read(match: re.Match[str]) -> Amount | None:
    low, high = _value(match, ""), _value(match, "2")
    if low is None:
        return None
    unit = _unit(match) if match["bare"] is None else _unit_before(match)
    spelt = match["chinese"] is not None and not match["fraction"]
    if unit is None or (spelt and unit not in {"percent"} and low < _SMALL):
        return None
    comparator, approximate = _comparator(match)
    value = (low, high) if high is not None else low
    return Amount(match.start(), match.end(), value, unit, approximate, comparator)


def _value(match: re.Match[str], side: str) -> Number | None:
    if side == "" and match["fraction"]:
        return _fraction(match["fraction"])
    if match[f"arabic{side}"]:
        number: Number = float(match[f"arabic{side}"].replace(" ", "").replace(",", ""))
    elif match[f"chinese{side}"]:
        spelt = match[f"chinese{side}"]
        read = parse_numeral(spelt)
        digits_only = len(spelt) > 1 and not _PLACES.search(spelt)  # 一一 is no eleven
        if read is None or _SCALE.fullmatch(spelt) or (digits_only and read >= _SMALL):
            return None
        number = read
    else:
        return None
    times = match[f"times{side}"] or (match["times2"] if side == "" and match["times2"] else None)
    number *= _TIMES[times] if times else 1
    number = round(number, 6)
    return int(number) if float(number).is_integer() else number


def _fraction(text: str) -> Number | None:
    if text.endswith("成"):
        tenths = parse_numeral(text[:-1])
        return tenths * 10 if tenths is not None else None
    if "分之" not in text:
        return 0.5
    below, above = (parse_numeral(part.strip()) for part in text.split("分之"))
    if text.startswith(_HUNDREDTHS):
        return above
    return round(above / below, 4) if below and above is not None else None


def _unit(match: re.Match[str]) -> str | None:
    if match["fraction"]:
        hundredths = match["fraction"].endswith("成") or match["fraction"].startswith(_HUNDREDTHS)
        return "percent" if hundredths else "fraction"
    if match["percent"]:
        return "percent"
    return _units().get(match["unit"] or "")


def _unit_before(match: re.Match[str]) -> str | None:
    """The unit of a large number without one: of people where the words before it count people (难民2 540万)."""
    if not (match["arabic"] and (match["times"] or match["times2"])):
        return None
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    return "person" if _people().search(before) else "other"


@cache
def _people() -> re.Pattern[str]:
    words = [row["word"] for _, row in load_rows("units.tsv") if row["unit"] == "person" and len(row["word"]) > 1]
    return re.compile("|".join(map(re.escape, words)))


def _comparator(match: re.Match[str]) -> tuple[str | None, bool]:
    words = [match[name] for name in ("before", "inside", "after") if match[name]]
    found = [_comparators()[word.strip()] for word in words]
    return (found[0] if found else None), bool(found) and found[0] not in {"at least", "at most"}


@cache
def _units() -> dict[str, str]:
    return {row["word"]: row["unit"] for _, row in load_rows("units.tsv")}


@cache
def _comparators() -> dict[str, str]:
    return {row["word"]: row["comparator"] for _, row in load_rows("comparators.tsv")}


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, _units()), key=lambda word: (-len(word), word)))
    places: dict[str, list[str]] = {"before": [], "inside": [], "after": []}
    for _, row in load_rows("comparators.tsv"):
        places[row["place"]].append(row["word"])
    before, inside, after = ("|".join(sorted(words, key=lambda w: (-len(w), w))) for words in places.values())
    times = "|".join(sorted(_TIMES, key=lambda word: (-len(word), word)))

    def number(side: str) -> str:
        return (
            rf"(?:(?P<arabic{side}>{_ARABIC})|(?P<chinese{side}>(?<![数几上]){_CHINESE}))"
            rf"{_B}(?:(?P<inside{side}>{inside}){_B})?(?P<times{side}>(?:{times}))?"
        )

    first = "".join(sorted({word[0] for word in places["before"]} | set(_NUMERALS)))
    return re.compile(
        rf"(?=[{first}])(?<![\d./第A-Za-z零一二三四五六七八九十百千万-])(?<!\d[ ,:])"
        rf"(?:(?P<before>(?:{before}))[有为]?{_B})?"
        rf"(?:(?P<fraction>[二三四五六七八九十百]{{1,3}}分之{_CHINESE}|[一二两三四五六七八九]成|半数|一半)"
        rf"|(?:百分之{_B})?{number('')}(?:{_B}[%]?{_B}(?:至|到|-|—){_B}{number('2')})?"
        rf"{_B}(?:(?P<percent>%)|(?P<unit>{units})|(?P<bare>(?=[，。；、)]|$))))(?:{_B}(?P<after>{after}))?"
    )
