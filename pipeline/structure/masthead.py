"""What the head of a document says about it: symbol, session, agenda item, title, author, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from pipeline.model import Document
from pipeline.structure.fields import HEAD, field_of
from pipeline.structure.symbols import organ_named, organ_of_symbol, symbol_in, symbol_of_name, symbol_of_resolution
from pipeline.structure.units import Unit, join
from pipeline.tables import load_expressions
from pipeline.text.numerals import parse_numeral
from pipeline.text.symbols import parse_symbol

_TITLE = 120
_OPENING = 60
"""Characters of a resolution's text in which its organ stands."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BODY = {"heading", "summary", "paragraph", "item", "preamble_opening", "contents_heading", "annex", "contents"}
_FALLBACKS = ("title", "report", "body")
"""What stands for a title where the head has none, in this order: 第2446(2018)号决议, 秘书长的报告, a body."""
_TITLE_WORD = load_expressions("lines")["title_word"]
_DOTS = re.compile(r"^[.．\s]+")
_COMMA = re.compile(r"[,，]\d{0,2}$")
_STARS = re.compile(r"[*\s]+$")


class Masthead(Struct, frozen=True, gc=False):
    """The facts of the head, its units (wrapped titles joined) and the index of the title among them."""

    document: Document
    units: tuple[Unit, ...]
    title: int | None
    taken: int


def read_masthead(units: Sequence[Unit], name: str, symbol: str | None) -> Masthead:
    """The head of a document: everything before its first paragraph, heading or summary.

    A line that no pattern knows is the title; the first of two such lines below the agenda item is the
    agenda item's. The symbol comes from the caller, the text or the file name, in this order.
    """
    taken = _length(units)
    head = _with_wraps_joined(units[:taken])
    values: dict[str, str] = {}
    unknown: list[int] = []
    for index, unit in enumerate(head):
        if unit.role == "title":
            values["title"] = unit.text
        elif not _note_field(unit, values):
            unknown.append(index)
    for unit in units[taken:]:
        if unit.mark and unit.mark.kind == "footnote":
            _note_field(unit, values, only="reissued")
    title = _title_index(head, unknown, values)
    opening = ",".join(unit.folded[:_OPENING] for unit in units[taken : taken + 2]).replace("，", ",")
    return Masthead(_document(values, head, title, name, symbol, opening), tuple(head), title, taken)


def _length(units: Sequence[Unit]) -> int:
    for index, unit in enumerate(units[:HEAD]):
        if unit.role in {"masthead", "title"} or field_of(unit.folded) or symbol_in(unit.folded) == unit.folded:
            continue
        if unit.mark and unit.mark.kind == "resolution_title":
            continue
        if (unit.mark and unit.mark.kind in _BODY) or unit.role is not None:
            return index
        if index and _mark_kind(unit) == "preamble" and _COMMA.search(unit.folded):
            return index - (organ_named(units[index - 1].folded) is not None)
        if unit.ended or len(unit.text) > _TITLE or "。" in unit.text:
            return index
        if _is_list(units, index) or "\t" in unit.text:
            return index
    return min(len(units), HEAD) if len(units) > 1 else 0


def _is_list(units: Sequence[Unit], index: int) -> bool:
    """Three short lines in a row that no pattern knows are a list and no title."""
    near = units[index : index + 3]
    return (
        len(near) == 3
        and near[1].gap == near[2].gap == 0
        and all(len(unit.text) <= 12 and not field_of(unit.folded) and not symbol_in(unit.folded) for unit in near)
    )


def _with_wraps_joined(units: Sequence[Unit]) -> list[Unit]:
    """A title broken into lines is one unit; lines of the head that say something stand alone."""
    head: list[Unit] = []
    for unit in units:
        before = head[-1] if head else None
        if (
            before is not None
            and unit.gap == 0
            and before.joins is not False
            and not (field_of(before.folded) or field_of(unit.folded) or unit.mark)
            and not (symbol_in(before.folded) or symbol_in(unit.folded) or organ_named(unit.folded))
            and len(before.text) >= 12
        ):
            head[-1] = join(before, unit)
        else:
            head.append(unit)
    return head


def _note_field(unit: Unit, values: dict[str, str], only: str | None = None) -> bool:
    """Whether the unit states a field of the head; the first statement of a field stays."""
    found = field_of(unit.folded)
    if found is None or (only and found[0] != only):
        return only is None and symbol_in(unit.folded) is not None and " " not in unit.folded.replace(" (", "(")
    field, match = found
    groups = match.groupdict()
    if field == "session":
        sign = "ES-" if groups.get("emergency") else "S-" if groups.get("special") else ""
        values.setdefault(field, f"{sign}{_session(groups['value'] or '')}")
    elif field in {"date", "reissued", "resolution"}:
        date = _edtf(groups)
        if date:
            values.setdefault("date" if field == "resolution" else field, date)
        values.setdefault(f"has {field}", "")
    elif field in {"title", "body"}:
        values.setdefault(f"fallback {field}", _STARS.sub("", unit.text))
    elif field in {"author_title", "letter"}:
        values.setdefault("author", groups["value"])
        return False
    elif field == "author":
        values.setdefault(field, "".join(groups["value"].split()))
        values.setdefault("fallback report", _STARS.sub("", unit.text))
    elif "value" in groups:
        values.setdefault(field, "".join(groups["value"].split()))
        if groups.get("rest"):
            _note_field(Unit(groups["rest"], (), groups["rest"]), values)
    return True


def _session(text: str) -> int | str:
    number = None if text.isdecimal() else parse_numeral(text)
    return text if number is None else number


def _session_of(head: Sequence[Unit], symbol: str | None) -> str | None:
    """The session that the symbol names, where the head prints it: a committee's own session is another."""
    parsed = parse_symbol(symbol or "")
    own = parsed.session if parsed else None
    values: dict[str, str] = {}
    for unit in head:
        _note_field(unit, values, only="session")
        if values.pop("session", None) == own:
            return own
    return None


def _edtf(groups: dict[str, str | None]) -> str | None:
    year, month, day = (groups.get(key) or groups.get(f"{key}2") for key in "ymd")
    if groups.get("month"):
        short = (groups["month"] or "")[:3]
        month = str(_MONTHS.index(short) + 1) if short in _MONTHS else None
    if not year or not month:
        return None
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def _title_index(head: Sequence[Unit], unknown: Sequence[int], values: dict[str, str]) -> int | None:
    """Where the title stands: a letter's is the line that says whose it is and to whom; else it is below the
    session and agenda item, behind the item's own title if there are two.
    """
    roles = [index for index, unit in enumerate(head) if unit.role == "title"]
    if roles:
        return roles[0]
    named = [i for i in unknown if _mark_kind(head[i]) == "resolution_title" or _is_letter(head[i])]
    if named:
        return named[0]
    candidates = [i for i in unknown if _mark_kind(head[i]) != "footnote"]
    candidates = [i for i in candidates if not organ_named(head[i].folded) and _TITLE_WORD.search(head[i].folded)]
    placed = max((i for i, unit in enumerate(head) if _places(unit)), default=-1)
    candidates = [i for i in candidates if i > placed] or candidates
    if "agenda_item" in values and len(candidates) > 1:
        return candidates[1]
    if not candidates:
        fallback = next((said for key in _FALLBACKS if (said := values.get(f"fallback {key}"))), None)
        return next((i for i, unit in enumerate(head) if fallback and _STARS.sub("", unit.text) == fallback), None)
    return candidates[0]


def _is_letter(unit: Unit) -> bool:
    found = field_of(unit.folded)
    return found is not None and found[0] == "letter"


def _places(unit: Unit) -> bool:
    """Whether the line says in which meeting or on which item, or whose document it is: titles stand below."""
    found = field_of(unit.folded)
    return bool(organ_named(unit.folded)) or (found is not None and found[0] in {"session", "agenda_item", "body"})


def _mark_kind(unit: Unit) -> str | None:
    return unit.mark.kind if unit.mark else None


def _council_symbol(head: Sequence[Unit]) -> str | None:
    """The symbol of a resolution of the Security Council whose head prints its number alone: 第2446(2018)号决议."""
    for unit in head:
        found = field_of(unit.folded)
        groups = found[1].groupdict() if found and found[0] == "title" else {}
        if groups.get("year"):
            return f"S/RES/{groups['number']}({groups['year']})"
    return None


def _document(
    values: dict[str, str], head: Sequence[Unit], title: int | None, name: str, option: str | None, opening: str
) -> Document:
    printed = next((found for unit in head if (found := symbol_in(unit.folded))), None)
    heading = head[title] if title is not None else None
    numbered = heading.mark.number if heading and _mark_kind(heading) == "resolution_title" and heading.mark else None
    printed = printed or (symbol_of_resolution(numbered, opening) if numbered else _council_symbol(head))
    named = symbol_of_name(name)
    origin: Literal["text", "name", "option"] | None = (
        "option" if option else "text" if printed else "name" if named else None
    )
    symbol = option or printed or named
    text = heading.text if heading else None
    if heading and numbered:
        text = _DOTS.sub("", heading.text[len(numbered) :])
    stated = next((organ for unit in head if (organ := organ_named(unit.folded))), None)
    return Document(
        symbol=symbol,
        symbol_from=origin,
        title=_STARS.sub("", text) if text else None,
        organ=(organ_of_symbol(symbol) if symbol else None) or stated or values.get("fallback body"),
        session=_session_of(head, symbol) or values.get("session"),
        agenda_item=values.get("agenda_item"),
        author=values.get("author"),
        date=values.get("date"),
        reissued=values.get("reissued"),
        distribution=values.get("distribution"),
        original_language=values.get("original_language"),
    )
