"""What a document says by its head: who adopted it, who issued it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import extract
from pipeline.model import Extract


def read(folder: Path, text: str) -> Extract:
    """What is made of a text file with these words."""
    path = folder / "text.txt"
    path.write_text(text, encoding="utf8")
    return extract(path)


def said_of_this(extracted: Extract) -> set[tuple[str, str]]:
    """What the document says of itself: predicate and object."""
    return {(r.predicate, r.object) for r in extracted.relations if r.subject == "doc:this"}


def ends(extracted: Extract, predicate: str) -> list[tuple[str, str]]:
    """Subject and object of each relation with a predicate."""
    return [(r.subject, r.object) for r in extracted.relations if r.predicate == predicate]


@pytest.mark.parametrize(("text", "expected"), [
    ("联合国\nS/RES/2432(2018)\n安全理事会\n\n第2432(2018)号决议\n\n2018年8月30日安全理事会第8341次会议通过\n\n安全理事会，\n\n1. 请秘书长提出报告。\n", ("adopted_by", "un:SC")),
    ("联合国\nA/RES/71/189\n大会\n\n2016年12月19日大会决议\n\n大会，\n\n1. 请秘书长提出报告。\n", ("adopted_by", "un:GA")),
    ("第2432(2018)号决议\n\n2018 年 8 月 30 日安全理事会第 8341 次会议通过\n\n安全理事会，\n\n1. 请秘书长提出报告。\n", ("adopted_by", "un:SC")),
    ("联合国\nCEDAW/C/TUV/CO/3-4\n\n消除对妇女歧视委员会\n\n关于图瓦卢第三和第四次合并定期报告的结论性意见\n\n1. 委员会欢迎代表团。\n", ("issued_by", "un:CEDAW")),
    ("联合国\nA/72/260\n大会\n\n秘书长的报告\n\n1. 报告述及援助。\n", ("issued_by", "role:SG")),
    ("第五十五届会议 临时议程项目89 非自治领土的情报 秘书长的报告\n\n1. 报告述及情报。\n", ("issued_by", "role:SG")),
])  # fmt: skip
def test_the_head_names_who_stands_behind_a_document(tmp_path: Path, text: str, expected: tuple[str, str]) -> None:
    extracted = read(tmp_path, text)
    found = said_of_this(extracted)
    assert {fact for fact in found if fact[0] in {"adopted_by", "issued_by"}} == {expected}


@pytest.mark.parametrize(("title", "expected"), [
    ("2016年3月5日秘书长给安全理事会主席的信", {("issued_by", "role:SG"), ("submitted_to", "un:SC")}),
    ("2016年3月5日马里常驻联合国代表致大会主席的同文信", {("submitted_to", "un:GA")}),
    ("2016年3月5日马里常驻联合国代表给秘书长的信", set()),
    ("安全理事会主席的声明", {("issued_by", "un:SC")}),
])  # fmt: skip
def test_a_title_says_whose_statement_and_for_whom_a_letter_is(
    tmp_path: Path, title: str, expected: set[tuple[str, str]]
) -> None:
    extracted = read(tmp_path, f"联合国\nS/2016/901\n安全理事会\n\n{title}\n\n1. 局势已有改善。\n")
    assert said_of_this(extracted) == expected


@pytest.mark.parametrize(("title", "issuer"), [
    ("禁止酷刑委员会的报告", ["un:CAT"]),
    ("经济、社会、文化权利委员会第四十八届会议报告", ["un:CESCR"]),
    ("审议禁止酷刑委员会的报告", []),
    ("禁止酷刑委员会报告的后续行动", []),
])  # fmt: skip
def test_a_title_names_the_committee_whose_report_it_is(tmp_path: Path, title: str, issuer: list[str]) -> None:
    extracted = read(tmp_path, f"联合国\nA/74/44\n大会\n\n{title}\n\n1. 本报告述及各届会议。\n")
    found = [r.object for r in extracted.relations if (r.subject, r.predicate) == ("doc:this", "issued_by")]
    assert found == issuer


@pytest.mark.parametrize(("text", "adopted"), [
    (
        "大会，\n\n回顾其2014年12月18日第69/209号、2015年12月22日第70/208号和2016年12月21日第71/223号决议，\n",
        {("A/RES/69/209", "un:GA"), ("A/RES/70/208", "un:GA"), ("A/RES/71/223", "un:GA")},
    ),
    (
        "安全理事会\n\n重申其关于马里的第2100(2013)号和第2227(2015)号决议，\n",
        {("S/RES/2100(2013)", "un:SC"), ("S/RES/2227(2015)", "un:SC")},
    ),
    ("大会，\n\n又回顾其第70/208号决议和安全理事会第2242(2015)号决议，\n", {("A/RES/70/208", "un:GA"), ("S/RES/2242(2015)", "un:SC")}),
    ("大会，\n\n回顾第70/208号决议，\n", set()),
    ("安全理事会，\n\n回顾其以往的声明和第70/208号决议，\n", set()),
    ("秘书长的报告\n\n1. 秘书长回顾其第70/208号说明和第71/223号决议。\n", set()),
])  # fmt: skip
def test_an_organ_has_adopted_what_it_calls_its_own(tmp_path: Path, text: str, adopted: set[tuple[str, str]]) -> None:
    extracted = read(tmp_path, text)
    found = set(ends(extracted, "adopted_by"))
    assert found == adopted


@pytest.mark.parametrize(("opening", "asks"), [("大会", True), ("大会，", True), ("大会\n\n秘书长的报告", False)])
def test_an_organ_on_a_line_of_its_own_says_what_follows(tmp_path: Path, opening: str, asks: bool) -> None:
    extracted = read(
        tmp_path,
        f"{opening}\n\n注意到秘书长的报告，\n\n1. 请秘书长向大会第七十四届会议提出报告；\n",
    )
    found = ends(extracted, "requests")
    assert found == ([("un:GA", "role:SG")] if asks else [])


def test_items_below_a_colon_are_what_its_sentence_says_of_them(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "消除对妇女歧视委员会\n\n关于图瓦卢第三次定期报告的结论性意见\n\n7. 委员会欢迎缔约国批准或加入了下列文书：\n\n"
        "(a) 《残疾人权利公约》，2013年12月；\n\n(b) 《禁止酷刑公约》，2015年。\n\n8. 委员会还提到《儿童权利公约》。\n\n"
        "9. 缔约国核准了下列议定书：(a) 《儿童权利公约关于儿童卷入武装冲突问题的任择议定书》；(b) 《巴黎协定》。\n",
    )
    joined = [r for r in found.relations if r.predicate == "member_of"]
    assert {(r.subject, r.object) for r in joined} == {
        ("country:TUV", treaty) for treaty in ("treaty:CRPD", "treaty:CAT", "treaty:OP-CRC-AC", "treaty:巴黎协定")
    }
    (crpd,) = (r for r in joined if r.object == "treaty:CRPD")
    assert ["".join(found.report.text[a.start : a.end]) for a in crpd.evidence] == [
        "缔约国批准或加入了下列文书：",
        "(a) 《残疾人权利公约",
    ]


@pytest.mark.parametrize(("text", "expected"), [
    ("儿基会2017年的工作\n\n儿基会于1946年设立。儿基会在各地工作。我们协助马里政府登记出生。\n", {("un:UNICEF", "country:MLI")}),
    ("马里政府的声明\n\n我们协助儿基会和开发署开展工作。儿基会和开发署都在马里。\n", set()),
])  # fmt: skip
def test_an_agency_speaks_of_itself(tmp_path: Path, text: str, expected: set[tuple[str, str]]) -> None:
    extracted = read(tmp_path, text)
    assert set(ends(extracted, "assists")) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("非洲联盟和平与安全理事会通过了公报。", ("org:AUPSC", "part_of", "org:AU")),
    ("安全理事会关于利比亚的第1970(2011)号决议所设委员会主席访问该国。", ("S/RES/1970(2011)", "established", "un:SC-1970")),
    ("肯尼亚环境部野生动物局负责保护区。", ("org:KEN/环境部野生动物局", "part_of", "org:KEN/环境部")),
    ("秘书处新闻部和政治事务部派代表出席。", ("un:DPA", "part_of", "un:SECRETARIAT")),
    ("开发署署长海伦·克拉克访问了马里。", ("un:UNDP", "headed_by", "person:海伦·克拉克")),
])  # fmt: skip
def test_a_name_tells_by_itself(tmp_path: Path, text: str, expected: tuple[str, str, str]) -> None:
    found = read(tmp_path, f"{text}\n")
    assert expected in {(r.subject, r.predicate, r.object) for r in found.relations}
    known = {entity.id: entity.type for entity in found.entities}
    assert "DOCUMENT" not in {known[expected[0]], known[expected[2]]}


@pytest.mark.parametrize(("title", "expected"), [
    ("秘书长依照第1757(2007)号决议提交的第三次报告", {("issued_by", "role:SG"), ("submitted_under", "S/RES/1757(2007)")}),
    ("秘书长关于第1757(2007)号决议执行情况的报告", {("issued_by", "role:SG")}),
])  # fmt: skip
def test_a_title_tells_under_what_a_report_is_submitted(
    tmp_path: Path, title: str, expected: set[tuple[str, str]]
) -> None:
    extracted = read(tmp_path, f"联合国\nS/2008/934\n安全理事会\n\n{title}\n\n1. 局势已有改善。\n")
    found = said_of_this(extracted)
    assert {fact for fact in found if fact[0] != "cites"} == expected


@pytest.mark.parametrize(("text", "adopted"), [
    ("安全理事会2001年9月28日第1373(2001)号决议得到执行。", True),
    ("违反安全理事会有关决议，特别是第1373(2001)号决议。", True),
    ("安全理事会附属机构考虑到第1373(2001)号决议的规定。", False),
    ("安理会成员就第1373(2001)号决议的执行情况交换了意见。", False),
])  # fmt: skip
def test_an_organ_named_in_another_noun_has_not_adopted_what_follows(tmp_path: Path, text: str, adopted: bool) -> None:
    extracted = read(tmp_path, f"{text}\n")
    found = set(ends(extracted, "adopted_by"))
    assert found == ({("S/RES/1373(2001)", "un:SC")} if adopted else set())


def test_the_country_that_a_report_talks_of_stands_in_for_its_sections(tmp_path: Path) -> None:
    extracted = read(
        tmp_path,
        "马里的局势有所改善。马里政府和马里各党派进行了对话。邻国加纳也派人出席。马里的机构得到恢复。\n\n开发署协助筹备选举。\n",
    )
    found = set(ends(extracted, "assists"))
    assert found == {("un:UNDP", "country:MLI")}
