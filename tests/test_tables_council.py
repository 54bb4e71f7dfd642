"""The year of a Security Council resolution that is cited by its number alone."""

from __future__ import annotations

import pytest

from pipeline.entities.citations import find_citations
from pipeline.tables import load_rows


def read(number: int) -> list[str]:
    text = f"安全理事会第 {number} 号决议"
    return [mention.candidates[0] for mention in find_citations(text, text, None)]


# The first or the last of a year, where one off is one year off, and some that everybody cites.
@pytest.mark.parametrize(("number", "year"), [
    (37, 1947), (66, 1948), (83, 1950), (105, 1954), (106, 1955), (110, 1955), (111, 1956),
    (160, 1960), (177, 1962), (178, 1963), (185, 1963), (199, 1964), (242, 1967), (338, 1973), (384, 1975),
    (385, 1976), (425, 1978), (435, 1978), (497, 1981), (598, 1987), (646, 1989), (661, 1990), (678, 1990),
    (683, 1990), (687, 1991), (725, 1991), (733, 1992), (751, 1992), (799, 1992), (808, 1993), (827, 1993),
    (955, 1994), (969, 1994), (1031, 1995), (1092, 1996), (1132, 1997), (1146, 1997), (1219, 1998),
    (1220, 1999), (1244, 1999), (1267, 1999), (1284, 1999), (1325, 2000), (1334, 2000), (1373, 2001),
    (1386, 2001), (1441, 2002), (1454, 2002), (1483, 2003), (1521, 2003), (1533, 2004), (1540, 2004),
    (1591, 2005), (1651, 2005), (1701, 2006), (1718, 2006), (1737, 2006), (1738, 2006), (1769, 2007),
    (1794, 2007), (1820, 2008), (1859, 2008), (1860, 2009), (1889, 2009), (1907, 2009), (1960, 2010),
    (1966, 2010), (1970, 2011), (1973, 2011), (2032, 2011), (2042, 2012), (2085, 2012), (2094, 2013),
    (2132, 2013), (2140, 2014), (2178, 2014), (2195, 2014), (2231, 2015), (2254, 2015), (2259, 2015),
    (2270, 2016), (2336, 2016), (2374, 2017), (2397, 2017), (2417, 2018), (2451, 2018), (2452, 2019),
    (2503, 2019), (2504, 2020), (2533, 2020), (2560, 2020), (2593, 2021), (2617, 2021), (2653, 2022),
    (2671, 2022), (2672, 2023), (2719, 2023), (2721, 2023), (2722, 2024), (2767, 2024), (2768, 2025),
    (2803, 2025),
])  # fmt: skip
def test_a_number_has_the_year_of_its_adoption(number: int, year: int) -> None:
    assert read(number) == [f"S/RES/{number}({year})"]


def test_a_number_of_the_last_year_or_after_it_is_left_without_a_year() -> None:
    last = max(int(row["first"]) for _, row in load_rows("security_council_years.tsv"))
    assert read(last) == []


def test_the_years_follow_one_another_without_a_gap() -> None:
    rows = [(int(row["year"]), int(row["first"])) for _, row in load_rows("security_council_years.tsv")]
    assert [year for year, _ in rows] == list(range(1946, 1946 + len(rows)))
    assert [first for _, first in rows] == sorted({first for _, first in rows})
