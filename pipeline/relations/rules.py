"""The relation patterns of the table applied to sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import combinations, product

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import THIS_REPORT, Anchor, Modality, Relation
from pipeline.relations.gates import open_rules
from pipeline.relations.implied import body_of_post
from pipeline.relations.passage import Passage
from pipeline.relations.tokens import CODES, MENTION, Encoded, compile_pattern, compile_phrase, is_organ, is_territory
from pipeline.tables import load_expressions, load_patterns
from pipeline.trace import is_traced, reject

_FORMS = load_expressions("facts")
_MARKS = re.compile("[。；，,]")
_WISHED = "only wished for, asked for or ordained, not stated (EXHORT, ASKED_TO, SHALL of relations.toml)"
_NEAR = 6
_COUNTRY = "country:"
"""Ties between two States are none of those that the reports are read for."""
_CONTEXT = 40
_AS_STATED = frozenset({"requests_assistance", "submitted_under", "follows_up", "issued_by", "submitted_to"})
_WISHES = frozenset({"requests", "mandates"})
"""What asks or allows is no weaker for the words in which it does so."""


class Rule(Struct, frozen=True, dict=True):
    """One row of the table."""

    id: str
    predicate: str
    pattern: str
    subject: str | None
    object: str | None
    examples: tuple[str, ...]
    rejects: tuple[str, ...]
    listed: bool = False
    """Whether what it reads behind a colon may also stand in items below."""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled when a sentence first asks for it: a short report needs few."""
        return compile_pattern(self.pattern)


@cache
def load_rules() -> tuple[Rule, ...]:
    """The rules in the order of the table."""
    return tuple(
        Rule(
            row["id"], row["predicate"], row["regex"], row.get("subject"), row.get("object"),
            tuple(row["examples"]), tuple(row.get("rejects", ())), row.get("listed", False),
        )
        for row in load_patterns("relations")
    )  # fmt: skip


def apply_rules(passages: Sequence[Passage], encoded: Sequence[Encoded]) -> list[list[Relation]]:
    """Every relation that a rule reads in each of the sentences, which are given as passages and encoded."""
    rules = load_rules()
    opened = [open_rules(sentence.string) for sentence in encoded]
    matches = [
        [(rules[number], match) for number in numbers for match in rules[number].regex.finditer(sentence.string)]
        for numbers, sentence in zip(opened, encoded, strict=True)
    ]
    return [
        [relation for rule, match in matched for relation in _relations(rule, match, passage, sentence)]
        for matched, passage, sentence in zip(matches, passages, encoded, strict=True)
    ]


def apply_listed(passage: Passage, head: Encoded, item: Encoded) -> Iterator[Relation]:
    """What an item states with the sentence that heads its list (批准了下列文书：(a) …), quoted from both."""
    whole = head.joined(item)
    for rule in _listed_rules():
        for match in rule.regex.finditer(whole.string):
            if match.start("o") >= len(head.string):
                quoted = whole.anchor(match.start(), len(head.string)), whole.anchor(*match.span("o"))
                for relation in _relations(rule, match, passage, whole):
                    yield replace(relation, evidence=quoted)


@cache
def _listed_rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules() if rule.listed)


def _relations(rule: Rule, match: re.Match[str], passage: Passage, encoded: Encoded) -> Iterator[Relation]:
    modality, word = _meant(rule.predicate, match, encoded)
    if modality is None and not is_traced():
        return
    subjects = _end(rule, "s", match, passage, encoded)
    if rule.object == "fellows":
        pairs: Iterable[tuple[str, str]] = _fellows(match, encoded)
    else:
        pairs = product(subjects, _end(rule, "o", match, passage, encoded))
    evidence, qualifiers, traced = encoded.anchor(*match.span()), _qualifiers(match, encoded), is_traced()
    for subject, object_ in pairs:
        if modality is not None and subject != object_:
            yield Relation(subject, rule.predicate, object_, (evidence,), rule.id, qualifiers, modality)
        if traced and (modality != "asserted" or subject == object_):
            _tell(rule, evidence, (subject, object_), modality, MENTION.sub("…", word))


def _tell(rule: Rule, evidence: Anchor, ends: tuple[str, str], modality: Modality | None, word: str) -> None:
    """Why a match states nothing, or does not state it as done."""
    meaning = f"{ends[0]} {rule.predicate} {ends[1]}"
    reason = f"{word}: it is {modality}, not done (modality.toml)" if modality else f"{word}: {_WISHED}"
    reason = f"both ends are {ends[0]}" if ends[0] == ends[1] else reason
    reject(evidence.start, evidence.end, rule.predicate, reason, meaning=meaning, rule=rule.id)


def _fellows(match: re.Match[str], encoded: Encoded) -> Iterator[tuple[str, str]]:
    """Each member of a list with each other; 甲与乙和丙 are 甲 with 乙 and 甲 with 丙."""
    parts = [encoded.mentions(match.start("s") + part.start(), match.start("s") + part.end()) for part in
             _FORMS["fellows"].finditer(match["s"])]  # fmt: skip
    names = [[m.entity for m in part if m.entity] for part in parts]
    for one, other in combinations(names, 2) if len(names) > 1 else combinations([[name] for name in names[0]], 2):
        yield from (pair for pair in product(one, other) if not all(end.startswith(_COUNTRY) for end in pair))


def _end(rule: Rule, group: str, match: re.Match[str], passage: Passage, encoded: Encoded) -> list[str]:
    stand_in = rule.subject if group == "s" else rule.object
    if stand_in is None:
        named = encoded.mentions(*match.span(group))
        cited = [m for m in named if m.type == "RESOLUTION"]  # in a list each may have its organ before it
        ends = cited or [m for m in named if m.type != "DATE"]
        return list(dict.fromkeys(m.entity for m in ends if m.entity))
    if stand_in == "helper":
        after = compile_phrase("HELPER").search(encoded.string, match.end())
        helpers = encoded.mentions(*after.span("helpers")) if after else []
        return [m.entity for m in helpers if m.type == "UN_BODY" and m.entity]
    if stand_in == "territory":
        return _territory(passage)
    if stand_in in {"post", "presided"}:
        bodies = map(body_of_post, encoded.mentions(*match.span("post")))
        return [body for body in bodies if body and (stand_in == "post" or is_organ(body))]
    here = encoded.topic or passage.country or _only_country(passage, match, encoded, rule)
    standing = THIS_REPORT if stand_in == "this" else here
    return [standing] if standing else []


def _only_country(passage: Passage, match: re.Match[str], encoded: Encoded, rule: Rule) -> str | None:
    """What stands for the country of the section where it has none: the report's, or the only one of the sentence.

    That is named behind the deed: who acts may be a country too. With help it is the report's alone, as what a sentence
    says of help need not be meant for the country that it names.
    """
    named = {m.entity for m in passage.mentions if m.type == "COUNTRY"}
    if not named - {passage.topic}:
        return passage.topic
    behind = {m.entity for m in encoded.mentions(match.end(), len(encoded.string)) if m.type == "COUNTRY"}
    return named.pop() if len(named) == 1 and behind and rule.predicate != "assists" else None


def _territory(passage: Passage) -> list[str]:
    """The territory that a sentence on 管理国 is about: the only one named, else the section's or the report's."""
    named = {m.entity for m in passage.mentions if is_territory(m.entity)}
    standing = named or {passage.country or passage.topic}
    return [place for place in standing if place and is_territory(place)] if len(standing) == 1 else []


def _meant(predicate: str, match: re.Match[str], encoded: Encoded) -> tuple[Modality | None, str]:
    """How the match is meant, and the words that say so.

    None where it is only wished for: 鼓励甲与乙合作 does not state that they do.
    """
    if predicate in _AS_STATED:
        return "asserted", ""
    leading = encoded.string[max(0, match.start() - _CONTEXT) : match.start()]
    before = _MARKS.split(leading)[-1]
    if predicate in _WISHES:
        wished = _FORMS["recommended"].search(leading)
    else:
        wished = _exhortation().search(before) or compile_phrase("ASKED_TO").search(before)
    if wished:
        return None, wished.group()
    clause = before[-_NEAR:] + encoded.string[match.start() : _said_until(match)]
    for kind, regex in _modalities():
        if said := regex.search(clause):
            return kind, said.group()
    shall = compile_phrase("SHALL").search(clause) if predicate not in _WISHES else None
    return (None, shall.group()) if shall else ("asserted", "")


def _said_until(match: re.Match[str]) -> int:
    """Where the statement ends: what is asked (请秘书长不要…) does not tell how the asking is meant."""
    return match.start("action") if "action" in match.re.groupindex else match.end()


@cache
def _exhortation() -> re.Pattern[str]:
    return compile_pattern("<EXHORT>")


@cache
def _modalities() -> tuple[tuple[Modality, re.Pattern[str]], ...]:
    return tuple((row["id"], re.compile(row["regex"])) for row in load_patterns("modality"))


def _qualifiers(match: re.Match[str], encoded: Encoded) -> dict[str, str]:
    """Dates and the words of an action, where the rule has a place for them."""
    groups = match.re.groupindex
    found = {}
    for name in ("date", "start", "end"):
        if name in groups and match[name]:
            found[name] = str(encoded.mentions(*match.span(name))[0].entity)
    if "action" in groups and match["action"]:
        found["action"] = "".join(_printed(match["action"], encoded, match.start("action")))
    if "date" in found or CODES["DATE"] not in encoded.string:
        return found
    if dates := [m for m in encoded.mentions(*match.span()) if m.type == "DATE"]:
        found["date"] = str(dates[0].entity)
    elif led := compile_phrase("LED_BY_DATE").search(encoded.string, 0, match.start()):
        found["date"] = str(encoded.named[led.start("date")].entity)
    return found


def _printed(words: str, encoded: Encoded, start: int) -> Iterator[str]:
    for offset, char in enumerate(words):
        mention = encoded.named.get(start + offset)
        yield mention.text.replace(" ", "") if mention else char
