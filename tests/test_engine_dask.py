"""The dask engine: the same promises on a cluster of its own and on one that runs already."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from misbehave import EXPECTED, LIMITS, do, make_jobs

from pipeline.errors import UsageError

pytest.importorskip("distributed")

from pipeline.engines import dask

HERE = Path(__file__).parent
GOOD = [f"good-{n:03}" for n in range(197)]
BAD = ["die-1", "hang-1", "bomb-1"]

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@contextmanager
def cluster(kind: str, folder: Path) -> Iterator[str]:
    """The address of a cluster in a process and folder of its own."""
    paths = os.pathsep.join([str(HERE), str(HERE.parent)])
    with subprocess.Popen(
        [sys.executable, str(HERE / "dask_cluster.py"), kind],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder, env={**os.environ, "PYTHONPATH": paths},
    ) as process:  # fmt: skip
        assert process.stdout and process.stdin
        yield process.stdout.readline().strip()
        process.stdin.close()


def hold(rows: dict[str, dict[str, object]], good: list[str]) -> None:
    """Whether every file has its row, and what goes wrong has cost itself alone."""
    assert {name for name, row in rows.items() if row["status"] == "ok"} == set(good)
    assert {name: rows[name]["result"] for name in BAD} == {name: EXPECTED[name.split("-")[0]] for name in BAD}
    assert len(rows) == len(good) + len(BAD)


def test_of_200_files_a_death_a_hang_and_a_memory_bomb_cost_themselves(tmp_path: Path) -> None:
    jobs = make_jobs([*GOOD[:90], *BAD, *GOOD[90:]], tmp_path)
    hold({row["path"]: row for row in dask.run_jobs(jobs, LIMITS, do, batch=50)}, GOOD)


def test_the_same_on_a_cluster_that_runs_already(tmp_path: Path) -> None:
    jobs = make_jobs([*GOOD[:20], *BAD, *GOOD[20:37]], tmp_path)
    with cluster("free", tmp_path) as at:
        hold({row["path"]: row for row in dask.run_jobs(jobs, LIMITS, do, address=at, batch=10)}, GOOD[:37])


def test_outputs_are_written_where_the_driver_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (elsewhere := tmp_path / "elsewhere").mkdir()
    with cluster("free", elsewhere) as at:
        rows = list(dask.run_jobs(make_jobs(["once-1"], Path()), LIMITS, do, address=at))
    assert rows[0]["status"] == "ok"
    assert (tmp_path / "once-1.mark").exists()


def test_workers_that_could_not_kill_a_bad_file_are_refused(tmp_path: Path) -> None:
    with cluster("daemon", tmp_path) as at, pytest.raises(UsageError, match="may not start processes"):
        list(dask.run_jobs(make_jobs(["good-1"], tmp_path), LIMITS, do, address=at))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere://x"])
def test_an_address_where_nobody_answers_is_named(address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=address):
        list(dask.run_jobs(make_jobs(["good-1"], tmp_path), LIMITS, do, address=address))
