"""One report in text, Word, HTML and PDF of many layouts: the same facts, paragraphs and characters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import test_formats
from factories_facts import facts_of, squeeze

from pipeline import extract

second_renderer = pytest.importorskip("second_renderer")
Layout = second_renderer.Layout

LAYOUTS = {
    "plain": Layout(),
    "large, heads off": Layout(size=12, heads="off"),
    "small, heads left": Layout(size=8, heads="left", margin=90),
    "heads right, ragged": Layout(size=11, heads="right", full=False, margin=64),
    "two columns": Layout(size=9, columns=2, margin=54, indent=16),
    "two columns, no rules, large": Layout(size=11, columns=2, margin=48, rules=False, indent=20),
    "no rules, no job number": Layout(size=10.5, rules=False, job=False),
    "contents page": Layout(size=10, contents=True, heads="left"),
    "a turned page": Layout(size=12, turned=2),
    "no indents, tight": Layout(size=9.5, indent=0, leading=1.25),
    "wide margins, many pages": Layout(size=12, margin=130, leading=1.8),
}


@pytest.fixture(scope="module")
def truth(tmp_path_factory):
    path = tmp_path_factory.mktemp("truth") / "report.txt"
    second_renderer.write_text(path)
    return extract(path)


def closed(text):
    """The text without the blanks beside Chinese; those between Latin words and figures stay."""
    return re.sub(r"(?<=[^!-~])\s+|\s+(?=[^!-~])", "", text)


def blocks_of(report):
    """Kind, number, level, path, marker, cells and characters of each block; contents and head apart."""
    found = []
    for block in report.blocks:
        text = closed(report.text[block.anchor.start : block.anchor.end])
        rows = tuple(
            tuple((c.anchor and squeeze(report.text[c.anchor.start : c.anchor.end]), c.marker) for c in row)
            for row in block.rows
        )
        if block.kind != "contents" and not (block.kind == "heading" and text == "目录"):
            found.append((block.kind, block.number, block.level, block.path, block.marker, rows, text))
    free = [block for block in found if block[0] == "footnote"] + [
        ("head", block[6]) for block in found if block[0] == "title"
    ]
    return [block for block in found if block[0] not in {"footnote", "title"}], sorted(free, key=repr)


def assert_same(found, truth):
    assert found.report.document == truth.report.document
    assert blocks_of(found.report) == blocks_of(truth.report)
    for name, facts in facts_of(found).items():
        assert facts == facts_of(truth)[name], name


def test_the_text_holds_what_was_written(truth):
    """The truth of the other tests is itself checked against the source."""
    blocks = truth.report.blocks
    text = truth.report.text
    numbered = {
        b.number: squeeze(text[b.anchor.start : b.anchor.end]) for b in blocks if b.kind == "paragraph" and b.number
    }
    written = {
        part.split(".")[0]: squeeze(re.sub(r"\[\d\]", "", part))
        for kind, part in second_renderer.REPORT
        if kind == "paragraph"
    }
    assert numbered == written
    assert [b.marker for b in blocks if b.kind == "footnote"] == ["1", "2", "3", "4", "*"]
    assert truth.report.document.symbol == second_renderer.SYMBOL
    assert truth.report.document.title == second_renderer.TITLE
    assert [len(b.rows) for b in blocks if b.kind == "table"] == [
        0,
        5,
        6,
    ]  # the caption, the table, the list read down its columns
    assert len(truth.relations) > 20 and len(truth.observations) > 20


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_word_and_html_say_the_same(kind, truth, tmp_path):
    path = tmp_path / f"report.{kind}"
    getattr(second_renderer, f"write_{kind}")(path)
    assert_same(extract(path), truth)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_the_same(layout, truth, tmp_path):
    path = tmp_path / "report.pdf"
    pages = second_renderer.write_pdf(path, LAYOUTS[layout])
    assert pages >= 2
    found = extract(path)
    assert_same(found, truth)
    heads = sum(count for reason, count in found.report.dropped.items() if "head" in reason)
    assert heads == (0 if LAYOUTS[layout].heads == "off" else pages - 1)


CORPUS = Path(__file__).parents[1] / "corpus"
MASTHEAD = ("2017-08-01 DATE 2017-08-01", "A/72/260 DOCUMENT A/72/260")
"""What the head of the set report says, and the bare text does not."""
REAL = Path(__file__).parents[2] / "shared/corpus/A_72_260.txt"


@pytest.mark.parametrize("stem", ["A_74_9260", "A_76_9260"])
def test_the_facts_of_a_sample_edition_are_those_of_its_text(stem):
    text = facts_of(extract(CORPUS / f"{stem}.txt"))
    for kind in ("pdf", "docx"):
        assert facts_of(extract(CORPUS / f"{stem}.{kind}")) == text, kind


@pytest.mark.shared
@pytest.mark.skipif(not REAL.exists(), reason="the shared documents are absent")
@pytest.mark.parametrize("layout", test_formats.LAYOUTS)
def test_a_real_report_set_as_pdf_states_the_same_facts(layout, tmp_path):
    truth = extract(REAL)
    path = tmp_path / "A_72_260.pdf"
    test_formats.typeset.set_pdf(path, test_formats.edition_of(truth.report), test_formats.LAYOUTS[layout])
    found, stated = facts_of(extract(path)), facts_of(truth)
    stated["entities"] = sorted([*stated["entities"], *MASTHEAD])
    assert found == stated
