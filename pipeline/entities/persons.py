"""People: names in Latin letters beside a title, and transliterated names with their dots."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache

from pipeline.model import Anchor, Mention
from pipeline.tables import load_rows
from pipeline.tables.rows import FOLDER

_LATIN = r"[A-Z][a-zà-ÿ'’.-]{1,20}(?:[ -](?:[A-Z][a-zà-ÿ'’.-]{0,20}|[A-Z]{2,20}|al|bin|de|van|von|da|el)){1,4}"


def find_persons(folded: str, text: str) -> Iterator[Mention]:
    """PERSON mentions; a name in Latin letters needs a title beside it, for places and firms look the same."""
    for match in _titled().finditer(folded):
        group = "first" if match["first"] else "last"
        yield _person(text, *match.span(group))
    for match in _dotted().finditer(folded):
        yield _person(text, *match.span())


def _person(text: str, start: int, end: int) -> Mention:
    words = text[start:end]
    return Mention(Anchor(start, end), "PERSON", words, (f"person:{' '.join(words.split())}",), rule="person")


@cache
def _words(place: str) -> tuple[str, ...]:
    words = {row["word"] for _, row in load_rows("person_titles.tsv") if row["place"] == place}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _titled() -> re.Pattern[str]:
    before, after = "|".join(_words("before")), "|".join(_words("after"))
    return re.compile(rf"(?:{before}) ?(?P<first>{_LATIN})|(?P<last>{_LATIN}) ?(?:{after})")


@cache
def _dotted() -> re.Pattern[str]:
    table = tomllib.loads((FOLDER / "transliteration.toml").read_text(encoding="utf8"))
    letters = "".join(sorted(set(table["characters"])))
    return re.compile(rf"[{letters}]{{1,7}}[·•‧][{letters}]{{1,8}}(?:[·•‧-][{letters}]{{1,8}}){{0,4}}")
