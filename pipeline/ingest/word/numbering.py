"""The numbers that Word computes and prints but does not store: 12., (a), 一."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from lxml import etree
from msgspec import Struct, field

from pipeline.ingest.word.package import DEEPEST, W, number_of
from pipeline.text.numerals import spell_numeral

_HIGHEST = 32_767
"""Where Word's lists end."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _chinese(number: int) -> str:
    return spell_numeral(number) if number < 100 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _chinese,
}


class Level(Struct, frozen=True):
    """How one level of a list counts and prints."""

    start: int
    format: str
    text: str


class Numbering(Struct):
    """The lists of a document and how far each has counted."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    counts: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def next(self, number_id: str, level: int) -> str:
        """The number of the next paragraph of this list at this level, with the blank behind it."""
        rule = self.levels.get((number_id, level))
        if rule is None or rule.format == "none":
            return ""
        if rule.format == "bullet":
            return "• "
        counts = self.counts[self.shared.get(number_id, number_id)]
        counts[level] = counts.get(level, rule.start - 1) + 1
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        text = rule.text
        for upper in range(level + 1):
            other = self.levels.get((number_id, upper), rule)
            value = counts.get(upper, other.start)
            text = text.replace(f"%{upper + 1}", _FORMATS.get(other.format, str)(value))
        return f"{text} " if text.strip() else ""


def load_numbering(root: etree._Element | None) -> Numbering:
    """The lists that numbering.xml defines."""
    made = Numbering()
    if root is None:
        return made
    abstract = {node.get(f"{W}abstractNumId"): node for node in root.iter(f"{W}abstractNum")}
    for node in root.iter(f"{W}num"):
        number_id = node.get(f"{W}numId", "")
        target = node.find(f"{W}abstractNumId")
        base = abstract.get(target.get(f"{W}val")) if target is not None else None
        if target is None or base is None:
            continue
        if node.find(f"{W}lvlOverride") is None:
            made.shared[number_id] = target.get(f"{W}val", "")
        for level in base.iter(f"{W}lvl"):
            made.levels[number_id, number_of(level.get(f"{W}ilvl"), 0, most=DEEPEST)] = _level(level)
    return made


def _level(node: etree._Element) -> Level:
    def value(tag: str, default: str) -> str:
        found = node.find(f"{W}{tag}")
        return default if found is None else found.get(f"{W}val", default)

    return Level(number_of(value("start", "1"), 1, most=_HIGHEST), value("numFmt", "decimal"), value("lvlText", ""))
