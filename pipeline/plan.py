"""Which files a run reads, and the identifier of each: the same whatever the order they are named in."""

from __future__ import annotations

import glob
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import MissingInput

NOT_REPORTS = frozenset(
    {".bib", ".c", ".cfg", ".css", ".csv", ".gif", ".ini", ".jpeg", ".jpg", ".js", ".json", ".jsonl", ".lock", ".log",
     ".md", ".parquet", ".part", ".png", ".py", ".pyc", ".sh", ".sqlite", ".svg", ".toml", ".ts", ".tsv", ".xlsx",
     ".xml", ".yaml", ".yml"}
)  # fmt: skip
"""Endings of files that a folder may hold beside its reports; a file that is named itself is always read."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read: ``name`` is the path as a user sees it, ``id`` the folder of its results."""

    path: Path
    name: str
    id: str
    symbol: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The tasks in the order of their names, the files of folders left aside, and what to tell the user."""

    tasks: tuple[Task, ...]
    skipped: tuple[str, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def plan_run(inputs: Sequence[str], *, symbol: str | None = None, without: Path | None = None) -> Plan:
    """The plan of a run over files, folders and globs; ``without`` is a folder never read (the outputs).

    Raises MissingInput where nothing is left to read.
    """
    found: dict[Path, str] = {}
    skipped: list[str] = []
    missing: list[str] = []
    for text in inputs:
        paths = [Path(text)] if Path(text).exists() else [Path(p) for p in sorted(glob.glob(text, recursive=True))]
        if not paths:
            missing.append(text)
        for path in paths:
            taken, left = _files(path, without)
            found.update((file.resolve(), file.as_posix()) for file in taken)
            skipped.extend(left)
    if not found and not missing:
        raise MissingInput(f"{', '.join(inputs)}: no report in there", "name a folder with PDF, DOCX, HTML or text")
    if not found:
        raise MissingInput(f"{', '.join(missing)}: no such file or folder")
    tasks, notes = _name(found, symbol)
    return Plan(tasks, tuple(sorted(skipped)), tuple(missing), notes)


def _files(path: Path, without: Path | None) -> tuple[list[Path], list[str]]:
    if not path.is_dir():
        return [path], []
    aside = without.resolve() if without else None
    files = [
        file
        for file in sorted(path.rglob("*"))
        if file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
        and not (aside and file.resolve().is_relative_to(aside))
    ]
    reports = [file for file in files if file.suffix.lower() not in NOT_REPORTS]
    return reports, [file.as_posix() for file in files if file.suffix.lower() in NOT_REPORTS]


def _name(found: dict[Path, str], symbol: str | None) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    groups: defaultdict[str, list[Path]] = defaultdict(list)
    for path in sorted(found, key=lambda p: found[p]):
        groups[_slug(path.stem)].append(path)
    ids = {path: id_ for stem, group in sorted(groups.items()) for path, id_ in _ids(stem, group, set(groups))}
    notes = tuple(
        f"{len(group)} files share the stem {stem!r}: {', '.join(f'{found[p]} is {ids[p]}' for p in group)}; "
        "rename them if they are different reports"
        for stem, group in sorted(groups.items())
        if len(group) > 1
    )
    tasks = (Task(path, found[path], ids[path], symbol) for path in found)
    return tuple(sorted(tasks, key=lambda task: task.name)), notes


def _ids(stem: str, group: list[Path], stems: set[str]) -> Iterable[tuple[Path, str]]:
    if len(group) == 1:
        yield group[0], stem
        return
    endings = [_slug(path.suffix.lstrip(".")) for path in group]
    for number, (path, ending) in enumerate(zip(group, endings, strict=True), start=1):
        plain = f"{stem}-{ending}"
        alone = endings.count(ending) == 1 and plain not in stems
        yield path, plain if alone else f"{stem}-{ending}-{number}"


def _slug(text: str) -> str:
    """Lower case, with what a folder's name should not hold replaced: ``A 72/260`` is ``a_72_260``."""
    return re.sub(r"[^\w.\-]+", "_", text.lower()).strip("._") or "report"
