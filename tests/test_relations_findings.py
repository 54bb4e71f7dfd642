"""What a reader is warned of: each finding with its places, and what looks like it and is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import extract

HEAD = """联合国
A/72/990
大会
2017年9月6日
秘书长的报告
选举援助

"""


def found(tmp_path: Path, text: str, code: str) -> list[tuple[str, ...]]:
    """The places of the findings of one kind, as their words."""
    path = tmp_path / "report.txt"
    path.write_text(HEAD + text, encoding="utf8")
    report = extract(path)
    return [
        tuple(report.report.text[place.start : place.end] for place in finding.anchors)
        for finding in report.findings
        if finding.code == code
    ]


@pytest.mark.parametrize(("code", "text", "places"), [
    ("two_values", "1. 2015年，马里的登记选民为680万人。\n\n2. 2015年，马里的登记选民为690万人。", 2),
    ("two_values", "1. 2015年，马里的登记选民为680万人。\n\n2. 2016年，马里的登记选民为690万人。", 0),
    ("two_values", "1. 2015年，特派团有12名专家和15名顾问。", 0),
    ("later_document", "1. 见秘书长的报告(A/78/306)。", 2),
    ("later_document", "1. 见秘书长的报告(A/70/306)。", 0),
    ("closed_mission", "1. 2023年，联合国科特迪瓦行动向科特迪瓦提供援助。", 1),
    ("closed_mission", "1. 联合国科特迪瓦行动(联科行动)开展了培训。\n\n2. 2023年，联科行动向科特迪瓦提供援助。", 2),
    ("closed_mission", "1. 2012年，联合国科特迪瓦行动向科特迪瓦提供援助。", 0),
    ("missing_annex", "1. 名单见附件三。\n\n附件一\n\n名单\n\n马里", 2),
    ("missing_annex", "1. 名单见附件一。\n\n附件一\n\n名单\n\n马里", 0),
    ("election_before_law", "1. 根据2016年2月通过的《马里选举法》，马里于2015年10月25日举行了总统选举。", 2),
    ("election_before_law", "1. 根据2014年2月通过的《马里选举法》，马里于2015年10月25日举行了总统选举。", 0),
    ("election_before_law", "1. 马里于2015年10月25日举行了总统选举。\n\n2. 根据2016年2月通过的《马里选举法》设立了委员会。", 0),
])  # fmt: skip
def test_a_finding_names_its_places(tmp_path: Path, code: str, text: str, places: int) -> None:
    assert sum(map(len, found(tmp_path, text, code))) == places


def test_a_closed_mission_shows_where_the_text_says_that_it_closed(tmp_path: Path) -> None:
    text = "1. 联合国科特迪瓦行动开展了培训。\n\n2. 联科行动于2017年6月30日关闭。\n\n3. 2023年，联科行动向科特迪瓦提供援助。"
    ((closed, active),) = found(tmp_path, text, "closed_mission")
    assert closed == "联科行动于2017年6月30日关闭"
    assert "提供援助" in active
