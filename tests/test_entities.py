"""Mentions and their entities, in sentences of our own."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.model import Extract


def read(tmp_path: Path, text: str, name: str = "note.txt") -> Extract:
    path = tmp_path / name
    path.write_text(text, encoding="utf8")
    return extract(path)


def named(found: Extract) -> list[tuple[str, str, str | None]]:
    return [(m.text, m.type, m.entity) for m in found.mentions if not m.anaphor]


@pytest.mark.parametrize(("text", "expected"), [
    # tables: the longest name wins, and a word that only contains a name is none
    ("发展中国家和中国", [("中国", "COUNTRY", "country:CHN")]),
    ("刚果民主共和国和刚果", [("刚果民主共和国", "COUNTRY", "country:COD"), ("刚果", "COUNTRY", "country:COG")]),
    ("索马里人和马里人", [("索马里", "COUNTRY", "country:SOM"), ("马里", "COUNTRY", "country:MLI")]),
    ("缔约方大会选出主席", []),
    # blanks inside a name are the type-setter's
    ("开 发 署开展培训", [("开发署", "UN_BODY", "un:UNDP")]),
    # traditional script
    ("聯合國安全理事會", [("聯合國安全理事會", "UN_BODY", "un:SC")]),
    # names made of names: the outermost, and its last body
    ("联合国秘书处政治事务部选举援助司", [("联合国秘书处政治事务部选举援助司", "UN_BODY", "un:EAD")]),
    ("人权高专办驻布隆迪办事处", [("人权高专办驻布隆迪办事处", "UN_BODY", "un:OHCHR-BDI")]),
    ("加勒比共同体秘书处", [("加勒比共同体秘书处", "ORG", "org:加共体秘书处")]),
    # posts
    ("秘书长马里问题特别代表", [("秘书长马里问题特别代表", "ROLE", "role:SRSG-MLI")]),
    ("马里稳定团部队指挥官", [("马里稳定团部队指挥官", "ROLE", "role:FC-MINUSMA")]),
    ("伊斯兰合作组织秘书长说", [("伊斯兰合作组织", "ORG", "org:OIC")]),                        # not the UN's Secretary-General
    # national institutions: their country in front, or from the sentence
    ("科特迪瓦独立选举委员会", [("科特迪瓦独立选举委员会", "ORG", "org:CIV/独立选举委员会")]),
    ("约旦感谢独立选举委员会", [("约旦", "COUNTRY", "country:JOR"), ("独立选举委员会", "ORG", "org:JOR/独立选举委员会")]),
    ("各国议会和选举管理机构", []),
    # instruments in 《》
    ("《马拉维选举法》", [("马拉维选举法", "INSTRUMENT", "treaty:马拉维选举法")]),
    ("《年度活动报告》", []),
    # people and places
    ("Anna Maria Keller女士到访", [("Anna Maria Keller", "PERSON", "person:Anna Maria Keller")]),
    ("总统阿里·本·萨利赫发表讲话", [("阿里·本·萨利赫", "PERSON", "person:阿里·本·萨利赫")]),
    ("在Kamoro村附近", [("Kamoro村", "LOCATION", "loc:Kamoro村")]),
])  # fmt: skip
def test_mentions(tmp_path: Path, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(read(tmp_path, text + "。")) == expected


def test_a_short_form_is_learnt_from_its_definition(tmp_path: Path) -> None:
    found = read(tmp_path, "联合国赛义德选举观察团(联赛观察团)已经抵达。联赛观察团将停留三个月。")
    entities = {m.entity for m in found.mentions if "观察团" in m.text}
    assert entities == {"un:联合国赛义德选举观察团"}
    assert sum(m.text == "联赛观察团" for m in found.mentions) == 2


@pytest.mark.parametrize(("text", "printed", "entity"), [
    ("选举援助司开展评估。该司提出建议。", "该司", "un:EAD"),
    ("马里举行了选举。该国政府支付了费用。", "该国", "country:MLI"),
    ("这是本组织的优先事项。", "本组织", "un:UN"),
    ("《残疾人权利公约》已经生效。《公约》有许多缔约国。", "《公约》", "treaty:CRPD"),
    ("联科行动开始撤离。该特派团于六月关闭。", "该特派团", "un:UNOCI"),
])  # fmt: skip
def test_a_back_reference_leads_to_its_antecedent(tmp_path: Path, text: str, printed: str, entity: str) -> None:
    anaphors = [(m.text, m.entity) for m in read(tmp_path, text).mentions if m.anaphor]
    assert (printed, entity) in anaphors or (printed + "政府", entity) in anaphors


def test_a_back_reference_without_antecedent_is_left_alone(tmp_path: Path) -> None:
    assert not [m for m in read(tmp_path, "该司提出了建议。").mentions if m.anaphor]


def test_mentions_do_not_overlap_and_quote_the_text(tmp_path: Path) -> None:
    found = read(
        tmp_path, "联合国开发计划署(开发署)和约旦独立选举委员会于2016年9月20日依照大会第70/168号决议开展工作。"
    )
    anchors = [m.anchor for m in found.mentions]
    assert all(a.end <= b.start for a, b in itertools.pairwise(anchors))
    assert all(found.report.text[m.anchor.start : m.anchor.end] == m.text for m in found.mentions)
    assert {m.entity for m in found.mentions} == {e.id for e in found.entities} - {"un:UN"}


def test_every_mention_says_what_made_it(tmp_path: Path) -> None:
    found = read(tmp_path, "开发署依照大会第70/168号决议在马里开展工作,该国表示欢迎。")
    assert all(m.rule for m in found.mentions)
