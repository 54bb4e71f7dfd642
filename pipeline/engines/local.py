"""Worker processes that can be killed: a death, a hang or a memory bomb costs one file."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as FutureTimeout
from itertools import islice
from typing import Any

from msgspec.structs import replace
from pebble import ProcessExpired, ProcessPool

from pipeline.engines.limits import Limits, enter_worker
from pipeline.errors import Crashed, OutOfMemory, TimedOut
from pipeline.jobs import Job, Row, refusal

_AHEAD = 4
"""Jobs under way for each worker: enough to keep it busy, few enough to keep the driver small."""
_NATIVE = frozenset({signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGSEGV, signal.SIGTRAP})
"""How native code ends a process; SIGKILL is somebody else's doing."""


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
            if once_more := _next_try(future, job, again):
                start(once_more, again=True)
                continue
            yield _outcome(future, job, limits)
            for following in islice(waiting, 1):
                start(following, again=False)


def _next_try(future: Future[Row], job: Job, again: bool) -> Job | None:
    """A crash or time-out is tried once more; where native code fails again, once without that code."""
    fault = future.exception()
    if not isinstance(fault, FutureTimeout | ProcessExpired):
        return None
    if not again:
        return job
    native = isinstance(fault, ProcessExpired) and -fault.exitcode in _NATIVE
    return replace(job, careful=True) if native and not job.careful else None


def _outcome(future: Future[Row], job: Job, limits: Limits) -> Row:
    row = job.empty_row()
    try:
        return future.result()
    except FutureTimeout:
        return {**row, **refusal(job, TimedOut(f"{job.task.name}: not read within {limits.seconds:g} s"))}
    except ProcessExpired as exc:
        message = f"{job.task.name}: the reader died (exit code {exc.exitcode})"
        return {**row, **refusal(job, Crashed(message))}
    except MemoryError:
        return {**row, **refusal(job, OutOfMemory(f"{job.task.name}: more than {limits.memory >> 20} MiB of memory"))}
