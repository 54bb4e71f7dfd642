"""Many machines: batches of jobs as Dask tasks, each worked off by the local engine where it lands."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pipeline.engines import local
from pipeline.engines.limits import Limits
from pipeline.errors import UsageError
from pipeline.jobs import Job, Row, failure

BATCH = 100
"""Reports a task: enough that scheduling costs nothing, few enough that a lost machine costs little."""
RETRIES = 2
"""Of a task that raises; how often a task may lose its machine is the scheduler's own ``allowed-failures``."""
CONNECT_SECONDS = 10
_AHEAD = 4
"""Tasks under way for each thread of the workers."""

try:
    import dask
    from distributed import Client, LocalCluster, as_completed, get_worker, wait
except ImportError:  # the optional dependency
    Client = None


def run_jobs(
    jobs: Iterable[Job], limits: Limits, do: Callable[[Job], Row], *, address: str | None = None, batch: int = BATCH
) -> Iterator[Row]:
    """The rows as batches are done, on the scheduler at ``address`` or on a cluster of this machine's cores.

    Every worker sees the inputs and outputs. A file that hangs or kills its reader costs itself alone, because each
    batch runs in killable processes. A lost machine costs a batch, which is tried again elsewhere. A batch that is lost
    for good is cut into its files, and those lost again are tried when nothing else runs: only the guilty one fails.
    Raises UsageError where there is no scheduler, or one whose workers may not start processes.
    """
    if Client is None:
        raise UsageError("the dask engine is not installed", "pip install 'unreport[dask]'")
    with _client(address, limits) as client:
        waiting, suspects = _batches(jobs, batch), []
        ahead = _AHEAD * max(limits.jobs, sum(client.nthreads().values()))
        running = as_completed([_submit(client, part, limits, do) for part in islice(waiting, ahead)])
        for future in running:
            part = future.unreport_jobs
            if future.status == "finished":
                yield from future.result()
            elif len(part) > 1:
                running.update([_submit(client, [job], limits, do) for job in part])
            else:
                suspects += part
            running.update([_submit(client, part, limits, do) for part in islice(waiting, 1)])
        for job in suspects:  # one at a time: who loses a machine now is not the victim of another
            future = _submit(client, [job], limits, do)
            wait(future)
            yield from future.result() if future.status == "finished" else [_lost(job, future.exception())]


@contextmanager
def _client(address: str | None, limits: Limits) -> Iterator[Any]:
    if address:
        with _attach(address) as client:
            yield client
        return
    quiet = {"distributed.worker.daemon": False, "distributed.logging.distributed": "error"}
    with (
        dask.config.set(quiet),
        LocalCluster(n_workers=limits.jobs, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        Client(cluster) as client,
    ):
        yield client


def _attach(address: str) -> Any:
    """A client of a scheduler that runs already."""
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError, TypeError) as exc:
        hint = "name one as tcp://host:8786; tls:// wants certificates in the configuration of Dask"
        raise UsageError(f"{address}: no Dask scheduler answers there: {exc}", hint) from exc
    if any(client.run(_is_daemon).values()):
        client.close()
        raise UsageError(
            f"{address}: its workers may not start processes, so that a bad file could not be killed",
            "start them with --no-nanny, or with DASK_DISTRIBUTED__WORKER__DAEMON=False",
        )
    return client


def _is_daemon() -> bool:
    return multiprocessing.current_process().daemon


def _batches(jobs: Iterable[Job], size: int) -> Iterator[list[Job]]:
    waiting = iter(jobs)
    while part := list(islice(waiting, size)):
        yield [_placed(job) for job in part]


def _placed(job: Job) -> Job:
    """A worker starts in a folder of its own, so that a path is told whole."""
    return replace(job, outputs=job.outputs.absolute()) if isinstance(job.outputs, Path) else job


def _submit(client: Any, part: list[Job], limits: Limits, do: Callable[[Job], Row]) -> Any:
    future = client.submit(_work_batch, part, replace(limits, jobs=1), do, pure=False, retries=RETRIES)
    future.unreport_jobs = part
    return future


def _work_batch(part: list[Job], limits: Limits, do: Callable[[Job], Row]) -> list[Row]:
    """In a worker: the rows of a batch, given up when its driver is gone, so that the next one's work is not met."""
    worker = get_worker()
    task = worker.state.tasks[worker.get_current_task()]
    rows = []
    for row in local.run_jobs(part, limits, do):
        rows.append(row)
        if task.state == "cancelled":
            break
    return rows


def _lost(job: Job, fault: BaseException) -> Row:
    message = f"{job.task.name}: the machine that read it was lost: {fault!r}"
    return {**job.empty_row(), **failure("crashed", message, "run again; what is done is kept")}
