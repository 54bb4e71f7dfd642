"""One task in a worker: read, write the results, return a small row for the manifest."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import orjson

from pipeline.errors import PipelineError, TooLarge
from pipeline.explore import write_reading_view
from pipeline.extraction import extract
from pipeline.jobs import Job, Row, failure
from pipeline.plan import Task
from pipeline.record import Record, encode, to_record
from pipeline.store import sha256_of, write_whole
from pipeline.version import program

STATUS = ".result.json"
MAX_BYTES = 512 * 1024 * 1024


def work(job: Job) -> Row:
    """Read one file and write its results; whatever happens, a row: a fault costs this file alone."""
    began = time.monotonic()
    row = job.empty_row()
    try:
        row.update(_read(job, job.outputs / "reports" / job.task.id))
    except PipelineError as exc:
        row.update(failure(exc.code, f"{job.task.name}: {exc.message}", exc.hint))
    except MemoryError:
        row.update(failure("memory", f"{job.task.name}: more memory than allowed", "raise --memory or split it"))
    except OSError as exc:
        row.update(failure("corrupt", f"{job.task.name}: {exc.strerror or exc}", "check that it can be read"))
    except Exception as exc:  # the boundary: a bug costs one file, and names itself
        row.update(failure("internal_error", f"{job.task.name}: {type(exc).__name__}: {exc}", PipelineError.hint))
    return {**row, "seconds": round(time.monotonic() - began, 3)}


def _read(job: Job, folder: Path) -> Row:
    size = job.task.path.stat().st_size
    if size > MAX_BYTES:
        raise TooLarge(f"{size} bytes, over {MAX_BYTES}")
    digest = sha256_of(job.task.path)
    key = result_key(digest, job.task)
    if not job.force and (kept := stored(folder, key)):
        return {**kept, "status": "cached", "error": None}
    record = to_record(extract(job.task.path, symbol=job.task.symbol))
    record = {**record, "id": job.task.id}
    content = encode(record)
    write_whole(folder / "report.json", content)
    write_reading_view(record, folder / "report.html")
    result: Row = {
        "key": key,
        "sha256": digest,
        "media_type": record["source"]["media_type"],
        "report_sha256": hashlib.sha256(content).hexdigest(),
        "report_bytes": len(content),
        "counts": _counts(record),
    }
    write_whole(folder / STATUS, orjson.dumps(result, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))
    return {**result, "status": "ok", "error": None}


def result_key(digest: str, task: Task) -> str:
    """What decides a result: the file's bytes and name, the program, its tables, the options."""
    parts = (digest, task.path.name, task.id, task.symbol or "", *program().values())
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def stored(folder: Path, key: str) -> Row | None:
    """The row of an earlier result of the same key whose files are still there, or None."""
    try:
        result = orjson.loads((folder / STATUS).read_bytes())
        whole = (folder / "report.json").stat().st_size == result["report_bytes"]
        whole = whole and (folder / "report.html").exists()
    except (OSError, orjson.JSONDecodeError, KeyError):
        return None
    return dict(result) if whole and result.get("key") == key else None


def _counts(record: Record) -> dict[str, int]:
    parts = ("blocks", "mentions", "entities", "relations", "observations", "findings")
    return {**{part: len(record[part]) for part in parts}, "dropped": sum(record["dropped"].values())}
