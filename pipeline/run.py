"""Many reports: plan, map over an engine, merge into the corpus graph, write the manifest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from pipeline.corpus import merge_here, merge_reports
from pipeline.engines.limits import Limits
from pipeline.errors import CannotWrite, MissingInput, UsageError
from pipeline.jobs import Job, Row, failure
from pipeline.model import Decision
from pipeline.outputs import Folder, Remote, outputs_at
from pipeline.plan import Plan, plan_run
from pipeline.record import encode
from pipeline.remote import Place
from pipeline.version import program
from pipeline.work import work

ENGINES = {"serial": "pipeline.engines.serial", "local": "pipeline.engines.local", "dask": "pipeline.engines.dask"}
MANIFEST_SCHEMA = "unreport-manifest/1"


class Options(Struct, frozen=True):
    """How a run is done; none of it but ``symbol`` and ``decisions`` changes a report's facts."""

    outputs: Place = Path("outputs")
    engine: str = "local"
    address: str | None = None
    batch: int = 100
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
        outputs = outputs_at(options.outputs)
        with outputs.locked():
            return _run(plan, options, outputs, on_row)
    except OSError as exc:
        raise CannotWrite(f"{exc.filename or options.outputs}: cannot be written: {exc.strerror or exc}") from exc


def _run(
    plan: Plan, options: Options, outputs: Folder | Remote, on_row: Callable[[Row, int], None] | None
) -> dict[str, Any]:
    rows: list[Row] = []
    for row in _rows(plan, options):
        rows.append(row)
        if on_row:
            on_row(row, len(plan.tasks))
    rows += [_missing_row(name) for name in plan.missing]
    rows.sort(key=lambda row: str(row["path"]))
    for row in rows:
        if row["status"] == "failed" and row["id"]:
            outputs.remove(row["id"])
    outputs.remove_others({row["id"] for row in rows if row["status"] != "failed"})
    graph = _merge(options, outputs, rows)
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
    outputs.write("manifest.json", encode(manifest))
    return manifest


def _rows(plan: Plan, options: Options) -> Iterator[Row]:
    jobs = (Job(task, options.outputs, options.force, decisions=options.decisions) for task in plan.tasks)
    engine = import_module(ENGINES[options.engine])
    if options.engine == "dask":
        yield from engine.run_jobs(jobs, options.limits, work, address=options.address, batch=options.batch)
    else:
        yield from engine.run_jobs(jobs, options.limits, work)


def _missing_row(name: str) -> Row:
    error = failure(MissingInput.code, f"{name}: no such file or folder", MissingInput.hint)
    return {"path": name, "id": None, "sha256": None, "media_type": None, "seconds": None, **error}


def _merge(options: Options, outputs: Folder | Remote, rows: Iterable[Row]) -> dict[str, int]:
    """The sizes of the graph's tables; nothing is touched if it stands for what these reports bring already."""
    done = [row for row in rows if row["status"] != "failed"]
    portions = {row["id"]: row["portion_sha256"] for row in done}
    parts = [f"{id_}:{digest}" for id_, digest in portions.items()] + list(program().values())
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    if not options.force and (kept := outputs.graph_status()) and kept["key"] == key:
        return dict(kept["counts"])

    def merge_in(folder: Path) -> Row:
        if options.engine == "serial":
            return {"key": key, "counts": merge_here(folder, portions)}
        return {"key": key, "counts": merge_reports(folder, portions, jobs=options.limits.jobs)}

    return dict(outputs.merge(done, merge_in, fresh=options.force)["counts"])
