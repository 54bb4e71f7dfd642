"""Mentions and their entities, in sentences of our own."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.model import Extract
from pipeline.tables import load_patterns, load_rows


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
    ("副主席鲁本·阿尔曼萨(秘鲁)主持", [("鲁本·阿尔曼萨", "PERSON", "person:鲁本·阿尔曼萨"), ("秘鲁", "COUNTRY", "country:PER")]),
    ("克里斯·罗斯多次访问该地区", [("克里斯·罗斯", "PERSON", "person:克里斯·罗斯")]),       # 多次 is a word
    ("安娜·奥斯特林克女士", [("安娜·奥斯特林克", "PERSON", "person:安娜·奥斯特林克")]),        # the title is none of it
    ("应德拉甘诺夫总统的请求", [("德拉甘诺夫", "PERSON", "person:德拉甘诺夫")]),
    ("士兵Aram Sarkyan和Levon Petros-Hay受伤", [                                       # a list goes on
        ("Aram Sarkyan", "PERSON", "person:Aram Sarkyan"), ("Levon Petros-Hay", "PERSON", "person:Levon Petros-Hay")]),
    ("Anna Keller(瑞典)", [("Anna Keller", "PERSON", "person:Anna Keller"), ("瑞典", "COUNTRY", "country:SWE")]),
    ("王小明大使", [("王小明", "PERSON", "person:王小明")]),
    ("该国总统希望尽快举行选举", []),
    ("马里北穆库鲁县", [("马里", "COUNTRY", "country:MLI"), ("北穆库鲁县", "LOCATION", "loc:北穆库鲁县")]),
    ("发达城市和各州", []),
    ("联合国维和部队撤离", [("联合国", "UN_BODY", "un:UN")]),                                 # 部队 is one too
    ("科威特国民失踪", [("科威特", "COUNTRY", "country:KWT")]),                              # 国民 is a word of its own
    ("卡塔尔国的立场", [("卡塔尔国", "COUNTRY", "country:QAT")]),
    ("联合国赞比亚问题特使", [("联合国赞比亚问题特使", "ROLE", "role:SE-ZMB")]),
    ("部长们通过了首尔宣言", [("首尔宣言", "INSTRUMENT", "treaty:首尔宣言")]),                 # an instrument by its place
    ("波兰国家原子能机构", [("波兰国家原子能机构", "ORG", "org:POL/国家原子能机构")]),           # not the Agency in Vienna
    ("和平与安全理事会公报", [("和平与安全理事会", "ORG", "org:AUPSC")]),
    ("Alma Rot、Ben Karo和Cid Dano失踪", [(n, "PERSON", f"person:{n}") for n in ("Alma Rot", "Ben Karo", "Cid Dano")]),
    ("送往Shami医院", [("Shami医院", "ORG", "org:Shami医院")]),
    ("副秘书长访问黎巴嫩", [("副秘书长", "ROLE", "role:DSG"), ("黎巴嫩", "COUNTRY", "country:LBN")]),
    ("同一天，克米纳斯村遭到袭击", [("克米纳斯村", "LOCATION", "loc:克米纳斯村")]),
    ("法律和政策改革科", [("法律和政策改革科", "UN_BODY", "un:法律和政策改革科")]),            # 和 stands inside the name
    ("新闻科和采购管理股", [("新闻科", "UN_BODY", "un:新闻科"), ("采购管理股", "UN_BODY", "un:采购管理股")]),
    ("秘书长驻赞比亚特别代表", [("秘书长驻赞比亚特别代表", "ROLE", "role:SRSG-ZMB")]),
    ("联合国安理会主席声明2001年第32号", [
        ("联合国安理会", "UN_BODY", "un:SC"), ("主席声明2001年第32号", "RESOLUTION", "S/PRST/2001/32")]),
    ("《家庭工人保护政策》", [("家庭工人保护政策", "INSTRUMENT", "treaty:家庭工人保护政策")]),
    ("联合国总部政治事务部", [("联合国总部政治事务部", "UN_BODY", "un:DPA")]),
    ("海湾合作委员会总秘书处", [("海湾合作委员会总秘书处", "ORG", "org:海湾合作委员会总秘书处")]),
    ("依照安全理事会暂行议事规则", [("安全理事会", "UN_BODY", "un:SC")]),
    ("技术支助处处长", [("技术支助处", "UN_BODY", "un:技术支助处")]),
    ("丹麦移民局驳回申请", [("丹麦移民局", "ORG", "org:DNK/移民局")]),                        # nouns with a head behind their country
    ("布隆迪部署了观察员", [("布隆迪", "COUNTRY", "country:BDI")]),
    ("金沙萨总部", [("金沙萨", "LOCATION", "loc:金沙萨")]),
])  # fmt: skip
def test_mentions(tmp_path: Path, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(read(tmp_path, text + "。")) == expected


@pytest.mark.parametrize(("text", "places"), [
    ("在拉加县Delieba和Achana发生袭击", ["拉加县", "Delieba", "Achana"]),    # places within the county named before them
    ("飞机从Naqurah上空飞离", ["Naqurah"]),                                 # a word of place behind it
    ("在Hasanah观察所附近", ["Hasanah观察所"]),                             # a post known by name
    ("在拉加县John Smith先生说", ["拉加县"]),                               # a person
])  # fmt: skip
def test_places_in_latin_letters(tmp_path: Path, text: str, places: list[str]) -> None:
    assert [m.text for m in read(tmp_path, text + "。").mentions if m.type == "LOCATION"] == places


OFFICES = [(example, row["id"]) for row in load_patterns("offices") for example in row["examples"]]
NO_OFFICES = [example for row in load_patterns("offices") for example in row["rejects"]]


@pytest.mark.parametrize(("text", "row"), OFFICES)
def test_an_office_is_one_name_with_its_body(tmp_path: Path, text: str, row: str) -> None:
    assert [(m.text, m.type) for m in read(tmp_path, text + "提出了报告。").mentions][:1] in (
        [(text, "UN_BODY")],
        [(text, "ORG")],
    ), row


@pytest.mark.parametrize("text", NO_OFFICES)
def test_an_office_elsewhere_is_not_part_of_the_name(tmp_path: Path, text: str) -> None:
    assert text not in [m.text for m in read(tmp_path, text + "。").mentions]
    assert not [m for m in read(tmp_path, text + "。").mentions if m.rule == "name of an office"]


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
    ("联格观察团加强了巡逻。该观察团的任务不变。", "该观察团", "un:UNOMIG"),
    ("联莫行动已经结束。该行动的任务完成了。", "该行动", "un:ONUMOZ"),
    ("东帝汶过渡当局已经成立。该过渡当局的任务不变。", "该过渡当局", "un:UNTAET"),
    ("刚果民主共和国问题专家组抵达。该专家组访问了首都。", "该专家组", "un:刚果民主共和国问题专家组"),
    ("《北京行动纲领》已经通过。该行动纲领的执行值得欢迎。", "该行动纲领", "treaty:北京行动纲领"),
    ("联利观察团已经部署。请观察团提出报告。", "观察团", "un:UNOMIL"),
    ("秘书长赞比亚问题特别代表抵达首都。我的特别代表会见了总统。", "我的特别代表", "role:SRSG-ZMB"),
    ("秘书长西撒哈拉问题个人特使抵达。请个人特使提出报告。", "个人特使", "role:PE-WESTERNSAHARA"),
    ("消除对妇女歧视委员会举行了会议。请委员会提出建议。", "委员会", "un:CEDAW"),  # a class word that stands alone
    ("人权理事会延长了任务期限。理事会还任命了专家。", "理事会", "un:HRC"),
])  # fmt: skip
def test_a_back_reference_leads_to_its_antecedent(tmp_path: Path, text: str, printed: str, entity: str) -> None:
    anaphors = [(m.text, m.entity) for m in read(tmp_path, text).mentions if m.anaphor]
    assert (printed, entity) in anaphors or (printed + "政府", entity) in anaphors


def test_a_back_reference_without_antecedent_is_left_alone(tmp_path: Path) -> None:
    found = read(tmp_path, "该司提出了建议。")
    assert not [m for m in found.mentions if m.anaphor]
    assert found.dropped["back-reference without antecedent"] == 1


@pytest.mark.parametrize("text", [
    "消除对妇女歧视委员会举行了会议。各委员会提出建议。",
    "消除对妇女歧视委员会举行了会议。两个委员会提出建议。",
    "人权理事会延长了任务期限。开发银行的理事会成员开会。",
])  # fmt: skip
def test_a_class_word_with_a_modifier_is_no_back_reference(tmp_path: Path, text: str) -> None:
    assert not [m for m in read(tmp_path, text).mentions if m.anaphor]


def test_each_boundary_of_a_class_word_is_proved_by_its_example(tmp_path: Path) -> None:
    rows = [row for _, row in load_rows("bare_boundaries.tsv")]
    text = "关于亚美尼亚的结论性意见\n\n1. 消除对妇女歧视委员会举行了会议(CEDAW/C/ARM/6、CEDAW/C/ARM/Q/6)。\n\n"
    text += "\n\n".join(f"{number}. 据报{row['examples']}。" for number, row in enumerate(rows, start=2))
    found = read(tmp_path, text)
    anaphors = [m.anchor for m in found.mentions if m.anaphor]
    blocks = {block.number: block.anchor for block in found.report.blocks if block.kind == "paragraph"}
    for number, row in enumerate(rows, start=2):
        stands_alone = any(blocks[str(number)].holds(anchor) for anchor in anaphors)
        assert stands_alone == (row["side"] == "left"), row


OBSERVATIONS = (
    "关于亚美尼亚第六次定期报告的结论性意见\n\n1. 委员会审议了亚美尼亚的第六次定期报告(CEDAW/C/ARM/6)。\n\n"
    "2. 委员会欢迎对问题清单(CEDAW/C/ARM/Q/6)的答复。\n\n3. 委员会建议缔约国批准该公约,并与格鲁吉亚和其他缔约国交流经验。\n"
)


def test_concluding_observations_are_of_their_committee_and_of_one_state(tmp_path: Path) -> None:
    """委员会 is the only treaty body whose documents are cited, 缔约国 the State of the title; 其他缔约国 are others."""
    anaphors = [(m.text, m.entity) for m in read(tmp_path, OBSERVATIONS).mentions if m.anaphor]
    assert anaphors == [("委员会", "un:CEDAW")] * 3 + [("缔约国", "country:ARM")]


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


def test_a_last_name_alone_is_the_person_named_in_full(tmp_path: Path) -> None:
    found = read(tmp_path, "佩特科·德拉甘诺夫先生抵达。德拉甘诺夫先生发言。波罗申科总统出席。")
    people = [(m.text, m.entity) for m in found.mentions if m.type == "PERSON"]
    assert people == [
        ("佩特科·德拉甘诺夫", "person:佩特科·德拉甘诺夫"),
        ("德拉甘诺夫", "person:佩特科·德拉甘诺夫"),
        ("波罗申科", "person:波罗申科"),
    ]


@pytest.mark.parametrize(("text", "expected"), [
    # one short form for two bodies
    ("1. 联合国赛义德选举观察团(联赛观察团)抵达。\n\n2. 联合国赛里斯选举观察团(联赛观察团)离开。",
     [("conflicting_abbreviation", ["联赛观察团", "联赛观察团"])]),
    # an acronym that is used and explained nowhere
    ("1. 该系统向QRTX报告。\n\n2. QRTX每年开会。", [("undefined_abbreviation", ["QRTX"])]),
    ("1. 该系统向沙漠监测中心(QRTX)报告。\n\n2. QRTX每年开会。", []),     # explained by the name before it
    ("1. 联合国开发计划署(UNDP)开展培训。\n\n2. UNDP提出报告。", []),
    ("1. 第XVII章和GDP。\n\n2. GDP增长,见第XVII章。", []),                 # numerals, and what every reader knows
])  # fmt: skip
def test_short_forms_that_mislead_are_findings(
    tmp_path: Path, text: str, expected: list[tuple[str, list[str]]]
) -> None:
    found = read(tmp_path, text)
    kinds = {"conflicting_abbreviation", "undefined_abbreviation"}
    shown = [
        (f.code, [found.report.text[a.start : a.end] for a in f.anchors]) for f in found.findings if f.code in kinds
    ]
    assert shown == expected
