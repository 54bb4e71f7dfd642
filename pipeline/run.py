"""Many reports: plan, map over an engine, merge into the corpus graph, write the manifest."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock, Timeout
from msgspec import Struct, field

from pipeline.corpus import SHARDS, merge_here, merge_reports
from pipeline.engines.limits import Limits
from pipeline.errors import CannotWrite, MissingInput, UsageError
from pipeline.jobs import Job, Row, failure
from pipeline.model import Decision
from pipeline.plan import Plan, plan_run
from pipeline.record import encode
from pipeline.store import remove_parts, write_whole
from pipeline.version import program
from pipeline.work import STATUS, work

ENGINES = {"serial": "pipeline.engines.serial", "local": "pipeline.engines.local", "dask": "pipeline.engines.dask"}
MANIFEST_SCHEMA = "unreport-manifest/1"
LOCK_SECONDS = 2.0


class Options(Struct, frozen=True):
    """How a run is done; none of it but ``symbol`` and ``decisions`` changes a report's facts."""

    outputs: Path = Path("outputs")
    engine: str = "local"
    address: str | None = None
    symbol: str | None = None
    decisions: tuple[Decision, ...] = ()
    force: bool = False
    limits: Limits = field(default_factory=Limits)


def run(inputs: Sequence[str], options: Options, on_row: Callable[[Row, int], None] | None = None) -> dict[str, Any]:
    """Read every input and return the manifest, which is also written to ``outputs/manifest.json``.

    ``on_row`` is called with each row as it is done and the number of rows to come in all.
    """
    if options.engine not in ENGINES:
        raise UsageError(f"no engine {options.engine!r}; there are {', '.join(sorted(ENGINES))}")
    plan = plan_run(inputs, symbol=options.symbol, without=options.outputs)
    try:
        options.outputs.mkdir(parents=True, exist_ok=True)
        with FileLock(options.outputs / ".lock", timeout=LOCK_SECONDS):
            return _run(plan, options, on_row)
    except Timeout as exc:
        raise UsageError(
            f"{options.outputs}: another run is writing there", "wait for it, or choose another folder with -o"
        ) from exc
    except OSError as exc:
        raise CannotWrite(f"{exc.filename or options.outputs}: cannot be written: {exc.strerror or exc}") from exc


def _run(plan: Plan, options: Options, on_row: Callable[[Row, int], None] | None) -> dict[str, Any]:
    for folder in (options.outputs, options.outputs / "graph", options.outputs / SHARDS):
        remove_parts(folder)
    rows: list[Row] = []
    for row in _rows(plan, options):
        rows.append(row)
        if on_row:
            on_row(row, len(plan.tasks))
    rows += [_missing_row(name) for name in plan.missing]
    rows.sort(key=lambda row: str(row["path"]))
    for row in rows:
        if row["status"] == "failed" and row["id"]:
            shutil.rmtree(options.outputs / "reports" / row["id"], ignore_errors=True)
    _remove_others(options.outputs / "reports", {row["id"] for row in rows if row["status"] != "failed"})
    graph = _merge(options, rows)
    manifest = {
        "schema": MANIFEST_SCHEMA,
        "program": program(),
        "engine": options.engine,
        "inputs": rows,
        "skipped": list(plan.skipped),
        "notes": list(plan.notes),
        "counts": dict(sorted(Counter(row["status"] for row in rows).items())),
        "results": dict(sorted(Counter(row["result"] for row in rows).items())),
        "graph": graph,
    }
    write_whole(options.outputs / "manifest.json", encode(manifest))
    return manifest


def _rows(plan: Plan, options: Options) -> Iterator[Row]:
    jobs = (Job(task, options.outputs, options.force, decisions=options.decisions) for task in plan.tasks)
    engine = import_module(ENGINES[options.engine])
    if options.engine == "dask":
        yield from engine.run_jobs(jobs, options.limits, work, address=options.address)
    else:
        yield from engine.run_jobs(jobs, options.limits, work)


def _missing_row(name: str) -> Row:
    error = failure(MissingInput.code, f"{name}: no such file or folder", MissingInput.hint)
    return {"path": name, "id": None, "sha256": None, "media_type": None, "seconds": None, **error}


def _remove_others(folder: Path, ids: set[str]) -> None:
    """Results of earlier runs whose input is gone: an output folder shows its inputs and nothing else."""
    for old in sorted(folder.glob("*")):
        if old.name not in ids and (old / STATUS).exists():
            shutil.rmtree(old)


def _merge(options: Options, rows: Iterable[Row]) -> dict[str, int]:
    folder = options.outputs / "graph"
    done = [row for row in rows if row["status"] != "failed"]
    parts = [f"{row['id']}:{row['report_sha256']}" for row in done] + list(program().values())
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    stamp = folder / STATUS
    if not options.force and stamp.exists():
        kept = orjson.loads(stamp.read_bytes())
        if kept["key"] == key:
            return dict(kept["counts"])
    stamp.unlink(missing_ok=True)  # a merge that is cut short must not pass for the one before it
    portions = {row["id"]: row["portion_sha256"] for row in done}
    if options.force:
        shutil.rmtree(options.outputs / SHARDS, ignore_errors=True)
    if options.engine == "serial":
        counts = merge_here(options.outputs, portions)
    else:
        counts = merge_reports(options.outputs, portions, jobs=options.limits.jobs)
    write_whole(stamp, encode({"key": key, "counts": counts}))
    return counts
