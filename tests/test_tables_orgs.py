"""The tables of organisations, instruments and programmes, and the words that organisations are named with."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

TABLES = Path(__file__).parent.parent / "pipeline" / "tables"
NAMES = TABLES / "names"
ENTITY_COLUMNS = {
    "orgs": ["id", "label", "label_en", "country", "kind", "source"],
    "instruments": ["id", "label", "label_en", "kind", "date", "adopted_by", "source"],
    "programmes": ["id", "label", "label_en", "manager", "source"],
}
PREFIX = {"orgs": "org:", "instruments": "treaty:", "programmes": "prog:"}
FEWEST = {"orgs": 350, "instruments": 320, "programmes": 80}
ENTITY_KINDS = {
    "orgs": {"regional", "international", "ngo", "party", "armed_group", "national", "development_bank"},
    "instruments": {
        *("treaty", "declaration", "programme", "goals"),
        *("constitution", "law", "agreement", "rules"),
    },
}
ALIAS_COLUMNS = ["alias", "id", "kind", "when", "source"]
ALIAS_KINDS = {"short", "formal", "acronym", "historic", "colloquial", "traditional", "variant", "english"}
WHEN = re.compile(r"(?:document=un:\S+|near=(?:country|region|loc|un|org|treaty):\S+|(?:after|before)=\S+|defined)")
EDTF = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
WORD_COLUMNS = ["word", "role", "type", "en", "examples", "seat", "foreign"]
FILES = {
    **{f"names/{stem}.tsv": (columns, ("id",)) for stem, columns in ENTITY_COLUMNS.items()},
    **{f"names/{stem}.aliases.tsv": (ALIAS_COLUMNS, ("alias", "id")) for stem in ENTITY_COLUMNS},
    "organisation_words.tsv": (WORD_COLUMNS, ("word",)),
}
FULL_WIDTH_KEPT = "\uff1a\uff0c\uff1b"  # marks that reading does not fold


def read(name: str) -> tuple[list[str], list[dict[str, str]]]:
    with (TABLES / name).open(encoding="utf8", newline="") as handle:
        reader = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        rows = list(reader)
    return list(reader.fieldnames or []), rows


def entities_of(stem: str) -> list[dict[str, str]]:
    return read(f"names/{stem}.tsv")[1]


def aliases_of(stem: str) -> list[dict[str, str]]:
    return read(f"names/{stem}.aliases.tsv")[1]


def meanings() -> dict[str, list[tuple[str, str]]]:
    """Every name with its (identifier, condition) pairs."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for stem in ENTITY_COLUMNS:
        for row in entities_of(stem):
            found[row["label"]].append((row["id"], ""))
        for row in aliases_of(stem):
            found[row["alias"]].append((row["id"], row["when"]))
    return found


@pytest.mark.parametrize("name", FILES)
def test_file_is_clean(name: str) -> None:
    columns, key = FILES[name]
    raw = (TABLES / name).read_bytes()
    assert raw.endswith(b"\n")
    assert not raw.endswith(b"\n\n")
    assert b"\r" not in raw
    assert b'"' not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    header, rows = read(name)
    assert header == columns
    keys = [tuple(row[column] for column in key) for row in rows]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))
    for row in rows:
        assert None not in row
        assert None not in row.values()
        assert all(cell == cell.strip() and "  " not in cell for cell in row.values()), row
        assert all(row[column] for column in key), row
        wide = {char for cell in row.values() for char in cell if "\uff01" <= char <= "\uff5e"}
        assert wide <= set(FULL_WIDTH_KEPT), row


@pytest.mark.parametrize("stem", ENTITY_COLUMNS)
def test_entities_are_well_formed(stem: str) -> None:
    rows = entities_of(stem)
    assert len(rows) >= FEWEST[stem]
    for row in rows:
        name = row["id"].removeprefix(PREFIX[stem])
        assert row["id"] == PREFIX[stem] + name, row
        assert name, row
        assert not re.search(r"\s", row["id"]), row
        assert row["label"], row
        assert row["label_en"], row
        assert row["source"], row
        assert not set(row["label"]) & set("《》“” \uff1a"), row
        if stem in ENTITY_KINDS:
            assert row["kind"] in ENTITY_KINDS[stem], row
    labels = Counter(row["label"] for row in rows)
    assert not [label for label, count in labels.items() if count > 1]


def test_national_identifier_and_country_agree() -> None:
    countries = {row["id"] for row in read("names/countries.tsv")[1]}
    for row in entities_of("orgs"):
        assert not row["country"] or row["country"] in countries, row
        nation = re.fullmatch(r"org:([A-Z]{3})/.+", row["id"])
        if nation:
            assert row["country"] == f"country:{nation[1]}", row


def test_dates_and_makers() -> None:
    orgs = {row["id"] for row in entities_of("orgs")}
    for row in entities_of("instruments"):
        assert not row["date"] or EDTF.fullmatch(row["date"]), row
    makers = [row["adopted_by"] for row in entities_of("instruments")]
    makers += [row["manager"] for row in entities_of("programmes")]
    for maker in filter(None, makers):
        assert maker.startswith("un:") or maker in orgs, maker


@pytest.mark.parametrize("stem", ENTITY_COLUMNS)
def test_aliases_fit(stem: str) -> None:
    labels = {row["id"]: row["label"] for row in entities_of(stem)}
    for row in aliases_of(stem):
        assert row["id"] in labels, row
        assert row["alias"] != labels[row["id"]], row
        assert row["kind"] in ALIAS_KINDS, row
        assert len(row["alias"]) > 1, row
        assert row["source"], row
        assert not row["when"] or WHEN.fullmatch(row["when"]), row
        assert not row["alias"].isascii() or row["kind"] in {"acronym", "english"}, row


def test_a_name_of_two_entities_has_conditions() -> None:
    assert not [(name, rows) for name, rows in meanings().items() if len(rows) > 1 and "" in {when for _, when in rows}]


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("非盟", "org:AU"),
        ("非盟和平与安全理事会", "org:AUPSC"),
        ("非统组织", "org:OAU"),
        ("欧盟委员会", "org:EC"),
        ("欧洲委员会", "org:COE"),
        ("欧洲理事会", "org:EUCO"),
        ("阿盟", "org:LAS"),
        ("伊斯兰会议组织", "org:OIC"),
        ("加共体", "org:CARICOM"),
        ("西非经共体", "org:ECOWAS"),
        ("中非经共体", "org:ECCAS"),
        ("马里支助团", "org:AFISMA"),
        ("中非支助团", "org:MISCA"),
        ("驻科部队", "org:KFOR"),
        ("欧盟驻科法治团", "org:EULEX"),
        ("塔利班", "org:AFG/塔利班"),
        ("青年党", "org:SOM/青年党"),
        ("胡塞武装", "org:YEM/胡塞人"),
        ("Séleka", "org:CAF/Séleka"),
        ("达伊沙", "org:ISIL"),
        ("卡特中心", "org:卡特中心"),
        ("刑警组织", "org:INTERPOL"),
        ("明斯克小组", "org:欧安组织明斯克小组"),
        ("非洲原子能委员会", "org:AFCONE"),
        ("宪章", "treaty:UNCHARTER"),
        ("世界人权宣言", "treaty:UDHR"),
        ("公民及政治权利国际公约", "treaty:ICCPR"),
        ("消除一切形式对妇女歧视公约", "treaty:CEDAW"),
        ("保护所有移徙工人及其家庭成员权利国际公约", "treaty:ICRMW"),
        ("罗马规约", "treaty:ROMESTATUTE"),
        ("马德里行动计划", "treaty:MIPAA"),
        ("千年发展目标", "treaty:MDGs"),
        ("可持续发展目标", "treaty:SDGs"),
        ("2030年议程", "treaty:2030年可持续发展议程"),
        ("努美阿协议", "treaty:努美阿协议"),
        ("北京宣言", "treaty:北京宣言"),
        ("北京行动纲要", "treaty:行动纲要"),
        ("布鲁塞尔宣言", "treaty:布鲁塞尔宣言"),
        ("斯德哥尔摩公约", "treaty:斯德哥尔摩公约"),
        ("化学武器公约", "treaty:CWC"),
        ("选举知识网", "prog:ACE"),
        ("建立民主、治理和选举资源项目", "prog:BRIDGE"),
        ("全球选举周期支助项目", "prog:GPECS"),
        ("联发援框架", "prog:UNDAF"),
        ("新伙伴关系", "prog:NEPAD"),
        ("一体行动", "prog:一体行动"),
        ("选举专家名册", "prog:联合国单一选举专家名册"),
    ],
)
def test_known_names(name: str, identifier: str) -> None:
    assert [(identifier, "")] == meanings()[name]


@pytest.mark.parametrize(
    ("identifier", "date"),
    [
        ("treaty:UNCHARTER", "1945-06-26"),
        ("treaty:UDHR", "1948-12-10"),
        ("treaty:CRC", "1989-11-20"),
        ("treaty:CRPD", "2006-12-13"),
        ("treaty:ROMESTATUTE", "1998-07-17"),
        ("treaty:UNCLOS", "1982-12-10"),
        ("treaty:CTBT", "1996-09-10"),
        ("treaty:巴黎协定", "2015-12-12"),
        ("treaty:仙台减少灾害风险框架", "2015-03-18"),
        ("treaty:JCPOA", "2015-07-14"),
        ("treaty:代顿-巴黎和平协定", "1995-12-14"),
    ],
)
def test_dates_of_instruments(identifier: str, date: str) -> None:
    assert {row["id"]: row["date"] for row in entities_of("instruments")}[identifier] == date


@pytest.mark.parametrize(
    "word",
    [
        "公约",
        "议定书",
        "任择议定书",
        "条约",
        "协定",
        "宣言",
        "行动计划",
        "行动纲领",
        "框架公约",
        "规约",
        "委员会",
        "北方",
        "新军",
        "路线图",
        "全面和平协定",
        "国联",
        "议联",
        "非行",
        "亚行",
        "民解",
        "联盟",
        "阵线",
        "速效项目",
    ],
)
def test_words_that_are_no_name_by_themselves(word: str) -> None:
    assert all(when for _, when in meanings().get(word, []))


def test_organisation_words() -> None:
    rows = read("organisation_words.tsv")[1]
    assert len(rows) >= 200
    assert {row["role"] for row in rows} == {"head", "weak", "modifier"}
    for row in rows:
        assert row["type"] in {"ORG", "UN_BODY"}, row
        assert row["en"] and row["foreign"] in {"yes", "no"} and row["seat"] in {"yes", "no", "alone"}, row
        examples = row["examples"].split("|")
        assert all(row["word"] in example for example in examples), row
        if row["role"] != "modifier":
            assert all(example.endswith(row["word"]) for example in examples), row
    roles = {row["word"]: row["role"] for row in rows}
    assert roles["委员会"] == roles["宪法法院"] == roles["国民议会"] == "head"
    assert roles["部"] == roles["局"] == roles["军"] == "weak"
    assert roles["独立"] == roles["选举"] == "modifier"
