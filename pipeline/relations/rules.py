"""The relation patterns of the table applied to sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from pipeline.model import THIS_REPORT, Mention, Modality, Relation
from pipeline.relations.passage import Passage
from pipeline.relations.tokens import Encoded, compile_pattern, is_organ
from pipeline.tables import load_patterns

_CHOICE = re.compile(r"\(\?:([\u4e00-\u9fff|]+)\)(?![?{*])")
_HELPERS = ("UN_BODY",)
_NO_CONDITION = frozenset({"requests_assistance", "submitted_under", "follows_up", "issued_by", "submitted_to"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table, compiled."""

    id: str
    predicate: str
    regex: re.Pattern[str]
    subject: str | None
    object: str | None
    needs: tuple[str, ...]
    """Words of which a sentence holds one, or the pattern cannot match; empty where any sentence may."""
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


@cache
def load_rules() -> tuple[Rule, ...]:
    """The rules in the order of the table."""
    return tuple(
        Rule(
            row["id"], row["predicate"], compile_pattern(row["regex"]), row.get("subject"), row.get("object"),
            needed_words(row["regex"]), tuple(row["examples"]), tuple(row.get("rejects", ())),
        )
        for row in load_patterns("relations")
    )  # fmt: skip


def needed_words(regex: str) -> tuple[str, ...]:
    """The words of a pattern's own (?:…|…) of which one must be there: the choice whose shortest word is longest."""
    choices = [tuple(choice.split("|")) for choice in _CHOICE.findall(regex)]
    return max(choices, key=lambda words: min(map(len, words)), default=())


def _rules_for(sentence: str) -> list[Rule]:
    """The rules whose words the sentence holds, in the order of the table."""
    automaton, wanted, always = _triggers()
    found = set(always)
    for index, _, _ in automaton.find_matches_as_indexes(sentence, overlapping=True):
        found.update(wanted[index])
    rules = load_rules()
    return [rules[index] for index in sorted(found)]


@cache
def _triggers() -> tuple[ahocorasick_rs.AhoCorasick, list[list[int]], list[int]]:
    """All needed words in one automaton, the rules that need each, and the rules that need none."""
    by_word: dict[str, list[int]] = {}
    for index, rule in enumerate(load_rules()):
        for word in rule.needs:
            by_word.setdefault(word, []).append(index)
    words = sorted(by_word)
    always = [index for index, rule in enumerate(load_rules()) if not rule.needs]
    return ahocorasick_rs.AhoCorasick(words), [by_word[word] for word in words], always


def apply_rules(passage: Passage, encoded: Encoded, organ: str | None) -> Iterator[Relation]:
    """Every relation that a rule reads in one sentence."""
    for rule in _rules_for(encoded.string):
        for match in rule.regex.finditer(encoded.string):
            yield from _relations(rule, match, passage, encoded, organ)


def _relations(
    rule: Rule, match: re.Match[str], passage: Passage, encoded: Encoded, organ: str | None
) -> Iterator[Relation]:
    subjects = _end(rule.subject, "s", match, passage, encoded, organ)
    objects = _end(rule.object, "o", match, passage, encoded, organ)
    evidence = encoded.anchor(*match.span())
    modality: Modality = "asserted" if rule.predicate in _NO_CONDITION else _modality(match, encoded)
    qualifiers = _qualifiers(match, encoded)
    for subject in subjects:
        for object_ in objects:
            if subject != object_:
                yield Relation(subject, rule.predicate, object_, (evidence,), rule.id, qualifiers, modality)


def _end(
    stand_in: str | None, group: str, match: re.Match[str], passage: Passage, encoded: Encoded, organ: str | None
) -> list[str]:
    if stand_in is None:
        return list(dict.fromkeys(m.entity for m in encoded.mentions(*match.span(group)) if m.entity))
    if stand_in == "helper":
        behind = encoded.mentions(match.end(), len(encoded.string))
        after = [m for m in behind if m.type in _HELPERS and m.entity and not is_organ(m)]
        return [str(after[0].entity)] if after else []
    carried: Mention | None = passage.before
    standing = {
        "this": THIS_REPORT,
        "section": passage.country,
        "organ": organ,
        "carried": carried.entity if carried else None,
    }[stand_in]
    return [standing] if standing else []


def _modality(match: re.Match[str], encoded: Encoded) -> Modality:
    start = max(0, match.start() - 6)
    clause = encoded.string[start : match.end()]
    clause = re.split("[。；，,]", clause[: match.start() - start])[-1] + clause[match.start() - start :]
    for kind, regex in _modalities():
        if regex.search(clause):
            return kind
    return "asserted"


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
    if "date" not in found and (dates := [m for m in encoded.mentions(*match.span()) if m.type == "DATE"]):
        found["date"] = str(dates[0].entity)
    return found


def _printed(words: str, encoded: Encoded, start: int) -> Iterator[str]:
    for offset, char in enumerate(words):
        mention = encoded.named.get(start + offset)
        yield mention.text.replace(" ", "") if mention else char
