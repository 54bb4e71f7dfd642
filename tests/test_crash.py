"""Killed, interrupted, out of disk: what is there is whole, and the next run ends as if nothing had happened."""

from __future__ import annotations

import random
import resource
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from os import kill
from pathlib import Path

import pytest
from processes import left_of, session, start
from test_run import digests, manifest_of, unreport, write_inputs

from pipeline.jobs import Job
from pipeline.plan import Task
from pipeline.record import read_record
from pipeline.work import work

DRIVERS, CHILDREN = 12, 6
"""How many are killed."""


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """A folder of inputs, the digests of an undisturbed run over it, and the seconds that it took."""

    inputs: Path
    digests: dict[str, str]
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("undisturbed")
    inputs = write_inputs(folder / "in", 4)
    began = time.monotonic()
    assert unreport("run", inputs, "-o", "out", "--jobs", "2", cwd=folder).returncode == 0
    return Undisturbed(inputs, digests(folder / "out"), time.monotonic() - began)


def run_again(undisturbed: Undisturbed, outputs: Path) -> None:
    done = unreport("run", undisturbed.inputs, "-o", outputs, "--jobs", "2", cwd=outputs.parent)
    assert done.returncode == 0, done.stderr
    assert digests(outputs) == undisturbed.digests


def kill_again_and_again(undisturbed: Undisturbed, out: Path, times: int, *, the_driver: bool) -> None:
    """Kills the driver or a child of it at moments spread over the run; what is there is whole each time."""
    chance = random.Random(times)
    for number in range(times):
        process = start("run", undisturbed.inputs, "-o", out, "--jobs", 2, "--force")
        time.sleep(undisturbed.seconds * (number + chance.random()) / times)
        children = sorted(set(session(process.pid)) - {process.pid})
        victim = chance.choice(children) if children and not the_driver else process.pid
        with suppress(ProcessLookupError):  # a child that has just ended by itself
            kill(victim, signal.SIGKILL)
        process.communicate(timeout=120)
        assert left_of(process.pid) == []
        for path in out.glob("reports/*/report.json"):
            read_record(path)
        if number % 6 == 5:
            run_again(undisturbed, out)


def test_a_killed_run_leaves_whole_files_and_is_taken_up_again(undisturbed: Undisturbed, tmp_path: Path) -> None:
    """Drivers and children of others are killed side by side."""
    with ThreadPoolExecutor(2) as pool:
        drivers = pool.submit(kill_again_and_again, undisturbed, tmp_path / "drivers", DRIVERS, the_driver=True)
        children = pool.submit(kill_again_and_again, undisturbed, tmp_path / "children", CHILDREN, the_driver=False)
        drivers.result()
        children.result()


def test_an_interrupted_run_says_so_leaves_no_process_and_is_taken_up_again(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = start("run", undisturbed.inputs, "-o", out, "--jobs", 1)
    while not list(out.glob("reports/*/report.json")):
        time.sleep(0.02)
    kill(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"run the same command again" in said
    assert b"Traceback" not in said
    assert left_of(process.pid) == []
    run_again(undisturbed, out)


@pytest.mark.parametrize("most", [0, 20_000, 200_000])
def test_a_full_disk_is_named_and_the_next_run_goes_on(undisturbed: Undisturbed, tmp_path: Path, most: int) -> None:
    """No file may grow over ``most`` bytes: results, the merge or the manifest cannot be written."""
    out = tmp_path / "out"
    process = start(
        "run", undisturbed.inputs, "-o", out, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    )
    _, said = process.communicate(timeout=120)
    assert process.returncode in {1, 2, 3}
    assert b"Traceback" not in said
    assert b"written" in said
    assert left_of(process.pid) == []
    run_again(undisturbed, out)


def test_an_input_that_vanishes_costs_itself(tmp_path: Path) -> None:
    row = work(Job(Task(tmp_path / "gone.txt", "gone.txt", "gone"), tmp_path / "out"))
    assert (row["status"], row["result"]) == ("failed", "missing")
    assert "gone.txt" in row["error"]["message"]


def test_what_a_killed_process_left_half_written_is_removed(undisturbed: Undisturbed, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_again(undisturbed, out)
    for folder in (out, out / "graph", out / "reports/a_74_200"):
        (folder / ".left.part").write_text("half")
    (out / "graph/.merge-left").mkdir()
    (out / "reports/a_74_200/report.json").write_text("half")
    run_again(undisturbed, out)
    assert manifest_of(out)["counts"] == {"cached": 3, "ok": 1}
