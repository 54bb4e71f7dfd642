"""Committees and panels that are named by the resolution that set them up."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import extract


def bodies(tmp_path: Path, text: str) -> list[tuple[str, str | None]]:
    path = tmp_path / "note.txt"
    path.write_text(f"主席请{text}提交文件。\n", encoding="utf8")
    return [(m.text, m.entity) for m in extract(path).mentions if not m.anaphor]


@pytest.mark.parametrize(("text", "identifier"), [
    ("第1591(2005)号决议所设委员会", "un:SC-1591"),
    ("安全理事会第864(1993)号决议设立的委员会", "un:SC-864"),
    ("安全理事会关于利比里亚的第985(1995)号决议所设委员会", "un:SC-985"),
    ("安理会关于索马里和厄立特里亚的第751(1992)和第1907(2009)号决议所设委员会", "un:SC-751"),
    ("安全理事会第253(1968)号决议所设关于南罗得西亚问题的委员会", "un:SC-253"),
    ("安全理事会第1373(2001)号决议所设反恐怖主义委员会", "un:CTC"),
    ("第1718号决议所设委员会", "un:SC-1718"),
    ("第1584(2005)号决议所设专家小组", "un:科特迪瓦问题专家组"),                # 专家小组 for 专家组
    ("第1526(2004)号决议所设监测小组", "un:分析支助和制裁监测组"),
])  # fmt: skip
def test_the_first_resolution_tells_which(tmp_path: Path, text: str, identifier: str) -> None:
    assert bodies(tmp_path, text) == [(text, identifier)]


def test_a_resolution_that_set_up_no_known_body_is_only_cited(tmp_path: Path) -> None:
    found = bodies(tmp_path, "安全理事会第1325(2000)号决议所设专家小组")
    assert found == [("安全理事会", "un:SC"), ("第1325(2000)号决议", "S/RES/1325(2000)")]
