"""The architecture: which part may import which."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pipeline"
LEAVES = {"errors", "model", "text", "tables", "trace"}
STAGES = ("ingest", "structure", "segment", "entities", "resolve", "relations")
MAY_IMPORT = {
    "errors": set(),
    "trace": {"model"},
    "text": {"tables", "errors", "trace"},
    "model": {"errors"},
    "tables": {"errors", "model"},
    **dict.fromkeys(STAGES, LEAVES),
    "ingest": LEAVES | {"remote"},
    "store": set(),
    "remote": {"errors"},
    "outputs": {"errors", "remote", "store"},
    "version": set(),
    "record": {"errors", "model", "version"},
    "graph": {"errors", "model", "text", "store"},
    "diff": {"errors", "model", "text", "record"},
    "explore": {"errors", "model", "text", "store", "graph"},
    "extraction": {"errors", "model", "remote", *STAGES},
    "plan": {"errors", "text", "remote"},
    "jobs": {"errors", "plan", "model", "remote"},
    "engines": {"errors", "jobs"},
}
FENCED = {
    "pdfplumber": {"ingest"},
    "pypdfium2": {"ingest"},
    "docx": {"ingest"},
    "lxml": {"ingest"},
    "rapidocr_onnxruntime": {"ingest"},
    "jieba": set(),
    "rjieba": {"segment", "entities", "relations"},
    "spacy": {"segment"},
    "networkx": {"graph"},
    "rustworkx": {"graph"},
    "rdflib": {"graph"},
    "pebble": {"engines"},
    "distributed": {"engines"},
    "fsspec": {"remote"},
    "filelock": {"outputs"},
}
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
CHINESE_IN_CODE = {
    "text/fold.py",  # a map of characters to characters
}
"""Modules that may hold Chinese characters in their literals; all other vocabulary stands in pipeline/tables."""
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "node_modules" not in path.parts)


def part_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Every module named by an import statement, wherever it stands in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "pipeline")
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_only_point_down(path: Path) -> None:
    part = part_of(path)
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("pipeline.")}
    if part in MAY_IMPORT:
        assert ours - {part} <= MAY_IMPORT[part]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_libraries_stay_in_their_part(path: Path) -> None:
    used = {name.split(".")[0] for name in imports(path)} & FENCED.keys()
    assert all(part_of(path) in FENCED[library] for library in used)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_modules_keep_to_one_subject(path: Path) -> None:
    assert len(path.read_text(encoding="utf8").splitlines()) <= 300


def test_there_are_no_drawers() -> None:
    drawers = {"utils", "helpers", "common", "base", "core", "misc"}
    assert not [path for path in MODULES if path.stem in drawers or drawers & set(path.relative_to(PACKAGE).parts)]


def literals(path: Path) -> list[str]:
    """The strings of a module that are no docstring: those that the program works with."""
    tree = ast.parse(path.read_text(encoding="utf8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_chinese_words_stand_in_tables(path: Path) -> None:
    chinese = [text for text in literals(path) if HAN.search(text)]
    allowed = path.relative_to(PACKAGE).as_posix() in CHINESE_IN_CODE
    assert bool(chinese) == allowed, chinese
