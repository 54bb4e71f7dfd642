"""Files that are there whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

_PART = ".part"
SCRATCH = ".merge-"
"""How the names of folders begin that are there only while something is made in them."""


def write_whole(path: Path, content: bytes) -> None:
    """Write beside, flush to the disk, rename: a reader sees the old file or the new one, never a part."""
    write_all(path.parent, {path.name: content})


def write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """The same for several files of one folder, renamed in the order given; one flush each, and one of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    parts: dict[str, Path] = {}
    try:
        with ExitStack() as files:
            written = []
            for name, content in contents.items():
                handle, part = tempfile.mkstemp(dir=folder, prefix=".", suffix=_PART)
                parts[name] = Path(part)
                written.append(files.enter_context(os.fdopen(handle, "wb")))
                written[-1].write(content)
                written[-1].flush()
                os.fchmod(handle, 0o644)
            for file in written:
                os.fsync(file.fileno())
        for name, path in parts.items():
            os.replace(path, folder / name)
    except BaseException:
        for path in parts.values():
            path.unlink(missing_ok=True)
        raise
    _flush_folder(folder)


def remove_parts(folder: Path) -> None:
    """What a killed process left half-written in a folder that nobody else writes to now."""
    for part in folder.glob(f".*{_PART}"):
        part.unlink(missing_ok=True)
    for scratch in folder.glob(f"{SCRATCH}*"):
        shutil.rmtree(scratch)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256_of(path: Path) -> str:
    """The hex digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
