"""The sentences of a report, encoded in order: subject, organ and the head of a list are carried to what follows."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Mention, Report
from pipeline.relations.about import author_role, own_organ
from pipeline.relations.clauses import Subject, organ_as_subject, restore_subjects
from pipeline.relations.passage import Passage
from pipeline.relations.tokens import Encoded, compile_phrase, encode

_COLONS = (":", "：")
_OPEN = (*_COLONS, ";", "；")


class Reader:
    """Encodes the sentences of a report in order; a paragraph's subject is carried from one to the next."""

    def __init__(self, report: Report, mentions: Sequence[Mention]) -> None:
        organ = None if report.document.author else own_organ(report)
        self._opening: Subject = organ_as_subject(organ) if organ else ()
        self._speaker = author_role(report, mentions)
        self._carried: tuple[str, Subject] = ("", ())
        self._awaited: str | None = None
        """The organ that the paragraph before consists of: it enacts what follows if that begins with what one says."""

        self._head: Encoded | None = None
        """What stands before the colon of the list to which the sentence read last belongs."""
        self._leads: Encoded | None = None
        self._open = False
        """Whether the sentence read last ends as one does that another of its list follows."""

    def read(self, passages: Sequence[Passage]) -> list[tuple[Encoded, Encoded | None]]:
        """Each sentence with its subjects, and what it is an item of, if it is."""
        bare = [encode(passage, self._speaker) for passage in passages]
        return [(self._restored(passage, one), self._head) for passage, one in zip(passages, bare, strict=True)]

    def _restored(self, passage: Passage, bare: Encoded) -> Encoded:
        if organ := enacting_organ(passage):
            self._opening = organ_as_subject(organ)
        elif self._awaited and compile_phrase("SAYS").match(bare.string):
            self._opening = organ_as_subject(self._awaited)
        self._awaited = lone_organ(passage)
        block, subject = self._carried
        carried = subject if block == passage.block.id else self._opening
        encoded, subject = restore_subjects(bare, carried)
        self._carried = (passage.block.id, subject)
        goes_on = block == passage.block.id or passage.block.kind == "item" or (self._open and not passage.block.number)
        self._head = self._leads if goes_on else None
        colon = max(map(encoded.string.rfind, _COLONS))
        if colon >= 0:
            self._leads = encoded.until(colon + 1)
        elif self._head is None:
            self._leads = None
        self._open = encoded.string.endswith(_OPEN)
        return encoded


def enacting_organ(passage: Passage) -> str | None:
    """The organ whose name and a comma make up a paragraph (大会，): it says all that the resolution goes on to say."""
    return _organ_alone(passage, ("，", ","))


def lone_organ(passage: Passage) -> str | None:
    """The same without the comma, which a line of the head may be too."""
    return _organ_alone(passage, ("",))


def _organ_alone(passage: Passage, marks: tuple[str, ...]) -> str | None:
    first, block = passage.mentions[0], passage.block.anchor
    if first.type != "UN_BODY" or first.anchor.start != block.start:
        return None
    return first.entity if passage.folded[first.anchor.end : block.end].strip() in marks else None
