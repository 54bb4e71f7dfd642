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


def person(text: str) -> tuple[str, str, str]:
    return (text, "PERSON", f"person:{text}")


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
    # envoys of the Secretary-General
    ("联合国秘书长大湖区问题特使", [("联合国秘书长大湖区问题特使", "ROLE", "role:SE-GREATLAKES")]),
    ("秘书长内河航运问题特别代表", [("秘书长内河航运问题特别代表", "ROLE", "role:SRSG-内河航运")]),
    ("秘书长主管冲突中性暴力问题特别代表", [("秘书长主管冲突中性暴力问题特别代表", "ROLE", "role:SRSG-SVC")]),
    ("秘书长和各国问题特别代表", [("秘书长", "ROLE", "role:SG")]),
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
