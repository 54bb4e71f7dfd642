"""Inputs and outputs at addresses: what stands there in the end is what a run on this machine writes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dask_cluster import cluster
from object_store import BUCKET, object_store
from test_run import ROOT, SAMPLE, digests, unreport, write_inputs

from pipeline import extract
from pipeline.errors import MissingInput, TooLarge, Unreachable, UsageError
from pipeline.outputs import Remote
from pipeline.plan import plan_run
from pipeline.remote import find_files, is_address, place_of, read_bytes
from pipeline.run import Options, run
from pipeline.verify import verify

fsspec = pytest.importorskip("fsspec")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def memory() -> Iterator[Any]:
    """fsspec's file system in memory, empty before and after."""
    files = fsspec.filesystem("memory")
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


@pytest.fixture(scope="module")
def store() -> Iterator[dict[str, str]]:
    pytest.importorskip("moto")
    pytest.importorskip("s3fs")
    with object_store() as environment:
        yield environment


def run_serially(inputs: str | Path, outputs: str | Path) -> dict[str, int]:
    """In this process, which has the tables already."""
    manifest = run([str(inputs)], Options(place_of(str(outputs)), "serial"))
    return dict(manifest["counts"])


class Bucket:
    """What a test does to the bucket itself, and sees in it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.files = fsspec.filesystem(
            "s3", endpoint_url=environment["AWS_ENDPOINT_URL"], key="test", secret="test", use_listings_cache=False
        )

    def put(self, name: str, content: bytes) -> None:
        self.files.pipe_file(f"{BUCKET}/{name}", content)

    def remove(self, name: str) -> None:
        self.files.rm_file(f"{BUCKET}/{name}")

    def digests(self, folder: str) -> dict[str, str]:
        """As ``digests`` of a folder: every object but the manifest."""
        start = f"{BUCKET}/{folder}/"
        found = {name.removeprefix(start): self.files.cat_file(name) for name in self.files.find(start)}
        return {name: hashlib.sha256(found[name]).hexdigest() for name in found if name != "manifest.json"}

    def written(self, folder: str) -> dict[str, Any]:
        """When each object but the manifest was written."""
        found = self.files.find(f"{BUCKET}/{folder}", detail=True)
        return {name: info["LastModified"] for name, info in found.items() if not name.endswith("manifest.json")}


# --- addresses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "expected"), [
    ("s3://bucket/a.txt", "s3://bucket/a.txt"),
    ("https://host/a.pdf?lang=zh", "https://host/a.pdf?lang=zh"),
    ("file:///data/A%2072.txt", Path("/data/A 72.txt")),
    ("file://localhost/data/a.txt", Path("/data/a.txt")),
    ("data/a.txt", Path("data/a.txt")),
    ("C:/a.txt", Path("C:/a.txt")),
])  # fmt: skip
def test_a_place_is_a_path_or_an_address(text: str, expected: Path | str) -> None:
    assert place_of(text) == expected
    assert is_address(text) == ("://" in text)


def test_files_of_this_machine_are_read_without_loading_what_addresses_want(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in")
    code = "import sys, pipeline.run as r; r.run([sys.argv[1]], r.Options(r.Path(sys.argv[2]), 'serial')); print('fsspec' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, inputs.as_uri(), tmp_path / "out"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
    assert (tmp_path / "out/reports/a_74_200/report.json").exists()


def test_an_address_stands_for_a_file_a_folder_or_a_glob(memory: Any) -> None:
    for name in ("a.txt", "deep/b.txt", "c.json", ".hidden.txt", "out/reports/a/report.json", "out/x.txt"):
        memory.pipe_file(f"/in/{name}", b"x")
    plan = plan_run(["memory://in"], without="memory:///in/out/")
    assert [(task.name, task.id) for task in plan.tasks] == [
        ("memory:///in/a.txt", "a"),
        ("memory:///in/deep/b.txt", "b"),
    ]
    assert plan.skipped == ("memory:///in/c.json",)
    assert find_files("memory://in/*.txt") == ["memory:///in/.hidden.txt", "memory:///in/a.txt"]
    assert [task.name for task in plan_run(["memory://in/c.json"]).tasks] == ["memory://in/c.json"]
    with pytest.raises(MissingInput, match="memory://nowhere"):
        plan_run(["memory://nowhere"])


def test_a_report_at_an_address_is_read_as_the_same_file_is(memory: Any, tmp_path: Path) -> None:
    (tmp_path / "A_74_200.txt").write_text(SAMPLE, encoding="utf8")
    memory.pipe_file("/in/A_74_200.txt", SAMPLE.encode())
    assert extract("memory://in/A_74_200.txt").relations == extract(tmp_path / "A_74_200.txt").relations != ()


def test_quotations_are_verified_against_an_address(memory: Any, tmp_path: Path) -> None:
    write_inputs(tmp_path / "in")
    memory.pipe_file("/in/A_74_200.txt", (tmp_path / "in/A_74_200.txt").read_bytes())
    run_serially("memory://in", tmp_path / "out")
    assert list(verify(tmp_path / "out", {"a_74_200": "memory://in/A_74_200.txt"})) == []
    (missing,) = verify(tmp_path / "out", {"a_74_200": "memory://in/gone.txt"})
    assert "memory://in/gone.txt is not there" in missing.found


def test_what_is_wrong_with_an_address_is_named(memory: Any) -> None:
    memory.pipe_file("/in/a.txt", b"x" * 100)
    with pytest.raises(MissingInput, match=r"memory://in/b\.txt"):
        read_bytes("memory://in/b.txt")
    with pytest.raises(TooLarge, match=r"memory://in/a\.txt"):
        read_bytes("memory://in/a.txt", 99)
    with pytest.raises(UsageError, match="nothing://in: Protocol not known"):
        read_bytes("nothing://in")
    with pytest.raises(Unreachable, match=r"http://127\.0\.0\.1:9/a\.txt"):
        read_bytes("http://127.0.0.1:9/a.txt")


def test_the_package_that_addresses_want_is_named(tmp_path: Path) -> None:
    (tmp_path / "fsspec.py").write_text("raise ImportError('no fsspec')")
    done = unreport("run", "s3://reports/in", "-o", "out", cwd=tmp_path, PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}")
    assert done.returncode == 2
    assert "s3://reports/in" in done.stderr
    assert "pip install 'unreport[remote]'" in done.stderr


# --- results --------------------------------------------------------------------------------------------


def keep(outputs: Remote, text: bytes) -> dict[str, Any]:
    def write(folder: Path) -> dict[str, Any]:
        for name in ("report.json", "report.html", ".portion.json"):
            (folder / name).write_bytes(text)
        return {"counts": {}}

    return outputs.keep("a", "key", write)


def test_a_result_counts_only_with_its_key_and_all_its_files(memory: Any) -> None:
    outputs = Remote("memory://out")
    assert outputs.stored("a", "key") is None
    assert keep(outputs, b"one") == outputs.stored("a", "key") == {"counts": {}, "key": "key"}
    assert outputs.stored("a", "other") is None
    memory.rm_file("/out/reports/a/report.html")
    assert outputs.stored("a", "key") is None


def test_the_key_is_gone_before_a_file_is_written_anew(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    outputs = Remote("memory://out")
    keep(outputs, b"one")
    monkeypatch.setattr("pipeline.remote.send", lambda *_: (_ for _ in ()).throw(Unreachable("cut")))
    with pytest.raises(Unreachable):
        keep(outputs, b"two")
    assert outputs.stored("a", "key") is None


# --- whole runs -----------------------------------------------------------------------------------------


def test_a_run_from_bucket_to_bucket_writes_what_a_run_on_this_machine_does(
    store: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = Bucket(store)
    here, there = tmp_path / "out", f"s3://{BUCKET}/out"
    inputs = write_inputs(tmp_path / "in", 3)
    for path in inputs.iterdir():
        bucket.put(f"in/{path.name}", path.read_bytes())
    environment = {**store, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = unreport("run", f"s3://{BUCKET}/in", "-o", there, "--jobs", "2", cwd=tmp_path, **environment)
    assert done.returncode == 0, done.stderr
    run_serially(inputs, here)
    assert bucket.digests("out") == digests(here)

    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    before = bucket.written("out")
    assert run_serially(f"s3://{BUCKET}/in", there) == {"cached": 3}
    assert bucket.written("out") == before

    changed = SAMPLE.replace("12 500", "13 000").encode()
    for name, content in (("A_74_201.txt", changed), ("A_74_300.txt", SAMPLE.encode())):
        (inputs / name).write_bytes(content)
        bucket.put(f"in/{name}", content)
    (inputs / "A_74_202.txt").unlink()
    bucket.remove("in/A_74_202.txt")
    assert run_serially(f"s3://{BUCKET}/in", there) == {"cached": 1, "ok": 2}
    run_serially(inputs, here)
    assert bucket.digests("out") == digests(here)

    bucket.remove("out/graph/.result.json")  # as if the merge had been cut short, and its copies lost
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    assert run_serially(f"s3://{BUCKET}/in", there) == {"cached": 3}
    assert bucket.digests("out") == digests(here)


def test_the_machines_of_a_cluster_read_a_bucket_and_write_another(store: dict[str, str], tmp_path: Path) -> None:
    bucket = Bucket(store)
    inputs = write_inputs(tmp_path / "in", 5)
    for path in inputs.iterdir():
        bucket.put(f"shared/{path.name}", path.read_bytes())
    bucket.put("shared/broken.pdf", b"%PDF-1.4 cut short")
    (inputs / "broken.pdf").write_bytes(b"%PDF-1.4 cut short")
    (elsewhere := tmp_path / "elsewhere").mkdir()
    environment = {**store, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    with cluster("tcp", elsewhere, environment) as at:
        options = ("--engine", "dask", "--address", at, "--batch", "2")
        places = (f"s3://{BUCKET}/shared", "-o", f"s3://{BUCKET}/many")
        done = unreport("run", *places, *options, cwd=tmp_path, **environment)
    assert done.returncode == 1, done.stderr  # the broken file, which costs itself alone
    assert run_serially(inputs, tmp_path / "out") == {"failed": 1, "ok": 5}
    assert bucket.digests("many") == digests(tmp_path / "out")
    assert not list(elsewhere.iterdir())
