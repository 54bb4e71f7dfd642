"""Chinese numerals: by place (二零一五) and by unit (二千一百三十七, 三亿五千万)."""

from __future__ import annotations

from pipeline.tables.rows import load_rows

_ROWS = sorted(((int(row["value"]), row) for _, row in load_rows("numerals.tsv")), key=lambda pair: pair[0])


def _of_role(*roles: str) -> dict[str, int]:
    """The words of these roles in numerals.tsv with their values, the smallest first."""
    return {row["word"]: value for value, row in _ROWS if row["role"] in roles}


_DIGITS = _of_role("digit", "counted")
_UNITS = _of_role("unit")
_GROUPS = _of_role("group")
_LARGEST = max(_GROUPS.values())
_FIGURES = "".join(_of_role("digit"))

NUMERAL = "".join((*_DIGITS, *_UNITS, *_GROUPS))
"""The characters of a numeral, after folding (〇 is 零)."""
TIMES = _of_role("unit", "group", "times")
"""What a word behind a number multiplies it by: 3 660 万, 2 百万."""
COLUMN_TIMES = {row["word"]: value for value, row in _ROWS if row["column"] == "yes"}
"""What a word in the head of a column multiplies its figures by: 千美元."""


def parse_numeral(text: str) -> int | None:
    """The number that a folded Chinese numeral spells, or None: 二零一五 is 2015, 十二 is 12, 二千零五 is 2005."""
    if not text or any(char not in NUMERAL for char in text):
        return None
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _by_unit(text)


def _by_unit(text: str) -> int | None:
    total, section, digit = 0, 0, None
    last = 10**12
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit >= last:
                return None
            section += (1 if digit is None else digit) * unit
            digit, last = None, unit
        else:
            group, times = section + (digit or 0), _GROUPS[char]
            if not (group or total):
                return None
            total = (total + group) * times if times == _LARGEST else total + group * times
            section, digit, last = 0, None, 10**12
    if digit and last in (100, 1_000) and text[-2] in _UNITS:  # 三百五 may be 305 or 350
        return None
    return total + section + (digit or 0)


def spell_numeral(number: int) -> str:
    """A number from 0 to 99 as lists count: 12 is 十二, 20 is 二十."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _FIGURES[tens]) + next(iter(_UNITS)) if tens else ""
    return head + (_FIGURES[ones] if ones or not tens else "")


def to_roman(number: int) -> str:
    """A number from 1 to 89 in Roman figures, as sessions are counted: 26 is XXVI."""
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX")
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return tens[number // 10] + ones[number % 10]
