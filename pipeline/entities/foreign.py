"""Organisations that bear a name in Latin letters before their class word: Nuronii基金会, Shami医院."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Anchor, Mention
from pipeline.tables import either, load_expressions, load_rows
from pipeline.text.triggers import capitals, matches_at


def find_foreign(folded: str, text: str) -> Iterator[Mention]:
    """ORG mentions of a Latin name with the class word of an organisation behind it."""
    for match in matches_at(patterns()["foreign"], folded, capitals(folded)):
        words = text[match.start() : match.end()]
        yield Mention(
            Anchor(*match.span()), "ORG", words, (f"org:{''.join(words.split())}",), rule="organisation: foreign name"
        )


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of foreign.toml, with the class words of the tables."""
    heads = (row["word"] for _, row in load_rows("organisation_words.tsv") if row["foreign"] == "yes")
    return load_expressions("foreign", head=either(heads))
