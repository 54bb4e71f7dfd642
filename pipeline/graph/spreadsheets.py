"""The tables as CSV for spreadsheets and pandas: UTF-8 with a byte order mark, formulas disarmed."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.graph.flat import SEPARATOR, clean
from pipeline.graph.rows import to_json
from pipeline.graph.schemas import TABLES
from pipeline.graph.store import read_rows

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is run as a formula by spreadsheets; an apostrophe in front makes it text."""


def write_csv(folder: Path, target: Path) -> list[Path]:
    """One CSV for each table; lists are joined, the evidence of an edge is its first place and a JSON of all."""
    target.mkdir(exist_ok=True)
    return [_write(folder, name, target / f"{name}.csv") for name in TABLES]


def _write(folder: Path, name: str, path: Path) -> Path:
    columns = TABLES[name].names
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(_cells(row) for row in read_rows(folder, name))
    return path


def _cells(row: Mapping[str, Any]) -> list[Any]:
    return [cell(value) for value in row.values()]


def cell(value: Any) -> Any:
    """The value as a spreadsheet may hold it: a number, or text that is never a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list):
        plain = all(isinstance(member, str) for member in value)
        value = SEPARATOR.join(value) if plain else to_json(value)
    value = clean(value)
    return f"'{value}" if value.startswith(_FORMULA) else value
