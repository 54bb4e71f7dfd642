"""Where the results of a run go: a folder of this machine, or an address, with the same promises.

A result passes for one only with its key file, which is written last and removed first.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock, Timeout
from msgspec import Struct

from pipeline import remote
from pipeline.errors import MissingInput, UsageError
from pipeline.store import SCRATCH, remove_parts, sha256_of, write_whole

Row = dict[str, Any]

STATUS = ".result.json"
"""The key file of a result, with its row."""
PORTION = ".portion.json"
"""What a report brings to the corpus graph: the merge reads this and not the report.json."""
GRAPH = "graph"
SHARDS = "graph/.shards"
LOCK_SECONDS = 2.0
_DIGESTS = {"report.json": "report_sha256", "report.html": "view_sha256", PORTION: "portion_sha256"}
"""The files of a result, and where its row keeps their digests."""


class Folder(Struct, frozen=True):
    """A folder of this machine, or one that all machines see."""

    path: Path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else writes here meanwhile; what a killed run left half-made is gone. Raises UsageError."""
        self.path.mkdir(parents=True, exist_ok=True)
        with _lock(self.path, str(self.path)):
            for folder in (self.path, self.path / GRAPH, self.path / SHARDS):
                remove_parts(folder)
            yield

    def stored(self, id_: str, key: str) -> Row | None:
        """The row of an earlier result of the same key whose files are still as they were written, or None."""
        folder = self._report(id_)
        try:
            result = orjson.loads((folder / STATUS).read_bytes())
            whole = result["key"] == key
            whole = whole and all(sha256_of(folder / name) == result[digest] for name, digest in _DIGESTS.items())
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
            return None
        return dict(result) if whole else None

    def keep(self, id_: str, key: str, write: Callable[[Path], Row]) -> Row:
        """The row of what ``write`` puts into the report's folder: its own with the key."""
        folder = self._report(id_)
        (folder / STATUS).unlink(missing_ok=True)
        remove_parts(folder)
        result = {"key": key, **write(folder)}
        write_whole(folder / STATUS, _json(result))
        return result

    def remove(self, id_: str) -> None:
        """Removes what is there of a report."""
        shutil.rmtree(self._report(id_), ignore_errors=True)

    def remove_others(self, ids: set[str]) -> None:
        """Results of earlier runs whose input is gone: an output folder shows its inputs and nothing else."""
        for old in sorted((self.path / "reports").glob("*")):
            if old.name not in ids and (old / STATUS).exists():
                shutil.rmtree(old)

    def graph_status(self) -> Row | None:
        """What the last whole merge left as its status."""
        return _loaded(self.path / GRAPH / STATUS)

    def merge(self, rows: Sequence[Row], merge_in: Callable[[Path], Row], *, fresh: bool) -> Row:
        """What ``merge_in`` says when it has merged the reports of ``rows`` in a folder; kept as the graph's status."""
        del rows
        (self.path / GRAPH / STATUS).unlink(missing_ok=True)  # a merge that is cut short must not pass for the last
        if fresh:
            shutil.rmtree(self.path / SHARDS, ignore_errors=True)
        status = merge_in(self.path)
        write_whole(self.path / GRAPH / STATUS, _json(status))
        return status

    def write(self, name: str, content: bytes) -> None:
        """Writes one file, whole."""
        write_whole(self.path / name, content)

    def _report(self, id_: str) -> Path:
        return self.path / "reports" / id_


class Remote(Struct, frozen=True):
    """An address. Workers send the results of their reports there; the graph is merged on this machine and sent.

    The store's objects are whole or not there, so that the key file, sent last, vouches for the others. A merge keeps
    its own folder of copies in the user's cache, so that only what has changed is fetched.
    """

    address: str

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else on this machine writes there meanwhile. Raises UsageError if somebody does."""
        mirror = self._mirror()
        mirror.path.mkdir(parents=True, exist_ok=True)
        with _lock(mirror.path, self.address):
            for folder in (mirror.path / GRAPH, mirror.path / SHARDS):
                remove_parts(folder)
            yield

    def stored(self, id_: str, key: str) -> Row | None:
        """The row of an earlier result of the same key whose files are all there, or None."""
        there = remote.sizes_below(self._report(id_))
        if not {STATUS, *_DIGESTS} <= there.keys():
            return None
        try:
            result = orjson.loads(remote.read_bytes(f"{self._report(id_)}/{STATUS}"))
            return dict(result) if result["key"] == key else None
        except (MissingInput, orjson.JSONDecodeError, KeyError, TypeError):
            return None

    def keep(self, id_: str, key: str, write: Callable[[Path], Row]) -> Row:
        """The row of what ``write`` puts into the report's folder: its own with the key."""
        with remote.scratch() as folder:
            result = {"key": key, **write(folder)}
            remote.remove(self._report(id_), [STATUS])
            remote.send(folder, sorted(_DIGESTS), self._report(id_))
        remote.write_bytes(f"{self._report(id_)}/{STATUS}", _json(result))
        return result

    def remove(self, id_: str) -> None:
        """Removes what is there of a report, its key first."""
        names = sorted(remote.sizes_below(self._report(id_)), key=lambda name: (name != STATUS, name))
        remote.remove(self._report(id_), names)

    def remove_others(self, ids: set[str]) -> None:
        """Results of earlier runs whose input is gone."""
        for old in remote.folders_below(f"{self.address}/reports"):
            if old not in ids and STATUS in remote.sizes_below(self._report(old)):
                self.remove(old)

    def graph_status(self) -> Row | None:
        """What the last whole merge left as its status."""
        try:
            status = orjson.loads(remote.read_bytes(f"{self.address}/{GRAPH}/{STATUS}"))
        except (MissingInput, orjson.JSONDecodeError):
            return None
        return dict(status)

    def merge(self, rows: Sequence[Row], merge_in: Callable[[Path], Row], *, fresh: bool) -> Row:
        """As for a folder, in the folder of copies; of the graph's files those are sent that the store lacks."""
        mirror = self._mirror()
        self._fetch(mirror.path, rows)
        same = (known := self.graph_status()) is not None and known == mirror.graph_status()
        there = self._graph() if same and not fresh else {}
        before = _states(mirror.path / GRAPH)
        remote.remove(f"{self.address}/{GRAPH}", [STATUS])
        status = mirror.merge(rows, merge_in, fresh=fresh)
        after = _states(mirror.path / GRAPH)
        new = [name for name, state in after.items() if state != before.get(name) or there.get(name) != state[0]]
        remote.send(mirror.path / GRAPH, [name for name in new if name != STATUS], f"{self.address}/{GRAPH}")
        gone = [name for name in self._graph() if name not in after and name.startswith(Path(SHARDS).name)]
        remote.remove(f"{self.address}/{GRAPH}", gone)
        self.write(f"{GRAPH}/{STATUS}", _json(status))
        return status

    def write(self, name: str, content: bytes) -> None:
        """Writes one object."""
        remote.write_bytes(f"{self.address}/{name}", content)

    def _fetch(self, mirror: Path, rows: Sequence[Row]) -> None:
        """Copies of what the merge reads of each report, where this machine has them not or has others."""
        wanted = {f"reports/{row['id']}/{PORTION}": row[_DIGESTS[PORTION]] for row in rows}
        remote.fetch(self.address, [name for name, digest in wanted.items() if not _is(mirror / name, digest)], mirror)
        ids = {row["id"] for row in rows}
        for old in (mirror / "reports").glob("*"):
            if old.name not in ids:
                shutil.rmtree(old)

    def _graph(self) -> Mapping[str, int]:
        return remote.sizes_below(f"{self.address}/{GRAPH}")

    def _report(self, id_: str) -> str:
        return f"{self.address}/reports/{id_}"

    def _mirror(self) -> Folder:
        return Folder(remote.cache_folder(hashlib.sha256(self.address.encode()).hexdigest()[:16]))


def outputs_at(place: remote.Place) -> Folder | Remote:
    """The outputs at a path or an address."""
    return Folder(place) if isinstance(place, Path) else Remote(place.rstrip("/"))


@contextmanager
def _lock(folder: Path, name: str) -> Iterator[None]:
    lock = FileLock(folder / ".lock", timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as exc:
        raise UsageError(
            f"{name}: another run is writing there", "wait for it, or choose another folder with -o"
        ) from exc
    try:
        yield
    finally:
        lock.release()


def _states(folder: Path) -> dict[str, tuple[int, int]]:
    """The bytes and the time of each file of a folder, which tell whether it was written anew."""
    paths = [
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(SCRATCH)
    ]
    return {path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}


def _is(path: Path, digest: str) -> bool:
    return path.exists() and sha256_of(path) == digest


def _loaded(path: Path) -> Row | None:
    try:
        return dict(orjson.loads(path.read_bytes()))
    except (OSError, orjson.JSONDecodeError):
        return None


def _json(row: Row) -> bytes:
    return orjson.dumps(row, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
