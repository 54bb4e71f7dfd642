"""A person's decisions on identity stand above the program's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.decisions import load_decisions
from pipeline.errors import UsageError
from pipeline.model import Decision

HEADER = "decision\tid\tbecomes\treport\tnote\n"
TEXT = "1. 马里和独立选举委员会合作。该委员会得到开发署协助。\n"


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "decisions.tsv"
    path.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf8")
    return path


def entities(tmp_path: Path, *decisions: Decision) -> list[str | None]:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf8")
    return [m.entity for m in extract(path, decisions=decisions).mentions if "委员会" in m.text]


def test_what_is_decided_is_meant_by_names_and_back_references(tmp_path: Path) -> None:
    assert entities(tmp_path) == ["org:MLI/独立选举委员会"] * 2
    assert entities(tmp_path, Decision("org:MLI/独立选举委员会", "org:CENI")) == ["org:CENI"] * 2


def test_a_decision_on_one_report_stands_above_one_on_all_and_leaves_others_alone(tmp_path: Path) -> None:
    general, own = Decision("org:MLI/独立选举委员会", "org:CENI"), Decision("org:MLI/独立选举委员会", "org:X", "note")
    assert entities(tmp_path, general, own) == ["org:X"] * 2
    assert entities(tmp_path, Decision("org:MLI/独立选举委员会", "org:X", "another")) == ["org:MLI/独立选举委员会"] * 2


def test_a_table_is_read(tmp_path: Path) -> None:
    rows = load_decisions(table(tmp_path, "same\torg:a\torg:b\t\tone body", "different\torg:c\torg:d\ta_72_260\t"))
    assert rows == (Decision("org:a", "org:b"), Decision("org:c", "org:d", "a_72_260"))


@pytest.mark.parametrize(("rows", "place"), [
    (["same\torg:a\torg:b\ta_72_260\t"], ":2"),                    # same is of all reports
    (["different\torg:a\torg:b\t\t"], ":2"),                       # different is of one
    (["merge\torg:a\torg:b\t\t"], ":2"),
    (["same\torg:a\torg:a\t\t"], ":2"),
    (["same\torg:a\tnothing\t\t"], ":2"),
    (["same\torg:a\torg:b"], ":2"),
    (["same\torg:a\torg:b\t\t", "same\torg:a\torg:c\t\t"], "twice"),
    (["same\torg:a\torg:b\t\t", "same\torg:b\torg:c\t\t"], "itself"),
])  # fmt: skip
def test_a_table_that_cannot_be_meant_is_refused(tmp_path: Path, rows: list[str], place: str) -> None:
    with pytest.raises(UsageError, match=place):
        load_decisions(table(tmp_path, *rows))


def test_a_run_follows_the_table_and_reads_again_when_it_changes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "note.txt").write_text(TEXT, encoding="utf8")
    command = [sys.executable, "-m", "pipeline", "run", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--quiet",
               "--engine", "serial"]  # fmt: skip
    subprocess.run(command, check=True)
    decided = table(tmp_path, "same\torg:MLI/独立选举委员会\torg:CENI\t\t")
    subprocess.run([*command, "--decisions", str(decided)], check=True)
    report = json.loads((tmp_path / "out/reports/note/report.json").read_text(encoding="utf8"))
    ids = {entity["id"] for entity in report["entities"]}
    assert "org:CENI" in ids
    assert "org:MLI/独立选举委员会" not in ids
