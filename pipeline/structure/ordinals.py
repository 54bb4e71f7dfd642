"""Chinese ordinals of sessions and chapters, by look-up: 第七十二届 is 72."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def _spell(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


_SPELT = {_spell(number): number for number in range(1, 1000)}


def ordinal(text: str) -> int | str:
    """The number that a folded ordinal means; the text itself where it is none."""
    return int(text) if text.isdecimal() else _SPELT.get(text, text)
