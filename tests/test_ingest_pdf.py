"""PDF files whose characters mean something else than usual."""

from raw_pdf import write_pdf

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
