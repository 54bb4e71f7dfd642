"""No regular expression of ours can be made to hang by a hostile report."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import pipeline

LENGTH = 6_000
SECONDS = 20
"""Far over what any of ours needs (milliseconds); what backtracks without bound never ends."""
SEEDS = ("1", "1 ", "第", "第1", "(", "（1", "A/", "A/1", "A/RES/1", ".", "、", "1、", "和", "一", "十", " ", "\n", "“", "《", "a", "Aa ",
         "委员会", "的", "年", "1年", "1月", "号", "1.", "1,", "-", "*", "S-1", "1(", "\t")  # fmt: skip


def module_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if module.name.endswith("__main__") or "dask" in module.name:
            continue
        for name, value in sorted(vars(importlib.import_module(module.name)).items()):
            for pattern in compiled(value):
                yield f"{module.name}.{name}", pattern


def compiled(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from compiled(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from compiled(part)


def table_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for path in sorted((Path(pipeline.__file__).parent / "tables").rglob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf8")).get("pattern", []):
            if isinstance(row.get("regex"), str):
                yield f"{path.name}:{row['id']}", re.compile(row["regex"], re.VERBOSE if row.get("verbose") else 0)


PATTERNS = sorted(
    {(name, p.pattern, p.flags): (name, p) for name, p in [*module_patterns(), *table_patterns()]}.items()
)


def too_slow(_signal: int, _frame: FrameType | None) -> None:
    raise AssertionError(f"over {SECONDS} s")


@pytest.mark.parametrize("pattern", [p for _, (_, p) in PATTERNS], ids=[name for _, (name, _) in PATTERNS])
def test_a_hostile_text_does_not_hang_a_pattern(pattern: re.Pattern[str]) -> None:
    previous = signal.signal(signal.SIGALRM, too_slow)
    signal.alarm(SECONDS)
    try:
        for seed in SEEDS:
            hostile = (seed * LENGTH)[:LENGTH] + "\x00"
            assert sum(len(match.group()) for match in pattern.finditer(hostile)) <= len(hostile)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)


def test_there_are_patterns_to_test() -> None:
    assert len(PATTERNS) > 20
