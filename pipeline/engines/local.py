"""Worker processes that can be killed: a death, a hang or a memory bomb costs one file."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as FutureTimeout
from itertools import islice
from typing import Any

from pebble import ProcessExpired, ProcessPool

from pipeline.engines.limits import Limits, enter_worker
from pipeline.jobs import Job, Row, failure

_AHEAD = 4
"""Jobs under way for each worker: enough to keep it busy, few enough to keep the driver small."""


def run_jobs(jobs: Iterable[Job], limits: Limits, do: Callable[[Job], Row]) -> Iterator[Row]:
    """The rows as they are done; only a crash or a time-out is tried once more, in a fresh worker."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([do.__module__])
    waiting = iter(jobs)
    with ProcessPool(
        max_workers=limits.jobs,
        max_tasks=limits.tasks_per_worker,
        initializer=enter_worker,
        initargs=[limits.memory],
        context=context,
    ) as pool:
        try:
            yield from _drive(pool, waiting, limits, do)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _drive(pool: Any, waiting: Iterator[Job], limits: Limits, do: Callable[[Job], Row]) -> Iterator[Row]:
    running: dict[Future[Row], tuple[Job, bool]] = {}

    def start(job: Job, again: bool) -> None:
        running[pool.schedule(do, args=[job], timeout=limits.seconds)] = (job, again)

    for job in islice(waiting, limits.jobs * _AHEAD):
        start(job, again=False)
    while running:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            job, again = running.pop(future)
            row = _outcome(future, job, limits)
            if row["status"] == "failed" and row["error"]["code"] in {"crashed", "timeout"} and not again:
                start(job, again=True)
                continue
            yield row
            for following in islice(waiting, 1):
                start(following, again=False)


def _outcome(future: Future[Row], job: Job, limits: Limits) -> Row:
    row = job.empty_row()
    try:
        return future.result()
    except FutureTimeout:
        message = f"{job.task.name}: not read within {limits.seconds:g} s"
        return {**row, **failure("timeout", message, "raise --timeout or split the file")}
    except ProcessExpired as exc:
        message = f"{job.task.name}: the reader died (exit code {exc.exitcode})"
        return {**row, **failure("crashed", message, "save the file again in its own program")}
    except MemoryError:
        return {**row, **failure("memory", f"{job.task.name}: more memory than allowed", "raise --memory")}
