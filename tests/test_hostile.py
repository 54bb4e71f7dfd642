"""A folder of hostile files: the run ends by itself, each has its row, what is readable is read, nothing is left behind."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hostile import SAID, Hostile, write_hostile
from hypothesis import given, settings
from hypothesis import strategies as st
from processes import left_of, resident, session, start
from test_run import digests, unreport

from pipeline import extract
from pipeline.errors import PipelineError
from pipeline.record import encode, to_record
from pipeline.verify import misquotations

MEMORY = 1_500
"""MiB for a worker."""
FINDINGS = sorted((Path(__file__).parent / "fuzz" / "findings").iterdir())


@dataclass(frozen=True, slots=True)
class Run:
    """One run over the folder: what was expected by path, where results are, and what its processes cost."""

    expected: dict[str, Hostile]
    outputs: Path
    code: int
    peak: int
    left: list[int]

    def rows(self) -> dict[str, dict[str, Any]]:
        manifest = json.loads((self.outputs / "manifest.json").read_text(encoding="utf8"))
        return {row["path"]: row for row in manifest["inputs"]}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("hostile")
    expected = write_hostile(folder / "in")
    code, peak, left = watched("run", folder / "in", "-o", folder / "out", "--jobs", 2, "--memory", MEMORY)
    return Run(expected, folder / "out", code, peak, left)


def watched(*args: object) -> tuple[int, int, list[int]]:
    """Exit code of a command, the most memory (MiB) that one of its processes held, and those that outlived it."""
    process = start(*args, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max([peak, *(resident(pid) for pid in session(process.pid))])
        time.sleep(0.05)
    return process.returncode, peak, left_of(process.pid)


def test_every_file_has_one_row_with_the_result_it_may_have(run: Run) -> None:
    assert len(run.expected) >= 400
    assert run.code == 1
    assert run.rows().keys() == run.expected.keys()
    wrong = {
        path: (run.rows()[path]["result"], run.rows()[path]["error"])
        for path, file in run.expected.items()
        if run.rows()[path]["result"] not in file.results
    }
    assert wrong == {}


def test_every_readable_file_yields_its_text(run: Run) -> None:
    rows = run.rows()
    lost = []
    for path, file in run.expected.items():
        if rows[path]["status"] != "failed":
            record = json.loads((run.outputs / "reports" / rows[path]["id"] / "report.json").read_text(encoding="utf8"))
            if "".join(file.says.split()) not in "".join(record["text"].split()):
                lost.append(path)
    assert lost == []


def test_each_refusal_says_what_where_and_what_to_do(run: Run) -> None:
    for path, row in run.rows().items():
        if row["status"] == "failed":
            assert Path(path).name in row["error"]["message"], row
            assert row["error"]["hint"], row
        else:
            assert row["error"] is None
            assert (row["result"] == "ok_partial") == bool(row["unread_pages"])


def test_memory_stays_under_the_limit_and_no_process_outlives_the_run(run: Run) -> None:
    assert 0 < run.peak <= MEMORY
    assert run.left == []


def test_nothing_is_written_outside_the_output_folder(run: Run) -> None:
    assert {path.name for path in run.outputs.parent.iterdir()} == {"in", "out"}
    assert not Path("/tmp/unreport-escaped").exists()
    assert {path.name for path in run.outputs.iterdir()} == {"manifest.json", "reports", "graph", ".lock"}


def test_a_second_run_writes_the_same_bytes(run: Run) -> None:
    again = run.outputs.parent / "again"
    done = unreport("run", run.outputs.parent / "in", "-o", again, "--jobs", "1", cwd=run.outputs.parent)
    assert done.returncode == 1
    assert digests(again) == digests(run.outputs)
    for control in done.stderr:
        assert control == "\n" or control.isprintable()


def test_every_quotation_stands_in_its_file(run: Run) -> None:
    done = unreport("verify", run.outputs, cwd=run.outputs.parent)
    assert done.returncode == 0, done.stderr[:2000]


@given(
    st.sampled_from(
        [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><body>", b"\xff\xfe", SAID.encode(), SAID.encode("gb18030")]
    ),
    st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)),
)
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise_anything_but_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, head: bytes, rest: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes"
    path.write_bytes(head + rest)
    read_or_refused(path)


@pytest.mark.parametrize("path", FINDINGS, ids=[path.name for path in FINDINGS])
def test_what_fuzzing_found_stays_mended(path: Path) -> None:
    read_or_refused(path)


def read_or_refused(path: Path) -> None:
    """A reading whose quotations stand, or a refusal that names the file and has a remedy."""
    try:
        record = to_record(extract(path))
    except PipelineError as refusal:
        if path.name not in refusal.message or not refusal.hint:
            raise
        return
    encode(record)
    assert list(misquotations(record, record["text"], path)) == []
