"""`unreport diff` and `unreport history` as an analyst calls them, also on what they must refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from factories_diff import make_evidence, make_observation, make_record, make_relation

from pipeline.cli import main
from pipeline.diff import chains, compare, history, history_page, is_unrelated, to_html, to_markdown, to_text
from pipeline.diff.attribution import compare_attributed

CORPUS = Path(__file__).parents[1] / "corpus"
OLD, NEW = str(CORPUS / "A_74_9260.txt"), str(CORPUS / "A_76_9260.txt")
OTHER = "联合国\nA/HRC/31/999\n人权理事会\n\n雪崩预警系统的维护\n\n1. 山区的传感器每小时测量一次积雪。\n2. 道路养护队负责更换电池。\n"


def stored(folder: Path, **fields: object) -> str:
    path = folder / "report.json"
    path.write_text(json.dumps(make_record(["正文。"]) | fields, ensure_ascii=False), encoding="utf8")
    return str(path)


def test_the_same_file_twice_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", OLD, OLD]) == 0
    told = capsys.readouterr()
    assert "No change of fact" in told.out
    assert not told.err


def test_changes_are_written_in_every_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", OLD, NEW, "-o", str(tmp_path), "--format", "json"]) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"diff.json", "diff.txt", "diff.md", "diff.html"}
    assert (tmp_path / "diff.json").read_text(encoding="utf8") == capsys.readouterr().out


def test_unrelated_reports_are_told_with_their_overlap(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.txt"
    other.write_text(OTHER, encoding="utf8")
    assert main(["diff", OLD, str(other)]) == 1
    told = capsys.readouterr()
    assert "do not look like editions of one report: overlap" in told.err
    assert "These do not look like editions" in told.out


def test_a_report_that_names_the_other_is_no_stranger() -> None:
    old = make_record(["甲乙丙丁。"], document={"symbol": "A/70/1"})
    new = make_record(["子丑寅卯。"], document={"symbol": "A/72/1", "previous": ["A/70/1"]})
    assert not is_unrelated(compare(old, new))
    assert is_unrelated(compare(old, make_record(["子丑寅卯。"], document={"symbol": "A/72/1"})))


@pytest.mark.parametrize(("content", "words"), [
    ('{"schema": "unreport/0"}', "schema 'unreport/0', but this program reads 'unreport/1'"),
    ('{"schema": "unreport-diff/1"}', "unreport-diff/1"),
    ("[1]", "schema None"),
    ('{"schema": ', "not a report.json"),
    ("", "not a report.json"),
])  # fmt: skip
def test_another_json_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, words: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(content, encoding="utf8")
    assert main(["diff", str(path), NEW]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert str(path) in told


def test_a_missing_file_and_a_folder_without_a_report_are_refused(tmp_path: Path) -> None:
    assert main(["diff", str(tmp_path / "none.txt"), NEW]) == 2
    assert main(["diff", str(tmp_path), NEW]) == 2
    assert main(["history", str(tmp_path), "马里"]) == 2


def test_an_output_folder_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf8")
    assert main(["diff", OLD, OLD, "-o", str(tmp_path / "file" / "below")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_another_version_without_its_source_says_that_it_cannot_tell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", stored(tmp_path, program={"version": "0"}), NEW]) == 1
    assert "the old source is not at hand" in capsys.readouterr().out


READ, UNREAD = make_observation("专家", 715), make_observation("专家", 742)


def test_what_an_older_program_read_otherwise_is_no_change_of_the_source() -> None:
    """715 was misread as 7 by the older program; the source says 715, then 742."""
    misread = make_record(["正文。"], observations=[make_observation("专家", 7)]) | {"program": {"version": "0"}}
    reread, new = (make_record(["正文。"], observations=[one]) for one in (READ, UNREAD))
    diff = compare_attributed(misread, new, reread)
    (change,) = diff["observations"]["changed"]
    assert (change["old"]["value"], change["new"]["value"], change["cause"]) == (715, 742, "source")
    (own,) = diff["extractor"]["observations"]["changed"]
    assert (own["old"]["value"], own["new"]["value"], own["cause"]) == (7, 715, "extractor")
    for page in (to_text(diff), to_markdown(diff), to_html(diff)):
        assert "no change of the source" in page
    unknown = compare_attributed(misread, new, None)
    assert [row["cause"] for row in unknown["observations"]["changed"]] == ["unknown"]


# --- the life of a fact -------------------------------------------------------------------------------------------


def edition(symbol: str, previous: str, indicator: str, value: int, star: str) -> dict[str, object]:
    number = make_observation(indicator, value, subject="prog:名册") | {"evidence": make_evidence(indicator)}
    basis = make_relation("country:MLI", "receives_assistance", "un:UN", basis=star)
    named = {"symbol": symbol, "title": f"第{symbol[2:4]}届:工作报告", "previous": [previous], "date": None}
    return make_record(["名册上的专家可供调派。"], id=symbol, document=named, observations=[number], relations=[basis],
                       entities=[{"id": "country:MLI", "type": "COUNTRY", "label": "马里", "label_en": "Mali",
                                  "aliases": [], "attributes": {}}])  # fmt: skip


EDITIONS = [
    edition("A/74/9", "A/72/9", "名册上的专家人数", 742, "SC"),
    edition("A/70/9", "A/68/9", "名册所列的专家人数", 690, "request"),
    edition("A/72/9", "A/70/9", "名册专家人数", 715, "request"),
]


def test_a_number_lives_on_under_other_words() -> None:
    rows = history(EDITIONS, "专家人数")
    assert [(row["edition"], row["value"]) for row in rows] == [("A/70/9", 690), ("A/72/9", 715), ("A/74/9", 742)]
    assert {row["fact"] for row in rows} == {"名册上的专家人数"}
    page = history_page("专家人数", rows)
    assert page.count("<circle") == 3
    assert "690" in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_country_s_basis_over_the_editions() -> None:
    rows = history(EDITIONS, "马里")
    assert [row["qualifiers"]["basis"] for row in rows] == ["request", "request", "SC"]


def test_a_chart_runs_in_time_and_shows_a_base_year_once() -> None:
    rows = [
        {
            "edition": edition,
            "date": None,
            "fact": "妇女比例",
            "value": value,
            "unit": "percent",
            "time": time,
            "evidence": "",
        }
        for edition, value, time in (
            ("A/70/9", 23.0, "2015"),
            ("A/70/9", 11.3, "1995"),
            ("A/72/9", 24.5, "2017"),
            ("A/72/9", 11.3, "1995"),
        )
    ]
    chart = history_page("妇女比例", rows).split("<table>")[0]
    assert [chart.index(f">{year}<") for year in (1995, 2015, 2017)] == sorted(
        chart.index(f">{y}<") for y in (1995, 2015, 2017)
    )
    assert chart.count("<circle") == 3


def test_a_page_tells_a_basis() -> None:
    assert "basis SC" in history_page("马里", history(EDITIONS, "马里"))


@pytest.mark.parametrize("again", ["A/72/9*", "A/72/9/Corr.1", "A/72/9/Corr.1*"])
def test_a_reissue_and_a_corrigendum_are_no_edition_of_their_own(again: str) -> None:
    reissue = edition(again, "A/70/9", "名册专家人数", 715, "request")
    ((*_, before, last),) = chains([*EDITIONS, reissue])
    assert (before["document"]["symbol"], last["document"]["symbol"]) == ("A/72/9", "A/74/9")
