"""People: names in Latin letters beside a title, and transliterated names with their dots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Anchor, Mention
from pipeline.tables import load_rows

_LATIN = r"[A-Z][a-zà-ÿ'’.-]{1,20}(?:[ -](?:[A-Z][a-zà-ÿ'’.-]{0,20}|[A-Z]{2,20}|al|bin|de|van|von|da|el)){1,4}"
_RUNS_ON = re.compile("[和与及等在于的是为说向对就将被由并以曾已]")
_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,7}(?:[·•‧][\u4e00-\u9fff]{1,8}){1,5}")


def find_persons(folded: str, text: str) -> Iterator[Mention]:
    """PERSON mentions; a name in Latin letters needs a title beside it, for places and firms look the same."""
    for match in _titled().finditer(folded):
        group = "first" if match["first"] else "last"
        yield _person(text, *match.span(group))
    for match in _DOTTED.finditer(folded):
        start, end = _without_titles(folded, match.start(), match.end())
        if start < end:
            yield _person(text, start, end)


def _person(text: str, start: int, end: int) -> Mention:
    words = text[start:end]
    return Mention(Anchor(start, end), "PERSON", words, (f"person:{' '.join(words.split())}",), rule="person")


def _without_titles(folded: str, start: int, end: int) -> tuple[int, int]:
    """A dotted name without the title that its first or last part runs on with: 总统巴拉克·奥巴马."""
    dot = re.search(r"[·•‧]", folded[start:end])
    head = start + dot.start() if dot else end
    for word in _words("before"):
        at = folded.rfind(word, start, head)
        if at >= 0:
            start = max(start, at + len(word))
    tail = max(folded.rfind(mark, start, end) for mark in "·•‧") + 1
    if stop := _RUNS_ON.search(folded, tail + 1, end):
        end = stop.start()
    for word in _words("after"):
        if folded.endswith(word, tail + 1, end):
            end -= len(word)
    return start, end


@cache
def _words(place: str) -> tuple[str, ...]:
    words = {row["word"] for _, row in load_rows("person_titles.tsv") if row["place"] == place}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _titled() -> re.Pattern[str]:
    before, after = "|".join(_words("before")), "|".join(_words("after"))
    return re.compile(rf"(?:{before}) ?(?P<first>{_LATIN})|(?P<last>{_LATIN}) ?(?:{after})")
