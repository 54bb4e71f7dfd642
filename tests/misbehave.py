"""Work that goes wrong on demand, as files do: the name of the task says how."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from pipeline.engines.limits import Limits
from pipeline.ingest.office import _run
from pipeline.jobs import Job, failure
from pipeline.plan import Task

LIMITS = Limits(jobs=2, seconds=1.0, memory=1024**3, tasks_per_worker=40)
EXPECTED = {
    "die": "crashed",
    "hang": "timeout",
    "bomb": "memory",
    "poison": "corrupt",
    "office": "timeout",
    "machine": "crashed",
}
GOOD = [f"good-{number:03}" for number in range(196)]
BAD = ["die-1", "hang-1", "bomb-1", "poison-1"]


def make_jobs(names: list[str], folder: Path) -> list[Job]:
    return [Job(Task(folder / name, name, name), folder) for name in names]


def do(job: Job) -> dict[str, Any]:
    how = job.task.name.split("-")[0]
    if how == "die":
        os._exit(9)
    if how == "abort" and not job.careful:  # as pdfium does on some files
        os.abort()
    if how == "hang":
        time.sleep(3600)
    if how == "bomb":
        return {"path": job.task.name, "status": len(bytearray(4 * 1024**3))}
    if how == "poison":
        return {"path": job.task.name, **failure("corrupt", "no report", "")}
    if how == "machine":  # the process two above ends: the worker of Dask in which the batch is
        above = int(Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(above, signal.SIGKILL)
        time.sleep(60)
    if how == "office":  # a program of its own hangs, as LibreOffice may
        mark = job.outputs / "pid"
        _run(job.task.name, ["sh", "-c", f"echo $$ > {mark}.part; mv {mark}.part {mark}; exec sleep 3600"])
    if how == "once":  # dies at the first try, goes well at the second
        mark = job.outputs / f"{job.task.name}.mark"
        if not mark.exists():
            mark.write_text("seen")
            os._exit(9)
    return {"path": job.task.name, "id": job.task.id, "status": "ok", "error": None, "pid": os.getpid()}
