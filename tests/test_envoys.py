"""Envoys of the Secretary-General and heads of departments: one post, however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import extract

CIV, ESH, CAAC = "role:SRSG-CIV", "role:PE-WESTERNSAHARA", "role:SRSG-CAAC"


def posts(tmp_path: Path, text: str) -> list[tuple[str, str | None]]:
    path = tmp_path / "note.txt"
    path.write_text(f"各位成员听取了{text}通报情况。\n", encoding="utf8")
    return [(m.text, m.entity) for m in extract(path).mentions if m.type == "ROLE" and not m.anaphor]


@pytest.mark.parametrize(("text", "identifier"), [
    # the country behind its chief
    ("秘书长科特迪瓦问题特别代表", CIV),
    ("秘书长科特迪瓦事务特别代表", CIV),
    ("秘书长驻科特迪瓦特别代表", CIV),
    ("秘书长驻科特迪瓦的特别代表", CIV),
    ("秘书长负责科特迪瓦问题的特别代表", CIV),
    ("秘书长关于科特迪瓦问题的特别代表", CIV),
    ("联合国秘书长科特迪瓦问题特别代表", CIV),
    # and before it
    ("主管科特迪瓦问题的秘书长特别代表", CIV),
    ("负责科特迪瓦事务的秘书长特别代表", CIV),
    ("科特迪瓦问题秘书长特别代表", CIV),
    # other kinds of envoys are other posts
    ("秘书长科特迪瓦问题副特别代表", "role:DSRSG-CIV"),
    ("秘书长驻赞比亚执行代表", "role:ERSG-ZMB"),
    ("秘书长赞比亚问题个人代表", "role:PR-ZMB"),
    ("秘书长赞比亚问题个人特使", "role:PE-ZMB"),
    ("秘书长赞比亚问题代表", "role:RSG-ZMB"),
    # a post of the tables, in words that they lack
    ("秘书长西撒哈拉个人特使", ESH),
    ("秘书长负责西撒哈拉问题的个人特使", ESH),
    ("主管西撒哈拉问题的秘书长个人特使", ESH),
    ("秘书长的西撒哈拉问题个人特使", ESH),
    ("秘书长也门事务特使", "role:SE-YEMEN"),
    ("联合国秘书长也门问题特使", "role:SE-YEMEN"),
    ("秘书长中部非洲特别代表", "role:SRSG-UNOCA"),
    ("联合国秘书长驻非洲联盟特别代表", "role:HEAD-UNOAU"),
    ("秘书长驻科索沃特别代表", "role:SRSG-KOSOVO"),
    ("秘书长负责儿童与武装冲突问题特别代表", CAAC),
    ("秘书长负责儿童与武装冲突问题的特别代表", CAAC),
    ("负责儿童与武装冲突问题的秘书长特别代表", CAAC),
    ("儿童与武装冲突问题秘书长特别代表", CAAC),
    ("秘书长负责冲突中性暴力问题的特别代表", "role:SRSG-SVC"),
    ("负责内河航运问题的秘书长特别代表", "role:SRSG-内河航运"),
    # heads of departments
    ("负责政治事务副秘书长", "role:USG-DPA"),
    ("负责管理事务的副秘书长", "role:USG-DM"),
    ("主管传播与新闻事务副秘书长", "role:USG-DPI"),
    ("主管人力资源管理事务的助理秘书长", "role:ASG-OHRM"),
    ("主管渔业事务的副秘书长", "role:USG-渔业"),
])  # fmt: skip
def test_each_wording_leads_to_the_post(tmp_path: Path, text: str, identifier: str) -> None:
    assert posts(tmp_path, text) == [(text, identifier)]


def test_the_office_of_an_envoy_is_a_body(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("秘书长赞比亚问题特别代表办公室提出报告。\n", encoding="utf8")
    found = [(m.text, m.entity) for m in extract(path).mentions]
    assert found == [("秘书长赞比亚问题特别代表办公室", "un:秘书长赞比亚问题特别代表办公室")]


@pytest.mark.parametrize(("text", "expected"), [
    ("我的赞比亚问题特别代表", [("赞比亚问题特别代表", "role:SRSG-ZMB")]),
    ("东盟缅甸问题特使", []),                                                # the envoys of others
    ("挪威也门问题特使", []),
    ("美洲人权委员会言论自由问题特别报告员", []),
    ("赞比亚问题特别代表", []),                                              # whose is not said
    ("秘书长赞比亚问题代表团", [("秘书长", "role:SG")]),
    ("助理秘书长", []),                                                      # a rank, and not the Secretary-General
    ("秘书长和赞比亚特别代表", [("秘书长", "role:SG")]),
])  # fmt: skip
def test_what_only_looks_like_an_envoy(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    assert posts(tmp_path, text) == expected


@pytest.mark.parametrize(("text", "identifier"), [
    ("马里人权状况独立专家", "role:IE-MALI"),
    ("缅甸人权情况特别报告员", "role:SR-MYANMAR"),
    ("赞比亚境内人权情况特别报告员", "role:SR-ZMB"),                           # none of the tables'
    ("赞比亚人权问题独立专家", "role:IE-ZMB"),
    ("酷刑特别报告员", "role:SR-TORTURE"),                                     # with 问题 and without
    ("法官和律师的独立性特别报告员", "role:SR-JUDGES"),
    ("当代形式种族主义、种族歧视、仇外心理和有关不容忍行为特别报告员", "role:SR-RACISM"),
    ("在反恐中注意促进和保护人权与基本自由问题特别报告员", "role:SR-TERRORISM"),
])  # fmt: skip
def test_mandates_of_the_human_rights_council(tmp_path: Path, text: str, identifier: str) -> None:
    assert posts(tmp_path, text) == [(text, identifier)]
