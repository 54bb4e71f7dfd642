"""Organisations that bear a name in Latin letters before their class word: Nuronii基金会, Shami医院."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Anchor, Mention
from pipeline.tables import load_rows

_NAME = r"[A-Z][A-Za-zà-ÿ'’&-]{1,24}(?:[ -](?:[A-Z][A-Za-zà-ÿ'’&-]{0,24}|al|of|and|for)){0,4}"


def find_foreign(folded: str, text: str) -> Iterator[Mention]:
    """ORG mentions of a Latin name with the class word of an organisation behind it."""
    for match in _pattern().finditer(folded):
        words = text[match.start() : match.end()]
        yield Mention(
            Anchor(*match.span()), "ORG", words, (f"org:{''.join(words.split())}",), rule="organisation: foreign name"
        )


@cache
def _pattern() -> re.Pattern[str]:
    heads = [row["word"] for _, row in load_rows("organisation_words.tsv") if row["foreign"] == "yes"]
    either = "|".join(sorted(heads, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<![A-Za-z0-9/.-]){_NAME} ?(?:[\u4e00-\u9fff]{{0,4}}?)(?:{either})(?![员长们法])")
