"""PDF files whose characters mean something else than usual."""

from raw_pdf import write_pdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest import read_source


def test_a_character_beyond_the_first_plane_keeps_its_place_and_shifts_no_other(tmp_path):
    write_pdf(tmp_path / "a.pdf", ["ABC"], {"A": "联", "B": "\U00020bb7", "C": "国"})
    source = read_source(tmp_path / "a.pdf")
    (line,) = source.lines
    assert line.text == "联\U00020bb7国"
    lefts = [source.locator.place([key])["boxes"][0][1] for key in line.keys]
    assert lefts == sorted(set(lefts))


def test_a_ligature_of_two_characters_keeps_both(tmp_path):
    write_pdf(tmp_path / "a.pdf", ["ABC"], {"A": "联", "B": "合国", "C": "会"})
    (line,) = read_source(tmp_path / "a.pdf").lines
    assert line.text == "联合国会"


SONG = "STSong-Light"
FULL = "大会在该决议中请秘书长向大会第七十四届会议报告决议的执行情况并请会员国"
SENTENCE = "大会请秘书长提出报告。"


class Printed:
    """A PDF in the making: each piece at its place, points from the top left corner."""

    def __init__(self, path):
        pdfmetrics.registerFont(UnicodeCIDFont(SONG))
        self.path = path
        self.canvas = Canvas(str(path), pagesize=(595, 842))

    def put(self, x, y, text, size=10):
        self.canvas.setFont(SONG, size)
        self.canvas.drawString(x, 842 - y, text)

    def lines(self):
        self.canvas.save()
        return [line for line in read_source(self.path).lines if line.text]


def test_footnotes_as_large_as_the_text_are_told_by_the_number_raised_in_it(tmp_path):
    page = Printed(tmp_path / "a.pdf")
    for row in range(4):
        page.put(72, 200 + 16 * row, FULL)
    page.put(72, 264, SENTENCE)
    page.put(182, 260, "1", size=6)
    page.put(72, 700, "1 见附件。")
    *_, last, note = page.lines()
    assert (last.text, last.footnotes) == (SENTENCE, ((len(SENTENCE), "1"),))
    assert (note.role, note.marker, note.text) == ("footnote", "1", "见附件。")


def test_a_line_that_begins_with_a_number_raised_above_it_stays_in_the_text(tmp_path):
    page = Printed(tmp_path / "a.pdf")
    page.put(72, 184, SENTENCE)
    page.put(182, 180, "2", size=6)
    for row in range(4):
        page.put(72, 200 + 16 * row, FULL)
    page.put(72, 264, "2 个国家提出报告。")
    assert page.lines()[-1].role is None


def test_marks_drawn_after_their_words_are_put_into_their_gaps(tmp_path):
    page = Printed(tmp_path / "a.pdf")
    page.put(72, 200, "题为")
    page.put(102, 200, "选举")
    page.put(132, 200, "，后来出版。")
    page.put(92, 200, "（")
    page.put(122, 200, "）")
    (line,) = page.lines()
    assert line.text == "题为（选举），后来出版。"


def test_the_symbol_in_the_masthead_stays_though_it_runs_on_as_head(tmp_path):
    page = Printed(tmp_path / "a.pdf")
    for _ in range(3):
        page.put(72, 50, "A/74/150")
        page.put(72, 200, SENTENCE)
        page.canvas.showPage()
    heads = [line.role for line in page.lines() if line.text == "A/74/150"]
    assert heads == [None, "furniture", "furniture"]
