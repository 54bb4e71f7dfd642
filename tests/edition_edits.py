"""Editions made of statements that know their facts, and edits that know which facts they change.

The expected facts come from the statements' own templates, never from what the program read. A mission report and a
statistical report of our own are the skeletons; `Look` sets them out in other ways that state the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

COUNTRIES = {
    "贝宁": "BEN", "不丹": "BTN", "乍得": "TCD", "斐济": "FJI", "加纳": "GHA", "海地": "HTI", "约旦": "JOR", "肯尼亚": "KEN",
    "马里": "MLI", "尼泊尔": "NPL", "秘鲁": "PER", "多哥": "TGO", "汤加": "TON", "赞比亚": "ZMB", "洪都拉斯": "HND",
    "东帝汶": "TLS", "利比里亚": "LBR", "突尼斯": "TUN",
}  # fmt: skip
BODIES = {
    "开发署": "un:UNDP",
    "妇女署": "un:UNWOMEN",
    "教科文组织": "un:UNESCO",
    "难民署": "un:UNHCR",
    "儿基会": "un:UNICEF",
}
PARTNERS = {"非洲联盟": "org:AU", "欧洲联盟": "org:EU", "美洲国家组织": "org:OAS", "伊斯兰合作组织": "org:OIC"}
VOTES = {
    "总统选举": "event:presidential",
    "议会选举": "event:legislative",
    "地方选举": "event:local",
    "全民投票": "event:referendum",
}

Slots = dict[str, str]


@dataclass(frozen=True)
class Facts:
    """Facts of a text, keyed: relations to their value, measures (subject, unit, name) to (value, time), entities."""

    relations: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    measures: dict[tuple[str, str, str], tuple[float, str]] = field(default_factory=dict)
    entities: frozenset[str] = frozenset()

    def __or__(self, other: Facts) -> Facts:
        return Facts(self.relations | other.relations, self.measures | other.measures, self.entities | other.entities)


@dataclass(frozen=True)
class Statement:
    """A kind of sentence: the wordings that state the same, and the facts of its filled slots."""

    kind: str
    wordings: tuple[str, ...]
    slots: dict[str, tuple[str, ...]]

    def facts(self, slots: Slots) -> Facts:
        return STATED[self.kind](slots)


def _numbers(*numbers: int) -> tuple[str, ...]:
    return tuple(map(str, numbers))


NAMES = tuple(COUNTRIES)
STATEMENTS = (
    Statement("election", ("{country}于 {year} 年 {month} 月 {day} 日举行{vote}。", "{year} 年 {month} 月 {day} 日，{country}举行了{vote}。"),
              {"country": NAMES, "year": _numbers(2018, 2019, 2020), "month": _numbers(2, 7, 11), "day": _numbers(4, 19, 28), "vote": tuple(VOTES)}),
    Statement("voters", ("{year} 年，{country}的登记选民为 {number} 名。", "{country}的登记选民在 {year} 年为 {number} 名。"),
              {"country": NAMES, "year": _numbers(2018, 2020), "number": ("412 000", "4 640 000", "975 300", "86 万")}),
    Statement("women", ("{year} 年，{country}的女议员占议员总数的 {number}%。", "{year} 年，在{country}，女议员占议员总数的 {number}%。"),
              {"country": NAMES, "year": _numbers(2018, 2020), "number": ("12.4", "23.4", "32.7", "41")}),
    Statement("experts", ("名册上有 {number} 名专家，可在两周之内派出。", "名册上列有 {number} 名专家，两周之内即可派出。"),
              {"number": _numbers(715, 742, 806)}),
    Statement("money", ("各方的自愿捐款共计 {number} 万美元，用于购置设备。", "为购置设备，各方的自愿捐款共计 {number} 万美元。"),
              {"number": ("1 260", "980", "3 570")}),
    Statement("stations", ("全国各地设立了 {number} 个投票站，比上次便利。", "全国各地共设立了 {number} 个投票站，比上次更加便利。"),
              {"number": ("1 450", "880", "12 300")}),
    Statement("cited", ("大会在第 {session}/{number} 号决议中欢迎这一进展。", "大会第 {session}/{number} 号决议欢迎这一进展。"),
              {"session": _numbers(70, 72, 74), "number": _numbers(158, 164, 168, 173)}),
    Statement("cooperation", ("{body}与{partner}合作，编写了培训教材。", "{body}同{partner}合作，一起编写了培训教材。"),
              {"body": tuple(BODIES), "partner": tuple(PARTNERS)}),
    Statement("help", ("应{country}政府的请求，{body}协助{country}培训了投票站主任。", "应{country}政府请求，{body}协助{country}培训了各投票站的主任。"),
              {"body": tuple(BODIES), "country": NAMES}),
    Statement("remark", ("{words}",), {"words": (
        "各方在投票日之前公开了候选人的财务报告，选民因此能够作出知情的选择。",
        "社交媒体上的谣言使主管机构疲于应付，更正往往来得太迟。",
        "残疾选民的投票权需要专门的安排，包括无障碍的场所和有声的选票。",
        "法院应当及早就争端作出裁决，期限过长会损害公众的信任。",
        "纸质记录仍然不可缺少，因为电子设备可能发生故障。",
        "观察员应当不受阻碍地前往各地，并能够同所有候选人交谈。",
    )}),
)  # fmt: skip
KINDS = {statement.kind: statement for statement in STATEMENTS}


def _date(slots: Slots) -> str:
    return f"{slots['year']}-{int(slots['month']):02}-{int(slots['day']):02}"


def _number(text: str) -> float:
    times = 10_000 if text.endswith("万") else 1
    return float(text.removesuffix("万").replace(" ", "")) * times


def _country(slots: Slots) -> str:
    return f"country:{COUNTRIES[slots['country']]}"


def _election(slots: Slots) -> Facts:
    event, date = VOTES[slots["vote"]], _date(slots)
    key = (_country(slots), "held_election", event, slots["year"])
    return Facts({key: f"asserted {date} held"}, {}, frozenset({_country(slots), event, date}))


def _measure(slots: Slots, name: str, unit: str, times: int = 1) -> Facts:
    country = _country(slots) if "country" in slots else ""
    year = slots.get("year", "")
    named = frozenset({country, year} - {""})
    return Facts({}, {(country, unit, name): (_number(slots["number"]) * times, year)}, named)


def _cited(slots: Slots) -> Facts:
    resolution = f"A/RES/{slots['session']}/{slots['number']}"
    relations = {("doc:this", "cites", resolution, ""): "asserted", (resolution, "adopted_by", "un:GA", ""): "asserted"}
    return Facts(relations, {}, frozenset({resolution, "un:GA"}))


def _cooperation(slots: Slots) -> Facts:
    ends = sorted((BODIES[slots["body"]], PARTNERS[slots["partner"]]))
    return Facts({(ends[0], "cooperates_with", ends[1], ""): "asserted"}, {}, frozenset(ends))


def _help(slots: Slots) -> Facts:
    body, country = BODIES[slots["body"]], _country(slots)
    relations = {(body, "assists", country, ""): "asserted", (country, "requests_assistance", body, ""): "asserted"}
    return Facts(relations, {}, frozenset({body, country}))


STATED = {
    "election": _election,
    "voters": lambda slots: _measure(slots, "voters", "person"),
    "women": lambda slots: _measure(slots, "women", "percent"),
    "experts": lambda slots: _measure(slots, "experts", "person"),
    "money": lambda slots: _measure(slots, "money", "USD", 10_000),
    "stations": lambda slots: _measure(slots, "stations", "item"),
    "cited": _cited,
    "cooperation": _cooperation,
    "help": _help,
    "remark": lambda _: Facts(),
}


@dataclass(frozen=True)
class Said:
    """A statement with its slots filled, in one of its wordings."""

    kind: str
    slots: tuple[tuple[str, str], ...]
    wording: int = 0

    @property
    def text(self) -> str:
        wordings = KINDS[self.kind].wordings
        return wordings[self.wording % len(wordings)].format(**dict(self.slots))

    @property
    def facts(self) -> Facts:
        return KINDS[self.kind].facts(dict(self.slots))

    @property
    def about(self) -> tuple[str, ...]:
        """What no other statement of the edition may speak of, so that each fact has one place."""
        slots = dict(self.slots)
        keys = {
            "election": ("country", "vote", "year"),
            "cited": ("session", "number"),
            "cooperation": ("body", "partner"),
            "help": ("body", "country"),
            "remark": ("words",),
        }
        return (self.kind, *(slots[name] for name in keys.get(self.kind, ("country",)) if name in slots))


@dataclass(frozen=True)
class Edition:
    """A report: its title page's facts are fixed, its paragraphs and the rows of its annex may be edited."""

    paragraphs: tuple[tuple[Said, ...], ...]
    rows: tuple[tuple[str, bool], ...]
    resolution: str = "2561(2021)"

    @property
    def facts(self) -> Facts:
        own = f"S/RES/{self.resolution}"
        relations = {("doc:this", name, own, ""): "asserted" for name in ("cites", "submitted_under")}
        relations |= {
            (own, "adopted_by", "un:SC", ""): "asserted",
            ("doc:this", "issued_by", "role:SG", ""): "asserted",
        }
        found = Facts(relations, {}, frozenset({own, "un:SC", "role:SG", "S/2021/9261", "2021-03-12", "un:UN"}))
        for paragraph in self.paragraphs:
            for said in paragraph:
                found |= said.facts
        for name, star in self.rows:
            id_ = f"country:{COUNTRIES[name]}"
            value = f"asserted {'SC' if star else 'request'}"
            found |= Facts({(id_, "receives_assistance", "un:UN", ""): value}, {}, frozenset({id_}))
        return found

    @property
    def parts(self) -> Iterator[tuple[str, str]]:
        """The (kind, text) of every part in reading order."""
        yield "head", "联合国\nS/2021/9261\n安全理事会\nDistr.: General\n12 March 2021\nChinese\nOriginal: English"
        yield "title", "和平与选举支助工作的进展情况"
        yield "author", "秘书长的报告"
        yield "heading", "一. 导言"
        yield "paragraph", f"1. 本报告依照安全理事会第 {self.resolution}号决议提交。"
        yield "heading", "二. 各项活动"
        for number, paragraph in enumerate(self.paragraphs, start=2):
            yield "paragraph", f"{number}. " + "".join(said.text for said in paragraph)
        yield "annex", "附件"
        yield "annex_title", "报告所述期间获得联合国选举援助的国家"
        yield "rows", "\n".join(name + "*" * star for name, star in self.rows)
        yield "note", "* 援助由安全理事会授权。"


# --- edits of what is said ------------------------------------------------------------------------------------


def fill(kind: str, chance: random.Random) -> Said:
    """The statement with chance fillings."""
    return Said(kind, tuple((name, chance.choice(words)) for name, words in KINDS[kind].slots.items()))


def make_edition(seed: int) -> Edition:
    """A report of a dozen paragraphs of one or two statements, and an annex of countries."""
    chance = random.Random(seed)
    said: dict[tuple[str, ...], Said] = {}
    for kind in [*KINDS, *chance.choices([*KINDS], k=8)]:
        one = fill(kind, chance)
        said.setdefault(one.about, one)
    statements = list(said.values())
    chance.shuffle(statements)
    paragraphs = []
    while statements:
        size = min(len(statements), chance.choice((1, 1, 2)))
        paragraphs.append(tuple(statements[:size]))
        del statements[:size]
    rows = tuple((name, chance.random() < 0.3) for name in chance.sample(NAMES, 8))
    return Edition(tuple(paragraphs), rows)


def change_slot(edition: Edition, chance: random.Random) -> Edition:
    """Another number, year, country, vote or resolution in one statement."""
    places = [(p, s) for p, paragraph in enumerate(edition.paragraphs) for s in range(len(paragraph))]
    p, s = chance.choice(places)
    said = edition.paragraphs[p][s]
    name = chance.choice([name for name, _ in said.slots])
    other = chance.choice(KINDS[said.kind].slots[name])
    new = replace(said, slots=tuple((n, other if n == name else value) for n, value in said.slots))
    if new.about != said.about and _is_said(edition, new):
        return edition
    return _with(edition, p, tuple(new if n == s else old for n, old in enumerate(edition.paragraphs[p])))


def add_paragraph(edition: Edition, chance: random.Random) -> Edition:
    new = fill(chance.choice([*KINDS]), chance)
    if _is_said(edition, new):
        return edition
    at = chance.randrange(len(edition.paragraphs) + 1)
    return replace(edition, paragraphs=(*edition.paragraphs[:at], (new,), *edition.paragraphs[at:]))


def remove_paragraph(edition: Edition, chance: random.Random) -> Edition:
    at = chance.randrange(len(edition.paragraphs))
    return _with(edition, at)


def swap_resolution(edition: Edition, chance: random.Random) -> Edition:
    return replace(edition, resolution=chance.choice(("2561(2021)", "2480(2019)", "2531(2020)")))


def add_row(edition: Edition, chance: random.Random) -> Edition:
    free = [name for name in NAMES if name not in dict(edition.rows)]
    at = chance.randrange(len(edition.rows) + 1)
    row = (chance.choice(free), chance.random() < 0.5)
    return replace(edition, rows=(*edition.rows[:at], row, *edition.rows[at:]))


def remove_row(edition: Edition, chance: random.Random) -> Edition:
    at = chance.randrange(len(edition.rows))
    return replace(edition, rows=(*edition.rows[:at], *edition.rows[at + 1 :]))


def rename_row(edition: Edition, chance: random.Random) -> Edition:
    at = chance.randrange(len(edition.rows))
    free = [name for name in NAMES if name not in dict(edition.rows)]
    row = (chance.choice(free), edition.rows[at][1])
    return replace(edition, rows=(*edition.rows[:at], row, *edition.rows[at + 1 :]))


def toggle_star(edition: Edition, chance: random.Random) -> Edition:
    at = chance.randrange(len(edition.rows))
    name, star = edition.rows[at]
    return replace(edition, rows=(*edition.rows[:at], (name, not star), *edition.rows[at + 1 :]))


FACT_EDITS = (
    change_slot, change_slot, add_paragraph, remove_paragraph, swap_resolution, add_row, remove_row, rename_row, toggle_star,
)  # fmt: skip


# --- edits that state the same ----------------------------------------------------------------------------------


def move_paragraph(edition: Edition, chance: random.Random) -> Edition:
    paragraphs = list(edition.paragraphs)
    moved = paragraphs.pop(chance.randrange(len(paragraphs)))
    paragraphs.insert(chance.randrange(len(paragraphs) + 1), moved)
    return replace(edition, paragraphs=tuple(paragraphs))


def split_paragraph(edition: Edition, chance: random.Random) -> Edition:
    long = [at for at, paragraph in enumerate(edition.paragraphs) if len(paragraph) > 1]
    if not long:
        return edition
    at = chance.choice(long)
    return _with(edition, at, *((said,) for said in edition.paragraphs[at]))


def merge_paragraphs(edition: Edition, chance: random.Random) -> Edition:
    at = chance.randrange(len(edition.paragraphs) - 1)
    first, second = edition.paragraphs[at : at + 2]
    return replace(edition, paragraphs=(*edition.paragraphs[:at], first + second, *edition.paragraphs[at + 2 :]))


def reword(edition: Edition, chance: random.Random) -> Edition:
    at = chance.randrange(len(edition.paragraphs))
    return _with(edition, at, tuple(replace(said, wording=said.wording + 1) for said in edition.paragraphs[at]))


def shuffle_rows(edition: Edition, chance: random.Random) -> Edition:
    return replace(edition, rows=tuple(chance.sample(edition.rows, len(edition.rows))))


SAME_EDITS = (move_paragraph, split_paragraph, merge_paragraphs, reword, shuffle_rows)


def _with(edition: Edition, at: int, *paragraphs: tuple[Said, ...]) -> Edition:
    return replace(edition, paragraphs=(*edition.paragraphs[:at], *paragraphs, *edition.paragraphs[at + 1 :]))


def _is_said(edition: Edition, new: Said) -> bool:
    return any(said.about == new.about for paragraph in edition.paragraphs for said in paragraph)


# --- looks: other print, the same statements --------------------------------------------------------------------

_FULL = {code: code + 0xFEE0 for code in map(ord, "0123456789()%")}
_ASCII_MARKS = str.maketrans("，；：", ",;:")


@dataclass(frozen=True)
class Look:
    """How an edition is printed: each field is a change that no reader takes for a change of fact."""

    width: int = 0
    full_width: bool = False
    ascii_marks: bool = False
    blanks: str = "usual"
    pages: int = 0
    columns: int = 1
    newline: str = "\n"
    seed: int = 0


def to_text(edition: Edition, look: Look) -> str:
    """The edition as a text file in this look; paragraphs are parted by blank lines."""
    chance = random.Random(look.seed)
    lines: list[str] = []
    for kind, text in edition.parts:
        lines += [*_lines(kind, text, look, chance), ""]
    if look.pages:
        lines = list(_paged(lines, look.pages))
    return look.newline.join(lines) + look.newline


def _lines(kind: str, text: str, look: Look, chance: random.Random) -> Sequence[str]:
    if kind == "head":
        return text.split("\n")
    if kind == "rows":
        names = [_printed(name, look, chance) for name in text.split("\n")]
        height = -(-len(names) // look.columns)
        return ["\t".join(names[row::height]) for row in range(height)]
    printed = _printed(text, look, chance)
    if kind not in {"paragraph", "note"} or not look.width:
        return [printed]
    return [printed[at : at + look.width] for at in range(0, len(printed), look.width)]


def _printed(text: str, look: Look, chance: random.Random) -> str:
    if look.blanks == "none":
        text = re.sub(r"(?<=[\u4e00-\u9fff]) (?=\d)|(?<=\d) (?=[\u4e00-\u9fff])", "", text)
    elif look.blanks == "everywhere":
        text = re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", lambda _: " " * (chance.random() < 0.08), text)
    if look.full_width:
        number = re.match(r"\d+\. ?", text)
        at = number.end() if number else 0
        text = text[:at] + text[at:].translate(_FULL)
    return text.translate(_ASCII_MARKS) if look.ascii_marks else text


def _paged(lines: Sequence[str], height: int) -> Iterator[str]:
    """The lines with a page number and a running head after every so many, also inside paragraphs."""
    body = False
    for number, line in enumerate(lines, start=1):
        yield line
        body = body or line.startswith("1. ")
        if body and number % height == 0 and not line.rstrip()[-1:].isdigit():  # no page ends inside a number
            yield from ("", f"{number // height}/{len(lines) // height + 1}", "", "S/2021/9261", "")
