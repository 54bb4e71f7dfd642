"""Which files a run reads, and the identifier of each: the same whatever the order they are named in."""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, count
from pathlib import Path

from msgspec import Struct

from pipeline.errors import MissingInput
from pipeline.remote import Place, find_files, is_address, place_of
from pipeline.text.printable import written_name

NOT_REPORTS = frozenset(
    {".bib", ".c", ".cfg", ".css", ".csv", ".gif", ".ini", ".jpeg", ".jpg", ".js", ".json", ".jsonl", ".lock", ".log",
     ".md", ".parquet", ".part", ".png", ".py", ".pyc", ".sh", ".sqlite", ".svg", ".toml", ".ts", ".tsv", ".xlsx",
     ".xml", ".yaml", ".yml"}
)  # fmt: skip
"""Endings of files that a folder may hold beside its reports; a file that is named itself is always read."""

_LONGEST = 120
"""Bytes of an identifier, which names a folder."""


class Task(Struct, frozen=True):
    """One file to read: ``name`` is the path or address as a user sees it, ``id`` the folder of its results."""

    path: Place
    name: str
    id: str
    symbol: str | None = None


class Plan(Struct, frozen=True):
    """The tasks in the order of their names, the files of folders left aside, and what to tell the user."""

    tasks: tuple[Task, ...]
    skipped: tuple[str, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def plan_run(inputs: Sequence[str], *, symbol: str | None = None, without: Place | None = None) -> Plan:
    """The plan of a run over files, folders, globs and addresses; ``without`` is never read (the outputs).

    Raises MissingInput where nothing is left to read.
    """
    found: dict[Place, str] = {}
    skipped: list[str] = []
    missing: list[str] = []
    for text in inputs:
        place = place_of(text) if is_address(text) else text
        look = _files_at if is_address(str(place)) else _files_of
        files, left = look(str(place), without)
        if files is None:
            missing.append(written_name(text))
            continue
        for file, name in files:
            found[file] = min(name, found.get(file, name))
        skipped += left
    if not found and not missing:
        raise MissingInput(f"{', '.join(inputs)}: no report in there", "name a folder with PDF, DOCX, HTML or text")
    if not found:
        raise MissingInput(f"{', '.join(missing)}: no such file or folder")
    tasks, notes = _name(found, symbol)
    return Plan(tasks, tuple(sorted(skipped)), tuple(missing), notes)


_Found = tuple[list[tuple[Place, str]] | None, list[str]]
"""Files with their names, None where nothing is; and the names of what is left aside."""


def _files_of(text: str, without: Place | None) -> _Found:
    """What a path or glob of this machine stands for."""
    paths = [text] if os.path.lexists(text) else sorted(glob.glob(text, recursive=True))
    files: list[tuple[Place, str]] = []
    left: list[Path] = []
    for path in paths:
        taken, others = _files(Path(path), without if isinstance(without, Path) else None)
        files += [(Path(os.path.realpath(file)), written_name(file)) for file in taken]
        left += others
    return files if paths else None, [*map(written_name, left)]


def _files_at(address: str, without: Place | None) -> _Found:
    """What an address stands for; without a file, nothing is there."""
    found = [file for file in find_files(address) if not file.startswith(f"{str(without).rstrip('/')}/")]
    reports = [file for file in found if file == address or _may_be_a_report(file.removeprefix(address))]
    hidden = [file for file in found if "/." in file.removeprefix(address)]
    left = sorted({*found} - {*reports} - {*hidden})
    return [(file, file) for file in reports] if found else None, left


def _may_be_a_report(name: str) -> bool:
    return "/." not in name and Path(name).suffix.lower() not in NOT_REPORTS


def _files(path: Path, without: Path | None) -> tuple[list[Path], list[Path]]:
    """What is to be read, and what a folder holds beside: other files, linked folders, folders nobody may look into.

    A link that leads nowhere, a pipe or a device is to be read, so that its row says why it cannot be.
    """
    if not path.is_dir():
        return [path], []
    aside = os.path.realpath(without) if without else None
    reports: list[Path] = []
    others: list[Path] = []
    closed: list[OSError] = []
    for folder, inner, names in os.walk(path, onerror=closed.append):
        seen = [Path(folder, name) for name in inner if not name.startswith(".")]
        others += [one for one in seen if one.is_symlink()]
        inner[:] = [one.name for one in seen if not one.is_symlink() and os.path.realpath(one) != aside]
        for name in names:
            if not name.startswith("."):
                (others if Path(name).suffix.lower() in NOT_REPORTS else reports).append(Path(folder, name))
    return reports, others + [Path(error.filename) for error in closed]


def _name(found: dict[Place, str], symbol: str | None) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    groups: defaultdict[str, list[Place]] = defaultdict(list)
    for path in sorted(found, key=lambda p: found[p]):
        groups[_slug(Path(found[path]).stem)].append(path)
    ids = _ids(groups, found)
    notes = tuple(
        f"{len(group)} files share the stem {stem!r}: {', '.join(f'{found[p]} is {ids[p]}' for p in group)}; "
        "rename them if they are different reports"
        for stem, group in sorted(groups.items())
        if len(group) > 1
    )
    tasks = (Task(path, found[path], ids[path], symbol) for path in found)
    return tuple(sorted(tasks, key=lambda task: task.name)), notes


def _ids(groups: Mapping[str, Sequence[Place]], names: Mapping[Place, str]) -> dict[Place, str]:
    """An identifier for each file: its stem, and where files share one, its ending and a number too."""
    ids = {group[0]: stem for stem, group in groups.items() if len(group) == 1}
    taken = {*groups}
    for stem, group in sorted(groups.items()):
        endings = [_slug(Path(names[path]).suffix.lstrip(".")) for path in group]
        for path, ending in zip(group, endings, strict=True):
            if path in ids:
                continue
            plain = f"{stem}-{ending}"
            alone = endings.count(ending) == 1
            choice = chain([plain] if alone else [], (f"{plain}-{number}" for number in count(1)))
            ids[path] = next(name for name in choice if name not in taken)
            taken.add(ids[path])
    return ids


def _slug(text: str) -> str:
    """Lower case, with what a folder's name should not hold replaced: ``A 72/260`` is ``a_72_260``.

    A name too long for a folder is cut and told apart by its digest.
    """
    slug = re.sub(r"[^\w.\-]+", "_", text.lower()).strip("._") or "report"
    whole = slug.encode()
    if len(whole) <= _LONGEST:
        return slug
    return f"{whole[:_LONGEST].decode(errors='ignore')}-{hashlib.sha256(whole).hexdigest()[:8]}"
