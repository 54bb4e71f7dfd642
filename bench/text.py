"""One process, one text: the whole extraction against cutting the text into words."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import jieba
import jieba.posseg
import rjieba
import spacy

from bench.table import Table, interleaved
from pipeline import extract
from pipeline.entities import find_mentions
from pipeline.ingest import read_source
from pipeline.record import encode, to_record
from pipeline.relations import relate
from pipeline.resolve import resolve
from pipeline.segment import segment
from pipeline.structure import structure


def measure(args: argparse.Namespace) -> list[Table]:
    """Characters a second of cutters and of our stages on the same report, in turns."""
    jieba.setLogLevel(logging.ERROR)
    return [_against_cutters(args.report), _stages(args.report)]


def _against_cutters(path: Path) -> Table:
    text = path.read_text(encoding="utf8")
    chinese = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    seconds = interleaved(
        {
            "jieba.cut": lambda: list(jieba.cut(text)),
            "unreport.extract (all stages)": lambda: extract(path),
            "unreport.extract + report.json": lambda: encode(to_record(extract(path))),
            "jieba.posseg.lcut": lambda: jieba.posseg.lcut(text),
            "rjieba.cut": lambda: rjieba.cut(text),
            "spaCy blank zh + jieba": lambda: chinese(text),
        }
    )
    base = seconds["jieba.cut"]
    rows = tuple(
        (name, f"{value * 1000:.1f}", f"{len(text) / value / 1e6:.2f}", f"{base / value:.2f}×")
        for name, value in seconds.items()
    )
    header = ("work", "ms", "M characters/s", "speed of jieba.cut")
    return Table(f"One process: {path.name} ({len(text):,} characters)", header, rows)


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
