"""Amounts with their units: 3 660 万美元, 410多万名, 约三分之一, 百分之十二, 15%至20%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from pipeline.tables.rows import either, load_expressions, load_rows, load_vocabulary
from pipeline.text.numerals import NUMERAL, TIMES, parse_numeral
from pipeline.trace import reject

Number = float | int

_WORDS = load_vocabulary("amounts")
_ORDINAL, _TENTHS, _HUNDREDTHS = (tuple(_WORDS[name]) for name in ("ordinal", "tenths", "hundredths"))
_OTHER: dict[str, str] = _WORDS["other"]
_TOLD, _KNOWN = frozenset(_WORDS["told"]), tuple(_WORDS["known"])
_PARTS, _PIECE, _PLACE, _HUNDRED_MILLION = (
    str(_WORDS[name]) for name in ("parts", "piece", "place", "hundred_million")
)
_ORDINAL_NUMBER, _UNCOUNTED = "an ordinal", "a small number in words, a count of months, or a number without a unit"
_TENFOLD = 10
"""What a rough number reaches up to: 数百万 is from one million to ten."""
_NEAR = 12
"""Characters before a number in which the people stand that it counts."""
_SMALL, _FEW = 10, 3
"""Counts below these that are spelt (两个, 一名) are words and no statistics: the second for units of ``told``."""


class Amount(Struct, frozen=True, gc=False):
    """A number with its unit in a text, [start, end) with comparators; ``bare`` if no word there tells the unit."""

    start: int
    end: int
    value: Number | tuple[Number, Number]
    unit: str
    approximate: bool
    comparator: str | None
    bare: bool = False


def find_amounts(folded: str) -> Iterator[Amount]:
    """The amounts of a folded text in order; ordinals, dates and bare numbers are none."""
    for match in patterns()["amount"].finditer(folded):
        ordinal = folded[max(0, match.start() - 2) : match.start()].rstrip().endswith(_ORDINAL)
        other = match["unit"] in _OTHER and folded.startswith(_OTHER[match["unit"]], match.end())
        amount = None if ordinal or other else _read(match)
        if amount is not None:
            yield amount
        else:
            reject(*match.span(), "amount", _ORDINAL_NUMBER if ordinal else _UNCOUNTED, rule="amount")


def _read(match: re.Match[str]) -> Amount | None:
    low, high = _value(match, ""), _value(match, "2")
    if low is None:
        return None
    unit = _unit(match)
    if match["rough"] and unit != "person":
        return None
    spelt = match["chinese"] is not None and not match["fraction"]
    if unit is None or (spelt and unit != "percent" and low < _least(match)):
        return None
    comparator, approximate = _comparator(match)
    if match["rough"]:
        high = low * _TENFOLD
    value = (low, high) if high is not None else low
    approximate |= match["rough"] is not None
    return Amount(match.start(), match.end(), value, unit, approximate, comparator, match["bare"] is not None)


def _least(match: re.Match[str]) -> int:
    """The smallest count in words that is a statistic: 三名法官 is one, 这三名法官 and 三个问题 are none."""
    known = match.string[max(0, match.start() - 2) : match.start()].rstrip().endswith(_KNOWN)
    return _FEW if match["unit"] in _TOLD and not known else _SMALL


def _value(match: re.Match[str], side: str) -> Number | None:
    if side == "" and match["fraction"]:
        return _fraction(match["fraction"])
    if side == "" and match["size"]:
        return TIMES[match["size"]]
    if match[f"arabic{side}"]:
        number: Number = float(match[f"arabic{side}"].replace(" ", "").replace(",", ""))
    elif match[f"chinese{side}"]:
        spelt = match[f"chinese{side}"]
        read = parse_numeral(spelt)
        digits_only = len(spelt) > 1 and not patterns()["places"].search(spelt)  # 一一 is no eleven
        if read is None or patterns()["scale"].fullmatch(spelt) or (digits_only and read >= _SMALL):
            return None
        number = read
    else:
        return None
    times = match[f"times{side}"] or (match["times2"] if side == "" and match["times2"] else None)
    number *= TIMES[times] if times else 1
    number += int(match["hundreds"]) * TIMES[_HUNDRED_MILLION] if side == "" and match["hundreds"] else 0
    number = round(number, 6)
    return int(number) if float(number).is_integer() else number


def _fraction(text: str) -> Number | None:
    if text.endswith(_TENTHS):
        tenths = parse_numeral(text[:-1])
        return tenths * 10 if tenths is not None else None
    if _PARTS not in text:
        return 0.5
    below, above = (parse_numeral(part.strip()) for part in text.split(_PARTS))
    if text.startswith(_HUNDREDTHS):
        return above
    return round(above / below, 4) if below and above is not None else None


def _unit(match: re.Match[str]) -> str | None:
    if match["fraction"]:
        hundredths = match["fraction"].endswith(_TENTHS) or match["fraction"].startswith(_HUNDREDTHS)
        return "percent" if hundredths else "fraction"
    if match["percent"]:
        return "percent"
    if match["unit"]:
        return _counted(match) or _units()[match["unit"]]
    large = match["size"] or (match["arabic"] and (match["times"] or match["times2"]))
    return _unit_around(match) if large else None


def _counted(match: re.Match[str]) -> str | None:
    """What a general word counts by those around it: 12个非洲国家, 6个民间社会组织, 16个国际顾问, 排名上升3位."""
    if match["unit"] == _PLACE:
        return (
            "other" if patterns()["ranks"].search(match.string, max(0, match.start() - _NEAR), match.start()) else None
        )
    if match["unit"] != _PIECE:
        return None
    kinds = (("countries", "country"), ("organizations", "organization"), ("staff", "person"))
    return next((unit for kind, unit in kinds if patterns()[kind].match(match.string, match.end())), None)


def _unit_around(match: re.Match[str]) -> str:
    """The unit of a large number without one: of people where the words beside it count people (难民2 540万)."""
    if match["people"] is not None:
        return "person"
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    return "person" if _people().search(before) else "other"


@cache
def _people() -> re.Pattern[str]:
    return re.compile(either(_people_words()))


def _people_words() -> list[str]:
    return [row["word"] for _, row in load_rows("units.tsv") if row["unit"] == "person" and len(row["word"]) > 1]


def _comparator(match: re.Match[str]) -> tuple[str | None, bool]:
    if match["reaching"]:
        return "over", True
    words = [match[name] for name in ("before", "inside", "over", "exceeded", "after") if match[name]]
    found = [_comparators()[word.strip()] for word in words]
    return (found[0] if found else None), bool(found) and found[0] not in {"at least", "at most"}


@cache
def _units() -> dict[str, str]:
    return {row["word"]: row["unit"] for _, row in load_rows("units.tsv")}


@cache
def _comparators() -> dict[str, str]:
    return {row["word"]: row["comparator"] for _, row in load_rows("comparators.tsv")}


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of amounts.toml, with the words of the tables."""
    places: dict[str, list[str]] = {"before": [], "inside": [], "after": []}
    for _, row in load_rows("comparators.tsv"):
        places[row["place"]].append(row["word"])
    openings = (*places["before"], *NUMERAL, *(word for name in ("half", "rough", "reaching") for word in _WORDS[name]))
    first = "".join(sorted({word[0] for word in openings}))
    return load_expressions(
        "amounts",
        first=rf"[{first}0-9]",  # looked at first, for few characters do
        before=either(places["before"]), inside=either(places["inside"]), behind=either(places["after"]),
        unit=either(_units()), scaled=either(word for word in _units() if word.startswith(tuple(TIMES))),
        rough_words=either(_WORDS["rough"]), reaching_words=either(_WORDS["reaching"]),
        people_words=either((*_people_words(), *_WORDS["people"])), change_words=either(_WORDS["change"]),
        measure_words=either(_WORDS["measures"]), state_words=either(_WORDS["states"]),
        association_words=either(_WORDS["associations"]), employed_words=either(_WORDS["employed"]),
        hundred_million=_HUNDRED_MILLION, times=either(TIMES), numeral=f"[{NUMERAL}]",
    )  # fmt: skip
