"""What every engine promises: one row a job, a fault costs its own file, a killed driver is taken up again.

``serial`` works in the driver itself, where nobody can kill a file that hangs, dies or takes all memory: it keeps the
promise for files that are refused, and of the others the next run takes up what is done.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from importlib import import_module
from os import kill
from pathlib import Path

import pytest
from dask_cluster import certificate, cluster, configure
from misbehave import BAD, EXPECTED, GOOD, LIMITS, do, make_jobs
from msgspec import Struct
from msgspec.structs import replace
from processes import left_of, start
from test_run import digests, manifest_of, unreport, write_inputs

from pipeline.engines.limits import Limits

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class Tls(Struct, frozen=True):
    """A cluster that runs already, and the environment without which it lets nobody in."""

    address: str
    environment: dict[str, str]


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tls]:
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("cluster")
    environment = certificate(folder / "certificate")
    with cluster("tls", folder, environment) as address:
        assert address.startswith("tls://")
        yield Tls(address, environment)


def rows_of(
    engine: str, names: list[str], folder: Path, limits: Limits = LIMITS, **how: object
) -> dict[str, dict[str, object]]:
    rows = list(import_module(f"pipeline.engines.{engine}").run_jobs(make_jobs(names, folder), limits, do, **how))
    assert len(rows) == len(names)
    return {str(row["path"]): row for row in rows}


def hold(rows: dict[str, dict[str, object]], bad: list[str]) -> None:
    """Whether what goes wrong has cost itself alone."""
    assert {name for name, row in rows.items() if row["status"] == "ok"} == set(GOOD)
    assert {name: rows[name]["result"] for name in bad} == {name: EXPECTED[name.split("-")[0]] for name in bad}


def test_of_200_files_serial_names_the_poison(tmp_path: Path) -> None:
    hold(rows_of("serial", [*GOOD[:90], "poison-1", *GOOD[90:]], tmp_path), ["poison-1"])


def test_of_200_files_each_fault_costs_its_own_file(tmp_path: Path) -> None:
    bad = [*BAD, "office-1"]
    hold(rows_of("local", [*GOOD[:90], *bad, *GOOD[90:]], tmp_path), bad)
    # a program that a reader started ends with the time allowed
    assert not Path("/proc", (tmp_path / "pid").read_text().strip()).exists()


def test_of_200_files_on_many_machines_each_fault_and_one_that_ends_its_machine_cost_their_own_file(
    tls: Tls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lost machine costs its batch, of which each file is then tried alone."""
    configure(monkeypatch, tls.environment)
    names = [*GOOD[:96], *BAD, *GOOD[96:192], "machine-1", *GOOD[192:]]  # four batches of 49, and one of five
    rows = rows_of("dask", names, tmp_path, address=tls.address, batch=49)
    hold(rows, [*BAD, "machine-1"])
    assert "the machine that read it was lost" in rows["machine-1"]["error"]["message"]  # type: ignore[index]


def test_a_crash_is_tried_once_more(tmp_path: Path) -> None:
    assert rows_of("local", ["once-1", "good-1"], tmp_path)["once-1"]["status"] == "ok"


def test_native_code_that_ends_its_process_is_left_out_at_last(tmp_path: Path) -> None:
    rows = rows_of("local", ["abort-1", "die-1"], tmp_path)
    assert rows["abort-1"]["status"] == "ok"
    assert rows["die-1"]["result"] == "crashed"


def test_the_work_is_done_in_workers_that_are_recycled_and_none_outlives_the_run(tmp_path: Path) -> None:
    rows = rows_of("local", GOOD[:60], tmp_path, replace(LIMITS, tasks_per_worker=7))
    pids = {int(str(row["pid"])) for row in rows.values()}
    assert os.getpid() not in pids
    assert len(pids) >= 60 // 7
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


# --- a driver that is killed ----------------------------------------------------------------------------

REPORTS = 199
"""And a poison."""
HALF = 80


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_inputs(tmp_path_factory.mktemp("inputs"), REPORTS)
    (folder / "poison.docx").write_bytes(b"PK\x03\x04garbage")
    return folder


@pytest.fixture(scope="module")
def undisturbed(inputs: Path) -> dict[str, str]:
    out = inputs.parent / "undisturbed"
    assert unreport("run", inputs, "-o", out, "--engine", "serial", cwd=inputs.parent).returncode == 1
    return digests(out)


def hold_after_a_kill(command: list[str], inputs: Path, folder: Path, undisturbed: dict[str, str]) -> None:
    """Whether a driver killed in the middle leaves no process, and the next run ends with an undisturbed one's bytes."""
    command = ["run", str(inputs), "-o", "out", "--jobs", "2", *command]
    out = folder / "out"
    driver = start(*command, cwd=folder)
    while len(list(out.glob("reports/*/.result.json"))) < HALF and driver.poll() is None:
        time.sleep(0.01)
    kill(driver.pid, signal.SIGKILL)
    driver.communicate(timeout=60)
    assert left_of(driver.pid) == []
    done = unreport(*command, cwd=folder)
    assert done.returncode == 1, done.stderr
    counts: dict[str, int] = manifest_of(out)["counts"]  # type: ignore[assignment]
    assert counts["failed"] == 1
    assert REPORTS > counts["cached"] >= HALF
    assert digests(out) == undisturbed


@pytest.mark.parametrize("engine", ["serial", "local", "dask"])
def test_a_killed_driver_is_taken_up_again(
    engine: str, inputs: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    if engine == "dask":
        pytest.importorskip("distributed")
    hold_after_a_kill(["--engine", engine], inputs, tmp_path, undisturbed)


def test_a_killed_driver_is_taken_up_again_on_a_cluster_that_runs_on(
    tls: Tls, inputs: Path, undisturbed: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outputs are written where the driver stands, whatever folder the cluster's workers stand in."""
    for name, value in tls.environment.items():
        monkeypatch.setenv(name, value)
    command = ["--engine", "dask", "--address", tls.address, "--batch", "50"]
    hold_after_a_kill(command, inputs, tmp_path, undisturbed)
