"""The tables of United Nations bodies and posts: their form, their links, and facts known by heart."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

NAMES = Path(__file__).parent.parent / "pipeline" / "tables" / "names"
BODY_COLUMNS = [
    *("id", "label", "label_en", "acronym", "kind", "parent", "host", "start", "end"),
    *("established_by", "successor", "source"),
]
ROLE_COLUMNS = ["id", "label", "label_en", "body", "source"]
ALIAS_COLUMNS = ["alias", "id", "kind", "when", "source"]
FILES = {
    "bodies.tsv": (BODY_COLUMNS, ("id",)),
    "bodies.aliases.tsv": (ALIAS_COLUMNS, ("alias", "id")),
    "roles.tsv": (ROLE_COLUMNS, ("id",)),
    "roles.aliases.tsv": (ALIAS_COLUMNS, ("alias", "id")),
}
BODY_KINDS = {
    *("organ", "subsidiary", "committee", "commission", "department", "office", "fund", "programme", "agency"),
    *("treaty_body", "tribunal", "mission", "political_mission", "expert_body", "related", "conference"),
    "working_group",
}
ALIAS_KINDS = {"short", "formal", "acronym", "historic", "colloquial", "traditional", "variant", "english"}
WHEN = re.compile(
    r"(?:document=un:\S+|near=(?:country|region|loc|un|org|treaty|role):\S+|(?:after|before)=\S+|defined)"
)
EDTF = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
HOST = re.compile(r"country:[A-Z]{3,4}|region:(?:\d{3}|[a-z][a-z-]*)")
SYMBOL = re.compile(
    r"S/RES/\d+\((?:19|20)\d\d\)|A/RES/\d+[A-Z]?\((?:[SE]{1,2}-)?[IVXL]+\)|A/RES/(?:(?:ES|S)-)?\d+/\d+[A-Z]?"
    r"|A/DEC/\d+/\d+|E/RES/\d+[A-Z]?\([IVXL]+\)|E/RES/\d{4}/\d+|A/HRC/RES/(?:S-)?\d+/\d+"
)


def read(name: str) -> tuple[list[str], list[dict[str, str]]]:
    with (NAMES / name).open(encoding="utf8", newline="") as handle:
        reader = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        rows = list(reader)
    return list(reader.fieldnames or []), rows


BODIES = {row["id"]: row for row in read("bodies.tsv")[1]}
ROLES = {row["id"]: row for row in read("roles.tsv")[1]}
ALIASES = {stem: read(f"{stem}.aliases.tsv")[1] for stem in ("bodies", "roles")}
OWNERS = {"bodies": BODIES, "roles": ROLES}


@pytest.mark.parametrize("name", FILES)
def test_header_order_and_keys(name: str) -> None:
    columns, key = FILES[name]
    header, rows = read(name)
    assert header == columns
    keys = [tuple(row[column] for column in key) for row in rows]
    assert keys == sorted(keys)
    assert [twice for twice, count in Counter(keys).items() if count > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_cells_are_clean(name: str) -> None:
    raw = (NAMES / name).read_bytes()
    assert raw.endswith(b"\n")
    assert b"\r" not in raw
    assert b"\n\n" not in raw
    for row in read(name)[1]:
        for column, cell in row.items():
            assert cell is not None and cell == cell.strip(), (name, row)
            assert not re.search(r"\s{2}|[\u200b\ufeff\u00a0\u3000]", cell), (name, row)
            assert column != "source" or cell, (name, row)


def test_labels_are_chinese_and_mean_one_thing() -> None:
    for table in (BODIES, ROLES):
        labels = Counter(row["label"] for row in table.values())
        assert [label for label, count in labels.items() if count > 1] == []
        for row in table.values():
            assert re.search(r"[\u4e00-\u9fff]", row["label"]) and not re.search(r"[《》“”,。;]", row["label"]), row
            assert row["label_en"] and not re.search(r"[\u4e00-\u9fff]", row["label_en"]), row


PEACEKEEPING = """
UNTSO UNMOGIP UNEF1 UNOGIL ONUC UNSF UNYOM UNFICYP DOMREP UNIPOM UNEF2 UNDOF UNIFIL UNGOMAP UNIIMOG UNAVEM1 UNTAG ONUCA
UNIKOM MINURSO UNAVEM2 ONUSAL UNAMIC UNPROFOR UNTAC UNOSOM1 ONUMOZ UNOSOM2 UNOMUR UNOMIG UNOMIL UNMIH UNAMIR UNASOG UNMOT
UNAVEM3 UNCRO UNPREDEP UNMIBH UNTAES UNMOP UNSMIH MONUA UNTMIH MIPONUH UNPSG MINURCA UNOMSIL UNMIK UNAMSIL UNTAET MONUC
UNMEE UNMISET UNMIL UNOCI MINUSTAH ONUB UNMIS UNMIT UNAMID MINURCAT MONUSCO UNISFA UNMISS UNSMIS MINUSMA MINUSCA
MINUJUSTH MINUGUA
"""
"""Every operation that the United Nations counts as peacekeeping, 1948 to now."""


@pytest.mark.parametrize("acronym", PEACEKEEPING.split())
def test_each_peacekeeping_operation_is_known(acronym: str) -> None:
    mission = BODIES[f"un:{acronym}"]
    assert mission["kind"] == "mission" and mission["established_by"] and mission["acronym"]
    assert any(row["id"] == mission["id"] and row["kind"] in ("short", "variant") for row in ALIASES["bodies"])


def test_there_are_enough() -> None:
    assert len(BODIES) >= 600
    assert len(ROLES) >= 200


def test_identifiers_and_kinds() -> None:
    names = defaultdict(set, {body["id"]: {body["label"]} for body in BODIES.values()})
    for row in ALIASES["bodies"]:
        names[row["id"]].add(row["alias"])
    for body in BODIES.values():
        assert re.fullmatch(r"un:[^\s《》]+", body["id"]), body
        assert body["kind"] in BODY_KINDS, body
        if re.search(r"[\u4e00-\u9fff]", body["id"]):
            assert body["id"][3:] in names[body["id"]] and not body["acronym"], body
    for role in ROLES.values():
        assert re.fullmatch(r"role:[A-Z0-9][A-Z0-9-]*", role["id"]), role


def test_links_lead_somewhere() -> None:
    for body in BODIES.values():
        for column in ("parent", "successor"):
            assert not body[column] or body[column] in BODIES, (column, body)
            assert body[column] != body["id"], body
        for host in filter(None, body["host"].split(";")):
            assert HOST.fullmatch(host), body
    for role in ROLES.values():
        assert not role["body"] or role["body"] in BODIES, role


@pytest.mark.parametrize("column", ["parent", "successor"])
def test_links_have_an_end(column: str) -> None:
    for start in BODIES:
        seen, here = {start}, BODIES[start][column]
        while here:
            assert here not in seen, (column, start)
            seen.add(here)
            here = BODIES[here][column]


def test_dates_and_symbols() -> None:
    for body in BODIES.values():
        for column in ("start", "end"):
            assert not body[column] or EDTF.fullmatch(body[column]), body
        if body["start"] and body["end"]:
            shorter = min(len(body["start"]), len(body["end"]))
            assert body["start"][:shorter] <= body["end"][:shorter], body
        assert not body["established_by"] or SYMBOL.fullmatch(body["established_by"]), body


def test_a_mission_has_a_place_and_a_beginning() -> None:
    missions = [row for row in BODIES.values() if row["kind"] in ("mission", "political_mission")]
    assert len(missions) >= 120
    for row in missions:
        assert row["host"], row
        assert row["start"], row


@pytest.mark.parametrize("stem", OWNERS)
def test_aliases_belong_to_an_entity(stem: str) -> None:
    owners, labels = OWNERS[stem], {row["label"]: row["id"] for row in OWNERS[stem].values()}
    by_alias = defaultdict(list)
    for row in ALIASES[stem]:
        assert row["id"] in owners, row
        assert row["kind"] in ALIAS_KINDS, row
        assert row["alias"] != owners[row["id"]]["label"], row
        assert labels.get(row["alias"], row["id"]) == row["id"], row
        assert not row["when"] or WHEN.fullmatch(row["when"]), row
        by_alias[row["alias"]].append(row)
    for rows in by_alias.values():
        assert len(rows) == 1 or all(row["when"] for row in rows), rows


def test_conditions_name_known_entities() -> None:
    for rows in ALIASES.values():
        for row in rows:
            if row["when"].startswith("near="):
                for entity in row["when"][5:].split("|"):
                    if entity.startswith(("un:", "role:")):
                        assert entity in BODIES or entity in ROLES, row


def test_generic_words_have_a_condition() -> None:
    generic = {"特别委员会", "咨询委员会", "监察员办公室", "联委会", "后勤基地", "区域服务中心", "协调人", "监测组"}
    rows = [row for table in ALIASES.values() for row in table if row["alias"] in generic]
    assert {row["alias"] for row in rows} == generic
    assert all(row["when"] for row in rows)
    bare = {"委员会", "理事会", "工作组", "专家小组", "协调委员会", "特派团", "办事处", "高级专员", "特别代表"}
    named = {row["alias"] for table in ALIASES.values() for row in table}
    assert not bare & (named | {row["label"] for table in OWNERS.values() for row in table.values()})


def meanings(name: str) -> set[str]:
    found = {row["id"] for table in OWNERS.values() for row in table.values() if row["label"] == name}
    return found | {row["id"] for table in ALIASES.values() for row in table if row["alias"] == name}


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("大会", "un:GA"),
        ("联合国安理会", "un:SC"),
        ("經濟及社會理事會", "un:ECOSOC"),
        ("给予殖民地国家和人民独立宣言执行情况特别委员会", "un:C24"),
        ("1267委员会", "un:SC-1267"),
        ("余留机制", "un:MICT"),
        ("卢旺达问题国际法庭", "un:ICTR"),
        ("妇女署", "un:UNWOMEN"),
        ("人居署", "un:UNHABITAT"),
        ("UN-Women", "un:UNWOMEN"),
        ("首协会秘书处", "un:CEB-SECRETARIAT"),
        ("联检组", "un:JIU"),
        ("选举援助司", "un:EAD"),
        ("观察员部队", "un:UNDOF"),
        ("联刚稳定团", "un:MONUSCO"),
        ("海地文职特派团", "un:MICIVIH"),
        ("联合国安哥拉核查团", "un:UNAVEM"),
        ("第二期联索行动", "un:UNOSOM2"),
        ("两伊军事观察团", "un:UNIIMOG"),
        ("非洲联盟和联合国达尔富尔混合行动", "un:UNAMID"),
        ("千年发展目标指标问题机构间专家组", "un:IAEG-MDG"),
        ("机构间选举援助协调机制", "un:ICMEA"),
        ("布雷顿森林机构", "un:布雷顿森林机构"),
        ("主管政治事务副秘书长", "role:USG-DPA"),
        ("政治事务副秘书长", "role:USG-DPA"),
        ("人权事务高级专员", "role:HC-HR"),
        ("开发署署长", "role:HEAD-UNDP"),
        ("安理会主席", "role:PRESIDENT-SC"),
        ("选举援助协调人", "role:FP-EA"),
    ],
)
def test_names(name: str, entity: str) -> None:
    assert meanings(name) == {entity}


@pytest.mark.parametrize(
    ("body", "column", "value"),
    [
        ("un:DPA", "successor", "un:DPPA"),
        ("un:DPKO", "successor", "un:DPO"),
        ("un:DFS", "successor", "un:DOS"),
        ("un:DM", "successor", "un:DMSPC"),
        ("un:DPI", "successor", "un:DGC"),
        ("un:CHR", "successor", "un:HRC"),
        ("un:UNDG", "successor", "un:UNSDG"),
        ("un:UNIFEM", "successor", "un:UNWOMEN"),
        ("un:MONUC", "successor", "un:MONUSCO"),
        ("un:MINUSTAH", "successor", "un:MINUJUSTH"),
        ("un:UNFICYP", "established_by", "S/RES/186(1964)"),
        ("un:UNOCI", "established_by", "S/RES/1528(2004)"),
        ("un:MENUB", "established_by", "S/RES/2137(2014)"),
        ("un:HRC", "established_by", "A/RES/60/251"),
        ("un:UNWOMEN", "established_by", "A/RES/64/289"),
        ("un:UNMISS", "host", "country:SSD"),
        ("un:MINUSMA", "end", "2023-12-31"),
        ("un:SC-1737", "end", "2016-01-16"),
        ("un:IMF", "kind", "agency"),
        ("un:ICC", "kind", "related"),
        ("un:CESCR", "parent", "un:ECOSOC"),
        ("un:EAD", "parent", "un:DPPA"),
    ],
)
def test_facts(body: str, column: str, value: str) -> None:
    assert BODIES[body][column] == value
