"""The commands of docs/analysts.md run as printed."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from factories_graph import edition_pair

from pipeline.graph import build_graph, export

DOC = Path(__file__).parents[1] / "docs" / "analysts.md"
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
OPTIONAL = ("pandas", "ladybug")

pytestmark = pytest.mark.filterwarnings("ignore:.*Dataset:DeprecationWarning")  # rdflib warns of its own names


SAMPLE = {"布隆迪": "斐济", "country:BDI": "country:FJI", "Burundi": "Fiji", "约旦": "伊拉克", "country:JOR": "country:IRQ",
          "Jordan": "Iraq", "A/RES/70/168": "A/RES/72/164"}  # fmt: skip
"""The document asks for names that the sample reports hold; our small records hold others."""


def _as_in_the_sample(text: str) -> str:
    for ours, theirs in SAMPLE.items():
        text = text.replace(ours, theirs)
    return text


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    build_graph(
        json.loads(_as_in_the_sample(json.dumps(edition_pair(), ensure_ascii=False))), folder / "outputs" / "graph"
    )
    export(folder / "outputs" / "graph", ["all"])
    return folder


@pytest.mark.parametrize(
    "code", [code for kind, code in BLOCKS if kind == "python"], ids=lambda code: code.split("\n")[0]
)
def test_each_python_block_runs(
    code: str, run: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in OPTIONAL:
        if f"import {module}" in code:
            pytest.importorskip(module, reason=f"{module} is not installed")
    monkeypatch.chdir(run)
    exec(compile(code, str(DOC), "exec"), {})  # our own document
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("code", [code for kind, code in BLOCKS if kind == "sql"])
def test_each_query_of_sqlite_finds_something(code: str, run: Path) -> None:
    with closing(sqlite3.connect(run / "outputs" / "graph" / "graph.sqlite")) as database:
        assert database.execute(code).fetchall()


def test_each_query_command_is_one_of_ours(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli = pytest.importorskip("pipeline.cli")
    monkeypatch.chdir(run)
    lines = [line.partition("  #")[0].strip() for kind, code in BLOCKS if kind == "sh" for line in code.splitlines()]
    asked = [line for line in lines if line.startswith("unreport query")]
    assert len(asked) == 6
    for line in asked:
        words = [a or b for a, b in re.findall(r'"([^"]*)"|(\S+)', line)]
        assert cli.main(words[1:]) == 0, line
