"""UN document symbols as typed values: A/C.3/72/L.5/Rev.1, S/RES/2137 (2014), CRC/C/LUX/CO/3-4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from string import ascii_uppercase
from typing import Any

from msgspec import Struct

from pipeline.tables.rows import either, load_rows
from pipeline.text.triggers import matches_at, places_of, run_before

RESOLUTION_KINDS = {"RES": "resolution", "DEC": "decision", "PRST": "presidential_statement"}
_ROMAN = r"(?:ES-|S-)?[IVXL]{1,8}"
_PAREN = (
    rf" ?\((?:(?:19|20)\d\d|{_ROMAN}|Vol\.? ?[IVXL]{{1,6}}|Parts? ?[IVXL]{{1,6}}|Sect\. ?\d{{1,2}}"
    r"|SUPP|Supp|Resumption ?\d{1,2}|PART|Introduction)\)"
)
_PART = (
    r"(?:(?:COP|EX|CST|CRIC|GC)\(\d{1,3}\)"  # a body's session in brackets: ICCD/COP(12)/20
    r"|[A-Za-z0-9]{1,12}(?:(?:-(?![AS]/)|\.(?!(?<=\d\.)[AS]/\d))[A-Za-z0-9]{1,12}){0,5})"
)
_CAPITALS = frozenset(ascii_uppercase)
_LONGEST_HEAD = 16
"""The most capital letters that a symbol begins with, before its first stroke."""
_SHAPE = rf"(?:/{_PART}){{1,9}}(?: ?[A-F](?![A-Za-z0-9-])(?=[\W_]|$))?(?:{_PAREN})?(?:/{_PART}(?:{_PAREN})?){{0,4}}"
_BRACKETED = re.compile(r"(?P<name>(?:COP|EX|CST|CRIC|GC)\(\d{1,3}\)|[^()]+)(?P<bracket>\([^()]*\))?")
"""A part with what stands in brackets behind it."""
_NAME = re.compile(r"[A-Za-z]+")
_SUBSIDIARY = re.compile(r"^(?:AC|C|CN|CONF|GC|PC|SC|SUB|WG|BUR|HRC|EA|CP|B|NC)(?:\.[0-9IVX]{1,4})?$", re.IGNORECASE)
_SESSION = re.compile(r"^(?:(?:S|ES)-)?\d{1,3}$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_AMBIGUOUS = re.compile(r"^(?:\d{1,2}|(?:19|20)\d\d)$")
"""E/5715 is a document from before 1978, but E/2016 and E/5 are more often something else."""
_BLANK_PAREN = re.compile(r"\s+(?=\()")


class Symbol(Struct, frozen=True, gc=False):
    """A symbol taken apart; ``canonical`` has no blanks before a bracket and the usual case of its parts."""

    parts: tuple[str, ...]
    paren: str | None = None
    modifiers: tuple[str, ...] = ()
    reissue: bool = False

    @property
    def base(self) -> str:
        """The symbol without modifiers and reissue: the work that they revise, correct or add to."""
        return "/".join(self.parts) + (f"({self.paren})" if self.paren else "")

    @property
    def before_last(self) -> str:
        """What the last modifier works on: A/69/968/Add.1/Corr.2 corrects A/69/968/Add.1."""
        return "/".join((self.base, *self.modifiers[:-1]))

    @property
    def canonical(self) -> str:
        return "/".join((self.base, *self.modifiers)) + ("*" if self.reissue else "")

    @property
    def series(self) -> str:
        """The longest code of the table of series that the symbol begins with."""
        codes = _series()
        return next(
            (code for n in range(len(self.parts), 0, -1) if (code := "/".join(self.parts[:n])) in codes), self.parts[0]
        )

    @property
    def organ(self) -> str | None:
        """The identifier of the body whose document this is."""
        return _series().get(self.series, {}).get("body")

    @property
    def kind(self) -> str | None:
        """The code of the kind of document (RES, L, PV …), or None for a plain document."""
        return next((head for part in self.parts[1:] if (head := part.split(".")[0].upper()) in _kinds()), None)

    @property
    def session(self) -> str | None:
        return next((p for p in self.parts[1:] if _SESSION.match(p)), None) if self.parts[0] in {"A", "TD"} else None

    @property
    def year(self) -> str | None:
        stated = next((part for part in self.parts[1:] if _YEAR.match(part)), None)
        return stated or (self.paren if self.paren and _YEAR.match(self.paren) else None)

    @property
    def number(self) -> str | None:
        last = self.parts[-1].rsplit(".", 1)[-1]
        return last if any(char.isdigit() for char in last) else None

    @property
    def is_resolution(self) -> bool:
        """Whether it is a resolution, a decision or a presidential statement."""
        return self.kind in RESOLUTION_KINDS


@cache
def _kinds() -> dict[str, str]:
    """Codes of kinds of document with their Chinese names."""
    return {row["code"]: row["label"] for _, row in load_rows("symbol_kinds.tsv") if not row["effect"]}


@cache
def _modifiers() -> dict[str, tuple[str, str]]:
    """Suffixes with what they do to the document before them, and their Chinese names."""
    return {row["code"]: (row["effect"], row["label"]) for _, row in load_rows("symbol_kinds.tsv") if row["effect"]}


@cache
def _modifier() -> re.Pattern[str]:
    """A suffix with its number: Add.1, Corr.2-4, Summary."""
    names = either(code for code in _modifiers() if code.isalpha())
    return re.compile(rf"(?:{names})(?:\.\d{{1,3}}(?:-\d{{1,3}})?)?", re.IGNORECASE)


def _effect(modifier: str) -> tuple[str, str]:
    """What a suffix does to the document before it, and its Chinese name."""
    name = _NAME.match(modifier)
    return _modifiers()[name.group() if name else modifier]


@cache
def _series() -> dict[str, dict[str, str]]:
    return {row["code"]: row for _, row in load_rows("symbol_series.tsv")}


@cache
def _heads() -> frozenset[str]:
    """What a symbol may begin with, before its first stroke."""
    return frozenset(code.split("/")[0] for code in _series())


@cache
def symbol_pattern() -> re.Pattern[str]:
    """Finds what may be a symbol in a folded text; `parse_symbol` decides."""
    heads = sorted(_heads(), key=lambda head: (-len(head), head))
    return re.compile(rf"(?<![A-Za-z0-9/.:@&=_])(?<!(?<!\d)-)(?:{'|'.join(heads)}){_SHAPE}\*{{0,1}}")


def find_symbols(folded: str) -> Iterator[tuple[int, int, Symbol]]:
    """The symbols of a folded text as (start, end, symbol)."""
    heads = (run_before(folded, stroke, _CAPITALS, _LONGEST_HEAD) for stroke in places_of("/", folded))
    for match in matches_at(symbol_pattern(), folded, heads):
        text = match.group()
        symbol = parse_symbol(text)
        while symbol is None and "/" in text.strip("/"):  # A/70/306/and: give back parts that are none
            text = text[: text.rindex("/")]
            symbol = parse_symbol(text)
        if symbol is not None:
            end = match.start() + len(text.rstrip("* "))
            yield match.start(), end, symbol


def parse_symbol(text: str) -> Symbol | None:
    """The symbol that a text spells, or None: look-alikes (km/h, 2016/2017, and/or) have no series of the UN's."""
    text = _BLANK_PAREN.sub("", text.strip())
    reissue = text.endswith("*")
    text = text.rstrip("*")
    plain: list[str] = []
    modifiers: list[str] = []
    paren: str | None = None
    for part in text.split("/"):
        found = _BRACKETED.fullmatch(part)
        if found is None or (found["bracket"] and not re.fullmatch(_PAREN, found["bracket"])):
            return None
        held = _bracket(found["bracket"][1:-1]) if found["bracket"] else None
        if _modifier().fullmatch(found["name"]):  # A/71/6/Rev.1 (Sect. 2): the bracket belongs to the revision
            modifiers.append(_title(found["name"]) + (f"({held})" if held else ""))
        elif modifiers or (held and paren):
            return None
        else:
            plain.append(_cased(found["name"]))
            paren = held or paren
    return Symbol(tuple(plain), paren, tuple(modifiers), reissue) if _is_series(plain) else None


def describe_symbol(text: str) -> dict[str, Any] | None:
    """What `unreport symbol` prints, or None for what is no symbol."""
    symbol = parse_symbol(text)
    if symbol is None:
        return None
    follows = [{_effect(m)[0]: symbol.before_last} for m in symbol.modifiers[-1:]]
    follows += [{"reissues": symbol.canonical.rstrip("*")}] if symbol.reissue else []
    return {
        "symbol": symbol.canonical,
        "organ": symbol.organ,
        "series": symbol.series,
        "kind": symbol.kind,
        "session": symbol.session,
        "year": symbol.year,
        "number": symbol.number,
        "modifiers": list(symbol.modifiers),
        "reissue": symbol.reissue,
        "follows": follows,
        "gloss_zh": _gloss(symbol),
        "url": f"https://undocs.org/zh/{symbol.canonical.rstrip('*')}",
    }


def _gloss(symbol: Symbol) -> str:
    words = [_series()[symbol.series]["label"]]
    words += [_kinds()[symbol.kind]] if symbol.kind else []
    words += [_effect(modifier)[1] for modifier in symbol.modifiers]
    return " · ".join(words + ([_modifiers()["*"][1]] if symbol.reissue else []))


def _bracket(text: str) -> str | None:
    """What a bracket holds, without blanks; SUPP marks the print in the supplements, not another document."""
    text = "".join(text.split())
    return None if text.upper() == "SUPP" else text.replace("Parts", "Part")


def _is_series(parts: list[str]) -> bool:
    """Whether the parts can be a symbol: a series of the UN's, and numbers where numbers belong."""
    if len(parts) < 2 or parts[0] not in _heads():
        return False
    if not any(char.isdigit() for part in parts[1:] for char in part):
        return False
    if any(not re.fullmatch(rf"{_PART}(?: ?[A-F])?", part) or (part.isalpha() and part.islower()) for part in parts):
        return False
    second = parts[1]
    if parts[0] in {"A", "S", "E", "T"}:
        plain = second.isdigit() or _SESSION.match(second) or _SUBSIDIARY.match(second)
        known = plain or second.split(".")[0].upper() in _kinds() or f"{parts[0]}/{second}" in _series()
        return bool(known) and not (parts[0] == "E" and len(parts) == 2 and _AMBIGUOUS.match(second))
    return True


def _cased(part: str) -> str:
    head, dot, rest = part.partition(".")
    if head.upper() in {"RES", "DEC", "PRST", "PV", "SR", "INF"}:
        return head.upper() + dot + rest
    if head.upper() == "SUB":
        return "Sub" + dot + rest
    return _joined_letter(part)


def _joined_letter(part: str) -> str:
    """A lettered part is written without a blank: 52/12 A is 52/12A."""
    return re.sub(r"(?<=\d) (?=[A-F]$)", "", part)


def _title(modifier: str) -> str:
    name, dot, rest = modifier.partition(".")
    return name.capitalize() + dot + rest
