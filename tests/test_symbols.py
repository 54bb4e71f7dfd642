"""UN document symbols: what they are, what they say, and what only looks like one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from symbol_grammar import KIND_CODES, KINDS, ORGANS, PRINCIPAL, SERIES, Made, of_series, resolutions, session, year

from pipeline.structure.symbols import organ_of_symbol
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
    ("E/5715", "E/5715", "un:ECOSOC", None),                                             # before 1978
    ("E/L.1700", "E/L.1700", "un:ECOSOC", "L"),
    ("A/49/20 (Vol. I)/Add.1 (Part II)/Corr.1", "A/49/20(Vol.I)/Add.1(PartII)/Corr.1", "un:GA", None),  # each its own bracket
    ("A/55/23/Part.2", "A/55/23/Part.2", "un:GA", None),
    ("ICCD/COP(12)/20", "ICCD/COP(12)/20", "un:UNCCD", None),                            # a session in brackets
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


def test_every_series_kind_and_organ_of_the_tables_is_made() -> None:
    """The strategies below draw from the tables themselves, so that a new row is tried as well."""
    assert len(SERIES) >= 80
    assert {code.split("/")[0] for code in SERIES} >= {prefix.split("/")[0] for prefix in ORGANS}
    assert set(KIND_CODES) == {code for code, effect in KINDS.items() if not effect}


@pytest.mark.parametrize("code", sorted(SERIES))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_symbol_of_a_series_comes_back_as_it_went_in(code: str, data: st.DataObject) -> None:
    made = data.draw(of_series(code))
    comes_back(made)
    longest = max((code for code in SERIES if made.text.startswith(f"{code}/")), key=len)
    symbol = parse_symbol(made.text)
    assert symbol is not None
    assert (symbol.series, symbol.organ) == (longest, SERIES[longest])


@settings(max_examples=400, deadline=None)
@given(resolutions)
def test_any_resolution_comes_back_as_it_went_in(made: Made) -> None:
    comes_back(made)
    symbol = parse_symbol(made.text)
    assert symbol is not None
    assert symbol.is_resolution


def comes_back(made: Made) -> None:
    """The symbol is read for what it was made of, again from its canonical form, and found in a text as a whole."""
    symbol, told = parse_symbol(made.text), describe_symbol(made.text)
    assert symbol is not None
    assert told is not None
    assert symbol.canonical == made.text
    assert parse_symbol(symbol.canonical) == symbol
    assert (symbol.base, symbol.kind, symbol.paren) == (made.base, made.kind, made.paren)
    assert (symbol.modifiers, symbol.reissue) == (made.modifiers, made.star)
    words = told["gloss_zh"].split(" · ")
    assert len(words) == 1 + bool(made.kind) + len(made.modifiers) + made.star
    assert all(words)
    assert [next(iter(step.values())) for step in told["follows"]] == [
        *["/".join((made.base, *made.modifiers[:-1]))] * bool(made.modifiers), *[made.text.rstrip("*")] * made.star
    ]  # fmt: skip
    address = urlsplit(told["url"])
    assert (address.scheme, address.netloc) == ("https", "undocs.org")
    assert address.path == f"/zh/{made.text.rstrip('*')}"
    assert re.fullmatch(r"[A-Za-z0-9/.()-]+", address.path)
    text = f"见{made.text}号文件。"
    assert [(text[start:end], found) for start, end, found in find_symbols(text)] == [(made.text.rstrip("*"), symbol)]


@settings(max_examples=200, deadline=None)
@given(st.one_of(resolutions, st.sampled_from(sorted(SERIES)).flatmap(of_series)))
def test_a_symbol_is_one_however_it_is_set(made: Made) -> None:
    """With blanks before its letter and its brackets, and its modifiers in another case."""
    lettered = re.sub(r"(?<=\d)([A-F])(?=[(/*]|$)", r" \1", made.text)
    spaced = re.sub(r"(?<=[a-z])\.?(?=[IVX\d]+\))", lambda dot: f"{dot.group()} ", lettered.replace("(", " ("))
    spaced = re.sub(r"(COP|CST|CRIC|GC) \(", r"\1(", spaced)
    assert parse_symbol(spaced) == parse_symbol(made.text)
    shouted = "/".join((made.base, *(m if "(" in m else m.upper() for m in made.modifiers))) + "*" * made.star
    assert parse_symbol(shouted) == parse_symbol(made.text)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SERIES)).flatmap(of_series))
def test_the_organ_printed_is_that_of_the_longest_beginning(made: Made) -> None:
    beginnings = [prefix for prefix in ORGANS if made.text.startswith(prefix)]
    assert organ_of_symbol(made.text) == (ORGANS[max(beginnings, key=len)] if beginnings else None)


HEADS = {code.split("/")[0] for code in SERIES}
words = st.from_regex(r"[A-Za-z]{1,10}", fullmatch=True)
figures = st.integers(0, 9999).map(str)
look_alikes = st.one_of(
    st.builds("{}/{}".format, words.filter(lambda word: word not in HEADS), st.one_of(words, figures)),   # km/h, I/O2
    st.builds("{}/{}".format, st.sampled_from(sorted(HEADS)), words),                                    # S/N: no figure
    st.builds("{}/{}".format, figures, st.one_of(words, figures)),                                       # 2016/2017
    st.builds("{}/{}".format, st.sampled_from(sorted(HEADS)).map(str.lower), figures),                   # a/70
    st.builds("{}/{}{}".format, st.sampled_from(PRINCIPAL), st.sampled_from("XYZ"), figures),            # A/X5: no body, no kind
    st.builds("E/{}".format, year),                                                                      # E/2016
    st.builds("{}/{}/{}".format, st.sampled_from(PRINCIPAL), session, st.sampled_from(("和", "及", "号"))),
    st.builds("{}{}".format, of_series("A").map(lambda made: made.base), st.sampled_from(("/and", "//1", "(x)", "()", "/Rev.1/9"))),
    st.builds("{}{}".format, st.sampled_from(("/", "x/", "www.a.org/")), of_series("S").map(lambda made: made.base)),
)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(look_alikes)
def test_any_look_alike_is_refused(text: str) -> None:
    assert parse_symbol(text) is None


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(SERIES)).flatmap(of_series))
def test_no_symbol_is_found_inside_an_address_or_a_word(made: Made) -> None:
    for around in ("https://undocs.org/zh/{}", "x@{}", "id={}", "B2{}", "a_{}"):
        assert not list(find_symbols(f"见{around.format(made.text)}。"))


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for start, end, symbol in find_symbols(text):
        assert parse_symbol(text[start:end]) in {symbol, replace(symbol, reissue=False)}
    parse_symbol(text)
    describe_symbol(text)
