"""One process: the whole extraction against cutting the same reports into words."""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jieba
import jieba.posseg
import rjieba
import spacy

from bench import corpus
from bench.table import Table, interleaved
from pipeline import extract
from pipeline.entities import find_mentions
from pipeline.ingest import read_source
from pipeline.jobs import Job
from pipeline.plan import plan_run
from pipeline.record import encode, to_record
from pipeline.relations import relate
from pipeline.resolve import resolve
from pipeline.segment import segment
from pipeline.structure import structure
from pipeline.work import work

MEGABYTE = 1_000_000


def measure(args: argparse.Namespace) -> list[Table]:
    """Cutters and our stages on the same texts, in turns: a megabyte of separate reports each time."""
    jieba.setLogLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as name:
        number = max(1, round(MEGABYTE / args.report.stat().st_size))
        corpus.write_reports(args.report, number, Path(name) / "in")
        return [_against_cutters(Path(name), args.report.name), _stages(args.report)]


def _against_cutters(folder: Path, name: str) -> Table:
    jobs = [Job(task, folder / "out", force=True) for task in plan_run([str(folder / "in")]).tasks]
    paths = [Path(job.task.path) for job in jobs]
    texts = [path.read_text(encoding="utf8") for path in paths]
    characters = sum(map(len, texts))
    chinese = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    seconds = interleaved(
        {
            "jieba.cut": _each(lambda text: list(jieba.cut(text)), texts),
            "unreport.extract (all stages)": _each(extract, paths),
            "unreport.extract + report.json": _each(lambda path: encode(to_record(extract(path))), paths),
            "unreport, everything of a report written to disk": _each(work, jobs),
            "jieba.posseg.lcut": _each(jieba.posseg.lcut, texts),
            "rjieba.cut": _each(rjieba.cut, texts),
            "spaCy blank zh + jieba": _each(chinese, texts),
        }
    )
    base = seconds["jieba.cut"]
    rows = tuple(
        (name, f"{value / len(paths) * 1000:.1f}", f"{characters / value / 1e6:.2f}", f"{base / value:.2f}×")
        for name, value in seconds.items()
    )
    header = ("work", "ms a report", "M characters/s", "speed of jieba.cut")
    return Table(f"One process: {name} as {len(paths)} separate reports ({characters:,} characters)", header, rows)


def _each(work: Callable[[Any], object], things: Sequence[Any]) -> Callable[[], None]:
    """The work on one thing after the other; nothing is kept, as in a run that writes its results."""
    return lambda: deque(map(work, things), maxlen=0).clear()


def _stages(path: Path) -> Table:
    text = path.read_text(encoding="utf8")
    source = read_source(path)
    report = structure(source)
    sentences = segment(report)
    found, _ = find_mentions(report, sentences)
    mentions, entities, _, _ = resolve(report, sentences, found)
    seconds = interleaved(
        {
            "jieba.cut": lambda: list(jieba.cut(text)),
            "ingest": lambda: read_source(path),
            "structure": lambda: structure(source),
            "segment": lambda: segment(report),
            "entities": lambda: find_mentions(report, sentences),
            "resolve": lambda: resolve(report, sentences, found),
            "relations": lambda: relate(report, sentences, mentions, entities),
        }
    )
    rows = tuple((name, f"{value * 1000:.1f}") for name, value in seconds.items())
    return Table("Where the time goes", ("stage", "ms"), rows)
