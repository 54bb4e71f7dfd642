"""The tables against the reference lists beside the project; skipped by name where those are not there."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pipeline.entities.citations import find_citations
from pipeline.tables import load_names, load_rows
from pipeline.text.fold import fold

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
LISTS = CORPUS / "reference"
EXCEPTIONS = Path(__file__).parent / "cases" / "reference_exceptions.tsv"
CHINESE = ("UNTERM Chinese Short", "UNTERM Chinese Formal", "official_name_cn")
LEVELS = ("Region", "Sub-region", "Intermediate Region")
PLACES = {"COUNTRY", "REGION", "LOCATION"}
COUNCIL = re.compile(r"(?<![\d/.])(?P<number>\d{1,4}) ?\((?P<year>(?:19|20)\d\d)\)")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not LISTS.exists(), reason="the reference lists are not beside the project"),
]


def rows(name: str, delimiter: str = "\t") -> list[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8-sig", newline="") as handle:
        quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
        return list(csv.DictReader(handle, delimiter=delimiter, quoting=quoting))


@cache
def exceptions() -> dict[tuple[str, str], str]:
    with EXCEPTIONS.open(encoding="utf8", newline="") as handle:
        return {(row["list"], row["row"]): row["reason"] for row in csv.DictReader(handle, delimiter="\t")}


@cache
def meanings() -> dict[str, set[tuple[str, str]]]:
    """What each name means without a condition, as (identifier, type), by the name folded and without blanks."""
    found: dict[str, set[tuple[str, str]]] = {}
    for alias, known in load_names().aliases.items():
        found.setdefault(fold(alias).replace(" ", ""), set()).update((r.id, r.type) for r in known if not r.when)
    return found


def meant(name: str, types: frozenset[str] | set[str] = frozenset({"COUNTRY"})) -> set[str]:
    """The identifiers of a name; the lists mark some with a star."""
    return {id for id, kind in meanings().get(fold(name.strip(" *")).replace(" ", ""), ()) if kind in types}


def agrees(source: str, code: str, name: str) -> bool:
    """Whether a Chinese name of a list means the territory of this code, or is a reviewed exception."""
    return meant(name, PLACES) == {f"country:{code}"} or (source, f"{code}/{name}") in exceptions()


def test_each_exception_has_a_reason_and_is_one() -> None:
    codes = {known.id.partition(":")[2] for known in load_names().entities.values() if known.type == "COUNTRY"}
    assert all(exceptions().values())
    for source, row in exceptions():
        code, _, name = row.partition("/")
        if name in {"", "English"}:
            assert (code in codes) == (name == "English"), (source, row)
        else:
            assert meant(name, PLACES | {"ORG"}) != {f"country:{code}"}, (source, row)


def test_each_state_has_its_short_and_formal_name_of_the_united_nations() -> None:
    entities = {known.label_en: known for known in load_names().entities.values() if known.type == "COUNTRY"}
    listed = rows("unterm_countries_zh_en.tsv")
    for row in listed:
        known = entities[re.sub(r" \([Tt]he\)$", "", row["en_short"])]
        assert known.label == row["zh_short"]
        assert meant(row["zh_short"]) == meant(row["zh_formal"]) == {known.id}, row
    assert len(listed) == 197


def test_each_code_of_iso_has_its_number_and_names() -> None:
    for row in rows("country-codes.csv", ","):
        code = row["ISO3166-1-Alpha-3"]
        if ("country-codes", code) in exceptions():
            continue
        known = load_names().entities[f"country:{code}"]
        assert known.attributes["m49"] == row["ISO3166-1-numeric"].zfill(3), row
        assert all(agrees("country-codes", code, row[column]) for column in CHINESE if row[column].strip()), row
        english = re.sub(r" \(the\)$", "", row["UNTERM English Short"].strip(" *"))
        assert english in {"", known.label_en} or ("country-codes", f"{code}/English") in exceptions()


HDX = "hdx-python-country-4.2.5_Countries_Territories_Taxonomy.csv"


def hdx_code(row: dict[str, str]) -> str:
    return row["ISO 3166-1 Alpha 3-Codes"] or row["x Alpha3 codes"] or row["m49 numerical code"]


def test_each_territory_of_the_second_list_has_the_same_number_and_names() -> None:
    for row in rows(HDX, ",")[1:]:  # the second line repeats the head
        code = hdx_code(row)
        if ("hdx", code) in exceptions():
            continue
        known = load_names().entities[f"country:{code}"]
        assert known.attributes["m49"] == row["m49 numerical code"].zfill(3), row
        names = [row[column] for column in ("Chinese Short", "M49 Chinese") if row[column].strip()]
        assert all(agrees("hdx", code, name) for name in names), row


def test_each_region_of_m49_has_its_number_and_name() -> None:
    listed = {("001", "World")}
    for row in rows("country-codes.csv", ","):
        listed |= {
            (row[f"{level} Code"].zfill(3), row[f"{level} Name"]) for level in LEVELS if row[f"{level} Code"]
        }  # fmt: skip
    for number, english in sorted(listed):
        if ("m49-regions", number) not in exceptions():
            assert load_names().entities[f"region:{number}"].label_en in {english, f"{english} (region)"}
    assert len(listed) == 30


@cache
def unbis() -> dict[str, list[str]]:
    terms: dict[str, list[str]] = {}
    for row in rows("unbis_zh_en.tsv"):
        terms.setdefault(row["en"].strip().casefold(), []).append(row["zh"].strip())
    return terms


def test_each_place_of_the_thesaurus_means_the_same_here() -> None:
    ours: dict[str, set[str]] = {}
    for known in load_names().entities.values():
        if known.type in PLACES:
            ours.setdefault((known.label_en or "").casefold(), set()).add(known.id)
    compared = [(ours[english], name) for english in ours.keys() & unbis().keys() for name in unbis()[english]]
    for identifiers, name in compared:
        rows_of_it = {("unbis", f"{identifier.partition(':')[2]}/{name}") for identifier in identifiers}
        assert identifiers & meant(name, PLACES) or rows_of_it & exceptions().keys(), (identifiers, name)
    assert len(compared) > 220


def test_a_row_that_cites_the_thesaurus_stands_in_it() -> None:
    printed = {fold(name).replace(" ", "") for names in unbis().values() for name in names}
    for stem in ("countries.aliases", "regions.aliases"):
        cited = [row["alias"] for _, row in load_rows(f"names/{stem}.tsv") if row["source"] == "UNBIS"]
        assert cited
        assert not {name for name in cited if fold(name).replace(" ", "") not in printed}
    for stem in ("regions", "locations"):
        cited = [row["label"] for _, row in load_rows(f"names/{stem}.tsv") if row["source"] == "UNBIS"]
        assert cited
        assert not {name for name in cited if not any(name in whole for whole in printed)}


def test_organisations_of_the_secondary_list_mean_the_same_here() -> None:
    entities = load_names().entities
    by_english = {
        (known.label_en or "").casefold(): known.id for known in entities.values() if known.type in {"ORG", "UN_BODY"}
    }
    agreeing = 0
    for line in (LISTS / "Resource_bodies_en-zh.md").read_text(encoding="utf8").splitlines():
        pair = re.fullmatch(r"- (?P<en>[^\[\]\t,(]+?)(?:[,(][^\t]*)?\s+(?P<zh>[\u4e00-\u9fff]+)(?:（.*）)?\s*", line)
        if pair and (identifier := by_english.get(pair["en"].strip().casefold())):
            row = f"{identifier.partition(':')[2]}/{pair['zh']}"
            assert identifier in meant(pair["zh"], {"ORG", "UN_BODY"}) or ("secondary", row) in exceptions(), line
            agreeing += 1
    assert agreeing >= 15


def council_citations() -> Iterator[tuple[int, str, str]]:
    """(number, year, where) of each Security Council resolution that the real texts cite with its year."""
    texts = [path.read_text(encoding="utf8") for path in sorted(CORPUS.rglob("*.txt"))]
    for line in (CORPUS / "unpc_zh_en.jsonl").read_text(encoding="utf8").splitlines():
        texts += json.loads(line).values()
    for text in map(fold, texts):
        for match in COUNCIL.finditer(text):
            before = text[max(0, match.start() - 24) : match.start()]
            if ("第" in before or "resolution" in before) and not text[match.end() :].lstrip().startswith("卷"):
                yield int(match["number"]), match["year"], text[max(0, match.start() - 20) : match.end() + 12]


def test_the_years_of_the_council_agree_with_every_citation_of_the_real_texts() -> None:
    cited = set(council_citations())
    for number, year, where in sorted(cited):
        text = f"安全理事会第 {number} 号决议"
        if number >= 10:  # a running number of one figure is not read without its year
            found = find_citations(text, text, None)
            assert [mention.candidates[0] for mention in found] == [f"S/RES/{number}({year})"], where
    assert len({number for number, _, _ in cited}) >= 100
