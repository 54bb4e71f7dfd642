"""Subjects that Chinese leaves out: put back at the head of each clause that carries one over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from pipeline.model import Anchor, Mention
from pipeline.relations.tokens import Encoded, code_of, compile_phrase

_CLAUSE = re.compile(r"[^，,；;。:：]+[，,；;。:：]*|[，,；;。:：]+")
_ENDS = ("；", ";", "：", ":")
"""Marks behind which a subject is not carried on: what they part are members of an enumeration."""

Subject = tuple[tuple[str, Mention | None], ...]
"""A subject as its encoded characters, each with the mention that it stands for: 甲和乙 are three."""


class _Gap(Struct, frozen=True, gc=False):
    """A place of the sentence where a subject is missing; the words to ``behind`` (它) give way to it."""

    at: int
    behind: int
    subject: Subject


def restore_subjects(encoded: Encoded, carried: Subject = ()) -> tuple[Encoded, Subject]:
    """The sentence with its subject before each clause that lacks one, and the subject that the next may carry over.

    A clause lacks a subject if it begins with a conjunction, an adverb, a verb or a preposition of the vocabulary; one
    that begins with another noun has a subject of its own, and ends what was carried. Behind 大会在第…号决议中 and
    安理会通过第…号决议 it is the resolution that goes on to act, for one clause; behind 委员会欢迎某国批准了… it is the
    one that is welcomed, unless the clause says (并请, 还强调) and does not act. Who only says or asks (欢迎各方停火，
    设立了…) does not act in the clause behind, unless it goes on to (并设立).
    """
    own_subject, by_resolution, subjectless, adverbial, welcomed, says, tells, goes_on = _phrases()
    gaps: list[_Gap] = []
    subject, instead, topic = carried, Subject(), None
    inner, told = Subject(), False
    start = 0
    for words in _CLAUSE.findall(encoded.string):
        if own := own_subject.match(words):
            subject = _read(encoded, start, own.span("subject"))
            acting = by_resolution.search(words)
            instead = _read(encoded, start, acting.span("subject")) if acting else ()
            topic = subject if topic is None else topic
            told = tells.match(words) is not None
        elif opening := subjectless.match(words):
            says_on = says.match(words) is not None
            silent = told and not says_on and not goes_on.match(words)
            doer = (not says_on and inner) or instead or (() if silent else subject)
            told = told or tells.match(words) is not None
            if doer:
                at = start + opening.end("number")
                gaps.append(_Gap(at, max(at, start + opening.end("pronoun")), doer))
                instead = ()
        elif not adverbial.match(words):
            subject = ()
            topic = () if topic is None else topic
        if does := welcomed.search(words):
            inner = _read(encoded, start, does.span("subject"))
        if words.endswith(_ENDS):
            subject = inner = ()
            told = False
        start += len(words)
    following = carried if topic is None else topic
    return _fill(encoded, gaps) if gaps else encoded, () if encoded.string.endswith(_ENDS) else following


@cache
def _phrases() -> tuple[re.Pattern[str], ...]:
    return tuple(
        map(
            compile_phrase,
            ("SUBJECT", "BY_RESOLUTION", "SUBJECTLESS", "ADVERBIAL", "WELCOMED", "SAYS", "TELLS", "GOES_ON"),
        )
    )


def _read(encoded: Encoded, clause: int, span: tuple[int, int]) -> Subject:
    string, named = encoded.string, encoded.named
    return tuple([(string[i], named.get(i)) for i in range(clause + span[0], clause + span[1])])


def _fill(encoded: Encoded, gaps: Sequence[_Gap]) -> Encoded:
    parts: list[str] = []
    starts: list[int] = []
    named: dict[int, Mention] = {}
    at = 0
    for gap in (*gaps, _Gap(len(encoded.string), 0, ())):
        shift = len(starts) - at
        parts.append(encoded.string[at : gap.at])
        starts += encoded.starts[at : gap.at]
        for place, mention in encoded.named.items():
            if at <= place < gap.at:
                named[place + shift] = mention
        for char, subject in gap.subject:
            if subject:
                named[len(starts)] = subject
            parts.append(char)
            starts.append(encoded.starts[gap.at])
        at = gap.behind
    return Encoded("".join(parts), starts, named, encoded.topic)


def organ_as_subject(organ: str) -> Subject:
    """The report's own organ as the subject of what it decides."""
    mention = Mention(Anchor(0, 1), "UN_BODY", "", (organ,), organ, True)
    return ((code_of(mention), mention),)
