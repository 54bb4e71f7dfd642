"""Statistics that stand in tables: a number under a column's heading, in a row that names whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.model import Block, Cell, Mention, Observation, Report
from pipeline.relations.counting import OWNERS
from pipeline.tables import either, load_rows
from pipeline.text.fold import fold
from pipeline.text.numerals import COLUMN_TIMES

_FIGURE = re.compile(r"(?P<minus>[-(])?(?P<number>\d{1,3}(?:[ ,]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\)?(?P<percent> ?%)?")
_BRACKET = re.compile(r"\(([^()]+)\)")
_LAST_BRACKET = re.compile(r"\(([^()]{1,16})\)$")
_ABOVE = 2
"""Blocks over a table of which one may say in what its figures are."""


def find_table_statistics(report: Report, mentions: Sequence[Mention]) -> Iterator[Observation]:
    """The figures of each table whose first row heads its columns; the first cell of a row says whose they are."""
    at = {mention.anchor.start: mention for mention in mentions}
    for index, block in enumerate(report.blocks):
        if len(block.rows) > 1 and not any(_figure(report, cell) for cell in block.rows[0]):
            measure = _measure(report, index)
            for row in block.rows[1:]:
                yield from _row(report, block, row, at, measure)


def _measure(report: Report, index: int) -> str:
    """The line in brackets over a table that says in what its figures are: (千美元)."""
    for block in reversed(report.blocks[max(0, index - _ABOVE) : index]):
        words = fold("".join(report.text[block.anchor.start : block.anchor.end].split()))
        if found := _LAST_BRACKET.search(words):
            return found[1]
    return ""


def _row(
    report: Report, block: Block, row: tuple[Cell, ...], at: dict[int, Mention], measure: str
) -> Iterator[Observation]:
    label = row[0]
    if not label.anchor or _figure(report, label):
        return
    whose = _named(label, at, OWNERS)
    for heading, cell in zip(block.rows[0][1:], row[1:], strict=False):
        figure = _figure(report, cell)
        if figure is None or cell.anchor is None:
            continue
        date = _named(heading, at, {"DATE"}) or _named(label, at, {"DATE"})
        words = [] if _named(heading, at, {"DATE"}) else [_words(report, heading)]
        words += [] if whose else [_words(report, label)]
        unit, times = unit_of_head(_words(report, heading))
        if unit == "other":
            unit, times = unit_of_head(measure or block.section or "")
        value = round(_number(figure) * times, 6)
        yield Observation(
            indicator="".join(words) or block.section or _words(report, label),
            value=int(value) if value.is_integer() else value,
            unit="percent" if figure["percent"] else unit,
            evidence=cell.anchor,
            rule="table cell",
            time=date.entity if date else None,
            subject=whose.entity if whose else None,
        )


def _words(report: Report, cell: Cell) -> str:
    return "".join(report.text[cell.anchor.start : cell.anchor.end].split()) if cell.anchor else ""


def _figure(report: Report, cell: Cell) -> re.Match[str] | None:
    """The cell as a number, if it is nothing else; a year is none."""
    text = fold(report.text[cell.anchor.start : cell.anchor.end]).strip() if cell.anchor else ""
    return _FIGURE.fullmatch(text)


def _number(figure: re.Match[str]) -> float:
    size = float(figure["number"].replace(" ", "").replace(",", ""))
    return -size if figure["minus"] else size


def _named(cell: Cell, at: dict[int, Mention], types: frozenset[str] | set[str]) -> Mention | None:
    """The mention that a cell consists of or begins with."""
    mention = at.get(cell.anchor.start) if cell.anchor else None
    return mention if mention and mention.type in types and mention.entity else None


def unit_of_head(heading: str) -> tuple[str, int]:
    """The unit that a heading names, with what a figure under it is to be multiplied by: 千美元 is 1,000 USD."""
    folded = fold(heading)
    bracket = _BRACKET.search(folded)
    found = (_units().search(bracket[1]) if bracket else None) or _units().search(folded)
    return (_unit_of()[found["unit"]], COLUMN_TIMES.get(found["times"] or "", 1)) if found else ("other", 1)


@cache
def _unit_of() -> dict[str, str]:
    rows = [row for _, row in load_rows("units.tsv") if len(row["word"]) > 1]
    return {row["word"]: row["unit"] for row in (*rows, *(row for _, row in load_rows("unit_heads.tsv")))}


@cache
def _units() -> re.Pattern[str]:
    return re.compile(rf"(?P<times>{either(COLUMN_TIMES)})?(?P<unit>{either(_unit_of())})")
