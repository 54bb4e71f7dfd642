"""Statistics as printed: value, unit, comparator."""

from __future__ import annotations

import pytest

from pipeline.tables import load_rows
from pipeline.text.amounts import find_amounts
from pipeline.text.fold import fold
from pipeline.text.numerals import parse_numeral, spell_numeral


@pytest.mark.parametrize(("text", "value", "unit", "comparator", "approximate"), [
    ("3 660 万美元", 36_600_000, "USD", None, False),
    ("410多万名选民", 4_100_000, "person", "over", True),
    ("约三分之一的会员国", 0.3333, "fraction", "about", True),
    ("百分之十二", 12, "percent", None, False),
    ("两成", 20, "percent", None, False),
    ("12.4%", 12.4, "percent", None, False),
    ("60% 以上", 60, "percent", "at least", False),
    ("15%至20%", (15, 20), "percent", None, False),
    ("约有 10 亿人", 1_000_000_000, "person", "about", True),
    ("1.26 亿欧元", 126_000_000, "EUR", None, False),
    ("二十个国家", 20, "country", None, False),
    ("52 个组织", 52, "organization", None, False),
    ("逾25 000名孕妇", 25_000, "person", "over", True),
    ("不到 300 人", 300, "person", "under", True),
    ("至少 40 个国家", 40, "country", "at least", False),
    ("220万选民", 2_200_000, "person", None, False),
    ("100万国内流民", 1_000_000, "person", None, False),
    ("50名国内专家", 50, "person", None, False),
    ("1 450 吨", 1450, "t", None, False),
    ("３００人", 300, "person", None, False),
    ("1.5 亿东加勒比元", 150_000_000, "XCD", None, False),
    ("96 018 百慕大元", 96_018, "BMD", None, False),
    ("131票", 131, "item", None, False),
    ("三名法官", 3, "person", None, False),
    ("向六个国家派出", 6, "country", None, False),
    ("48个国家办事处", 48, "item", None, False),
    ("其中难民2 540万，", 25_400_000, "person", None, False),
    ("人口约为3.3亿。", 330_000_000, "person", "about", True),
    ("产量达到1 200万。", 12_000_000, "other", None, False),
    ("81.5岁", 81.5, "year", None, False),
    ("3万多人", 30_000, "person", "over", True),
    ("10万余枚炮弹", 100_000, "item", "over", True),
    ("2亿4 000万欧元", 240_000_000, "EUR", None, False),
    ("2018-2019 4亿欧元", 400_000_000, "EUR", None, False),
    ("4万外地人员", 40_000, "person", None, False),
    ("近300万为难民", 3_000_000, "person", "nearly", True),
    ("120万在邻国登记的马里难民", 1_200_000, "person", None, False),
    ("上百万流离失所者", 1_000_000, "person", "over", True),
    ("好几千居民", (1000, 10_000), "person", None, True),
    ("儿童人数从600万增加到", 6_000_000, "person", None, False),
    ("12个非洲国家", 12, "country", None, False),
    ("向16个受影响的发展中国家", 16, "country", None, False),
    ("24个国际人道主义组织", 24, "organization", None, False),
    ("24个非洲国家办事处", 24, "item", None, False),
    ("招聘了16个国际顾问", 16, "person", None, False),
    ("6个工作人员员额", 6, "item", None, False),
    ("12个专家组", 12, "item", None, False),
    ("排名上升了17位", 17, "other", None, False),
    ("约 450 370 平方公里", 450_370, "km2", "about", True),
])  # fmt: skip
def test_amounts_are_read(text: str, value: object, unit: str, comparator: str | None, approximate: bool) -> None:
    (amount,) = find_amounts(fold(text))
    assert (amount.value, amount.unit, amount.comparator, amount.approximate) == (value, unit, comparator, approximate)


@pytest.mark.parametrize("text", [
    "第 12 次会议", "第四十四届会议", "2015 年", "A/70/306", "两个特派团", "一名专家", "两名法官", "这三名法官", "其余五个国家", "三个问题", "九个国家办事处", "6个月", "数千公里", "数十亿美元", "成千上万的平民", "以上百名", "人数百万", "2万人道主义包裹", "5万幅发给教师的课本", "第3段", "(千美元)", "见2015，", "2 540。", "以百万美元计",
])  # fmt: skip
def test_what_is_no_statistic_is_left_alone(text: str) -> None:
    assert not list(find_amounts(fold(text)))


@pytest.mark.parametrize(("text", "number"), [
    ("二零一五", 2015), ("十二", 12), ("二十", 20), ("二千零五", 2005), ("一百二十", 120), ("二千一百三十七", 2137), ("十", 10),
    ("一万", 10_000), ("十亿", 10**9), ("三亿五千万", 350_000_000), ("三百五", None), ("十十", None), ("万", None), ("", None),
])  # fmt: skip
def test_numerals(text: str, number: int | None) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize("row", [row for _, row in load_rows("numerals.tsv")], ids=lambda row: row["word"])
def test_each_word_of_a_numeral_is_proved_by_its_example(row: dict[str, str]) -> None:
    spelt, _, number = row["examples"].partition("=")
    assert row["word"] in spelt
    assert parse_numeral(spelt) == int(number)


def test_what_lists_count_is_read_back() -> None:
    assert [parse_numeral(spell_numeral(number)) for number in range(100)] == list(range(100))


@pytest.mark.parametrize("row", [row for _, row in load_rows("units.tsv")], ids=lambda row: row["word"])
def test_each_unit_of_the_table_is_read(row: dict[str, str]) -> None:
    (amount,) = find_amounts(f"共25{row['word']}。")
    assert (amount.value, amount.unit) == (25, row["unit"])


@pytest.mark.parametrize(
    "row", [row for _, row in load_rows("comparators.tsv")], ids=lambda row: f"{row['word']} {row['place']}"
)
def test_each_comparator_of_the_table_is_read(row: dict[str, str]) -> None:
    printed = {"before": "{}25人", "inside": "25{}人", "after": "25人{}"}[row["place"]].format(row["word"])
    (amount,) = find_amounts(printed)
    assert (amount.value, amount.comparator) == (25, row["comparator"])
