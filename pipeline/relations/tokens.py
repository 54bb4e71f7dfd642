"""A sentence as a string in which each mention is one character: what relation patterns are written over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct, field

from pipeline.model import Anchor, Mention
from pipeline.relations.passage import Passage
from pipeline.tables import load_names, load_vocabulary, one_of

FIRST = 0xE000
TYPES = ("COUNTRY", "REGION", "LOCATION", "UN_BODY", "ORG", "RESOLUTION", "DOCUMENT", "INSTRUMENT", "ROLE", "PERSON",
         "PROGRAMME", "DATE")  # fmt: skip
CODES = {kind: chr(FIRST + number) for number, kind in enumerate(TYPES)}
_ORGAN = chr(FIRST + len(TYPES))
"""A principal organ: it decides and asks, and is no actor in the field."""
_TERRITORY = chr(FIRST + len(TYPES) + 1)
"""A country that is a territory: another administers it."""
KINDS = len(TYPES) + 2
"""How many kinds of mention there are: their characters are those from ``FIRST`` on."""
MENTION = re.compile("[\ue000-\ue0ff]")
"""A character that stands for a mention."""
_ORGANS = frozenset({"un:GA", "un:SC", "un:ECOSOC", "un:TC", "un:HRC"})
_ACTING = frozenset({"ACTORS", "AGENCIES", "FIELD"})
"""Lists of those who act in the field: no principal organ is one."""
_CITED = frozenset({"RESOLUTIONS", "DOCUMENTS"})
"""Lists of what organs adopt, each member of which may have its own organ and date before it."""
_ASKED = "role:SG"
_I: str = load_vocabulary("relations")["speaker"]
_SKIPPED = re.compile('[ “”"《》]')
_KEPT = re.compile('[^ “”"《》]+')
_MORE = 15
_MACRO = re.compile(r"<([A-Z_|]+)>")


@cache
def compile_pattern(regex: str) -> re.Pattern[str]:
    """A pattern of the relation table as a regular expression over encoded sentences."""
    return re.compile(expand(regex))


@cache
def compile_phrase(name: str) -> re.Pattern[str]:
    """A phrase of the relation table by its name."""
    return compile_pattern(_phrases()[name])


def expand(regex: str) -> str:
    """A pattern with its macros written out: types, lists of types, words and phrases of the table."""
    return _MACRO.sub(lambda macro: _written_out(macro[1]), regex).replace("_", _phrases()["GAP"])


@cache
def _written_out(name: str) -> str:
    if name in (lists := _vocabulary("lists")):
        one = _TERRITORY if lists[name] == "TERRITORY" else _class(lists[name])
        if name in _ACTING:
            one = one.replace(_ORGAN, "")
        before = _of_organ() if name in _CITED else ""
        return f"{one}(?:{expand('<ALSO>')}{before}{one}){{0,{_MORE}}}"
    if name in (words := _vocabulary("words")):
        return one_of(words[name])
    if name in _phrases():
        return expand(_phrases()[name])
    if name == "TERRITORY":
        return _TERRITORY
    if set(name.split("|")) <= set(TYPES):
        return _class(name)
    return f"<{name}>"  # the name of a group


def _of_organ() -> str:
    return f"(?:{_class('UN_BODY')}{CODES['DATE']}?|{CODES['DATE']})?"


def _class(types: str) -> str:
    kinds = types.split("|")
    narrower = (_ORGAN if "UN_BODY" in kinds else "") + (_TERRITORY if "COUNTRY" in kinds else "")
    return "[" + "".join(CODES[kind] for kind in kinds) + narrower + "]"


@cache
def _vocabulary(kind: str) -> dict[str, Any]:
    words: dict[str, Any] = load_vocabulary("relations")[kind]
    return words


def _phrases() -> dict[str, str]:
    return _vocabulary("phrases")


def is_organ(entity: str | None) -> bool:
    """Whether this is a principal organ."""
    return entity in _ORGANS


@cache
def is_territory(entity: str | None) -> bool:
    """Whether this is a territory that another state may administer."""
    known = load_names().entities.get(entity or "")
    return known is not None and known.attributes.get("status") == "territory"


def code_of(mention: Mention) -> str:
    """The character that stands for a mention."""
    if mention.type == "COUNTRY":
        return _TERRITORY if is_territory(mention.entity) else CODES["COUNTRY"]
    return _ORGAN if is_organ(mention.entity) else CODES[mention.type]


class Encoded(Struct, frozen=True, gc=False):
    """The encoded sentence: character i stands at ``starts[i]`` of the text, for a mention if ``named`` holds it.

    ``named`` is in the order of the sentence.
    """

    string: str
    starts: Sequence[int]
    named: Mapping[int, Mention]
    topic: str | None = None
    """The country that the sentence begins with as its topic: 在利比亚，…"""

    def mentions(self, start: int, end: int) -> list[Mention]:
        return [mention for place, mention in self.named.items() if start <= place < end]

    def until(self, end: int) -> Encoded:
        """The first characters of the sentence."""
        named = {place: mention for place, mention in self.named.items() if place < end}
        return Encoded(self.string[:end], self.starts[:end], named, self.topic)

    def joined(self, other: Encoded) -> Encoded:
        """This sentence and another behind it as one."""
        shift = len(self.string)
        named = {**self.named, **{place + shift: mention for place, mention in other.named.items()}}
        return Encoded(self.string + other.string, [*self.starts, *other.starts], named, self.topic)

    def anchor(self, start: int, end: int) -> Anchor:
        """The words of characters [start, end); a subject put back is quoted from where the sentence names it."""
        place, last = self.starts[end - 1], self.named.get(end - 1)
        printed = last.anchor.end if last and last.anchor.start == place else place + 1
        first, begins = self.named.get(start), self.starts[start]
        if first and self.starts[0] <= first.anchor.start < begins:
            begins = first.anchor.start
        return Anchor(begins, max(printed, begins + 1))


def encode(passage: Passage, speaker: str | None = None) -> Encoded:
    """One sentence, without blanks and quotation marks.

    A name's own short form in brackets behind it is passed over, and so are 政府 behind a country, which stands for it,
    and the person behind the post that he holds.
    ``speaker`` is whom 我 means; where an organ asks, it is the Secretary-General.
    """
    at, end = passage.anchor.start, passage.anchor.end
    asked = _I in passage.folded[at:end] and any(is_organ(mention.entity) for mention in passage.mentions)
    draft = _Draft(passage.folded, speaker or (_ASKED if asked else None), bool(speaker), passage.about.voice)
    for mention in passage.mentions:
        if at < mention.anchor.start:
            draft.add_words(passage.folded[at : mention.anchor.start], at)
        at = draft.add_mention(mention)
    if at < end:
        draft.add_words(passage.folded[at:end], at)
    string = "".join(draft.parts)
    topic = compile_phrase("TOPIC").match(string)
    return Encoded(string, draft.starts, draft.named, draft.named[topic.start("topic")].entity if topic else None)


class _Draft(Struct):
    folded: str
    speaker: str | None
    """Whom 我 means."""
    always: bool
    """Whether 我 means him wherever it stands, not only where an organ asks him."""
    voice: str | None
    """Whom 我们 means."""
    parts: list[str] = field(default_factory=list)
    """The words between mentions, and the characters that stand for mentions."""
    starts: list[int] = field(default_factory=list)
    named: dict[int, Mention] = field(default_factory=dict)

    def add_words(self, words: str, at: int) -> None:
        """The words that begin at ``at``."""
        if (self.speaker or self.voice) and _I in words:
            done = 0
            for match in compile_phrase("FIRST_PERSON").finditer(words):
                if spoken := self._spoken(match, at):
                    self._add(words[done : match.start()], at + done)
                    done = match.end()
                    self._put(spoken, code_of(spoken))
            words, at = words[done:], at + done
        self._add(words, at)

    def _spoken(self, match: re.Match[str], at: int) -> Mention | None:
        """The name that 我 or 我们 stands for in words that begin at ``at``, or None where nobody is known."""
        anchor = Anchor(at + match.start(), at + match.end())
        if match["we"]:
            return Mention(anchor, "UN_BODY", match.group(), (self.voice,), self.voice, True) if self.voice else None
        asked = self.always or compile_phrase("ASKED_OF").search(match.string, 0, match.start())
        return Mention(anchor, "ROLE", _I, (self.speaker,), self.speaker, True) if self.speaker and asked else None

    def _add(self, words: str, at: int) -> None:
        if not _SKIPPED.search(words):
            self.parts.append(words)
            self.starts.extend(range(at, at + len(words)))
            return
        for run in _KEPT.finditer(words):
            self.parts.append(run.group())
            self.starts.extend(range(at + run.start(), at + run.end()))

    def add_mention(self, mention: Mention) -> int:
        """Where the words behind it begin."""
        at = mention.anchor.end
        if self._is_short_form(mention) and self.folded.startswith(")", closing := self._closing(at)):
            self.parts[-1] = self.parts[-1][:-1]
            self.starts.pop()
            return closing + 1
        if mention.type == "PERSON" and self._is_holder():
            courtesy = compile_phrase("COURTESY").match(self.folded, at)
            return courtesy.end() if courtesy else at
        self._put(mention, code_of(mention))
        if mention.type == "COUNTRY" and (government := compile_phrase("GOVERNMENT").match(self.folded, at)):
            at = government.end()
        return at

    def _put(self, mention: Mention, code: str) -> None:
        self.named[len(self.starts)] = mention
        self.parts.append(code)
        self.starts.append(mention.anchor.start)

    def _is_holder(self) -> bool:
        """Whether a post is named directly before, whose holder a person is: 秘书长某某."""
        post = self.named.get(len(self.starts) - 1)
        return post is not None and post.type == "ROLE"

    def _is_short_form(self, mention: Mention) -> bool:
        """Whether the mention, before a closing bracket, is the short form of the name directly before the opening."""
        full = self.named.get(len(self.starts) - 2)
        return full is not None and full.entity == mention.entity and self.parts[-1].endswith("(")

    def _closing(self, at: int) -> int:
        """Where a bracket would close behind a name: the quotation marks of ("法庭") are passed over."""
        while _SKIPPED.match(self.folded, at):
            at += 1
        return at
