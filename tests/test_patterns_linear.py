"""No regular expression of ours can be made to hang by a hostile report."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import signal
from collections.abc import Iterator
from types import FrameType, ModuleType
from typing import Any

import msgspec
import pytest

import pipeline
from pipeline.relations.tokens import CODES, compile_pattern
from pipeline.tables import load_vocabulary

LENGTH = 6_000
SECONDS = 20
"""Of the processor; far over what any of ours needs (milliseconds); what backtracks without bound never ends."""
SEEDS = ("1", "1 ", "第", "第1", "(", "（1", "A/", "A/1", "A/RES/1", ".", "、", "1、", "和", "一", "十", " ", "\n", "“", "《", "a", "Aa ",
         *CODES.values(), f"{CODES['UN_BODY']}和", "委员会", "的", "年", "1年", "1月", "号", "1.", "1,", "-", "*", "S-1", "1(", "\t")  # fmt: skip


def our_modules() -> Iterator[ModuleType]:
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if not module.name.endswith("__main__") and "dask" not in module.name:
            yield importlib.import_module(module.name)


def module_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Those that modules hold, and those that their functions build from tables and keep."""
    for module in our_modules():
        for name, value in sorted(vars(module).items()):
            made = value() if keeps(value, module) else value
            for pattern in compiled(made):
                yield f"{module.__name__}.{name}", pattern


def keeps(value: Any, module: ModuleType) -> bool:
    """Whether the value is a function of ours without arguments that keeps what it makes."""
    if not hasattr(value, "cache_info") or value.__module__ != module.__name__ or value.__name__ == "_engine":
        return False
    return not inspect.signature(value).parameters


def compiled(value: Any) -> Iterator[re.Pattern[str]]:
    """The patterns inside a value of any shape: a match method has its pattern too."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(getattr(value, "__self__", None), re.Pattern):
        yield from compiled(value.__self__)
    elif isinstance(value, dict):
        for part in value.values():
            yield from compiled(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from compiled(part)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from compiled(getattr(value, name))


def relation_phrases() -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, phrase in load_vocabulary("relations")["phrases"].items():
        yield f"relations.toml:{name}", compile_pattern(phrase)


PATTERNS = sorted(
    {(name, p.pattern, p.flags): (name, p) for name, p in [*module_patterns(), *relation_phrases()]}.items()
)


def too_slow(_signal: int, _frame: FrameType | None) -> None:
    raise AssertionError(f"over {SECONDS} s")


@pytest.mark.parametrize("pattern", [p for _, (_, p) in PATTERNS], ids=[name for _, (name, _) in PATTERNS])
def test_a_hostile_text_does_not_hang_a_pattern(pattern: re.Pattern[str]) -> None:
    previous = signal.signal(signal.SIGVTALRM, too_slow)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        for seed in SEEDS:
            hostile = (seed * LENGTH)[:LENGTH] + "\x00"
            assert sum(len(match.group()) for match in pattern.finditer(hostile)) <= len(hostile)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)


def test_there_are_patterns_to_test() -> None:
    assert len(PATTERNS) > 300
