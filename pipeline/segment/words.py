"""spaCy documents whose tokens are the mentions, with jieba's words between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import rjieba
import spacy
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.model import Anchor, Mention


@cache
def _vocabulary() -> Vocab:
    return spacy.blank("zh").vocab


def doc_of(text: str, anchor: Anchor, mentions: Sequence[Mention]) -> Doc:
    """A spaCy Doc of the words at ``anchor``: each mention inside it is one token and one entity.

    ``mentions`` are sorted, do not overlap and lie inside the anchor; ``ent_kb_id_`` is the entity.
    """
    pieces = list(_pieces(text, anchor, mentions))
    doc = Doc(_vocabulary(), words=[word for word, _ in pieces], spaces=[False] * len(pieces))
    doc.ents = [
        Span(doc, index, index + 1, label=mention.type, kb_id=mention.entity or "")
        for index, (_, mention) in enumerate(pieces)
        if mention
    ]
    return doc


def _pieces(text: str, anchor: Anchor, mentions: Sequence[Mention]) -> Iterator[tuple[str, Mention | None]]:
    at = anchor.start
    for mention in mentions:
        yield from ((word, None) for word in rjieba.cut(text[at : mention.anchor.start]))
        yield mention.text, mention
        at = mention.anchor.end
    yield from ((word, None) for word in rjieba.cut(text[at : anchor.end]))
