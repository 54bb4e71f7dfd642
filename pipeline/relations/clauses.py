"""Subjects that Chinese leaves out: put back at the head of each clause that carries one over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model import Anchor, Mention
from pipeline.relations.tokens import Encoded, code_of, compile_phrase

_CLAUSE = re.compile(r"[^，,；;。:：]+[，,；;。:：]*|[，,；;。:：]+")

_ENDS = ("；", ";", "：", ":")
"""Marks behind which a subject is not carried on: what they part are members of an enumeration."""


@dataclass(slots=True)
class _Draft:
    """The encoded sentence while subjects are put in."""

    chars: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    named: dict[int, Mention] = field(default_factory=dict)

    def copy(self, encoded: Encoded, start: int, end: int) -> None:
        shift = len(self.chars) - start
        self.chars.extend(encoded.string[start:end])
        self.starts.extend(encoded.starts[start:end])
        for place in range(start, end):
            if place in encoded.named:
                self.named[place + shift] = encoded.named[place]

    def put(self, subject: Sequence[tuple[str, Mention | None]], at: int) -> None:
        for char, mention in subject:
            if mention:
                self.named[len(self.chars)] = mention
            self.chars.append(char)
            self.starts.append(at)


Subject = tuple[tuple[str, Mention | None], ...]
"""A subject as its encoded characters, each with the mention that it stands for: 甲和乙 are three."""


def restore_subjects(encoded: Encoded, carried: Subject = ()) -> tuple[Encoded, Subject]:
    """The sentence with its subject before each clause that lacks one, and the subject that the next may carry over.

    A clause lacks a subject if it begins with a conjunction, an adverb, a verb or a preposition of the vocabulary; one
    that begins with another noun has a subject of its own, and ends what was carried. Behind 大会在第…号决议中 and
    安理会通过第…号决议 it is the resolution that goes on to act, for one clause.
    """
    draft, subject = _Draft(), carried
    topic: Subject | None = None
    instead: Subject = ()
    for clause in _CLAUSE.finditer(encoded.string):
        words = clause.group()
        if own := compile_phrase("SUBJECT").match(words):
            subject = _read(encoded, clause.start() + own.start("subject"), clause.start() + own.end("subject"))
            acting = compile_phrase("BY_RESOLUTION").search(words)
            instead = _read(encoded, *(clause.start() + place for place in acting.span("subject"))) if acting else ()
            topic = subject if topic is None else topic
        elif opening := compile_phrase("SUBJECTLESS").match(words):
            if subject:
                start = clause.start() + opening.end("number")
                draft.copy(encoded, clause.start(), start)
                draft.put(instead or subject, encoded.starts[start])
                instead = ()
                draft.copy(encoded, max(start, clause.start() + opening.end("pronoun")), clause.end())
                subject = () if words.endswith(_ENDS) else subject
                continue
        elif not compile_phrase("ADVERBIAL").match(words):
            subject = ()
            topic = subject if topic is None else topic
        draft.copy(encoded, clause.start(), clause.end())
        if words.endswith(_ENDS):
            subject = ()
    restored = Encoded("".join(draft.chars), draft.starts, draft.named, encoded.topic)
    following = carried if topic is None else topic
    return restored, () if encoded.string.endswith(_ENDS) else following


def _read(encoded: Encoded, start: int, end: int) -> Subject:
    return tuple((encoded.string[place], encoded.named.get(place)) for place in range(start, end))


def organ_as_subject(organ: str) -> Subject:
    """The report's own organ as the subject of what it decides."""
    mention = Mention(Anchor(0, 1), "UN_BODY", "", (organ,), organ, True)
    return ((code_of(mention), mention),)
