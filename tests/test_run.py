"""Whole runs: what a folder of inputs becomes, what fails and says so, what is kept, what is the same every time."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pyarrow.parquet as parquet
import pytest
from filelock import FileLock

from pipeline.errors import PipelineError

ROOT = Path(__file__).parents[1]
SAMPLE = """第七十四届会议

临时议程项目 71(b)

选举援助问题

秘书长的报告

一. 导言

1. 本报告是根据大会第 72/164 号决议提交的。上一次报告为 A/72/260。
2. 开发署在马里协助独立选举委员会登记了 12 500 名选民。
3. 2018 年 12 月，联合国刚果民主共和国稳定特派团为选举提供了后勤支助。
"""


def unreport(*args: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, args)]
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        text=True,
        check=False,
    )


def write_inputs(folder: Path, number: int = 1) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(number):
        (folder / f"A_74_{200 + n}.txt").write_text(SAMPLE + f"4. 第{n + 1}次。\n", encoding="utf8")
    return folder


def digests(outputs: Path) -> dict[str, str]:
    """Every file but the manifest, which holds durations."""
    return {
        path.relative_to(outputs).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(outputs.rglob("*"))
        if path.is_file() and path.name not in {"manifest.json", ".lock"}
    }


def manifest_of(outputs: Path) -> dict[str, object]:
    manifest: dict[str, object] = json.loads((outputs / "manifest.json").read_text(encoding="utf8"))
    return manifest


def validate(record: object, which: str) -> None:
    jsonschema.validate(
        record, json.loads((ROOT / "pipeline" / "schemas" / f"{which}.json").read_text(encoding="utf8"))
    )


def test_a_run_writes_what_the_contract_names(tmp_path: Path) -> None:
    done = unreport("run", write_inputs(tmp_path / "in"), "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    out = tmp_path / "out"
    for name in ("manifest.json", "reports/a_74_200/report.json", "reports/a_74_200/report.html", "graph/nodes.parquet",
                 "graph/edges.parquet", "graph/graph.gexf", "graph/graph.graphml", "graph/explorer.html"):  # fmt: skip
        assert (out / name).stat().st_size > 0, name
    validate(manifest_of(out), "manifest")
    validate(json.loads((out / "reports/a_74_200/report.json").read_text(encoding="utf8")), "report")


def test_verify_finds_every_quotation_and_notices_a_forged_one(tmp_path: Path) -> None:
    unreport("run", write_inputs(tmp_path / "in"), "-o", "out", cwd=tmp_path)
    assert unreport("verify", "out", cwd=tmp_path).returncode == 0
    path = tmp_path / "out/reports/a_74_200/report.json"
    record = json.loads(path.read_text(encoding="utf8"))
    record["mentions"][0]["source"]["start"] += 1
    path.write_text(json.dumps(record), encoding="utf8")
    assert unreport("verify", "out", cwd=tmp_path).returncode == 1


def test_outputs_do_not_depend_on_order_workers_engine_hash_seed_or_locale(tmp_path: Path) -> None:
    inputs = sorted(write_inputs(tmp_path / "in", 3).glob("*.txt"))
    runs = [
        (["run", *inputs, "-o", "one", "--engine", "serial"], {"PYTHONHASHSEED": "0"}),
        (
            ["run", *reversed(inputs), "-o", "two", "--jobs", "1"],
            {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Tokyo"},
        ),
        (
            ["run", *inputs, "-o", "three", "--jobs", "4"],
            {"PYTHONHASHSEED": "2", "LC_ALL": "de_DE.UTF-8", "TZ": "America/Lima"},
        ),
    ]
    for args, env in runs:
        assert unreport(*args, cwd=tmp_path, **env).returncode == 0
    assert digests(tmp_path / "one") == digests(tmp_path / "two") == digests(tmp_path / "three")


def test_an_unchanged_run_touches_nothing(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", 2)
    unreport("run", inputs, "-o", "out", cwd=tmp_path)
    before = {
        path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.json*") if path.name != "manifest.json"
    }
    unreport("run", inputs, "-o", "out", cwd=tmp_path)
    assert {row["status"] for row in manifest_of(tmp_path / "out")["inputs"]} == {"cached"}  # type: ignore[attr-defined]
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_a_changed_added_and_removed_file_end_as_a_clean_build(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", 3)
    unreport("run", inputs, "-o", "out", cwd=tmp_path)
    (inputs / "A_74_200.txt").unlink()
    (inputs / "A_74_201.txt").write_text(SAMPLE.replace("12 500", "13 000"), encoding="utf8")
    (inputs / "A_74_300.txt").write_text(SAMPLE, encoding="utf8")
    unreport("run", inputs, "-o", "out", cwd=tmp_path)
    unreport("run", inputs, "-o", "clean", cwd=tmp_path)
    assert digests(tmp_path / "out") == digests(tmp_path / "clean")


def test_a_change_that_tells_nothing_leaves_the_graph_alone(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", 2)
    unreport("run", inputs, "-o", "out", cwd=tmp_path)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out/graph").rglob("*")}
    with (inputs / "A_74_201.txt").open("a", encoding="utf8") as file:
        file.write("5. 完。\n")
    unreport("run", inputs, "-o", "out", cwd=tmp_path)
    assert [row["status"] for row in manifest_of(tmp_path / "out")["inputs"]] == ["cached", "ok"]  # type: ignore[attr-defined]
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out/graph").rglob("*")} == before
    unreport("run", inputs, "-o", "clean", cwd=tmp_path)
    assert digests(tmp_path / "out") == digests(tmp_path / "clean")


def test_a_merge_cut_short_does_not_pass_for_the_one_before_it(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", 2)
    unreport("run", inputs, "-o", "out", cwd=tmp_path)
    before = digests(tmp_path / "out")
    page = tmp_path / "out/graph/explorer.html"
    page.unlink()
    page.mkdir()  # the explorer cannot be written: the merge ends after its tables
    (inputs / "A_74_201.txt").write_text(SAMPLE.replace("12 500", "13 000"), encoding="utf8")
    assert unreport("run", inputs, "-o", "out", cwd=tmp_path).returncode != 0
    page.rmdir()
    write_inputs(inputs, 2)
    unreport("run", inputs, "-o", "out", cwd=tmp_path)
    assert digests(tmp_path / "out") == before


def test_the_driver_loads_no_graph_library() -> None:
    heavy = {"pyarrow", "duckdb", "networkx", "rustworkx"}
    code = f"import sys, pipeline.run; print(sorted({heavy!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def codes() -> set[str]:
    """The codes a manifest may hold; commands have refusals of their own in their modules."""
    kinds = [PipelineError, *PipelineError.__subclasses__()]
    return {kind.code for kind in kinds if kind.__module__ == PipelineError.__module__}


def test_every_code_of_an_error_is_explained() -> None:
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf8")
    rows = {line.split("|")[2].strip() for line in text.splitlines() if line.startswith(("| ok", "| failed"))}
    commands = set(re.findall(r"`(usage|schema|bad_table)`", text))
    assert rows - {"ok", "ok_partial"} | commands == codes()
    assert not [kind for kind in PipelineError.__subclasses__() if not kind.hint or not kind.__doc__]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in")
    (tmp_path / "file").write_text("not a folder")
    for out in ("file", "file/out", "/proc/unreport"):
        done = unreport("run", inputs, "-o", out, cwd=tmp_path)
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert out in line
        assert "-o" in line


def test_a_second_run_into_the_same_folder_is_refused(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in")
    (tmp_path / "out").mkdir()
    with FileLock(tmp_path / "out/.lock"):
        done = unreport("run", inputs, "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "another run" in done.stderr
    assert not (tmp_path / "out/manifest.json").exists()


def test_a_result_that_was_altered_is_read_again(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in")
    unreport("run", inputs, "-o", "out", cwd=tmp_path)
    before = digests(tmp_path / "out")
    for name in ("report.json", "report.html"):
        path = tmp_path / "out/reports/a_74_200" / name
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        unreport("run", inputs, "-o", "out", cwd=tmp_path)
        assert digests(tmp_path / "out") == before


# --- bad input ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", "ok_empty"),
        ("blank.txt", b" \n\t\n", "ok_empty"),
        ("garbage.txt", bytes(range(256)) * 8, "unsupported"),
        ("broken.txt", "大会".encode() + b"\xff\xfe\xff" + "决议".encode() * 40, "corrupt"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "corrupt"),
        ("notzip.docx", b"PK\x03\x04garbage", "corrupt"),
    ],
)  # fmt: skip
def test_a_bad_file_is_named_with_its_remedy_and_the_rest_is_complete(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    inputs = write_inputs(tmp_path / "in")
    (inputs / name).write_bytes(content)
    done = unreport("run", inputs, "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if name in line]
    assert code in line
    assert " - " in line  # the remedy
    rows = {Path(str(row["path"])).name: row for row in manifest_of(tmp_path / "out")["inputs"]}  # type: ignore[attr-defined]
    assert rows[name]["error"]["code"] == code
    assert rows["A_74_200.txt"]["status"] == "ok"
    assert (tmp_path / "out/reports/a_74_200/report.json").exists()


def test_a_missing_path_alone_is_wrong_usage(tmp_path: Path) -> None:
    done = unreport("run", "nowhere.txt", "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "nowhere.txt" in done.stderr


def test_a_missing_path_beside_a_good_one_costs_nothing(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in")
    done = unreport("run", inputs, "nowhere.txt", "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "nowhere.txt" in done.stderr
    assert (tmp_path / "out/reports/a_74_200/report.json").exists()


def test_a_folder_without_reports_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/README.md").write_text("nothing")
    done = unreport("run", "in", "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "in:" in done.stderr


def test_two_files_of_one_stem_are_told_apart(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in")
    (inputs / "deep").mkdir()
    (inputs / "deep" / "A_74_200.txt").write_text(SAMPLE.replace("马里", "海地"), encoding="utf8")
    done = unreport("run", inputs, "-o", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert "share the stem" in done.stderr
    assert len(list((tmp_path / "out/reports").iterdir())) == 2


@pytest.mark.parametrize("args", [["diff", "a.txt", "b.txt"], ["verify", "nowhere"], ["explain", "nowhere", "un:GA"]])
def test_a_refusal_is_one_line_and_exit_2(tmp_path: Path, args: list[str]) -> None:
    done = unreport(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_two_files_of_one_report_are_one_work_whose_facts_count_once(tmp_path: Path) -> None:
    kept, mentions = {}, []
    for number, kinds in enumerate((["txt"], ["txt", "pdf"])):
        folder = tmp_path / f"in{number}"
        folder.mkdir()
        for kind in kinds:
            (folder / f"{kind}-copy.{kind}").write_bytes((ROOT / f"corpus/A_74_9260.{kind}").read_bytes())
        assert unreport("run", folder, "-o", f"out{number}", cwd=tmp_path).returncode == 0
        graph = tmp_path / f"out{number}/graph"
        edges = parquet.read_table(graph / "edges.parquet").to_pylist()
        kept[number] = {edge["id"]: (edge["subject"], edge["object"], edge["work"], edge["weight"]) for edge in edges}
        assert {report for edge in edges for report in edge["reports"]} == {f"{kind}-copy" for kind in kinds}
        assert parquet.read_table(graph / "observations.parquet").num_rows > 0
        nodes = parquet.read_table(graph / "nodes.parquet").to_pylist()
        mentions.append(manifest_of(tmp_path / f"out{number}")["graph"]["mentions"])  # type: ignore[index]
        assert mentions[-1] >= sum(node["mentions"] for node in nodes) > 100
    assert len(kept[0]) > 100
    assert kept[0] == kept[1]
    assert mentions[0] == mentions[1]
