"""What all reports of a run make together, done in processes of their own so that the driver stays small."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import orjson
from msgspec import Struct

from pipeline.engines.limits import die_with_driver
from pipeline.errors import PipelineError
from pipeline.outputs import PORTION, SHARDS
from pipeline.version import program

GRAPH_FORMATS = ("gexf", "graphml")
"""Written with every run; the others on request by `unreport graph --to`."""
_PAGE = "explorer"


def merge_reports(outputs: Path, reports: Mapping[str, str], *, jobs: int) -> dict[str, int]:
    """Writes ``outputs/graph`` from these reports and returns the sizes of its tables.

    ``reports`` has the digest of each report's portion: only shards of which one has changed are read again. Shards,
    exports and explorer are written ``jobs`` at a time. Raises a PipelineError if the merge is killed.
    """
    context = multiprocessing.get_context("forkserver")
    try:
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=die_with_driver) as pool:
            shards = pool.submit(_plan, outputs, reports).result()
            for written in [pool.submit(_write, outputs, name, ids) for name, ids in shards.missing.items()]:
                written.result()
            counts = pool.submit(_merge, outputs, shards.names).result()
            for done in [pool.submit(_draw, outputs, kind) for kind in (_PAGE, *GRAPH_FORMATS)]:
                done.result()
    except BrokenProcessPool as exc:
        raise PipelineError(
            f"{outputs}: the merge of the corpus graph was killed", "free some memory and run the same command again"
        ) from exc
    return counts


def merge_here(outputs: Path, reports: Mapping[str, str]) -> dict[str, int]:
    """The same in this process, for debugging."""
    shards = _plan(outputs, reports)
    for name, ids in shards.missing.items():
        _write(outputs, name, ids)
    counts = _merge(outputs, shards.names)
    for kind in (_PAGE, *GRAPH_FORMATS):
        _draw(outputs, kind)
    return counts


class _Shards(Struct, frozen=True):
    """The shards of a merge, and the reports of those that are not there yet."""

    names: list[str]
    missing: dict[str, list[str]]


def _plan(outputs: Path, reports: Mapping[str, str]) -> _Shards:
    from pipeline.graph import is_kept, plan_shards  # Arrow and DuckDB belong in the child

    shards = plan_shards(reports, "\n".join(program().values()))
    return _Shards([*shards], {name: ids for name, ids in shards.items() if not is_kept(outputs / SHARDS, name)})


def _write(outputs: Path, name: str, ids: Sequence[str]) -> None:
    from pipeline.graph import write_shard

    portions = (orjson.loads((outputs / "reports" / id_ / PORTION).read_bytes()) for id_ in ids)
    write_shard(outputs / SHARDS, name, portions)


def _merge(outputs: Path, names: Sequence[str]) -> dict[str, int]:
    from pipeline.graph import keep_only, merge_shards

    counts = merge_shards(outputs / SHARDS, names, outputs / "graph")
    keep_only(outputs / SHARDS, names)
    return counts


def _draw(outputs: Path, kind: str) -> None:
    """The explorer, or one of the exports."""
    from pipeline.explore import write_explorer
    from pipeline.graph import export

    if kind == _PAGE:
        write_explorer(outputs, outputs / "graph" / "explorer.html")
    else:
        export(outputs / "graph", (kind,))
