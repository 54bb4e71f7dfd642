"""The notation of the relation table's examples: [TYPE identifier words] … => subject predicate object."""

from __future__ import annotations

import re

from pipeline.model import Anchor, Block, Mention
from pipeline.relations.passage import Passage
from pipeline.text.fold import fold

_MENTION = re.compile(r"\[([A-Z_]+) (\S+) ([^\]]+)\]")
SECTION = "country:XXX"
ORGAN = "un:GA"


def read_sentence(marked: str) -> Passage:
    """The passage that a marked sentence describes, in a section on country XXX."""
    text, mentions, at = "", [], 0
    for match in _MENTION.finditer(marked):
        text += marked[at : match.start()]
        start = len(text)
        text += match[3]
        mentions.append(Mention(Anchor(start, len(text)), match[1], match[3], (match[2],), match[2]))  # type: ignore[arg-type]
        at = match.end()
    text += marked[at:]
    anchor = Anchor(0, len(text))
    block = Block("b1", "paragraph", anchor)
    return Passage(fold(text), text, anchor, block, tuple(mentions), (), SECTION)


def split_example(example: str) -> tuple[str, tuple[str, ...]]:
    """The marked sentence and the triple that it states."""
    sentence, _, triple = example.partition(" => ")
    return sentence, tuple(triple.split())
