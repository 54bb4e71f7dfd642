"""Statistics: what is counted, of whom, when; and what is a number only."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from relation_notation import read_sentence

from pipeline import extract
from pipeline.model import Anchor, Observation
from pipeline.relations.observations import amounts_of, find_observations
from pipeline.relations.passage import Passage
from pipeline.relations.tabular import unit_of_head
from pipeline.relations.when import completed
from pipeline.tables import load_rows

MALI, UNDP = "[COUNTRY country:MLI 马里]", "[UN_BODY un:UNDP 开发署]"


def stated(marked: str, before: Observation | None = None) -> list[Observation]:
    passage = replace(read_sentence(marked), country=None)
    return list(find_observations(replace(passage, amounts=tuple(amounts_of(passage.folded))), before))


@pytest.mark.parametrize(("sentence", "expected"), [
    (f"[DATE 2015 2015年]，{MALI}登记了120万名选民", [(1_200_000, "person", "2015", "country:MLI")]),
    (f"{MALI}的识字率从[DATE 2001 2001年]的12%增至[DATE 2015 2015年]的31%", [(12, "percent", "2001", "country:MLI"), (31, "percent", "2015", "country:MLI")]),
    # what it is measured against is another time
    ("[DATE 2013 2013年]捐款比[DATE 2011 2011年]增加了20%", [(20, "percent", "2013", None)]),
    ("[DATE 2015 2015年]举行了228次会议，较[DATE 2014 2014年]的241次减少，此外通过了64项决议",
     [(228, "item", "2015", None), (241, "item", "2014", None), (64, "item", "2015", None)]),
    # the date of a noun, and of an occasion
    ("[DATE 2012 2012年]发起的倡议有30个成员", [(30, "item", None, None)]),
    ("在[DATE 2016-04-30 2016年4月30日]举行的选举中，13个投票站重新投票", [(13, "item", "2016-04-30", None)]),
    # the year that the last amount of a clause is of
    ("86个缔约方汇报了[DATE 2010 2010年]情况，85个缔约方汇报了[DATE 2011 2011年]情况", [(86, "item", "2010", None), (85, "item", "2011", None)]),
    # whose
    (f"基金从{MALI}收到1 610万美元捐款", [(16_100_000, "USD", None, None)]),
    (f"{UNDP}支助了进程，{MALI}登记了3 000人", [(3000, "person", None, "country:MLI")]),
    ("约有228 000人被[ORG org:X 某组织]围困", [(228_000, "person", None, None)]),
    # the name of a country in that of a currency
    ("收入为10.9亿[COUNTRY country:BMU 百慕大]元", [(1_090_000_000, "BMD", None, None)]),
    ("[DATE 2020 2020年]批款为300万美元，与[DATE 2019 2019年]批款相比增加4%", [(3_000_000, "USD", "2020", None), (4, "percent", "2020", None)]),
    # a country behind it in its clause before a region of another
    (f"在[REGION region:011 西非]，由于局势稳定，约有240 000名难民返回{MALI}", [(240_000, "person", None, "country:MLI")]),
    # who says it is not whose it is
    (f"{UNDP}报告说，{MALI}有3 000人流离失所", [(3000, "person", None, "country:MLI")]),
    (f"{UNDP}报告说，有3 000人流离失所", [(3000, "person", None, None)]),
    # the text has come to the present
    (f"[DATE 2010 2010年]，{UNDP}在3个国家设有中心，而目前，已在42个国家设有中心", [(3, "country", "2010", "un:UNDP"), (42, "country", None, "un:UNDP")]),
    # the date of a resolution, and of what a multiple is measured by
    ("大会[DATE 2014-06-30 2014年6月30日][RESOLUTION A/RES/68/280 第68/280号决议]批款300万美元", [(3_000_000, "USD", None, None)]),
    ("[DATE 2004 2004年]降雨占8%，是[DATE 1999 1999年]的3倍", [(8, "percent", "2004", None), (3, "other", "2004", None)]),
    # the staff of a body, the people of a country, a list of people
    (f"在{MALI}发生袭击，有三名{UNDP}工作人员丧生", [(3, "person", None, "un:UNDP")]),
    (f"有42万移徙者以及30万返回的{MALI}人", [(420_000, "person", None, None), (300_000, "person", None, "country:MLI")]),
    (f"一半的人住在营地(20万人属于{UNDP}的方案)", [(0.5, "fraction", None, None), (200_000, "person", None, "un:UNDP")]),
    (f"12人在{MALI}丧生，全世界共有37人丧生", [(12, "person", None, "country:MLI"), (37, "person", None, None)]),
    # one who acts for another
    (f"{UNDP}报告了进展，[COUNTRY country:NER 尼日尔]为{MALI}筹集了400万欧元", [(4_000_000, "EUR", None, "country:NER")]),
    (f"[COUNTRY country:NER 尼日尔]宣布，将为{MALI}认捐400万欧元", [(4_000_000, "EUR", None, "country:NER")]),
    (f"为{MALI}筹集了400万欧元", [(4_000_000, "EUR", None, "country:MLI")]),
    (f"来自非{UNDP}方案的80人", [(80, "person", None, None)]),
    # a number without its unit has that of the one from which it changes
    ("选民从[DATE 1999 1999年]的300万名增加到[DATE 2009 2009年]的420万，", [(3_000_000, "person", "1999", None), (4_200_000, "person", "2009", None)]),
    ("在40个国家中，31个已批准", [(40, "country", None, None), (31, "country", None, None)]),
    # the year behind an amount that another in brackets follows
    ("16个中心报告了[DATE 2014 2014年]情况(40%)，20个中心报告了[DATE 2015 2015年]情况(50%)",
     [(16, "item", "2014", None), (40, "percent", "2014", None), (20, "item", "2015", None), (50, "percent", "2015", None)]),
    ("[DATE 2018 2018年]费用为300万欧元，与核定的[DATE 2016 2016年]费用相比减少2%", [(3_000_000, "EUR", "2018", None), (2, "percent", "2018", None)]),
    # one of those counted, and who says it
    (f"12个实体，包括{UNDP}，提交了报告", [(12, "organization", None, None)]),
    (f"向30个特派团和{UNDP}提供服务", [(30, "item", None, None)]),
    (f"{UNDP}还被告知，中心有40个员额", [(40, "item", None, None)]),
    (f"{UNDP}成员谴责在{MALI}杀害12名平民", [(12, "person", None, "country:MLI")]),
    (f"{UNDP}昨天公布的调查显示，有3 000人失业", [(3000, "person", None, None)]),
    (f"{UNDP}昨天表示，又有800人抵达{MALI}，使人数达到6 000人", [(800, "person", None, "country:MLI"), (6000, "person", None, "country:MLI")]),
    (f"{UNDP}署长说，有6 000人失业", [(6000, "person", None, None)]),
    ("按年龄分列，20岁以下的人占11%", [(11, "percent", None, None)]),
    ("儿童增加了500万人，使这一人群的总数升至1.2亿", [(5_000_000, "person", None, None), (120_000_000, "person", None, None)]),
    ("[DATE 2004 2004年]增长了2%，而前一年增长了5%", [(2, "percent", "2004", None), (5, "percent", "2003", None)]),
    ("[ORG org:AU 非盟][UN_BODY un:X 某部队]有6 000人", [(6000, "person", None, "un:X")]),
    # who decides on what another has; a clause that only goes on to tell a number
    ("[UN_BODY un:SC 安理会]决定将[UN_BODY un:X 某特派团]的警察减至510名", [(510, "person", None, "un:X")]),
    ("[UN_BODY un:SC 安理会]决定设立15个员额", [(15, "item", None, "un:SC")]),
    (f"{UNDP}收到了捐款，{MALI}捐得最多，为60万欧元", [(600_000, "EUR", None, "country:MLI")]),
    ("[DATE 1975 1975年]成立时只有16个缔约国", [(16, "country", "1975", None)]),
    # a treaty has statistics in its own clause
    ("[INSTRUMENT treaty:X 某公约]有31个签署国", [(31, "country", None, "treaty:X")]),
    ("在[INSTRUMENT treaty:X 某公约]生效后，还有30件武器", [(30, "item", None, None)]),
    ("预期寿命为81.5岁", [(81.5, "year", None, None)]),
    ("[ORG org:X 某集团]捐款500万欧元", [(5_000_000, "EUR", None, "org:X")]),
    ("决议以131票赞成、34票反对、19票弃权获得通过", [(131, "item", None, None), (34, "item", None, None), (19, "item", None, None)]),
    ("官兵(包括[UN_BODY un:X 工程股])、92名参谋", [(92, "person", None, None)]),
    # numbers that count nothing
    ("地球上每126人就有一个", []),
    ("官方汇率为3南苏丹镑兑1美元", [(3, "SSP", None, None)]),
    ("法典(第31:1:3条)规定", []),
    ("15至24岁的青年", []),
    ("第3款项下的资源", []),
    ("如表3所示", []),
    ("贿赂（第十五、十六、十八和二十一条）", []),
    ("次级方案3项下的资源", []),
    ("代表[ORG org:G77 77国集团]发言", []),
    ("唯一一份定期报告", []),
    # a number with thousands is one number
    ("超出订正估计数1 360万美元", [(13_600_000, "USD", None, None)]),
])  # fmt: skip
def test_statistics(sentence: str, expected: list[tuple[float, str, str | None, str | None]]) -> None:
    assert [(o.value, o.unit, o.time, o.subject) for o in stated(sentence)] == expected


def test_a_sentence_with_thereof_goes_on_about_the_time_and_subject_before() -> None:
    (first,) = stated(f"[DATE 2014 2014年]，{MALI}有61名记者遇害。")
    (second,) = stated("其中23人死于交火。", first)
    assert (second.time, second.subject) == ("2014", "country:MLI")
    (other,) = stated("有23人死于交火。", first)
    assert (other.time, other.subject) == (None, None)


def test_a_sentence_goes_on_with_further_figures_of_the_same_time() -> None:
    (first,) = stated("截至[DATE 2018 2018年底]，有[COUNTRY country:NER 尼日尔]难民300万人。")
    (further,) = stated("此外，还有41万人在境内流离失所。", first)
    assert (further.time, further.subject) == ("2018", None)
    (now,) = stated("此外，目前有2万人无家可归。", first)
    assert now.time is None


def test_this_number_has_the_unit_of_the_one_before() -> None:
    (first,) = stated("每年有40万难民返回。")
    (second,) = stated("后来，这个数字降至2.5万。", first)
    assert (first.unit, second.unit) == ("person", "person")


def test_what_a_body_consists_of_is_of_the_body_before() -> None:
    (first,) = stated(f"{UNDP}在82个国家开展工作。")
    assert [o.subject for o in stated("共有1 400个职位和9个办事处。", first)] == ["un:UNDP", "un:UNDP"]
    assert [o.subject for o in stated("洪水影响了1 400人。", first)] == [None]


def test_a_decade_is_told_by_its_first_and_last_year() -> None:
    (one,) = stated("[DATE 197X 1970年代]，每年有4 000人返回")
    assert completed(one, None).time == "1970/1979"


REPORT = """联合国
A/70/997
大会
Distr.: General
2 October 2015
秘书长的报告
联合国马里稳定团2014年7月1日至2015年6月30日期间的预算执行情况报告


1. 我们的志愿人员有4万人。去年，我们培训了700人。2012年设立的这个项目有60个参与者，这一期间的支出为300万美元。
"""


def test_we_are_the_body_of_the_author_and_this_period_that_of_the_title(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf8")
    found = [(o.value, o.time, o.subject) for o in extract(path).observations]
    assert (40_000, None, "un:UN") in found
    assert (700, "2014", "un:UN") in found
    assert (3_000_000, "2014-07-01/2015-06-30", "un:MINUSMA") in found


LETTER = """联合国
S/2016/9971
安全理事会
2016年3月2日马里常驻联合国代表给安全理事会主席的信

谨告知，我国已有3万人返回家园。
"""


def test_our_country_is_that_of_the_one_who_writes(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf8")
    assert [(o.value, o.subject) for o in extract(path).observations] == [(30_000, "country:MLI")]


COVERED = """联合国
S/2016/9970
安全理事会
秘书长关于马里局势的报告

1. 本报告述及2016年1月1日至3月31日的事态发展。

2. 在报告所述期间，发生了70起袭击，造成120人死亡。2015年12月发生了40起。
"""


def test_the_period_of_a_report_may_be_told_in_its_text(tmp_path: Path) -> None:
    path = tmp_path / "covered.txt"
    path.write_text(COVERED, encoding="utf8")
    found = {o.value: o.time for o in extract(path).observations}
    assert found == {70: "2016-01-01/2016-03-31", 120: "2016-01-01/2016-03-31", 40: "2015-12"}


def test_a_clause_without_a_date_goes_on_with_the_time_of_the_one_before() -> None:
    (first,) = stated("[DATE 2013 2013年]增长6%；")
    first = replace(first, evidence=Anchor(0, 2))
    assert [o.time for o in find_observations(_behind_a_semicolon("失业率为1%，赤字占3%"), first)] == ["2013", "2013"]


def _behind_a_semicolon(text: str) -> Passage:
    whole = read_sentence(f"增长；{text}")
    start = whole.folded.index("；") + 1
    return replace(
        whole, country=None, anchor=replace(whole.anchor, start=start), amounts=tuple(amounts_of(whole.folded))
    )


@pytest.mark.parametrize(("sentence", "indicator"), [
    (f"{MALI}的登记选民为120万名", "马里的登记选民"),
    ("选民投票率为36%", "选民投票率"),
    ("将1个P-5员额改叙为P-4", "将P-5员额改叙为P-4"),
    ("包括11 953名特遣队员", "特遣队员"),
    ("30岁以下的议员所占比例仍然不到3%", "30岁以下的议员所占比例"),
    # who reports it, conjunctions and references
    ("行预咨委会获悉，而未缴摊款总额为300万美元(见表2)", "未缴摊款总额"),
    ("据管理国称约75%的家庭已接通因特网", "家庭已接通因特网"),
    # the noun of the unit
    ("名单列有平民姓名，其中包括41名儿童", "儿童"),
    ("有26个缔约国初次报告逾期未交", "缔约国初次报告逾期未交"),
    # a change is another measure than what changes
    ("审查期间捐款减少了20%", "审查期间捐款减少"),
])  # fmt: skip
def test_an_indicator_is_the_phrase_without_its_number(sentence: str, indicator: str) -> None:
    assert [o.indicator for o in stated(sentence)] == [indicator]


@pytest.mark.parametrize(("sentence", "indicators"), [
    ("投掷的1枚炸弹导致19人受伤", ["投掷炸弹导致", "炸弹导致受伤"]),
    ("所需资源为300万美元，减少20万美元", ["所需资源", "所需资源减少"]),
    (f"收入下降的国家有{MALI}(3.7%)和[COUNTRY country:HTI 海地](1.8%)", ["收入下降的国家", "收入下降的国家"]),
])  # fmt: skip
def test_the_words_of_an_indicator_reach_from_one_amount_to_the_next(sentence: str, indicators: list[str]) -> None:
    assert [o.indicator for o in stated(sentence)] == indicators


@pytest.mark.parametrize(("sentence", "expected"), [
    ("男子和妇女的失业率分别为5%和7%", [(5, "男子的失业率", None, None), (7, "妇女的失业率", None, None)]),
    (f"{MALI}和[COUNTRY country:NER 尼日尔]的识字率分别为31%和19%", [(31, None, None, "country:MLI"), (19, None, None, "country:NER")]),
    ("[DATE 2015 2015年]和[DATE 2016 2016年]的投票率分别为43%和45%", [(43, None, "2015", None), (45, None, "2016", None)]),
    (f"{MALI}和[COUNTRY country:NER 尼日尔]捐款最多，分别为110万欧元和80万美元", [(1_100_000, None, None, "country:MLI"), (800_000, None, None, "country:NER")]),
    (f"其次是{MALI}(140万人)和[COUNTRY country:NER 尼日尔](99万人)", [(1_400_000, None, None, "country:MLI"), (990_000, None, None, "country:NER")]),
    ("包括11 953名特遣队员、38名军事观察员和486名参谋人员", [(11953, "特遣队员", None, None), (38, "军事观察员", None, None), (486, "参谋人员", None, None)]),
])  # fmt: skip
def test_each_member_of_a_list_has_its_own_amount(sentence: str, expected: list[tuple[object, ...]]) -> None:
    found = stated(sentence)
    assert [(o.value, o.time, o.subject) for o in found] == [(value, time, whose) for value, _, time, whose in expected]
    assert all(name is None or o.indicator == name for o, (_, name, _, _) in zip(found, expected, strict=True))


@pytest.mark.parametrize(("time", "reported", "expected"), [
    ("XXXX-09-30", "2019-11-22", "2019-09-30"),
    ("XXXX-12-31", "2019-03-01", "2018-12-31"),
    ("XXXX-09", "2019-11", "2019-09"),
    ("XXXX-09-30", None, "XXXX-09-30"),
    ("2015", "2019-11-22", "2015"),
])  # fmt: skip
def test_a_day_without_its_year_is_the_last_before_the_report(time: str, reported: str | None, expected: str) -> None:
    (one,) = stated("有3 000人流离失所")
    assert completed(replace(one, time=time), reported).time == expected


TABLE = """联合国 A/70/999
大会
秘书长的报告
选举援助

1. 下表列出各国的情况。

表 1 各国登记选民

国家\t登记选民(千人)\t投票率(百分比)\t2015年
马里\t6 820\t43.1\t12
布隆迪\t3 848\t73.4\t7
"""


def test_the_figures_of_a_table_are_statistics(tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_text(TABLE, encoding="utf8")
    found = {(o.subject, o.value, o.unit, o.time) for o in extract(path).observations if o.rule == "table cell"}
    assert found == {
        ("country:MLI", 6_820_000, "person", None), ("country:BDI", 3_848_000, "person", None),
        ("country:MLI", 43.1, "percent", None), ("country:BDI", 73.4, "percent", None),
        ("country:MLI", 12, "other", "2015"), ("country:BDI", 7, "other", "2015"),
    }  # fmt: skip


IN_THOUSANDS = """联合国 A/70/998
大会
秘书长的报告
所需资源

1. 下表列出所需资源。

表 2 按构成部分开列的所需资源

(千美元)

构成部分\t2018年\t增减百分比
员额\t12 345.6\t1.9
差旅费\t456.7\t(4.0)
"""


def test_the_line_over_a_table_says_in_what_its_figures_are(tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_text(IN_THOUSANDS, encoding="utf8")
    found = {(o.indicator, o.value, o.unit, o.time) for o in extract(path).observations}
    assert found == {
        ("员额", 12_345_600, "USD", "2018"), ("增减百分比员额", 1.9, "percent", None),
        ("差旅费", 456_700, "USD", "2018"), ("增减百分比差旅费", -4, "percent", None),
    }  # fmt: skip


@pytest.mark.parametrize("row", [row for _, row in load_rows("unit_heads.tsv")], ids=lambda row: row["word"])
def test_a_word_of_a_columns_head_is_proved_by_its_example(row: dict[str, str]) -> None:
    assert row["word"] in row["examples"]
    assert unit_of_head(row["examples"])[0] == row["unit"]


def test_the_head_of_a_column_multiplies_its_figures() -> None:
    assert [unit_of_head(head) for head in ("千美元", "(百万美元)", "万人", "说明")] == [
        ("USD", 1_000), ("USD", 1_000_000), ("person", 10_000), ("other", 1),
    ]  # fmt: skip


def test_money_without_a_name_is_of_the_mission_that_the_title_names(tmp_path: Path) -> None:
    path = tmp_path / "mission.txt"
    path.write_text("联合国利比里亚特派团经费的筹措\n\n秘书长的报告\n\n1. 支出总额为300万美元。\n", encoding="utf8")
    assert [(o.value, o.subject) for o in extract(path).observations] == [(3_000_000, "un:UNMIL")]
