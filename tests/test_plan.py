"""Which files a run reads, and what they are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import MissingInput
from pipeline.plan import plan_run


def _write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("报告", encoding="utf8")


def _ids(folder: Path, *inputs: str) -> dict[str, str]:
    plan = plan_run(inputs or [str(folder)])
    return {Path(task.name).relative_to(folder).as_posix(): task.id for task in plan.tasks}


@pytest.mark.parametrize(("files", "expected"), [
    (["A_72_260.txt"], {"A_72_260.txt": "a_72_260"}),                                        # lower case
    (["A 72／260.txt"], {"A 72／260.txt": "a_72_260"}),                                      # nothing that a folder fears
    (["a.txt", "a.pdf"], {"a.txt": "a-txt", "a.pdf": "a-pdf"}),                              # one stem, two formats
    (["x/a.txt", "y/A.txt"], {"x/a.txt": "a-txt-1", "y/A.txt": "a-txt-2"}),                  # one name in two folders
    (["a.txt", "a.pdf", "a-pdf.txt"], {"a.txt": "a-txt", "a.pdf": "a-pdf-1", "a-pdf.txt": "a-pdf"}),  # no id twice
    (["….txt"], {"….txt": "report"}),                                                        # a name of marks alone
])  # fmt: skip
def test_ids_are_unique_and_say_the_stem(tmp_path: Path, files: list[str], expected: dict[str, str]) -> None:
    _write(tmp_path, *files)
    assert _ids(tmp_path) == expected


def test_ids_do_not_depend_on_the_order_of_inputs(tmp_path: Path) -> None:
    _write(tmp_path, "x/a.txt", "y/a.txt", "y/b.txt")
    paths = [str(tmp_path / name) for name in ("x/a.txt", "y/a.txt", "y/b.txt")]
    assert _ids(tmp_path, *paths) == _ids(tmp_path, *reversed(paths)) == _ids(tmp_path)


def test_a_folder_is_read_without_its_tables_and_hidden_files(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "README.md", ".hidden.txt", "deep/b.pdf", "out/reports/a/report.html")
    plan = plan_run([str(tmp_path)], without=tmp_path / "out")
    assert [Path(task.name).name for task in plan.tasks] == ["a.txt", "b.pdf"]
    assert [Path(name).name for name in plan.skipped] == ["README.md"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt")
    assert len(plan_run([str(tmp_path), str(tmp_path / "a.txt"), str(tmp_path / "*.txt")]).tasks) == 1


def test_files_of_one_stem_are_told(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "a.pdf")
    (note,) = plan_run([str(tmp_path)]).notes
    assert "'a'" in note
    assert "a-pdf" in note
    assert "a-txt" in note


def test_a_missing_path_beside_a_good_one_is_told(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt")
    assert plan_run([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]).missing == (str(tmp_path / "b.txt"),)


@pytest.mark.parametrize("name", ["nothing.txt", "", "*.pdf"])
def test_nothing_to_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(MissingInput):
        plan_run([str(tmp_path / name)])


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["a.pdf", "a.txt", "a-pdf.txt"], ["a-pdf", "a-pdf-1", "a-txt"]),
        (["a-pdf.1", "a-pdf.2", "x/a.pdf", "y/a.pdf"], ["a-pdf-1", "a-pdf-1-1", "a-pdf-2", "a-pdf-2-1"]),
        ([f"{'长' * 80}.txt", f"{'长' * 79}.txt"], None),
        (["x/\n.txt", "x/\x1b[31m.txt", "x/😀.txt", "x/$.txt"], None),
    ],
)
def test_ids_are_unique_and_fit_a_folder_whatever_the_names(
    tmp_path: Path, files: list[str], expected: list[str] | None
) -> None:
    _write(tmp_path, *files)
    ids = sorted(_ids(tmp_path).values()) if expected else sorted(task.id for task in plan_run([str(tmp_path)]).tasks)
    assert len(set(ids)) == len(files)
    assert expected is None or ids == expected
    for id_ in ids:
        (tmp_path / "out" / id_).mkdir(parents=True)


def test_a_name_that_is_no_utf8_can_be_written(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/a\xe9.txt", "w") as file:
        file.write("x")
    (task,) = plan_run([str(tmp_path)]).tasks
    assert task.name.endswith("a\\xe9.txt")
    assert task.path.exists()


def test_what_is_no_file_has_its_row_and_what_is_not_looked_into_is_told(tmp_path: Path) -> None:
    _write(tmp_path, "folder.pdf/inner.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "round").symlink_to(tmp_path)
    plan = plan_run([str(tmp_path)])
    assert [task.id for task in plan.tasks] == ["inner", "loop", "lost", "pipe"]
    assert [task.name.removeprefix(f"{tmp_path}/") for task in plan.tasks] == [
        "folder.pdf/inner.txt",
        "loop.txt",
        "lost.txt",
        "pipe.txt",
    ]
    assert plan.skipped == (f"{tmp_path}/round",)


def test_a_name_too_long_for_any_file_is_missing(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt")
    assert plan_run([str(tmp_path), "x" * 5000]).missing == ("x" * 5000,)
