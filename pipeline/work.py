"""One task in a worker: read, write the results, return a small row for the manifest."""

from __future__ import annotations

import gc
import hashlib
import time
import traceback
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import orjson

from pipeline.errors import CannotWrite, CorruptFile, OutOfMemory, PipelineError
from pipeline.explore import write_reading_view
from pipeline.extraction import extract
from pipeline.graph import portion_of
from pipeline.ingest import digest_of
from pipeline.jobs import Job, Row, refusal
from pipeline.model import Decision
from pipeline.plan import Task
from pipeline.record import Record, encode, to_record
from pipeline.store import remove_parts, sha256_of, write_whole
from pipeline.version import program

STATUS = ".result.json"
PORTION = ".portion.json"
"""What a report brings to the corpus graph: the merge reads this and not the report.json."""


def work(job: Job) -> Row:
    """Read one file and write its results; whatever happens, a row: a fault costs this file alone."""
    began = time.monotonic()
    row = job.empty_row()
    try:
        row.update(_read(job, job.outputs / "reports" / job.task.id))
    except PipelineError as exc:
        row.update(refusal(job, exc))
    except MemoryError:
        row.update(refusal(job, OutOfMemory("more memory than allowed")))
    except Exception as exc:  # the boundary: a bug costs one file, and names itself
        row.update(refusal(job, PipelineError(f"{type(exc).__name__}: {exc} ({_place(exc)})")))
    _settle()
    return {**row, "seconds": round(time.monotonic() - began, 3)}


@cache
def _settle() -> None:
    """Once a process: what the first file loaded (tables, patterns) stays, so the collector need not walk it again."""
    gc.collect()
    gc.freeze()


def _read(job: Job, folder: Path) -> Row:
    digest = digest_of(job.task.path)
    key = result_key(digest, job.task, job.decisions)
    if not job.force and (kept := stored(folder, key)):
        return {**kept, "status": "cached", "error": None}
    record = to_record(extract(job.task.path, symbol=job.task.symbol, careful=job.careful, decisions=job.decisions))
    if record["source"]["sha256"] != digest:
        raise CorruptFile("the file changed while it was read", "run again when it is whole")
    try:
        result = {"key": key, **_write({**record, "id": job.task.id}, folder)}
        write_whole(folder / STATUS, orjson.dumps(result, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))
    except OSError as exc:
        raise CannotWrite(f"{folder}: the results cannot be written: {exc.strerror or exc}") from exc
    return {**result, "status": "ok", "error": None}


def _write(record: Record, folder: Path) -> Row:
    """Write report and reading view; until the row is written too, nothing there passes for a result."""
    (folder / STATUS).unlink(missing_ok=True)
    remove_parts(folder)
    content = encode(record)
    write_whole(folder / "report.json", content)
    write_reading_view(record, folder / "report.html")
    portion = orjson.dumps(portion_of(record), option=orjson.OPT_SORT_KEYS)
    write_whole(folder / PORTION, portion)
    unread = record["source"]["unread_pages"]
    return {
        "result": "ok_partial" if unread else "ok",
        "unread_pages": unread,
        "sha256": record["source"]["sha256"],
        "media_type": record["source"]["media_type"],
        "report_sha256": hashlib.sha256(content).hexdigest(),
        "report_bytes": len(content),
        "view_sha256": sha256_of(folder / "report.html"),
        "portion_sha256": hashlib.sha256(portion).hexdigest(),
        "counts": _counts(record),
    }


def _place(exc: Exception) -> str:
    """Where in the program an exception arose, for whoever mends it."""
    frame = traceback.extract_tb(exc.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def result_key(digest: str, task: Task, decisions: Sequence[Decision] = ()) -> str:
    """What decides a result: the file's bytes and name, the program, its tables, the options."""
    decided = [f"{d.id}={d.becomes}@{d.report or ''}" for d in decisions]
    parts = (digest, task.path.name, task.id, task.symbol or "", *program().values(), *decided)
    return hashlib.sha256("\x1f".join(parts).encode(errors="surrogateescape")).hexdigest()


def stored(folder: Path, key: str) -> Row | None:
    """The row of an earlier result of the same key whose files are still as they were written, or None."""
    try:
        result = orjson.loads((folder / STATUS).read_bytes())
        whole = result["key"] == key
        whole = whole and sha256_of(folder / "report.json") == result["report_sha256"]
        whole = whole and sha256_of(folder / "report.html") == result["view_sha256"]
        whole = whole and sha256_of(folder / PORTION) == result["portion_sha256"]
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return None
    return dict(result) if whole else None


def _counts(record: Record) -> dict[str, int]:
    parts = ("blocks", "mentions", "entities", "relations", "observations", "findings")
    return {**{part: len(record[part]) for part in parts}, "dropped": sum(record["dropped"].values())}
