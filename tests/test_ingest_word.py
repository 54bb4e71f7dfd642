"""Word files read as they print: numbers, accepted changes, breaks, boxes, notes and merged cells."""

import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from lxml import etree

from pipeline.errors import CorruptFile
from pipeline.ingest import read_source
from pipeline.ingest.word.numbering import load_numbering
from pipeline.structure import structure

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def read(tmp_path):
    def lines(*paragraphs, fill=None):
        document = docx.Document()
        for xml in paragraphs:
            document.element.body.insert(
                len(document.element.body) - 1, parse_xml(xml.replace("<w:p>", f"<w:p {W}>", 1))
            )
        if fill:
            fill(document)
        path = tmp_path / "file.docx"
        document.save(str(path))
        return read_source(path)

    return lines


def test_insertions_count_and_deletions_do_not(read):
    source = read(
        "<w:p><w:r><w:t>秘书长</w:t></w:r><w:del><w:r><w:delText>不</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>十分</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:r><w:t>欢迎。</w:t></w:r></w:p>"
    )
    assert [line.text for line in source.lines] == ["秘书长十分欢迎。"]


def test_a_soft_break_does_not_end_the_paragraph(read):
    source = read("<w:p><w:r><w:t>加强联合国的作</w:t><w:br/><w:t>用。</w:t></w:r></w:p>")
    assert structure(source).text == "加强联合国的作用。"


def test_the_text_of_a_box_stands_once(read):
    source = read(
        '<w:p><w:r><w:t>正文。</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>框内文字。</w:t></w:r></w:p></w:txbxContent></mc:Choice>'
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>框内文字。</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [line.text for line in source.lines] == ["正文。", "框内文字。"]


def test_the_masthead_in_a_table_is_no_table(read):
    def fill(document):
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "联合国"
        table.cell(0, 1).text = "A/74/9261"
        document.add_paragraph("关于排雷的报告")
        document.add_paragraph("1. 本报告说明这一期间的排雷工作以及所需资源。")
        grid = document.add_table(2, 3)
        grid.cell(0, 0).merge(grid.cell(1, 0)).text = "非洲"
        grid.cell(0, 1).text, grid.cell(0, 2).text, grid.cell(1, 1).text = "请求", "12", "评估"

    report = structure(read(fill=fill))
    assert (report.document.symbol, report.document.title) == ("A/74/9261", "关于排雷的报告")
    rows = [[c.anchor and report.text[c.anchor.start : c.anchor.end] for c in row] for row in report.blocks[-1].rows]
    assert rows == [["非洲", "请求", "12"], [None, "评估", None]]


LISTS = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/></w:lvl>
  </w:abstractNum><w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
  <w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""


def test_numbers_print_as_word_prints_them():
    numbering = load_numbering(parse_xml(LISTS))
    levels = [
        ("5", 0),
        ("5", 1),
        ("5", 1),
        ("5", 2),
        ("5", 0),
        ("5", 1),
        ("6", 0),
        ("6", 1),
        ("6", 1),
        ("6", 0),
        ("7", 0),
    ]
    printed = [numbering.next(number, level) for number, level in levels]
    assert printed == ["一. ", "(a) ", "(b) ", "(i) ", "二. ", "(a) ", "9. ", "9.1 ", "9.2 ", "10. ", ""]


def test_a_number_that_word_computes_has_no_place_in_the_file(read):
    def fill(document):
        document.add_paragraph("委员会赞扬各国。", style="List Number")
        document.add_paragraph("委员会结束会议。", style="List Number")

    report = structure(read(fill=fill))
    assert [block.number for block in report.blocks] == ["1", "2"]
    assert report.place(report.blocks[1].anchor) == {"part": "word/document.xml", "paragraph": 1, "start": 0, "end": 8}


@pytest.mark.parametrize("value", ["", "x", "-1", "9", "99999999999", "1.5", "²"])
def test_a_number_that_word_would_not_write_is_taken_for_none(read, value):
    source = read(
        f'<w:p><w:pPr><w:outlineLvl w:val="{value}"/><w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>秘书长</w:t></w:r></w:p>"
    )
    assert [(line.text.endswith("秘书长"), line.level) for line in source.lines] == [(True, None)]


@pytest.mark.parametrize("value", ["", "x", "-1", "40000", "99999999999", "1.5"])
def test_a_list_that_starts_nowhere_starts_at_one(value):
    numbering = load_numbering(
        etree.fromstring(
            f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{value}"><w:start w:val="{value}"/>'
            '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        )
    )
    assert numbering.next("1", 0) == "I. "


def test_a_part_that_declares_entities_is_refused(tmp_path):
    path = tmp_path / "file.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f'<!DOCTYPE x [<!ENTITY e "联合国">]><w:document {W}>&e;</w:document>')
    with pytest.raises(CorruptFile, match="declares entities"):
        read_source(path)


def test_the_text_of_a_table_in_a_cell_is_kept_in_the_cell(read):
    def fill(document):
        table = document.add_table(2, 2)
        for at, text in enumerate(("国家", "数目", "斐济")):
            table.cell(at // 2, at % 2).text = text
        inner = table.cell(1, 1).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "男", "女"

    source = read(fill=fill)
    assert "".join("".join(line.text.split()) for line in source.lines) == "国家数目斐济男女"
    assert {line.role for line in source.lines if line.text.strip()} == {"table"}


def test_the_symbol_stands_in_a_header_and_page_numbers_in_none(read):
    def fill(document):
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "联合国\tA/74/9262"
        section.header.paragraphs[0].text = "A/74/9262"
        section.footer.paragraphs[0].text = "19-09262"
        document.add_paragraph("关于排雷的报告")
        document.add_paragraph("1. 本报告说明这一期间的排雷工作。")

    report = structure(read(fill=fill))
    assert (report.document.symbol, report.document.symbol_from) == ("A/74/9262", "text")
    assert "19-09262" not in report.text
    assert report.text.count("A/74/9262") == 1
