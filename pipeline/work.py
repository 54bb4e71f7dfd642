"""One task in a worker: read, write the results, return a small row for the manifest."""

from __future__ import annotations

import gc
import hashlib
import time
import traceback
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path

import orjson

from pipeline.errors import CannotWrite, CorruptFile, OutOfMemory, PipelineError
from pipeline.explore import reading_view
from pipeline.extraction import extract
from pipeline.graph import portion_of
from pipeline.ingest import MAX_BYTES, digest_of
from pipeline.jobs import Job, Row, refusal
from pipeline.model import Decision
from pipeline.outputs import PORTION, outputs_at
from pipeline.plan import Task
from pipeline.record import Record, encode, to_record
from pipeline.remote import local_copy
from pipeline.store import write_all
from pipeline.version import program


def work(job: Job) -> Row:
    """Read one file and write its results; whatever happens, a row: a fault costs this file alone."""
    began = time.monotonic()
    row = job.empty_row()
    try:
        row.update(_read(job))
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


def _read(job: Job) -> Row:
    outputs = outputs_at(job.outputs)
    with local_copy(job.task.path, MAX_BYTES) as path:
        digest = digest_of(path)
        key = result_key(digest, job.task, job.decisions)
        if not job.force and (kept := outputs.stored(job.task.id, key)):
            return {**kept, "status": "cached", "error": None}
        record = to_record(extract(path, symbol=job.task.symbol, careful=job.careful, decisions=job.decisions))
    if record["source"]["sha256"] != digest:
        raise CorruptFile("the file changed while it was read", "run again when it is whole")
    try:
        result = outputs.keep(job.task.id, key, partial(_write, {**record, "id": job.task.id}))
    except OSError as exc:
        place = exc.filename or job.outputs
        raise CannotWrite(f"{place}: the results cannot be written: {exc.strerror or exc}") from exc
    return {**result, "status": "ok", "error": None}


def _write(record: Record, folder: Path) -> Row:
    """Write report, reading view and portion; the row that vouches for them."""
    contents = {
        "report.json": encode(record),
        "report.html": reading_view(record).encode(),
        PORTION: orjson.dumps(portion_of(record), option=orjson.OPT_SORT_KEYS),
    }
    write_all(folder, contents)
    report, view, portion = (hashlib.sha256(content).hexdigest() for content in contents.values())
    unread = record["source"]["unread_pages"]
    return {
        "result": "ok_partial" if unread else "ok",
        "unread_pages": unread,
        "sha256": record["source"]["sha256"],
        "media_type": record["source"]["media_type"],
        "report_sha256": report,
        "report_bytes": len(contents["report.json"]),
        "view_sha256": view,
        "portion_sha256": portion,
        "counts": _counts(record),
    }


def _place(exc: Exception) -> str:
    """Where in the program an exception arose, for whoever mends it."""
    frame = traceback.extract_tb(exc.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def result_key(digest: str, task: Task, decisions: Sequence[Decision] = ()) -> str:
    """What decides a result: the file's bytes and name, the program, its tables, the options."""
    decided = [f"{d.id}={d.becomes}@{d.report or ''}" for d in decisions]
    parts = (digest, Path(task.path).name, task.id, task.symbol or "", *program().values(), *decided)
    return hashlib.sha256("\x1f".join(parts).encode(errors="surrogateescape")).hexdigest()


def _counts(record: Record) -> dict[str, int]:
    parts = ("blocks", "mentions", "entities", "relations", "observations", "findings")
    return {**{part: len(record[part]) for part in parts}, "dropped": sum(record["dropped"].values())}
