"""A table of measurements, and the machine they were made on."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

ROUNDS = 5
LIBRARIES = ("jieba", "rjieba", "spacy", "pdfplumber", "pypdfium2", "pebble")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title; the first row's rate is 1.0× of the last column."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def to_markdown(self) -> str:
        lines = [f"## {self.title}", ""] + ([self.note, ""] if self.note else [])
        lines += ["| " + " | ".join(self.header) + " |", "|" + "---|" * len(self.header)]
        return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in self.rows])


def machine() -> str:
    """Cores, Python and library versions, and the day."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"{date.today().isoformat()}, {os.cpu_count()} cores, Python {platform.python_version()}, {libraries}."


def median_seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of several runs after one that warms up."""
    work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def interleaved(works: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Medians of several works measured in turns, so that a slow minute of the machine slows all of them."""
    for work in works.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - began)
    return {name: statistics.median(values) for name, values in times.items()}
