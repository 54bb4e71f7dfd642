"""Resolutions cited in prose: the organ that decides, lists, earlier eras, and what is none."""

from __future__ import annotations

import pytest

from pipeline.entities.citations import find_citations
from pipeline.text.fold import fold


def symbols_in(text: str, organ: str | None = None) -> list[str]:
    return [mention.candidates[0] for mention in find_citations(fold(text), text, organ)]


@pytest.mark.parametrize(("text", "organ", "expected"), [
    ("大会第 70/168 号决议", None, ["A/RES/70/168"]),
    ("人权理事会第 33/22 号决议", None, ["A/HRC/RES/33/22"]),                              # the organ in front decides
    ("联合国人权理事会第33/22号决议", None, ["A/HRC/RES/33/22"]),
    ("第33/22号决议", "un:HRC", ["A/HRC/RES/33/22"]),                                    # the report's own organ
    ("经济及社会理事会第 2015/1 号决议", None, ["E/RES/2015/1"]),
    ("安全理事会第2137(2014)号决议", None, ["S/RES/2137(2014)"]),
    ("安全理事会第 2217(2015)、2301(2016)和 2387(2017)号决议", None,
     ["S/RES/2217(2015)", "S/RES/2301(2016)", "S/RES/2387(2017)"]),                      # a list shares its organ
    ("大会第61/1、62/2和63/3号决议", None, ["A/RES/61/1", "A/RES/62/2", "A/RES/63/3"]),
    ("大会第 70/1 号和第 70/168 号决议", None, ["A/RES/70/1", "A/RES/70/168"]),
    ("大会第 217 A (III)号决议", None, ["A/RES/217A(III)"]),                              # 1948
    ("大会第1514(XV)号决议", None, ["A/RES/1514(XV)"]),
    ("大会第 3201(S-VI)号决议", None, ["A/RES/3201(S-VI)"]),
    ("大会第 S-13/2 号决议", None, ["A/RES/S-13/2"]),
    ("大会第 ES-8/2 号决议", None, ["A/RES/ES-8/2"]),
    ("大会第 68/247 B 号决议", None, ["A/RES/68/247B"]),
    ("大会第71/508号决定", None, ["A/DEC/71/508"]),                                       # a decision
    ("人权理事会第36/101号决定", None, ["A/HRC/DEC/36/101"]),
    ("理事会第2015/201号决定", None, ["E/DEC/2015/201"]),
    ("安理会主席声明1995年第55号", None, ["S/PRST/1995/55"]),
    ("大会第７０／１６８号决议", None, ["A/RES/70/168"]),                                  # full width
    ("大会 1999 年 12 月 6 日第 54/83 号决议", None, ["A/RES/54/83"]),
    ("安理会第2140(2014)号", None, ["S/RES/2140(2014)"]),                                # the shape is the Council's alone
    ("世界卫生大会第68/1号决议", None, []),                                                # another assembly
    ("第70/168号决议草案", None, []),                                                     # a draft is none
    ("第12/2015号法律", None, []),                                                       # a national law
    ("第12条和第3号决定书", None, []),
    ("第七十届会议", None, []),
])  # fmt: skip
def test_citations_have_their_symbol(text: str, organ: str | None, expected: list[str]) -> None:
    assert symbols_in(text, organ) == expected


def test_without_an_organ_both_readings_stay() -> None:
    (mention,) = find_citations("第33/22号决议", "第33/22号决议", None)
    assert set(mention.candidates) == {"A/RES/33/22", "A/HRC/RES/33/22"}


def test_in_a_list_the_first_keeps_its_head_and_the_last_its_tail() -> None:
    text = "大会第 61/1、62/2 和 63/3 号决议"
    assert [m.text for m in find_citations(fold(text), text, None)] == ["第 61/1", "62/2", "63/3 号决议"]


def test_a_pinpoint_is_an_attribute() -> None:
    text = "大会第 70/168 号决议第 12 至 15 段"
    (mention,) = find_citations(fold(text), text, None)
    assert mention.attributes["paragraphs"] == "12-15"


@pytest.mark.parametrize(("text", "attributes"), [
    ("大会第 70/168 号决议第 3(b)段", {"paragraphs": "3(b)"}),
    ("大会第 70/168 号决议执行部分第 2 段", {"part": "执行部分", "paragraphs": "2"}),
    ("大会第 70/168 号决议序言部分第四段", {"part": "序言部分", "paragraphs": "4"}),
    ("大会第 70/168 号决议附件一", {"part": "附件一"}),
    ("大会第 70/168 号决议规定", {}),
])  # fmt: skip
def test_pinpoints(text: str, attributes: dict[str, str]) -> None:
    (mention,) = find_citations(fold(text), text, None)
    assert {name: value for name, value in mention.attributes.items() if name != "organ"} == attributes
