"""The tables of countries, regions, places and words that only look like a name."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

NAMES = Path(__file__).parent.parent / "pipeline" / "tables" / "names"
ENTITY_COLUMNS = {
    "countries": ["id", "label", "label_en", "m49", "status", "start", "end", "source"],
    "regions": ["id", "label", "label_en", "source"],
    "locations": ["id", "label", "label_en", "country", "kind", "source"],
}
PREFIX = {"countries": "country:", "regions": "region:", "locations": "loc:"}
ALIAS_COLUMNS = ["alias", "id", "kind", "when", "source"]
NOT_COLUMNS = ["text", "hides", "source"]
KINDS = {"short", "formal", "acronym", "historic", "colloquial", "traditional", "variant", "english"}
UN_SHORT = {
    "大会",
    "大會",
    "秘书处",
    "安理会",
    "秘书长",
    "联合国",
    "聯合國",
    "委员会",
    "委員會",
    "宪章",
    "北约",
    "非盟",
    "憲章",
    "新闻部",
    "维和部",
    "维和行动部",
    "和平行动部",
    "维持和平行动部",
    "外勤支助部",
    "业务支助部",
    "安保部",
    "安全和安保部",
    "政治事务部",
    "政治部",
    "管理部",
    "审计委员会",
    "人权委员会",
    "法庭",
}
FILES = {
    **{f"{stem}.tsv": (columns, ("id",)) for stem, columns in ENTITY_COLUMNS.items()},
    **{f"{stem}.aliases.tsv": (ALIAS_COLUMNS, ("alias", "id")) for stem in ENTITY_COLUMNS},
    "not_names.tsv": (NOT_COLUMNS, ("text",)),
}


def read(name: str) -> tuple[list[str], list[dict[str, str]]]:
    with (NAMES / name).open(encoding="utf8", newline="") as handle:
        reader = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        rows = list(reader)
    return list(reader.fieldnames or []), rows


def rows_of(name: str) -> list[dict[str, str]]:
    return read(name)[1]


@pytest.mark.parametrize("name", FILES)
def test_file_is_clean(name: str) -> None:
    columns, key = FILES[name]
    raw = (NAMES / name).read_bytes()
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
        assert all(cell == cell.strip() for cell in row.values()), row
        assert all(row[column] for column in (*key, "source")), row
        assert not any("\uff01" <= char <= "\uff5e" for cell in row.values() for char in cell), row


@pytest.mark.parametrize("stem", ENTITY_COLUMNS)
def test_entities_and_aliases_fit(stem: str) -> None:
    entities = {row["id"]: row for row in rows_of(f"{stem}.tsv")}
    assert all(identifier.startswith(PREFIX[stem]) for identifier in entities)
    labels = Counter(row["label"] for row in entities.values())
    assert not [label for label, count in labels.items() if count > 1]
    assert min(map(len, labels)) > 1
    ids = defaultdict(list)
    for row in rows_of(f"{stem}.aliases.tsv"):
        assert row["id"] in entities, row
        assert row["kind"] in KINDS, row
        assert len(row["alias"]) > 1, row
        assert row["alias"] != entities[row["id"]]["label"], row
        assert row["when"] == "" or row["when"].split("=")[0] in {"near", "after", "before", "document", "defined"}, row
        if row["alias"] in labels:
            assert row["when"], row
        ids[row["alias"]].append(row["when"])
    assert not [alias for alias, when in ids.items() if len(when) > 1 and "" in when]


def test_one_name_stands_for_one_type() -> None:
    meanings = defaultdict(set)
    conditions = defaultdict(list)
    for stem in ENTITY_COLUMNS:
        for row in rows_of(f"{stem}.tsv"):
            meanings[row["label"]].add(stem)
            conditions[row["label"]].append("")
        for row in rows_of(f"{stem}.aliases.tsv"):
            meanings[row["alias"]].add(stem)
            conditions[row["alias"]].append(row["when"])
    assert not [name for name, stems in meanings.items() if len(stems) > 1 and "" in conditions[name]]


def test_near_and_country_name_an_entity() -> None:
    countries = {row["id"] for row in rows_of("countries.tsv")}
    for row in rows_of("locations.tsv"):
        assert not row["country"] or row["country"] in countries, row
    for stem in ENTITY_COLUMNS:
        for row in rows_of(f"{stem}.aliases.tsv"):
            if row["when"].startswith("near="):
                assert row["when"].removeprefix("near=") in countries, row


def test_countries_are_complete() -> None:
    rows = rows_of("countries.tsv")
    status = Counter(row["status"] for row in rows)
    assert status["member"] == 193
    assert {row["id"] for row in rows if row["status"] == "observer"} == {"country:PSE", "country:VAT"}
    assert set(status) == {"member", "observer", "territory", "historic"}
    living = [row for row in rows if row["status"] != "historic"]
    assert all(len(row["m49"]) == 3 and row["m49"].isdigit() and row["label_en"] for row in living)
    assert all(len(row["id"]) == len("country:") + 3 for row in living)
    historic = [row for row in rows if row["status"] == "historic"]
    assert all(len(row["id"]) == len("country:") + 4 and row["label_en"] for row in historic)
    assert len({row["m49"] for row in living}) == len(living)


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("布隆迪", "country:BDI"),
        ("新喀里多尼亚", "country:NCL"),
        ("托克劳", "country:TKL"),
        ("巴勒斯坦", "country:PSE"),
        ("教廷", "country:VAT"),
        ("刚果", "country:COG"),
        ("刚果(金)", "country:COD"),
        ("伊朗(伊斯兰共和国)", "country:IRN"),
        ("玻利维亚(多民族国)", "country:BOL"),
        ("前南斯拉夫的马其顿共和国", "country:MKD"),
        ("埃斯瓦蒂尼", "country:SWZ"),
        ("中国台湾省", "country:TWN"),
        ("香港", "country:HKG"),
        ("苏联", "country:SUHH"),
        ("南斯拉夫", "country:YUCS"),
        ("塞尔维亚和黑山", "country:CSXX"),
        ("扎伊尔", "country:ZRCD"),
        ("敘利亞", "country:SYR"),
        ("馬里", "country:MLI"),
        ("西非", "region:011"),
        ("中东", "region:middle-east"),
        ("撒哈拉以南非洲", "region:202"),
        ("拉丁美洲及加勒比", "region:419"),
        ("萨赫勒", "region:sahel"),
        ("班吉", "loc:班吉"),
        ("杜乌马", "loc:杜乌马"),
        ("上尼罗州", "loc:上尼罗州"),
        ("琼格莱", "loc:琼格莱州"),
        ("尼尼微省", "loc:尼尼微"),
        ("纳戈尔诺-卡拉巴赫", "loc:纳戈尔诺-卡拉巴赫"),
        ("约旦河西岸", "loc:西岸"),
        ("廷巴克图", "loc:通布图"),
        ("科索沃", "loc:科索沃"),
        ("德里国家首都辖区", "loc:德里"),
    ],
)
def test_known_names(name: str, identifier: str) -> None:
    unconditional = set()
    for stem in ENTITY_COLUMNS:
        unconditional |= {row["id"] for row in rows_of(f"{stem}.tsv") if row["label"] == name}
        unconditional |= {
            row["id"] for row in rows_of(f"{stem}.aliases.tsv") if row["alias"] == name and not row["when"]
        }
    assert unconditional == {identifier}


@pytest.mark.parametrize(
    "word",
    ["和平", "统一", "大会", "中心", "民主", "团结", "希望", "光明", "南部", "世界", "西北", "中部", "海湾", "大湖"],
)
def test_common_words_are_no_names(word: str) -> None:
    for stem in ENTITY_COLUMNS:
        assert word not in {row["label"] for row in rows_of(f"{stem}.tsv")}
        assert all(row["when"] for row in rows_of(f"{stem}.aliases.tsv") if row["alias"] == word)


def test_not_names_hide_a_name() -> None:
    names = {row["label"] for stem in ENTITY_COLUMNS for row in rows_of(f"{stem}.tsv")}
    names |= {row["alias"] for stem in ENTITY_COLUMNS for row in rows_of(f"{stem}.aliases.tsv")}
    for row in rows_of("not_names.tsv"):
        text, hidden = row["text"], row["hides"]
        overlaps = any(text.endswith(hidden[:length]) for length in range(1, len(hidden)))
        assert hidden in text or overlaps, row
        assert row["hides"] != row["text"], row
        assert row["hides"] in names | UN_SHORT, row
        assert row["text"] not in names, row
    texts = {row["text"] for row in rows_of("not_names.tsv")}
    assert {"发展中国家", "代表大会", "大会堂", "沿海地区", "中国际", "日本脑炎", "马里亚诺", "参加", "其中"} <= texts
