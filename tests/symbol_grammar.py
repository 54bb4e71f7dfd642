"""Every symbol that SYMBOLS.md's grammar allows, built from the tables: a series, its parts, a bracket, modifiers, a star."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from pipeline.tables import load_rows

SERIES = {row["code"]: row["body"] for _, row in load_rows("symbol_series.tsv")}
KINDS = {row["code"]: row["effect"] for _, row in load_rows("symbol_kinds.tsv")}
ORGANS = {row["prefix"]: row["organ"] for _, row in load_rows("organs.tsv")}
PRINCIPAL = ("A", "S", "E", "T")

number = st.integers(1, 9999).map(str)
small = st.integers(1, 40).map(str)
session = st.one_of(
    st.integers(31, 99).map(str), st.integers(6, 32).map("S-{}".format), st.integers(6, 11).map("ES-{}".format)
)
year = st.integers(1946, 2035).map(str)
cycle = st.one_of(small, st.builds("{}-{}".format, st.integers(1, 9), st.integers(10, 19)))
country = st.sampled_from(("MLI", "LUX", "JOR", "CIV", "TLS", "VNM", "GBR"))
roman = st.sampled_from(("I", "II", "III", "IV", "VIII", "XV", "XXX", "XLVIII", "S-VI", "ES-V"))


@dataclass(frozen=True)
class Made:
    """A symbol as canonically written, with what it was built of."""

    series: str
    tail: str
    kind: str | None = None
    paren: str | None = None
    modifiers: tuple[str, ...] = ()
    star: bool = False

    @property
    def base(self) -> str:
        return f"{self.series}/{self.tail}" + (f"({self.paren})" if self.paren else "")

    @property
    def text(self) -> str:
        return "/".join((self.base, *self.modifiers)) + "*" * self.star


def _numbered(code: str) -> st.SearchStrategy[str]:
    """A kind with its number as the tables' bodies write it: L.5, RES/70/1, INF/3."""
    after = (
        st.sampled_from((".", "/")) if code in {"INF", "NGO", "PET", "CORE", "AGENDA", "CO", "Q", "D"} else st.just(".")
    )
    return st.builds("{}{}{}".format, st.just(code), after, number)


def _of_kind(code: str) -> st.SearchStrategy[str]:
    if code in {"RES", "DEC", "PRST"}:
        return st.builds(f"{code}/{{}}/{{}}".format, st.one_of(session, year), number)
    if code in {"CO", "Q", "D", "CORE"}:
        return st.one_of(
            st.builds(f"C/{{}}/{code}/{{}}".format, country, cycle),
            st.builds(f"C/{{}}/{code}/{{}}/{{}}".format, st.integers(1, 150), number, year),
        )
    numbered = _numbered(code)
    return st.one_of(numbered, st.builds("{}/{}".format, st.one_of(session, year), numbered))


subsidiary = st.one_of(
    st.builds("{}.{}".format, st.sampled_from(("AC", "C", "CN", "CONF", "GC", "SC", "Sub", "WG")), small),
    st.builds("{}.{}".format, st.sampled_from(("GC", "CONF")), st.sampled_from(("IV", "XV"))),
)
plain = st.one_of(
    st.builds("{}/{}".format, st.one_of(session, year), number),
    st.builds("{}/{}/{}".format, subsidiary, st.one_of(session, year), number),
    st.builds("{}/{}/{}/{}".format, subsidiary, subsidiary, st.one_of(session, year), number),
)
of_convention = st.builds("{}({})/{}".format, st.sampled_from(("COP", "CST", "CRIC", "GC")), small, number)
"""A body's session in brackets, as conventions and the IAEA number: ICCD/COP(12)/20."""
paren = st.one_of(
    st.none(),
    st.sampled_from(("Vol.I", "Vol.IV", "PartI", "PartIII", "Sect.2", "Sect.29", "Resumption1")),
)
modifier = st.one_of(
    st.builds("{}.{}".format, st.sampled_from(("Add", "Amend", "Corr", "Rev")), small),
    st.builds("Add.{}-{}".format, st.integers(1, 9), st.integers(10, 19)),
    st.sampled_from(("Summary", "Excerpt", "Part.2", "Add.1(PartII)", "Rev.1(Sect.2)", "Rev.2(Vol.I)")),
)
modifiers = st.lists(modifier, max_size=3).map(tuple)
KIND_CODES = sorted(code for code, effect in KINDS.items() if not effect)


def of_series(code: str) -> st.SearchStrategy[Made]:
    """Symbols of one series: plain ones and ones of every kind."""
    kind = st.sampled_from(KIND_CODES).flatmap(
        lambda kind: st.builds(Made, st.just(code), _of_kind(kind), st.just(kind), paren, modifiers, st.booleans())
    )
    tails = plain if code in PRINCIPAL else st.one_of(plain, of_convention)
    return st.one_of(st.builds(Made, st.just(code), tails, st.none(), paren, modifiers, st.booleans()), kind)


resolutions = st.one_of(
    st.builds(Made, st.just("S"), number.map("RES/{}".format), st.just("RES"), year, modifiers, st.booleans()),
    st.builds(
        Made, st.just("A"), st.builds("RES/{}{}".format, number, st.sampled_from(("", *"ABCDEF"))), st.just("RES"), roman, modifiers,
        st.booleans(),
    ),
    st.builds(
        Made, st.just("A"), st.builds("RES/{}/{}{}".format, session, number, st.sampled_from(("", *"ABCDEF"))), st.just("RES"),
        st.none(), modifiers, st.booleans(),
    ),
    st.builds(Made, st.just("T"), number.map("RES/{}".format), st.just("RES"), roman, modifiers, st.booleans()),
)  # fmt: skip
"""Resolutions numbered as in SYMBOLS.md, section 4."""
