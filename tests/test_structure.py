"""Lines become one text with headings, paragraphs, footnotes, tables and the facts of the head."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import read_source
from pipeline.model import INSERTED
from pipeline.structure import structure
from pipeline.structure.blanks import close_up

HERE = Path(__file__).parents[1]
SHARED = HERE.parent / "shared"


def squeeze(text):
    return re.sub(r"\s", "", text)


@pytest.fixture
def read(tmp_path):
    def report(text, name="report.txt", **options):
        path = tmp_path / name
        path.write_text(text, encoding="utf8")
        return structure(read_source(path), **options)

    return report


def shown(report):
    return [(b.kind, b.number, report.text[b.anchor.start : b.anchor.end]) for b in report.blocks]


def test_a_sentence_broken_by_a_page_is_one_paragraph(read):
    report = read(
        "7. 该署与各国选举机构一道工作。大会在\n\n- 3 -\n\nA/74/9260\n\nA/74/9260\n\n第 70/1 号决议中欢迎这一工作，并请各方继续支持。\n\n8. 会员国表示赞赏。\n"
    )
    numbered = [text for _, number, text in shown(report) if number]
    assert numbered == [
        "7. 该署与各国选举机构一道工作。大会在第 70/1 号决议中欢迎这一工作，并请各方继续支持。",
        "8. 会员国表示赞赏。",
    ]
    assert report.dropped == {"page number": 1, "running head or foot": 2}


@pytest.mark.parametrize(("printed", "read_as"), [
    ("选 举委 员会", "选举委员会"),                       # blanks that the type-setter left
    ("《 宪章 》 ，“ 选举 ”", "《宪章》，“选举”"),         # around marks too
    ("第 70/168 号决议 UNDP 支持", "第 70/168 号决议 UNDP 支持"),   # beside numbers and Latin letters they are usual
    ("甲  乙", "甲  乙"),                                # two and more part columns
    ("附件一 各国 名单", "附件一 各国名单"),               # one parts a heading's number from its title
    ("目录 段次 页次", "目录 段次 页次"),
])  # fmt: skip
def test_blanks_between_chinese_characters_are_closed_up(printed, read_as):
    text, keys = close_up(printed, range(len(printed)))
    assert text == read_as
    assert "".join(printed[key] for key in keys) == text


NOTES = (
    "联合国\nA/74/9260\n\n附件二\n\n各国情况\n\n"
    "马里\n\n马里于 2018 年 7 月 29 日举行总统选举，登记选民为 8 462 000 名。稳定团依照第 2423(2018)号决议协助运送选举物资。\n\n"
    "约旦\n\n约旦于 2016 年 9 月 20 日举行议会选举，投票率为 36.1%。独立选举委员会在全国设立了 1 450 个投票站，其中 14.2% 设在农村。\n\n"
    "海地\n\n海地于 2016 年 11 月 20 日举行总统选举，一家公司供应的 320 套设备运到各省。临时选举委员会在当天公布了结果，见 A/72/260 号文件。\n"
)


@pytest.mark.parametrize("width", range(22, 56))
def test_lines_cut_at_any_width_make_the_same_paragraphs(read, width):
    """Cut at a fixed number of characters, even inside a number or symbol, as plain converters do."""
    cut = "\n".join(line[at : at + width] for line in NOTES.split("\n") for at in range(0, max(1, len(line)), width))
    texts = [[squeeze(text) for *_, text in shown(report)] for report in (read(NOTES), read(cut))]
    assert texts[0] == texts[1]
    for whole in ("36.1%", "2423(2018)", "320", "A/72/260"):
        assert any(whole in text for *_, text in shown(read(cut)))


@pytest.mark.parametrize("rows", ["\t海地\n约旦\t马里\n加纳*\t乍得\n", "约旦\t马里\n\t海地\n加纳*\t乍得\n", "约旦\t马里\n海地\t\n加纳*\t乍得\n",
                                  "约旦\t马里\n加纳*\t乍得\n\t海地\n"])  # fmt: skip
def test_a_row_with_an_empty_cell_is_a_row(read, rows):
    report = read("A/74/9260\n\n1. 秘书长提交报告。\n\n附件\n\n获得援助的国家\n\n" + rows)
    (table,) = [block for block in report.blocks if block.rows]
    cells = [cell for row in table.rows for cell in row if cell.anchor]
    found = {(report.text[cell.anchor.start : cell.anchor.end], cell.marker) for cell in cells}
    assert found == {("约旦", None), ("马里", None), ("海地", None), ("加纳", "*"), ("乍得", None)}


def test_a_page_break_parts_neither_list_nor_row_nor_paragraph(read):
    page = "\n\n2/3\n\nA/74/9260\n\n"
    whole = "附件\n\n获得援助的国家\n\n{0}贝宁*\n海地\n约旦{0}\n马里\n\n* 援助由安全理事会授权。\n"
    rows = "附件\n\n获得援助的国家\n\n贝宁*\t海地\n约旦\t加纳{0}\n马里\n\n* 援助由安全理事会授权。\n"
    for text in (whole, rows, whole.replace("贝宁*\n", "贝宁*\n{0}")):
        first, second = (read("A/74/9260\n\n1. 秘书长提交报告。\n\n" + text.format(debris)) for debris in ("", page))
        assert [squeeze(text) for *_, text in shown(first)] == [squeeze(text) for *_, text in shown(second)]


def test_a_footnote_between_the_halves_of_a_paragraph_stands_behind_it(read):
    report = read(
        "1. 秘书长任命了协调人¹，并请该协调人\n\n¹ 见上一次报告。\n\n就联合国的选举援助向他提出报告。\n\n2. 工作继续进行。\n"
    )
    assert shown(report) == [
        ("paragraph", "1", "1. 秘书长任命了协调人，并请该协调人就联合国的选举援助向他提出报告。"),
        ("footnote", None, "见上一次报告。"),
        ("paragraph", "2", "2. 工作继续进行。"),
    ]
    assert report.blocks[1].marker == "1"


def test_lines_broken_by_the_width_of_the_page_are_joined(read):
    report = read(
        "1. 欢迎最不发达国家在执行行动纲领方面取得的进展，并鼓励这些国家继\n"
        "续努力，包括通过区域合作以及与联合国系统各组织、 World\n"
        "Bank 和其他伙伴的合作来实现各项商定的发展目标和具体指标；\n"
        "2. 请秘书长在现有资源范围内就本决议的执行情况向大会下一届会议提出\n"
        "报告，并在报告中列入关于供资情况的资料以及关于今后工作的建议；\n"
        "3. 决定继续处理此事。\n"
    )
    assert [number for _, number, _ in shown(report)] == ["1", "2", "3"]
    assert "继续努力" in report.text
    assert "World Bank" in report.text


def test_sentences_a_line_each_stay_apart(read):
    lines = ["委员会注意到这份报告。", "各国代表发了言，", "这一项目在 2015 年完成。", "会议于下午结束。"]
    assert [text for _, _, text in shown(read("\n".join(lines)))] == lines


def test_preambular_clauses_stay_apart_and_operative_paragraphs_keep_their_numbers(read):
    report = read(
        "第2500(2019)号决议\n2019年11月4日安全理事会第8650次会议通过\n安全理事会，\n回顾其以往各项决议，\n"
        "注意到秘书长的报告，\n1. 决定延长任务期限；\n2. 决定继续处理此案。\n",
        "S_RES_2500_2019.txt",
    )
    assert [kind for kind, _, _ in shown(report)] == ["title"] * 2 + ["paragraph"] * 5
    assert report.document.title == "第2500(2019)号决议"
    assert (report.document.symbol, report.document.symbol_from) == ("S/RES/2500(2019)", "text")
    assert (report.document.organ, report.document.date) == ("安全理事会", "2019-11-04")


def test_headings_have_levels_and_paths(read):
    report = read(
        "一. 导言\n\n1. 本报告说明情况。\n\n二. 活动\n\nA. 培训\n\n2. 培训工作已经结束。\n\n与区域组织一道开展的工作\n\n3. 合作有所加强。\n\n"
        "B. 供资\n\n4. 捐助国增加了捐款。\n\n附件一\n\n受援国名单\n\n斐济*\t帕劳\n汤加\t图瓦卢*\n萨摩亚\t瑙鲁\n\n* 由大会授权。\n\n"
        "附件二\n\n国别说明\n\n斐济\n\n该国于 2018 年举行选举。\n"
    )
    headings = {
        report.text[b.anchor.start : b.anchor.end]: (b.level, b.path) for b in report.blocks if b.kind == "heading"
    }
    assert headings == {
        "一. 导言": (1, ()),
        "二. 活动": (1, ()),
        "A. 培训": (2, ("活动",)),
        "与区域组织一道开展的工作": (3, ("活动", "培训")),
        "B. 供资": (2, ("活动",)),
        "斐济": (1, ("附件二", "国别说明")),
    }
    table = next(block for block in report.blocks if block.kind == "table")
    cells = [(report.text[c.anchor.start : c.anchor.end], c.marker) for (c,) in table.rows]
    assert cells == [("斐济", "*"), ("汤加", None), ("萨摩亚", None), ("帕劳", None), ("图瓦卢", "*"), ("瑙鲁", None)]
    assert report.blocks[-1].section == "斐济"


def test_headings_may_be_numbered_like_paragraphs_and_items(read):
    report = read(
        "A. 活动\n\n7. 工作有进展。\n\n1. 培训\n\n(a) 概况\n\n8. 培训班共有三期：\n\n(a) 第一期；\n\n(b) 第二期。\n"
    )
    headings = [(b.number, b.level, b.path) for b in report.blocks if b.kind == "heading"]
    assert headings == [("A", 2, ()), ("1", 3, ("活动",)), ("(a)", 4, ("活动", "培训"))]
    assert [b.number for b in report.blocks if b.kind == "item"] == ["(a)", "(b)"]
    assert report.blocks[-1].path == ("活动", "培训", "概况")


def test_a_table_with_a_head_keeps_its_rows(read):
    report = read("1. 数字如下。\n\n区域\t请求数目\n非洲\t14\n亚洲\t6\n")
    rows = report.blocks[-1].rows
    assert [[report.text[c.anchor.start : c.anchor.end] for c in row] for row in rows] == [
        ["区域", "请求数目"],
        ["非洲", "14"],
        ["亚洲", "6"],
    ]


def test_contents_lines_are_told_apart(read):
    report = read("目录\n\n一. 导言 ........ 1-3 2\n\n二. 活动 ........ 4-9 3\n\n一. 导言\n\n1. 本报告说明情况。\n")
    assert [kind for kind, _, _ in shown(report)] == ["heading", "contents", "contents", "heading", "paragraph"]


def test_a_page_pasted_into_one_line_is_cut_at_its_numbers(read):
    sentence = "秘书长根据大会的要求，就这一项目的执行情况以及所需资源提出报告，并说明今后两年的工作。"
    report = read(f"第六十届会议 临时议程项目 45 援助排雷 秘书长的报告 1. {sentence} 2. {sentence} 3. {sentence}\n")
    assert [number for _, number, _ in shown(report) if number] == ["1", "2", "3"]
    document = report.document
    assert (document.session, document.agenda_item, document.title, document.author) == (
        "60",
        "45",
        "援助排雷",
        "秘书长",
    )


def test_a_line_that_begins_with_the_rest_of_a_figure_goes_on(read):
    report = read(
        "大会为联黎部队的活动拨付了毛额201 981\n841美元(净额\n183 811 094美元),用于2000年7月1日至\n2001年6月30日期间的开支。\n"
    )
    text = (
        "大会为联黎部队的活动拨付了毛额201 981 841美元(净额183 811 094美元),用于2000年7月1日至2001年6月30日期间的开支。"
    )
    assert [b for _, _, b in shown(report)] == [text]


def test_a_chapter_pasted_into_one_line_may_begin_at_any_number(read):
    sentence = "过去一年,自然灾害的规模和次数都有增加,这些灾害加剧了对人道主义援助的需求,援助组织因此扩大了活动。"
    report = read(f"第二章. 履行人道主义承诺 88. {sentence} 89. {sentence} 90. {sentence}\n")
    assert [number for _, number, _ in shown(report) if number] == ["二", "88", "89", "90"]
    assert shown(report)[0][2] == "第二章. 履行人道主义承诺"


def test_a_resolution_pasted_into_one_line_is_cut_behind_its_preamble_and_notes(read):
    preamble = "回顾其2010年12月20日第65/99号决议,1/ 深信援助排雷有助于和平与发展,并注意到秘书长2011年8月1日的报告,2/ "
    report = read(
        f"大会, {preamble}1. 欢迎各国所作的努力;3/ 2. 请秘书长提出报告; 3. 决定继续审议这个项目。"
        + "这一项目列入下届会议的议程。" * 4
    )
    assert [number for _, number, _ in shown(report) if number] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("A_72_260.txt", "A/72/260"),
        ("A_RES_70_168.txt", "A/RES/70/168"),
        ("S_RES_1927_2010_opening.txt", "S/RES/1927(2010)"),
        ("A_HRC_33_22_Add.1.pdf", "A/HRC/33/22/Add.1"),
        ("S_PRST_2015_3.txt", "S/PRST/2015/3"),
        ("report.txt", None),
        ("A_73_notes.txt", None),
    ],
)
def test_the_symbol_comes_from_the_file_name_where_the_text_has_none(read, name, symbol):
    assert read("1. 本报告说明情况。\n", name).document.symbol == symbol


def test_the_callers_symbol_stands_above_all(read):
    document = read("A/1/1\n\n报告的题目\n\n1. 情况如下。\n", symbol="A/2/2").document
    assert (document.symbol, document.symbol_from) == ("A/2/2", "option")


@given(st.text(alphabet="1.2 一二.\n\n\t*¹，。：大会报告附件(a)", min_size=1).filter(str.strip))
def test_every_character_keeps_its_place_whatever_the_text(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "a.txt"
    path.write_text(text, encoding="utf8")
    report = structure(read_source(path))
    assert len(report.keys) == len(report.text)
    assert all(key == INSERTED or text[key] == char for key, char in zip(report.keys, report.text, strict=True))
    ends = [0, *(block.anchor.end for block in report.blocks)]
    assert all(block.anchor.start >= end for block, end in zip(report.blocks, ends, strict=False))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are absent")
def test_the_structure_of_a_real_report():
    gold = json.loads((SHARED / "gold/A_72_260/structure.json").read_text(encoding="utf8"))
    path = SHARED / "corpus/A_72_260.txt"
    raw = path.read_text(encoding="utf8")
    report = structure(read_source(path))
    document = report.document
    assert (document.title, document.organ, document.author) == (gold["title"], gold["organ"], gold["author"])
    assert (document.session, document.agenda_item) == (str(gold["session"]), gold["agenda_item"])
    assert (document.reissued, document.symbol) == (gold["reissued"], "A/72/260")
    places = {(place["start"], place["end"]): b for b in report.blocks if (place := report.place(b.anchor))}
    for section in gold["sections"]:
        block = places[section["start"], section["end"]]
        assert (block.kind, block.number, block.level) == ("heading", section["number"], section["level"])
    for paragraph in gold["paragraphs"]:
        block = places[paragraph["start"], paragraph["end"]]
        assert block.number == str(paragraph["number"])
        assert block.section in {paragraph["section"], paragraph.get("section_alt")}
        assert squeeze(report.text[block.anchor.start : block.anchor.end]) == squeeze(
            raw[paragraph["start"] : paragraph["end"]]
        )
    (table,) = [block for block in report.blocks if block.kind == "table"]
    cells = [(report.text[c.anchor.start : c.anchor.end], c.marker) for (c,) in table.rows]
    assert cells == [(row["cells"][0], row["marker"]) for row in gold["annexes"][0]["rows"]]
    assert (len(cells), sum(marker == "*" for _, marker in cells)) == (64, 11)
    notes = [(b.marker, report.text[b.anchor.start : b.anchor.end]) for b in report.blocks if b.kind == "footnote"]
    assert notes == [(note["marker"], note["text"]) for note in gold["footnotes"]]
    subsections = [b.path[-1] for b in report.blocks if b.kind == "paragraph" and b.path[:1] == ("附件二",)]
    assert subsections == gold["annexes"][1]["subsections"]
