"""What every engine promises: one row a job, and a fault costs its own file."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import pytest
from misbehave import EXPECTED, LIMITS, do, make_jobs

GOOD = [f"good-{n:03}" for n in range(60)]
BAD = ["die-1", "hang-1", "bomb-1"]

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def rows_of(engine: str, names: list[str], folder: Path) -> dict[str, dict[str, object]]:
    if engine == "dask":
        pytest.importorskip("distributed")
    rows = list(import_module(f"pipeline.engines.{engine}").run_jobs(make_jobs(names, folder), LIMITS, do))
    assert len(rows) == len(names)
    return {row["path"]: row for row in rows}


@pytest.mark.parametrize("engine", ["serial", "local", "dask"])
def test_every_job_gives_one_row(engine: str, tmp_path: Path) -> None:
    rows = rows_of(engine, GOOD, tmp_path)
    assert {name: row["status"] for name, row in rows.items()} == dict.fromkeys(GOOD, "ok")


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_a_fault_costs_its_own_file(engine: str, tmp_path: Path) -> None:
    rows = rows_of(engine, [*GOOD[:20], *BAD, *GOOD[20:40]], tmp_path)
    assert {name for name, row in rows.items() if row["status"] == "ok"} == set(GOOD[:40])
    assert {name: row["error"]["code"] for name, row in rows.items() if row["error"]} == {  # type: ignore[index]
        name: EXPECTED[name.split("-")[0]] for name in BAD
    }


def test_a_crash_is_tried_once_more(tmp_path: Path) -> None:
    assert rows_of("local", ["once-1", "good-1"], tmp_path)["once-1"]["status"] == "ok"


def test_native_code_that_ends_its_process_is_left_out_at_last(tmp_path: Path) -> None:
    rows = rows_of("local", ["abort-1", "die-1"], tmp_path)
    assert rows["abort-1"]["status"] == "ok"
    assert rows["die-1"]["result"] == "crashed"


def test_a_program_that_a_reader_started_ends_with_the_time_allowed(tmp_path: Path) -> None:
    assert rows_of("local", ["office-1"], tmp_path)["office-1"]["result"] == "timeout"
    assert not Path("/proc", (tmp_path / "pid").read_text().strip()).exists()


def test_the_work_is_not_done_in_the_driver(tmp_path: Path) -> None:
    pids = {row["pid"] for row in rows_of("local", GOOD, tmp_path).values()}
    assert os.getpid() not in pids
    assert len(pids) >= 60 // LIMITS.tasks_per_worker  # workers are recycled


def test_no_worker_outlives_the_run(tmp_path: Path) -> None:
    pids = {int(str(row["pid"])) for row in rows_of("local", GOOD[:10], tmp_path).values()}
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]
