"""Files at addresses (s3://…, https://…), read, listed, written and removed by fsspec, loaded for them alone."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pipeline.errors import MissingInput, PipelineError, TooLarge, Unreachable, UsageError

Place = Path | str
"""A path of this machine, or an address as text."""

MANY = 256
"""Files that are fetched or sent at a time."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_OF_THIS_MACHINE = re.compile(r"file://(?:localhost)?(?=/)", re.I)
_MAGIC = re.compile(r"[*?\[]")


def is_address(text: str) -> bool:
    """Whether a text names a place by its protocol, as ``s3://bucket/folder`` does."""
    return _ADDRESS.match(text) is not None


def place_of(text: str) -> Place:
    """The path that a text names, also as ``file:///folder``, or the address that it is."""
    if local := _OF_THIS_MACHINE.match(text):
        return Path(unquote(text[local.end() :]))
    return text if is_address(text) else Path(text)


def find_files(address: str) -> list[str]:
    """The addresses of the files that one stands for: itself, those below it, or those that a glob names."""
    files, path = _open(address)
    with _told(address):
        files.invalidate_cache()
        if not address.endswith("/") and files.isfile(path):
            return [address]
        heads = files.glob(path) if _MAGIC.search(path) else [path]
        try:
            found = {one for head in heads for one in ([head] if files.isfile(head) else files.find(head))}
        except FileNotFoundError:
            return []
        return sorted(files.unstrip_protocol(one) for one in found)


def read_bytes(address: str, most: int | None = None) -> bytes:
    """The bytes of one file. Raises MissingInput where it is not, TooLarge over ``most`` bytes."""
    files, path = _open(address)
    with _told(address):
        if most is not None and (files.size(path) or 0) > most:
            raise TooLarge(f"{address} has more than {most // 1_000_000} MB")
        return bytes(files.cat_file(path))


@contextmanager
def local_copy(place: Place, most: int | None = None) -> Iterator[Path]:
    """A file as a path of this machine: itself, or a copy under its own name that is there for the while."""
    if isinstance(place, Path):
        yield place
        return
    content = read_bytes(place, most)
    with scratch() as folder:
        copy = folder / Path(place).name
        copy.write_bytes(content)
        yield copy


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of this machine that is there for the while."""
    with tempfile.TemporaryDirectory(prefix="unreport-") as name:
        yield Path(name)


def write_bytes(address: str, content: bytes) -> None:
    """Puts one object, which a store shows whole or not at all."""
    files, path = _open(address)
    with _told(address):
        files.makedirs(_parent(path), exist_ok=True)
        files.pipe_file(path, content)


def fetch(address: str, names: Sequence[str], folder: Path) -> None:
    """Copies files below an address to the same names below a folder."""
    files, path = _open(address)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    with _told(address):
        for some in _parts(names):
            files.get([f"{path}/{name}" for name in some], [str(folder / name) for name in some])


def send(folder: Path, names: Sequence[str], address: str) -> None:
    """Copies files below a folder to the same names below an address."""
    files, path = _open(address)
    with _told(address):
        for parent in sorted({_parent(f"{path}/{name}") for name in names}):
            files.makedirs(parent, exist_ok=True)
        for some in _parts(names):
            files.put([str(folder / name) for name in some], [f"{path}/{name}" for name in some])


def sizes_below(address: str) -> Mapping[str, int]:
    """The bytes of each file below an address, by its name from there; nothing where there is none."""
    path, found = _listed(address, lambda files, path: files.find(path, detail=True).values())
    start = path.rstrip("/") + "/"
    return {info["name"].removeprefix(start): info["size"] for info in found if info["name"].startswith(start)}


def folders_below(address: str) -> list[str]:
    """The names of the folders right below an address."""
    _, found = _listed(address, lambda files, path: files.ls(path, detail=True))
    return sorted(info["name"].rstrip("/").rpartition("/")[2] for info in found if info["type"] == "directory")


def _listed(
    address: str, look: Callable[[Any, str], Iterable[Mapping[str, Any]]]
) -> tuple[str, Iterable[Mapping[str, Any]]]:
    """The path of an address in its file system, and what is listed there now; nothing where there is none."""
    files, path = _open(address)
    with _told(address):
        files.invalidate_cache()
        try:
            return path, look(files, path)
        except FileNotFoundError:
            return path, []


def remove(address: str, names: Sequence[str]) -> None:
    """Removes files below an address, in this order; those that are gone already are no fault."""
    files, path = _open(address)
    with _told(address):
        for name in names:
            try:
                files.rm_file(f"{path}/{name}")
            except FileNotFoundError:
                continue


def _open(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as exc:  # the optional dependency
        raise UsageError(f"{address}: addresses want a package more", "pip install 'unreport[remote]'") from exc
    try:
        files, path = url_to_fs(address)
    except ImportError as exc:
        raise UsageError(f"{address}: {exc}", "pip install 'unreport[remote]', or the package that is named") from exc
    except ValueError as exc:
        raise UsageError(f"{address}: {exc}", "name a path, or an address such as s3://bucket/folder") from exc
    return files, path


@contextmanager
def _told(address: str) -> Iterator[None]:
    """What goes wrong at an address becomes a refusal that names it."""
    try:
        yield
    except PipelineError:
        raise
    except FileNotFoundError as exc:
        raise MissingInput(f"{address} is not there") from exc
    except Exception as exc:  # the boundary: each file system has errors of its own, not all of them OSErrors
        raise Unreachable(f"{address}: {type(exc).__name__}: {' '.join(str(exc).split())}") from exc


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + MANY] for start in range(0, len(names), MANY))


def cache_folder(name: str) -> Path:
    """Where this machine keeps copies that may be lost: below XDG_CACHE_HOME, else ~/.cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "unreport" / name
