"""Documents of every kind that the UN issues: what their heads say and how their text is parted."""

from html import escape

import pytest
from docx import Document

from pipeline.ingest import read_source
from pipeline.structure import structure

RESOLUTION = """联合国\tA/RES/75/260
大会\tDistr.: General
15 January 2021

第七十五届会议
议程项目 38

2020年12月31日大会决议
[根据第五委员会的报告(A/75/682)通过]
75/260. 联合国与国际刑事警察组织的合作

大会，

回顾其 2018 年 11 月 26 日第 73/11 号决议，

1. 欢迎国际刑警组织与联合国的合作；

2. 请秘书长：

(a) 与国际刑警组织秘书长协商；

(b) 向大会第七十七届会议提出报告。

20-17654 (C)
*2017654*
"""
COUNCIL = """联合国 S/RES/2448 (2018)
安全理事会 Distr.: General
13 December 2018

18-21580 (C)
*1821580*

第2448(2018)号决议

2018年12月13日安全理事会第8422次会议通过

安全理事会

回顾其以往关于中非共和国局势的各项决议和主席声明，

1. 决定将联合国中非共和国多层面综合稳定特派团的任务期限延长至 2019 年 11 月 15 日；
2. 决定继续处理此案。
"""
LETTER = """联合国

S/2019/280

安全理事会

Distr.: General
2 April 2019
Chinese
Original: English

2019年3月29日秘书长给安全理事会主席的信

谨随函转递联合国马里多层面综合稳定特派团的最新报告(见附件)。

安东尼奥·古特雷斯(签名)

19-05432 (C)    030419    040419

1/3

S/2019/280

附件

马里局势最新情况

一. 政治进程

1. 2019 年 1 月 15 日，和平协议监测委员会在巴马科举行会议。
"""
ANNUAL = """A/73/30

联合国
国际公务员制度委员会的报告
2018 年

大会
正式记录
第七十三届会议
补编第 30 号

联合国 • 2018年，纽约

ISSN 0251-9178

目录
章次 段次 页次
送文函 ................................................................ 6
一. 组织事项 ............................................ 1-2 9
附件
一. 委员会工作方案 ................................................ 60

第一章
组织事项

A. 接受章程

1. 大会 1974 年 12 月 18 日第 3357(XXIX)号决议核准了国际公务员制度委员会章程。

2. 截至 2018 年 12 月 31 日，有 16 个组织接受章程。
"""
OBSERVATIONS = """联合国 CRC/C/NOR/CO/5-6
儿童权利公约 Distr.: General
4 July 2018
Chinese
Original: English

儿童权利委员会

关于挪威第五和第六次合并定期报告的结论性意见*

一. 导言

1. 委员会审议了挪威的第五和第六次合并定期报告(CRC/C/NOR/5-6)。

* 委员会第七十八届会议(2018年5月14日至6月1日)通过。
"""
WORKING_PAPER = """NPT/CONF.2020/PC.III/WP.12

Distr.: General
15 March 2019

第三届会议

核裁军核查

澳大利亚、芬兰和挪威提交的工作文件

1. 核裁军核查国际伙伴关系于 2014 年 12 月设立。
"""
DUMP = """                                                A/71/345
联合国

大会                                            Distr.: General
                                                23 August 2016

第七十一届会议
临时议程* 项目 69(b)

        增进人权和基本自由切实享受的教育权

        秘书长的说明

    * A/71/150。

16-14567 (C)   060916   080916
*1614567*                                       请回收

    一. 导言

    1.  人权理事会 1998 年设立教育权问题特别报告员的任务，
理事会随后多次延长这一任务。特别报告员 2016 年访问了智
利和斐济。
    2.  截至 2015 年底，全世界有 6 100 万小学学龄儿童失学，
其中一半以上
2/24                                            16-14567

                                                A/71/345

在撒哈拉以南非洲。
"""


# fmt: off
HEADS = [
    # columns parted by tabs
    (RESOLUTION, {"symbol": "A/RES/75/260", "organ": "大会", "title": "联合国与国际刑事警察组织的合作",
                  "session": "75", "agenda_item": "38", "distribution": "General", "date": "2021-01-15"}),
    # columns parted by one blank; an opening organ without its comma
    (COUNCIL, {"symbol": "S/RES/2448(2018)", "organ": "安全理事会", "title": "第2448(2018)号决议",
               "distribution": "General", "date": "2018-12-13"}),
    (LETTER, {"symbol": "S/2019/280", "title": "2019年3月29日秘书长给安全理事会主席的信", "author": "秘书长",
              "date": "2019-04-02", "original_language": "English"}),
    # a cover page: the report's own line is its title, the year below and the imprint are not
    (ANNUAL, {"symbol": "A/73/30", "title": "国际公务员制度委员会的报告", "session": "73",
              "author": "国际公务员制度委员会"}),
    (OBSERVATIONS, {"symbol": "CRC/C/NOR/CO/5-6", "organ": "儿童权利委员会", "date": "2018-07-04",
                    "title": "关于挪威第五和第六次合并定期报告的结论性意见", "distribution": "General"}),
    (WORKING_PAPER, {"title": "核裁军核查", "author": "澳大利亚、芬兰和挪威", "session": "3",
                     "date": "2019-03-15"}),
    # columns parted by many blanks
    (DUMP, {"symbol": "A/71/345", "title": "增进人权和基本自由切实享受的教育权", "organ": "大会",
            "date": "2016-08-23", "agenda_item": "69(b)", "author": "秘书长", "distribution": "General"}),
]
# fmt: on


@pytest.fixture
def read(tmp_path):
    def report(text):
        path = tmp_path / "report.txt"
        path.write_text(text, encoding="utf8")
        return structure(read_source(path))

    return report


def texts(report, *kinds):
    return [report.text[b.anchor.start : b.anchor.end] for b in report.blocks if b.kind in kinds]


@pytest.mark.parametrize(
    ("text", "said"),
    HEADS,
    ids=["resolution", "council", "letter", "annual", "observations", "paper", "dump"],
)
def test_the_head_of_each_kind(read, text, said):
    document = read(text).document
    assert {field: getattr(document, field) for field in said} == said


@pytest.mark.parametrize(
    ("text", "numbers", "dropped"),
    [
        (RESOLUTION, ["1", "2"], {"job number": 1, "bar code": 1}),
        (COUNCIL, ["1", "2"], {"job number": 1, "bar code": 1}),
        (LETTER, ["1"], {"job number": 1, "page number": 1, "running head or foot": 1}),
        (ANNUAL, ["1", "2"], {"printer's line": 1}),
        (OBSERVATIONS, ["1"], {}),
        (DUMP, ["1", "2"], {"job number": 1, "bar code": 1, "page number": 1, "running head or foot": 1}),
    ],
    ids=["resolution", "council", "letter", "annual", "observations", "dump"],
)
def test_numbered_paragraphs_and_what_belongs_to_the_page(read, text, numbers, dropped):
    report = read(text)
    assert [b.number for b in report.blocks if b.kind == "paragraph" and b.number] == numbers
    assert report.dropped == dropped


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        (RESOLUTION, ["大会，", "回顾其 2018 年 11 月 26 日第 73/11 号决议，"]),
        (COUNCIL, ["安全理事会", "回顾其以往关于中非共和国局势的各项决议和主席声明，"]),
    ],
    ids=["resolution", "council"],
)
def test_a_preamble_is_text_and_no_title(read, text, openings):
    assert texts(read(text), "paragraph")[:2] == openings


def test_an_annex_in_a_table_of_contents_opens_none(read):
    report = read(ANNUAL)
    assert texts(report, "annex") == []
    assert texts(report, "contents")[0] == "章次 段次 页次"
    assert {b.path for b in report.blocks if b.number == "2"} == {("组织事项", "接受章程")}


def test_a_page_break_in_a_dump_cuts_no_paragraph(read):
    last = texts(read(DUMP), "paragraph")[-1]
    assert last.endswith("失学，其中一半以上在撒哈拉以南非洲。")


def test_a_table_at_the_top_stays_a_table(read):
    report = read("表 1\n\n国家\t请求数目\n马里\t12\n尼日尔\t7\n\n1. 大会注意到各国的请求。\n")
    assert [len(b.rows) for b in report.blocks if b.rows] == [3]


def as_html(lines, path):
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    path.write_text(f'<html><meta charset="utf-8"><body>{body}</body></html>', encoding="utf8")


def as_docx(lines, path):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(path)


@pytest.mark.parametrize("write", [as_html, as_docx])
@pytest.mark.parametrize(
    "text",
    [RESOLUTION, COUNCIL, LETTER, ANNUAL, OBSERVATIONS, WORKING_PAPER],
    ids=["resolution", "council", "letter", "annual", "observations", "paper"],
)
def test_the_format_changes_neither_head_nor_numbered_paragraphs(read, tmp_path, text, write):
    path = tmp_path / "report.other"
    write([line for line in text.splitlines() if line.strip()], path)
    plain, other = read(text), structure(read_source(path))
    assert other.document == plain.document
    assert numbered(other) == numbered(plain)


def numbered(report):
    blocks = [b for b in report.blocks if b.kind in {"paragraph", "item"} and b.number]
    return [(b.number, report.text[b.anchor.start : b.anchor.end]) for b in blocks]
