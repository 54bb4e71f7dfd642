"""Places that no gazetteer holds: a name in Latin letters with its class word (Choporlu村), numbered posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Anchor, Mention
from pipeline.tables import load_rows

_NAME = r"[A-Z][a-zà-ÿ'’-]{1,20}(?:[ -](?:[A-Z][a-zà-ÿ'’-]{1,20}|al|el)){0,3}"


def find_places(folded: str, text: str) -> Iterator[Mention]:
    """LOCATION mentions of a Latin name with its class word, or of a numbered post (第54号观察所)."""
    for match in _pattern().finditer(folded):
        words = text[match.start() : match.end()]
        identifier = f"loc:{''.join(words.split())}"
        yield Mention(Anchor(*match.span()), "LOCATION", words, (identifier,), rule="place")


@cache
def _pattern() -> re.Pattern[str]:
    rows = [row for _, row in load_rows("place_words.tsv")]
    classes, posts = (
        "|".join(sorted((row["word"] for row in rows if row["use"] == use), key=lambda word: (-len(word), word)))
        for use in ("named", "numbered")
    )
    return re.compile(rf"{_NAME} ?(?:{classes})(?![长民务])|第 ?\d{{1,4}} ?号(?:{posts})")
