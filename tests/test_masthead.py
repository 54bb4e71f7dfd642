"""The heads of documents of many kinds: symbol, organ, session, item, title, author and dates, as printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest import read_source
from pipeline.structure import structure

HEADS = {
    "a letter to the President of the Council": (
        "联合国\nS/2016/1465\n安全理事会\nDistr.: General\n19 May 2016\nChinese\nOriginal: English\n\n"
        "2016年5月17日乌克兰常驻联合国代表给安全理事会主席的信\n\n谨随函转递外交部的声明(见附件)。\n\n"
        "请将本函及其附件作为安全理事会文件分发为荷。\n\n常驻代表\n张明(签名)\n",
        {"symbol": "S/2016/1465", "organ": "安全理事会", "date": "2016-05-19", "original_language": "English",
         "title": "2016年5月17日乌克兰常驻联合国代表给安全理事会主席的信", "author": "乌克兰常驻联合国代表"},
    ),
    "a letter under the symbols of two organs": (
        "联合国\n\nA/70/1850–S/2016/1385\n\n大会\n安全理事会\n\nDistr.: General\n27 April 2016\nChinese\nOriginal: Arabic\n\n"
        "大会\n第七十届会议\n议程项目34和38\n中东局势\n巴勒斯坦问题\n\n安全理事会\n第七十一年\n\n"
        "2016年4月25日阿拉伯叙利亚共和国常驻联合国代表给秘书长和安全理事会主席的同文信\n\n谨提请注意以下情况。\n",
        {"symbol": "A/70/1850", "organ": "大会", "session": "70", "agenda_item": "34和38", "original_language": "Arabic",
         "title": "2016年4月25日阿拉伯叙利亚共和国常驻联合国代表给秘书长和安全理事会主席的同文信"},
    ),
    "a working paper on a territory, symbol beside the name of the Organization": (
        "联合国 A/AC.109/2016/10\n\n大会\nDistr.: General\n29 January 2016\nChinese\nOriginal: English\n\n"
        "给予殖民地国家和人民独立宣言执行情况特别委员会\n\n百慕大\n\n秘书处编写的工作文件\n\n领土概况\n\n"
        "领土：根据《联合国宪章》，百慕大是由联合王国管理的非自治领土。\n",
        {"symbol": "A/AC.109/2016/10", "date": "2016-01-29", "title": "百慕大", "author": "秘书处"},
    ),
    "concluding observations, the convention's name broken over two lines": (
        "联合国                      CEDAW/C/ARM/CO/5-6\n\n消除对妇女一切形式\n歧视公约\n"
        "              Distr.: General\n              25November 2016\n              Chinese\n              Original: English\n\n"
        "消除对妇女歧视委员会\n\n关于亚美尼亚第五和第六次合并定期报告的结论性意见*\n\n1. 委员会审议了亚美尼亚的报告。\n",
        {"symbol": "CEDAW/C/ARM/CO/5-6", "organ": "消除对妇女歧视委员会", "date": "2016-11-25",
         "title": "关于亚美尼亚第五和第六次合并定期报告的结论性意见"},
    ),
    "a resolution of the Assembly": (
        "联合国 A/RES/70/133\n\n大会\nDistr.: General\n23 February 2016\n\n第七十届会议\n议程项目28(b)\n\n2015年12月17日大会决议\n"
        "[根据第三委员会的报告(A/70/481)通过]\n\n70/133. 第四次妇女问题世界会议的后续行动\n\n大会，\n\n回顾其以往的决议，\n\n"
        "1. 重申《北京宣言》和《行动纲要》；\n\n2. 请秘书长提出报告。\n",
        {"symbol": "A/RES/70/133", "session": "70", "agenda_item": "28(b)", "title": "第四次妇女问题世界会议的后续行动"},
    ),
    "a resolution known by its number alone": (
        "52/77. 非自治领土问题\n\n大会，\n\n回顾其以往的决议，\n\n1. 核可特别委员会的报告；\n\n2. 请各管理国同特别委员会合作。\n",
        {"symbol": "A/RES/52/77", "symbol_from": "text", "organ": "大会", "title": "非自治领土问题"},
    ),
    "a resolution of the Human Rights Council": (
        "联合国 A/HRC/RES/32/14\n大会\nDistr.: General\n15 July 2016\nChinese\nOriginal: English\n\n人权理事会\n第三十二届会议\n议程项目3\n\n"
        "人权理事会2016年6月30日通过的决议\n\n32/14. 人权维护者的保护\n\n人权理事会，\n\n遵循《联合国宪章》的宗旨，\n\n1. 请高级专员编写一份报告。\n",
        {"symbol": "A/HRC/RES/32/14", "organ": "人权理事会", "session": "32", "agenda_item": "3", "title": "人权维护者的保护"},
    ),
    "a report to the Economic and Social Council, with the dates of its session": (
        "联合国 E/2016/58\n经济及社会理事会\nDistr.: General\n29 April 2016\nChinese\nOriginal: English\n\n2016年届会\n"
        "2015年7月24日至2016年7月27日\n议程项目12(c)\n协调、方案和其他问题：将性别平等观点纳入各项政策的主流\n\n"
        "将性别平等观点纳入联合国系统所有政策和方案的主流\n\n秘书长的报告\n\n摘要\n\n本报告根据第2015/12号决议提交。\n",
        {"symbol": "E/2016/58", "organ": "经济及社会理事会", "session": "2016", "agenda_item": "12(c)", "author": "秘书长",
         "title": "将性别平等观点纳入联合国系统所有政策和方案的主流"},
    ),
    "a report on financing: the item's title above its own": (
        "联合国 A/70/742/Add.7\n大会\nDistr.: General\n22 April 2016\nChinese\nOriginal: English\n\n第七十届会议\n议程项目149(b)\n"
        "联合国脱离接触观察员部队经费的筹措\n\n联合国脱离接触观察员部队2016年7月1日至2017年6月30日期间拟议预算\n\n"
        "行政和预算问题咨询委员会的报告\n\n一. 导言\n\n1. 委员会审议了秘书长的报告。\n",
        {"symbol": "A/70/742/Add.7", "agenda_item": "149(b)", "author": "行政和预算问题咨询委员会",
         "title": "联合国脱离接触观察员部队2016年7月1日至2017年6月30日期间拟议预算"},
    ),
    "a draft resolution with its sponsors": (
        "联合国 A/C.3/72/L.1005/Rev.1\n大会\nDistr.: Limited\n9 October 2017\nChinese\nOriginal: English\n\n第七十二届会议\n第三委员会\n"
        "议程项目27(a)\n社会发展\n\n厄瓜多尔:*决议草案\n\n社会发展问题世界首脑会议成果的执行情况\n\n大会，\n\n1. 注意到秘书长的报告；\n",
        {"symbol": "A/C.3/72/L.1005/Rev.1", "distribution": "Limited", "author": "厄瓜多尔", "session": "72",
         "title": "社会发展问题世界首脑会议成果的执行情况"},
    ),
    "an annual report: the Assembly's session and not the committee's own": (
        "联合国\n国际法委员会报告\n第六十八届会议\n(2016年5月2日至6月10日和7月4日至8月12日)\n\n大会\n正式记录\n第七十一届会议\n补编第10号\n\n"
        "A/71/10\n\n第一章\n导言\n\n1. 国际法委员会在日内瓦举行第六十八届会议。\n\nA. 委员\n\n2. 委员会由下列委员组成。\n",
        {"symbol": "A/71/10", "organ": "大会", "session": "71", "title": "国际法委员会报告"},
    ),
    "a summary record": (
        "联合国 A/C.6/70/SR.1012\n大会\n第七十届会议\n正式记录\nDistr.: General\n10 December 2015\nChinese\nOriginal: English\n\n"
        "第六委员会\n第1012次会议简要记录\n2015年10月19日星期一上午10时在纽约总部举行\n\n主席：沙尔尔先生(特立尼达和多巴哥)\n\n"
        "上午10时5分宣布开会。\n\n1. 秘书长的代表说，法治十分重要。\n",
        {"symbol": "A/C.6/70/SR.1012", "session": "70", "date": "2015-12-10", "title": "第1012次会议简要记录"},
    ),
}  # fmt: skip


def read(tmp_path: Path, text: str):
    file = tmp_path / "document.txt"
    file.write_text(text, encoding="utf8")
    return structure(read_source(file))


@pytest.mark.parametrize("kind", HEADS)
def test_the_head_of_a_document_is_read(tmp_path, kind):
    text, expected = HEADS[kind]
    document = read(tmp_path, text).document
    assert {field: getattr(document, field) for field in expected} == expected


def test_a_chapter_and_its_title_on_two_lines_are_one_heading(tmp_path):
    report = read(tmp_path, HEADS["an annual report: the Assembly's session and not the committee's own"][0])
    headings = [(b.number, report.text[b.anchor.start : b.anchor.end]) for b in report.blocks if b.kind == "heading"]
    assert headings == [("一", "第一章导言"), ("A", "A. 委员")]


def test_a_signature_heads_nothing(tmp_path):
    report = read(
        tmp_path, HEADS["a letter to the President of the Council"][0] + "\n附件\n\n外交部的声明\n\n情况如下。\n"
    )
    signed = next(b for b in report.blocks if "签名" in report.text[b.anchor.start : b.anchor.end])
    assert signed.kind == "paragraph"
    assert not [b for b in report.blocks if any("签名" in heading for heading in b.path)]
