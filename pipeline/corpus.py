"""What all reports of a run make together, done in processes of their own so that the driver stays small."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson
from msgspec import Struct

from pipeline.engines.limits import die_with_driver
from pipeline.errors import PipelineError
from pipeline.outputs import PORTION, SHARDS
from pipeline.version import program

GRAPH_FORMATS = ("gexf", "graphml")
"""Written with every run; the others on request by `unreport graph --to`."""
_STEPS = (("edges", "mentions", "observations"), ("nodes", "passages", "reports"), ("explorer", *GRAPH_FORMATS))
"""What is made from the shards and from what the steps before made; in a step nothing waits for the rest of it."""

Apply = Callable[..., Iterator[Any]]
"""``map`` or what does the same in other processes."""


def merge_reports(outputs: Path, reports: Mapping[str, str], *, jobs: int) -> dict[str, int]:
    """Writes ``outputs/graph`` from these reports and returns the sizes of its tables.

    ``reports`` has the digest of each report's portion: only shards of which one has changed are read again. Shards,
    tables, exports and explorer are written ``jobs`` at a time. Raises a PipelineError if the merge is killed.
    """
    context = multiprocessing.get_context("forkserver")
    try:
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=_enter) as pool:
            for _ in range(jobs):  # a process starts with a task for it: let all of them load side by side
                pool.submit(_stand_ready)
            return _merge(outputs, reports, pool.map)
    except BrokenProcessPool as exc:
        raise PipelineError(
            f"{outputs}: the merge of the corpus graph was killed", "free some memory and run the same command again"
        ) from exc


def merge_here(outputs: Path, reports: Mapping[str, str]) -> dict[str, int]:
    """The same in this process, for debugging."""
    return _merge(outputs, reports, map)


def _enter() -> None:
    """Called first in a child: load Arrow and DuckDB, and as it lives for one merge let its garbage be."""
    die_with_driver()
    import_module("pipeline.graph.build")
    gc.disable()


def _stand_ready() -> None:
    """What a child does that has nothing to do yet."""


def _merge(outputs: Path, reports: Mapping[str, str], apply: Apply) -> dict[str, int]:
    [shards] = apply(_plan, [outputs], [reports])
    missing = shards.missing
    list(apply(_write, [outputs] * len(missing), missing.keys(), missing.values()))
    counts: dict[str, int] = {}
    for step in _STEPS:
        for made in apply(_make, [outputs] * len(step), [shards.names] * len(step), step):
            counts |= made
    return counts


class _Shards(Struct, frozen=True):
    """The shards of a merge, and the reports of those that are not there yet."""

    names: list[str]
    missing: dict[str, list[str]]


def _plan(outputs: Path, reports: Mapping[str, str]) -> _Shards:
    from pipeline.graph import is_kept, keep_only, plan_shards  # Arrow and DuckDB belong in the child

    shards = plan_shards(reports, "\n".join(program().values()))
    keep_only(outputs / SHARDS, shards)
    return _Shards([*shards], {name: ids for name, ids in shards.items() if not is_kept(outputs / SHARDS, name)})


def _write(outputs: Path, name: str, ids: Sequence[str]) -> None:
    from pipeline.graph import write_shard

    portions = (orjson.loads((outputs / "reports" / id_ / PORTION).read_bytes()) for id_ in ids)
    write_shard(outputs / SHARDS, name, portions)


def _make(outputs: Path, shards: Sequence[str], what: str) -> dict[str, int]:
    """One of _STEPS: a table, of which the size is returned, the explorer, or one of the exports."""
    from pipeline.explore import write_explorer
    from pipeline.graph import export, merge_nodes, merge_table

    graph = outputs / "graph"
    if what == "explorer":
        write_explorer(outputs, graph / "explorer.html")
    elif what in GRAPH_FORMATS:
        export(graph, (what,))
    elif what == "nodes":
        return merge_nodes(outputs / SHARDS, shards, graph)
    else:
        return {what: merge_table(outputs / SHARDS, shards, graph, what)}
    return {}
