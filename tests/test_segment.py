"""Sentences, and spaCy documents whose tokens are the mentions."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import extract
from pipeline.segment import segment
from pipeline.segment.words import doc_of


def test_a_mention_is_one_token_with_its_entity(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("中非稳定团依照 A/70/306 号文件在班吉支持妇女署。", encoding="utf8")
    found = extract(path)
    doc = doc_of(found.report.text, segment(found.report)[0].anchor, found.mentions)
    assert [(token.text, token.ent_type_, token.ent_kb_id_) for token in doc if token.ent_type_] == [
        ("中非稳定团", "UN_BODY", "un:MINUSCA"),
        ("A/70/306", "DOCUMENT", "A/70/306"),
        ("班吉", "LOCATION", "loc:班吉"),
        ("妇女署", "UN_BODY", "un:UNWOMEN"),
    ]
    assert "支持" in [token.text for token in doc]
    assert "".join(token.text for token in doc) == found.report.text


@pytest.mark.parametrize(("text", "expected"), [
    ("大会通过了决议。安理会没有。", ["大会通过了决议。", "安理会没有。"]),
    ("他说：“可以。”会议结束。", ["他说：“可以。”", "会议结束。"]),
    ("第一项；第二项", ["第一项；", "第二项"]),
])  # fmt: skip
def test_sentences_end_with_their_marks(tmp_path: Path, text: str, expected: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf8")
    report = extract(path).report
    assert [report.text[s.anchor.start : s.anchor.end] for s in segment(report)] == expected
