"""UN document symbols: what they are, what they say, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.symbols import describe_symbol, find_symbols, parse_symbol


@pytest.mark.parametrize(("text", "canonical", "organ", "kind"), [
    ("A/70/306", "A/70/306", "un:GA", None),                                             # a document of a session
    ("A/520/Rev.17", "A/520/Rev.17", "un:GA", None),                                     # a number from before sessions
    ("A/C.3/72/L.5/Rev.1", "A/C.3/72/L.5/Rev.1", "un:GA-C3", "L"),                       # a draft of a main committee
    ("A/RES/70/168", "A/RES/70/168", "un:GA", "RES"),
    ("A/RES/217 A (III)", "A/RES/217A(III)", "un:GA", "RES"),                            # 1946–75: running number, roman session
    ("A/RES/3201 (S-VI)", "A/RES/3201(S-VI)", "un:GA", "RES"),                           # a special session of that time
    ("A/RES/S-13/2", "A/RES/S-13/2", "un:GA", "RES"),
    ("A/RES/ES-8/2", "A/RES/ES-8/2", "un:GA", "RES"),
    ("A/RES/68/247B", "A/RES/68/247B", "un:GA", "RES"),                                  # a lettered part
    ("A/49/20 (Vol. I)", "A/49/20(Vol.I)", "un:GA", None),
    ("A/55/23 (Parts II)", "A/55/23(PartII)", "un:GA", None),
    ("A/72/6 (Sect. 1)", "A/72/6(Sect.1)", "un:GA", None),
    ("A/61/1(SUPP)", "A/61/1", "un:GA", None),                                           # the print in the supplements
    ("A/72/260*", "A/72/260*", "un:GA", None),                                           # a reissue
    ("A/HRC/RES/33/22", "A/HRC/RES/33/22", "un:HRC", "RES"),
    ("A/HRC/DEC/36/101", "A/HRC/DEC/36/101", "un:HRC", "DEC"),
    ("A/HRC/WG.6/21/KEN/1", "A/HRC/WG.6/21/KEN/1", "un:HRC", None),
    ("A/AC.105/C.1/L.300", "A/AC.105/C.1/L.300", "un:COPUOS", "L"),
    ("A/CN.9/900", "A/CN.9/900", "un:UNCITRAL", None),
    ("S/RES/2273 (2016)", "S/RES/2273(2016)", "un:SC", "RES"),                           # with and without a blank
    ("S/RES/2273(2016)", "S/RES/2273(2016)", "un:SC", "RES"),
    ("S/PRST/2015/12", "S/PRST/2015/12", "un:SC", "PRST"),
    ("S/PV.9842 (Resumption 1)", "S/PV.9842(Resumption1)", "un:SC", "PV"),
    ("S/2015/510", "S/2015/510", "un:SC", None),
    ("S/25704", "S/25704", "un:SC", None),                                               # before 1994
    ("E/RES/2015/1", "E/RES/2015/1", "un:ECOSOC", "RES"),
    ("E/CN.4/Sub.2/AC.2/1987/WP.4/Add.1", "E/CN.4/Sub.2/AC.2/1987/WP.4/Add.1", "un:CHR", "WP"),  # nested bodies
    ("E/CN.6/2015/3", "E/CN.6/2015/3", "un:CSW", None),
    ("E/C.12/MLI/CO/1", "E/C.12/MLI/CO/1", "un:CESCR", "CO"),
    ("E/ICEF/2015/5", "E/ICEF/2015/5", "un:UNICEF", None),
    ("CRC/C/LUX/CO/3-4", "CRC/C/LUX/CO/3-4", "un:CRC", "CO"),
    ("CRC/C/LUX/Q/3-4/Add.1", "CRC/C/LUX/Q/3-4/Add.1", "un:CRC", "Q"),
    ("CRC/C/SR.1836", "CRC/C/SR.1836", "un:CRC", "SR"),
    ("CCPR/C/103/D/1898/2009", "CCPR/C/103/D/1898/2009", "un:CCPR", "D"),
    ("CEDAW/C/GC/30", "CEDAW/C/GC/30", "un:CEDAW", None),
    ("HRI/CORE/MLI/2015", "HRI/CORE/MLI/2015", "un:OHCHR", "CORE"),
    ("DP/2015/3", "DP/2015/3", "un:UNDP", None),
    ("DP/FPA/2015/1", "DP/FPA/2015/1", "un:UNFPA", None),
    ("TD/B/62/11", "TD/B/62/11", "un:TDB", None),
    ("UNEP/EA.2/5", "UNEP/EA.2/5", "un:UNEP", None),
    ("FCCC/CP/2015/10/Add.1", "FCCC/CP/2015/10/Add.1", "un:UNFCCC", None),
    ("ISBA/21/A/2", "ISBA/21/A/2", "un:ISA", None),
    ("JIU/REP/2014/8", "JIU/REP/2014/8", "un:JIU", None),
    ("ST/SGB/2018/1", "ST/SGB/2018/1", "un:SECRETARIAT", None),
    ("ST/ESA/STAT/SER.A/1", "ST/ESA/STAT/SER.A/1", "un:SECRETARIAT", None),
    ("SC/12206", "SC/12206", "un:SC", None),                                             # a press release
])  # fmt: skip
def test_a_symbol_is_read(text: str, canonical: str, organ: str, kind: str | None) -> None:
    symbol = parse_symbol(text)
    assert symbol is not None
    assert (symbol.canonical, symbol.organ, symbol.kind) == (canonical, organ, kind)


@pytest.mark.parametrize("text", [
    "km/h", "2016/2017", "and/or", "A/B", "I/O", "N/A", "24/7", "TCP/IP", "E/2016", "A/", "/A/70/1", "S/N", "A/和/1",
    "http://a.org/A/70/1", "1/2", "m/s2", "CD/DVD", "", "A", "A/70/306/and",
])  # fmt: skip
def test_a_look_alike_is_refused(text: str) -> None:
    assert parse_symbol(text) is None


@pytest.mark.parametrize(("text", "expected"), [
    ("见A/70/306和S/2015/510。", ["A/70/306", "S/2015/510"]),
    ("(A/C.5/70/L.3及Corr.1)", ["A/C.5/70/L.3"]),
    ("大会文件A/70/306，第12段", ["A/70/306"]),
    ("S/RES/2446 (2018)号", ["S/RES/2446(2018)"]),
    ("电邮 x@A/70/306.org 与 http://undocs.org/A/70/306", []),
    ("时速80 km/h、2016/2017学年", []),
    ("A/RES/52/12 A 的规定", ["A/RES/52/12A"]),
])  # fmt: skip
def test_symbols_are_found_in_text(text: str, expected: list[str]) -> None:
    assert [symbol.canonical for _, _, symbol in find_symbols(text)] == expected


@pytest.mark.parametrize(("text", "follows"), [
    ("A/72/260/Corr.1", [{"corrects": "A/72/260"}]),
    ("A/72/260/Add.2", [{"adds_to": "A/72/260"}]),
    ("A/C.3/72/L.5/Rev.1", [{"revises": "A/C.3/72/L.5"}]),
    ("A/72/260*", [{"reissues": "A/72/260"}]),
    ("A/69/968/Add.1/Corr.2", [{"corrects": "A/69/968/Add.1"}]),
    ("S/2015/796/Rev.1*", [{"revises": "S/2015/796"}, {"reissues": "S/2015/796/Rev.1"}]),
    ("A/72/260", []),
])  # fmt: skip
def test_a_suffix_says_what_it_does_to_the_document_before(text: str, follows: list[dict[str, str]]) -> None:
    parts = describe_symbol(text)
    assert parts is not None
    assert parts["follows"] == follows


sessions, years, numbers = st.integers(31, 80), st.integers(1994, 2025), st.integers(1, 999)
modifiers = st.sampled_from(("", "/Add.1", "/Corr.2", "/Rev.3", "/Add.1/Rev.2", "*"))
symbols = st.one_of(
    st.builds(lambda s, n, m: f"A/{s}/{n}{m}", sessions, numbers, modifiers),
    st.builds(lambda s, n: f"A/RES/{s}/{n}", sessions, numbers),
    st.builds(lambda s, n: f"A/HRC/RES/{s}/{n}", st.integers(1, 60), numbers),
    st.builds(lambda n, y: f"S/RES/{n}({y})", st.integers(1, 2800), st.integers(1946, 2025)),
    st.builds(lambda y, n, m: f"S/{y}/{n}{m}", years, numbers, modifiers),
    st.builds(lambda y, n: f"S/PRST/{y}/{n}", years, numbers),
    st.builds(lambda y, n: f"E/RES/{y}/{n}", years, numbers),
    st.builds(lambda c, s, n, m: f"A/C.{c}/{s}/L.{n}{m}", st.integers(1, 6), sessions, numbers, modifiers),
    st.builds(lambda c, n: f"CRC/C/{c}/CO/{n}", st.sampled_from(("MLI", "LUX", "JOR")), st.integers(1, 9)),
    st.builds(lambda n, r: f"A/RES/{n}({r})", st.integers(1, 3500), st.sampled_from(("I", "III", "XV", "XXX", "S-VI"))),
)


@settings(max_examples=400, deadline=None)
@given(symbols)
def test_a_valid_symbol_comes_back_as_it_went_in(text: str) -> None:
    symbol = parse_symbol(text)
    assert symbol is not None
    assert symbol.canonical == text
    again = parse_symbol(symbol.canonical)
    assert again == symbol
