"""What all reports of a run make together, done in processes of their own so that the driver stays small."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import orjson

from pipeline.engines.limits import die_with_driver
from pipeline.errors import PipelineError
from pipeline.work import PORTION

GRAPH_FORMATS = ("gexf", "graphml")
"""Written with every run; the others on request by `unreport graph --to`."""
_PAGE = "explorer"


def merge_reports(outputs: Path, ids: Sequence[str], *, jobs: int) -> dict[str, int]:
    """Writes ``outputs/graph`` from the reports of ``ids`` and returns the sizes of its tables.

    The exports and the explorer are written ``jobs`` at a time. Raises a PipelineError if the merge is killed.
    """
    context = multiprocessing.get_context("forkserver")
    try:
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=die_with_driver) as pool:
            counts = pool.submit(_build, outputs, ids).result()
            for done in [pool.submit(_draw, outputs, kind) for kind in (_PAGE, *GRAPH_FORMATS)]:
                done.result()
    except BrokenProcessPool as exc:
        raise PipelineError(
            f"{outputs}: the merge of the corpus graph was killed", "free some memory and run the same command again"
        ) from exc
    return counts


def merge_here(outputs: Path, ids: Sequence[str]) -> dict[str, int]:
    """The same in this process, for debugging."""
    counts = _build(outputs, ids)
    for kind in (_PAGE, *GRAPH_FORMATS):
        _draw(outputs, kind)
    return counts


def _build(outputs: Path, ids: Sequence[str]) -> dict[str, int]:
    from pipeline.graph import merge_portions  # Arrow and DuckDB belong in the child

    return merge_portions(_portions(outputs, ids), outputs / "graph")


def _draw(outputs: Path, kind: str) -> None:
    """The explorer, or one of the exports."""
    from pipeline.explore import write_explorer
    from pipeline.graph import export

    if kind == _PAGE:
        write_explorer(outputs, outputs / "graph" / "explorer.html")
    else:
        export(outputs / "graph", (kind,))


def _portions(outputs: Path, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    for id_ in sorted(ids):
        yield orjson.loads((outputs / "reports" / id_ / PORTION).read_bytes())
