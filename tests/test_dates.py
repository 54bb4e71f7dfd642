"""Dates as printed, read into EDTF."""

from __future__ import annotations

import pytest

from pipeline.text.dates import find_dates
from pipeline.text.fold import fold


@pytest.mark.parametrize(("text", "expected"), [
    ("2017年9月6日", [("2017年9月6日", "2017-09-06")]),
    ("2017 年 9 月", [("2017 年 9 月", "2017-09")]),
    ("1991 年，大会", [("1991 年", "1991")]),
    ("二〇一五年三月五日", [("二〇一五年三月五日", "2015-03-05")]),
    ("2015 年 1 月 1 日至 12 月 31 日", [("2015 年 1 月 1 日至 12 月 31 日", "2015-01-01/2015-12-31")]),
    ("2015年12月至2016年3月期间", [("2015年12月至2016年3月", "2015-12/2016-03")]),
    ("2015 年至 2017 年", [("2015 年至 2017 年", "2015/2017")]),
    ("2月3日至5日", [("2月3日至5日", "XXXX-02-03/XXXX-02-05")]),
    ("1998-2001年中期计划", [("1998-2001年", "1998/2001")]),
    ("2016-2017两年期", [("2016-2017", "2016/2017")]),
    ("2016 年和 2017 年", [("2016 年", "2016"), ("2017 年", "2017")]),                 # coordinated: two dates
    ("1.2016年11月,委员会", [("2016年11月", "2016-11")]),                              # behind a paragraph's number
    ("2014年3月和4月", [("2014年3月", "2014-03"), ("4月", "2014-04")]),               # and the year is shared
    ("10月5日和6日", [("10月5日", "XXXX-10-05"), ("6日", "XXXX-10-06")]),
    ("15 November 2018", [("15 November 2018", "2018-11-15")]),
    ("1990年代", [("1990年代", "199X")]),
    ("20世纪80年代", [("20世纪80年代", "198X")]),
    ("第2137(2014)号决议", []),                                                    # the year of a resolution
    ("安哥拉(2015)", [("2015", "2015")]),
    ("据该会的数字,2019 年 1 月", [("2019 年 1 月", "2019-01")]),                      # an ASCII comma ends a clause
    ("1,2019 年", []),                                                             # but is part of a number
    ("第12条第3段", []),
    ("13月45日", []),
])  # fmt: skip
def test_dates_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[d.start : d.end], d.edtf) for d in find_dates(fold(text))] == expected
