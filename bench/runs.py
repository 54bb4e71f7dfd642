"""Whole runs: workers, many reports, and runs in which little or nothing has changed."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bench import corpus
from bench.table import Table


def measure(args: argparse.Namespace) -> list[Table]:
    """`unreport run` as a user starts it, in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        long = partial(corpus.write_reports, args.report)
        return [
            _sizes(f"Many reports: {args.report.name}", long, args.sizes, folder / "long"),
            _sizes("Many reports of three paragraphs", corpus.write_short_reports, args.short, folder / "short"),
            _workers(args, folder),
        ]


def _sizes(title: str, write: Callable[[int, Path], None], sizes: Sequence[int], folder: Path) -> Table:
    rows = []
    for size in sizes:
        reports, outputs = folder / f"in-{size}", folder / f"out-{size}"
        write(size, reports)
        first, memory = _run(reports, outputs)
        second, _ = _run(reports, outputs)
        corpus.change_report(reports)
        third, _ = _run(reports, outputs)
        figures = (first, first / size * 1000, memory, second, third)
        rows.append((f"{size:,}", *(f"{figure:.1f}" for figure in figures)))
    header = ("reports", "first run s", "ms a report", "driver MB", "unchanged s", "one changed s")
    return Table(title, header, tuple(rows))


def _workers(args: argparse.Namespace, folder: Path) -> Table:
    reports = folder / "workers"
    corpus.write_reports(args.report, max(args.sizes[:1] or [100]), reports)
    seconds = {jobs: _run(reports, folder / f"out-jobs-{jobs}", "--jobs", str(jobs))[0] for jobs in (1, 2)}
    rows = tuple((str(jobs), f"{value:.1f}", f"{seconds[1] / value:.2f}×") for jobs, value in seconds.items())
    return Table("Workers", ("workers", "s", "speed of one"), rows)


_MEASURED = """
import os, subprocess, sys
_, status, usage = os.wait4(subprocess.Popen(sys.argv[1:]).pid, 0)
print(usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Starts a command from a small process: the peak that Linux tells of a child begins with that of its parent."""


def _run(reports: Path, outputs: Path, *options: str) -> tuple[float, float]:
    """Seconds, and the driver's peak memory in MB."""
    command = [sys.executable, "-m", "pipeline", "run", str(reports), "-o", str(outputs), "--quiet", *options]
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", _MEASURED, *command], stdout=subprocess.PIPE, check=True)
    return time.perf_counter() - began, int(done.stdout) / 1024
