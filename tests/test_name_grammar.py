"""Names that no table holds, by their grammar: what is found, and what only looks like a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import extract
from pipeline.entities import organisations
from pipeline.tables import load_rows


def named(tmp_path: Path, text: str) -> list[tuple[str, str, str | None]]:
    path = tmp_path / "note.txt"
    path.write_text(text, encoding="utf8")
    return [(m.text, m.type, m.entity) for m in extract(path).mentions if not m.anaphor]


def institution(text: str, identifier: str | None = None) -> tuple[str, str, str]:
    return (text, "ORG", identifier or f"org:{text}")


def place(text: str) -> tuple[str, str, str]:
    return (text, "LOCATION", f"loc:{text}")


def body(text: str) -> tuple[str, str, str]:
    return (text, "UN_BODY", f"un:{text}")


def person(text: str) -> tuple[str, str, str]:
    return (text, "PERSON", f"person:{text}")


ECA = ("非洲经委会", "UN_BODY", "un:ECA")
MALAWI = ("马拉维", "COUNTRY", "country:MWI")


@pytest.mark.parametrize(("text", "expected"), [
    # a ministry is named by what it is in charge of
    ("劳工和就业部发布了统计数字", [institution("劳工和就业部")]),
    ("马拉维水利和灌溉部", [institution("马拉维水利和灌溉部", "org:MWI/水利和灌溉部")]),
    ("马拉维农业、渔业和林业部", [institution("马拉维农业、渔业和林业部", "org:MWI/农业、渔业和林业部")]),
    ("老年人事务部部长率团出席", [institution("老年人事务部")]),
    ("与马拉维的卫生和教育部门合作", [MALAWI]),                                           # 部门 is no ministry
    ("马拉维环境和旅游部长讲话", [MALAWI]),                                               # a minister
    # and its departments by what stands behind it
    ("马拉维外交部条约法律司", [institution("马拉维外交部条约法律司", "org:MWI/外交部条约法律司")]),
    ("能源和矿业部地质调查局", [institution("能源和矿业部地质调查局")]),
    ("马拉维内政部设立了移民事务司", [institution("马拉维内政部", "org:MWI/内政部"), ("移民事务司", "UN_BODY", "un:移民事务司")]),
    # an institution behind its place
    ("开罗大学", [institution("开罗大学", "org:EGY/开罗大学")]),
    ("马拉维联合监督委员会", [institution("马拉维联合监督委员会", "org:MWI/联合监督委员会")]),
    ("内罗毕空中管制中心", [institution("内罗毕空中管制中心", "org:KEN/内罗毕空中管制中心")]),
    ("阿拉伯国家全国人权委员会", [("阿拉伯国家", "REGION", "region:arab-states")]),         # many
    # a transliterated name with 地区
    ("在科马多地区", [place("科马多地区")]),
    ("边远地区和沿海地区", []),
    ("科马多地区协调中心", []),                                                           # a centre's name
    # a town behind its country, where something takes place
    ("在摩洛哥斯希拉特签署", [("摩洛哥", "COUNTRY", "country:MAR"), place("斯希拉特")]),
    ("在马拉维各地举行", [MALAWI]),
    ("使用穆库鲁港", [place("穆库鲁港")]),
    ("穆库鲁港口", []),
    # an institution of no country: one, or any such one
    ("众议院或单一议院", []),
    ("宪法改革委员会提出了报告", [institution("宪法改革委员会")]),
    # envoys of the Secretary-General
    ("联合国秘书长大湖区问题特使", [("联合国秘书长大湖区问题特使", "ROLE", "role:SE-GREATLAKES")]),
    ("秘书长内河航运问题特别代表", [("秘书长内河航运问题特别代表", "ROLE", "role:SRSG-内河航运")]),
    ("秘书长主管冲突中性暴力问题特别代表", [("秘书长主管冲突中性暴力问题特别代表", "ROLE", "role:SRSG-SVC")]),
    ("秘书长和各国问题特别代表", [("秘书长", "ROLE", "role:SG")]),
    # committees and groups by their matter, their friends, the meeting they prepare
    ("档案问题委员会主席的报告", [body("档案问题委员会")]),
    ("设立航运安全问题不限成员名额工作组", [body("航运安全问题不限成员名额工作组")]),
    ("调解之友小组举行了会议", [institution("调解之友小组")]),
    ("2030年审议大会筹备委员会", [body("2030年审议大会筹备委员会")]),
    ("与方案审查委员会协商", [body("方案审查委员会")]),
    ("铁路运输和后勤工作队", [body("铁路运输和后勤工作队")]),
    ("有关问题工作组和技术工作组", []),                                                   # of many
    ("设立了一个高级别工作组", []),
    # units of missions
    ("将航空安全股设在马拉维", [body("航空安全股"), MALAWI]),
    ("主任直属办公室合同管理股", [body("合同管理股")]),
    ("仓库和配送股", [body("仓库和配送股")]),
    ("预算和财务科", [body("预算和财务科")]),
    ("喀土穆联络办事处", [body("喀土穆联络办事处")]),
    ("非洲处和美洲、欧洲和中亚处", [body("非洲处"), body("美洲、欧洲和中亚处")]),
    ("欧洲处于危机之中", [("欧洲", "REGION", "region:150")]),
    ("联合国开发计划署(开发署)阿拉伯国家区域局", [
        ("联合国开发计划署(开发署)阿拉伯国家区域局", "UN_BODY", "un:UNDP-RBAS")]),
    ("数据、规划和评价处处长", [body("数据、规划和评价处")]),                                # one word each
    ("新闻科、采购处和财务审计司的报告", [body("新闻科"), body("财务审计司")]),
    ("会员国和技术新闻处", [body("技术新闻处")]),
    # an organ of a body, the office of a post
    ("禁止化学武器组织筹备委员会", [body("禁止化学武器组织筹备委员会")]),
    ("执行秘书办公室", [body("执行秘书办公室")]),
    ("人权理事会主席办公室", [body("人权理事会主席办公室")]),
    ("人权理事会主席办公会议", [("人权理事会主席", "ROLE", "role:PRESIDENT-HRC")]),
    # the bureau of a body is not its chair, its secretariat not the United Nations'
    ("妇女地位委员会主席团举行会议", [("妇女地位委员会", "UN_BODY", "un:CSW")]),
    ("妇女地位委员会主席主持会议", [("妇女地位委员会主席", "ROLE", "role:CHAIR-CSW")]),
    ("贸发会议秘书处(下称“贸发会议”)", [body("贸发会议秘书处"), ("贸发会议", "UN_BODY", "un:UNCTAD")]),
    ("区域协调机制秘书处和论坛秘书处", []),
    ("大会秘书处", [("大会", "UN_BODY", "un:GA"), ("秘书处", "UN_BODY", "un:SECRETARIAT")]),
    # a conference called 大会 is not the General Assembly, which may stand behind 建议
    ("审议大会和缔约国大会", []),
    ("大会召集国的报告", []),
    ("委员会建议大会通过该草案", [("大会", "UN_BODY", "un:GA")]),
    # resolutions of the regional commissions have numbers like the Assembly's
    ("非洲经委会第 927(LI)号决议", [ECA, ("第 927(LI)号决议", "RESOLUTION", "E/ECA/RES/927(LI)")]),
    ("非洲经委会关于统计的第 930(LI)号决议和大会第 68/261 号决议", [
        ECA, ("第 930(LI)号决议", "RESOLUTION", "E/ECA/RES/930(LI)"),
        ("大会", "UN_BODY", "un:GA"), ("第 68/261 号决议", "RESOLUTION", "A/RES/68/261")]),
    ("请非洲经委会执行第 70/1 号决议", [ECA, ("第 70/1 号决议", "RESOLUTION", "A/RES/70/1")]),
    # names with dots: rare characters, hyphens, and the words before them
    ("主席彼得·冯·李斯特说", [person("彼得·冯·李斯特")]),
    ("阿卜杜勒-哈桑·塞米总统", [person("阿卜杜勒-哈桑·塞米")]),
    ("获得礼萨·哈桑的支持", [person("礼萨·哈桑")]),
    ("国王哈桑·本·萨利姆", [person("哈桑·本·萨利姆")]),
])  # fmt: skip
def test_names_by_their_grammar(tmp_path: Path, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(tmp_path, text) == expected


@pytest.mark.parametrize("row", [row for _, row in load_rows("portfolios.tsv")], ids=lambda row: row["word"])
def test_each_charge_makes_the_name_of_a_ministry(row: dict[str, str]) -> None:
    assert row["en"]
    assert row["word"] in row["examples"]
    assert organisations.patterns()["ministry"].fullmatch(row["examples"])


def test_charges_are_sorted_and_none_stands_twice() -> None:
    words = [row["word"] for _, row in load_rows("portfolios.tsv")]
    assert words == sorted(set(words))
