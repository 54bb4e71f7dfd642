"""Files of any kind become lines with places; what cannot be read is refused with its reason."""

import codecs
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processes import has_ended

from pipeline.errors import CorruptFile, EmptyFile, EncryptedFile, MissingInput, UnsupportedFile
from pipeline.ingest import office, read_source
from pipeline.ingest.plain import decode
from pipeline.ingest.sniff import kind_of

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = "大会第 72/164 号决议请秘书长提出报告。\n秘书长欢迎这一请求，并感谢会员国。\n" * 20
TRADITIONAL = "大會第七十二屆會議請祕書長就聯合國的選舉援助問題提出報告，並感謝會員國。\n" * 20


@pytest.mark.parametrize(
    ("encoding", "mark", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
        ("utf-16-le", b"", "utf-16"),
        ("gb18030", b"", "gb18030"),
    ],
)
def test_a_text_is_the_same_in_every_encoding(encoding, mark, named):
    assert decode(mark + TEXT.encode(encoding), "f.txt") == (TEXT, named)


def test_big5_is_told_from_gb18030():
    assert decode(TRADITIONAL.encode("big5hkscs"), "f.txt") == (TRADITIONAL, "big5hkscs")


def test_newlines_are_those_of_a_text_file():
    assert decode("一\r\n二\r三".encode(), "f.txt")[0] == "一\n二\n三"


def test_the_offset_of_a_wrong_byte_is_named():
    data = TEXT.encode() + "秘书长".encode()[:-1]
    with pytest.raises(CorruptFile, match=f"byte {len(TEXT.encode()) + 6} "):
        decode(data, "f.txt")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b" \n\t\n", EmptyFile),
        (bytes(range(256)) * 20, UnsupportedFile),
        (b"GIF89a" + b"\0" * 50, UnsupportedFile),
        (b"%PDF-1.7\n" + b"nothing behind the head\n" * 5, CorruptFile),
        ((CORPUS / "A_74_9260.pdf").read_bytes()[:2000], CorruptFile),
        ((CORPUS / "A_74_9260.docx").read_bytes()[:9000], CorruptFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
        (b"<!doctype html><html><body><script>1</script></body></html>", EmptyFile),
    ],
    ids=["empty", "blank", "binary", "picture", "no pdf", "cut pdf", "cut docx", "encrypted", "empty page"],
)
def test_what_cannot_be_read_is_refused(tmp_path, content, error):
    path = tmp_path / "file.txt"
    path.write_bytes(content)
    with pytest.raises(error, match=r"file\.txt") as refusal:
        read_source(path)
    assert refusal.value.hint


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(MissingInput, match=r"none\.txt"):
        read_source(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ((CORPUS / "A_74_9260.pdf").read_bytes(), "pdf"),
        ((CORPUS / "A_74_9260.docx").read_bytes(), "docx"),
        (b"\n<!DOCTYPE html><p>x", "html"),
        ("<html><body>联合国".encode("utf-16-le"), "html"),
        (b"{\\rtf1 x}", "rtf"),
        ("A < B 是不等式".encode(), "text"),
    ],
)
def test_the_kind_is_told_from_the_bytes(content, kind):
    assert kind_of(content) == kind


@given(st.text(alphabet="联合国大会报告12 ，。\n\t", min_size=1).filter(str.strip))
def test_every_character_of_a_text_file_knows_its_offset(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("text") / "a.txt"
    path.write_text(text, encoding="utf8")
    for line in read_source(path).lines:
        assert [text[key] for key in line.keys] == list(line.text)


def test_a_page_keeps_entities_blanks_lists_tables_and_footnotes(tmp_path):
    page = """<html><head><meta charset="gbk"><title>x</title><script>秘书长</script></head><body>
      <nav><a href="/">首页</a></nav><h1>报告</h1><p>联合国&nbsp;教科文&#32452;织
      在<b>巴黎</b>。<sup>1</sup></p><ol start="3"><li>第一项</li><li><p>第二项</p></li></ol>
      <table><tr><th>国家</th><th>数目</th></tr><tr><td>斐济</td><td>3</td></tr></table><p><sup>1</sup> 见附件。</p></body></html>"""
    path = tmp_path / "page.bin"
    path.write_bytes(page.encode("gb18030"))
    source = read_source(path)
    assert source.encoding == "gb18030"
    assert [(line.role, line.text.strip(), line.marker) for line in source.lines] == [
        ("furniture", "首页", None),
        ("title", "报告", None),
        (None, "联合国 教科文组织 在巴黎。", None),
        (None, "3. 第一项", None),
        (None, "4. 第二项", None),
        ("table", "国家\t数目", None),
        ("table", "斐济\t3", None),
        ("footnote", "见附件。", "1"),
    ]
    assert source.lines[2].footnotes == ((len(source.lines[2].text), "1"),)
    place = source.locator.place([key for key in source.lines[2].keys if key >= 0])
    assert re.sub(r"\s|<[^>]+>|&nbsp;|&#32452;", "", page[place["start"] : place["end"]]) == "联合国教科文织在巴黎。"


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<table><tr><td>一<td>二<tr><td>三<td>四", ["一\t二", "三\t四"]),
        ("<table><td>一</td><td>二</table>完", ["一\t二", "完"]),
        ("<table><tr><td>前<table><tr><td>内</td></tr></table>后</td><td>二</td></tr></table>", ["前 内后\t二"]),
        ("<table><tr>外<td>一</td><td>二</td></tr></table>", ["外\t一\t二"]),
        ("<table><tr><td>前<ul><li>一</li><li>二</li></ul></td><td>三</td></tr></table>", ["前• 一• 二\t三"]),
        ("<table><tr><td>一", ["一"]),
        ("<p>前</p><td>格</td><p>后", ["前", "格", "后"]),
        ("<head><title>x</title><p>文", ["文"]),
        ("<p>文<!-- 注", ["文<!-- 注"]),
        ('<ol start="99999999999999999999"><li>一', ["• 一"]),
    ],
)
def test_text_is_kept_though_tags_are_not_closed(tmp_path, page, lines):
    path = tmp_path / "page.html"
    path.write_text(f"<html>{page}", encoding="utf8")
    assert [line.text.strip() for line in read_source(path).lines] == lines


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        # a head over two rows beside one over two columns
        (
            '<tr><th rowspan="2">区域<th colspan="2">请求<tr><th>2015<th>2016<tr><td>非洲<td>14<td>15',
            ["区域\t请求\t", "\t2015\t2016", "非洲\t14\t15"],
        ),
        # a cell that reaches into the last column of the rows below, and no further than its table
        ('<tr><td>一<td rowspan="2">二<tr><td>三<tr><td>四<td>五', ["一\t二", "三\t", "四\t五"]),
        ('<tr><td rowspan="9">一<td>二</table><table><tr><td>三<td>四', ["一\t二", "三\t四"]),
        # what no browser would believe
        ('<tr><td colspan="0">一<td rowspan="x">二<tr><td colspan="-3">三<td>四', ["一\t二", "三\t四"]),
    ],
)
def test_a_cell_that_reaches_over_others_leaves_them_in_their_columns(tmp_path, rows, lines):
    path = tmp_path / "page.html"
    path.write_text(f"<html><p>表</p><table>{rows}</table>", encoding="utf8")
    assert [line.text for line in read_source(path).lines if line.role == "table"] == lines


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5">', "big5"),
        ('<meta charset="gbk">', "utf-8-sig"),  # the mark at the file's beginning stands above what the page says
        ("", "utf-16"),
        ("", "gb18030"),
    ],
)
def test_the_letters_of_a_page_are_told_from_its_bytes(tmp_path, head, encoding):
    page = f"<html><head>{head}</head><body><p>大會請秘書長提出報告，並歡迎各國政府作出的努力。</p></body></html>"
    path = tmp_path / "page.html"
    path.write_bytes(page.encode(encoding))
    assert [line.text for line in read_source(path).lines] == ["大會請秘書長提出報告，並歡迎各國政府作出的努力。"]


def test_a_converter_that_hangs_is_ended_with_all_it_started(tmp_path, monkeypatch):
    """A stand-in for LibreOffice that starts a child and sleeps; only the time it is given is cut short."""
    program, child = tmp_path / "soffice", tmp_path / "child"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {child}\nsleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(office, "_SECONDS", 2)
    path = tmp_path / "report.rtf"
    path.write_bytes(rb"{\rtf1 report}")
    with pytest.raises(CorruptFile, match=r"report\.rtf: LibreOffice did not finish in 2 seconds"):
        read_source(path)
    assert has_ended(int(child.read_text()))
