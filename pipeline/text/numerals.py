"""Chinese numerals: by place (二零一五) and by unit (二千一百三十七, 三亿五千万)."""

from __future__ import annotations

_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}

NUMERAL = "零一二两三四五六七八九十百千万亿"
"""The characters of a numeral, after folding (〇 is 零)."""


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
            group = section + (digit or 0)
            if not (group or total):
                return None
            total = (total + group) * _GROUPS[char] if char == "亿" else total + group * _GROUPS[char]
            section, digit, last = 0, None, 10**12
    if digit and last in (100, 1_000) and text[-2] in _UNITS:  # 三百五 may be 305 or 350
        return None
    return total + section + (digit or 0)


def to_roman(number: int) -> str:
    """A number from 1 to 89 in Roman figures, as sessions are counted: 26 is XXVI."""
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX")
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return tens[number // 10] + ones[number % 10]
