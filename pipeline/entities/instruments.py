"""Treaties, declarations, laws and plans that no table holds: in 《》, or named by their class word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.model import Anchor, Mention
from pipeline.tables import either, load_expressions, load_rows, load_vocabulary
from pipeline.trace import reject

_QUOTED = re.compile(r"《([^《》\n]{2,90})》")
_WHOLE = frozenset(load_vocabulary("instruments")["whole"])
_PATTERNS = load_expressions("names")


def find_instruments(folded: str, text: str, names: Iterable[Mention]) -> list[Mention]:
    """INSTRUMENT mentions of what stands in 《》 and ends with an instrument's class word, or is named by its place."""
    return [*_quoted(folded, text), *_placed(folded, text, names)]


def _placed(folded: str, text: str, names: Iterable[Mention]) -> Iterator[Mention]:
    """布鲁塞尔宣言, 1921年安卡拉协定: a class word directly behind the town where it was agreed."""
    for place in names:
        if place.type == "LOCATION" and (word := patterns()["placed"].match(folded, place.anchor.end)):
            year = patterns()["year"].search(folded, max(0, place.anchor.start - 6), place.anchor.start)
            anchor = Anchor(year.start() if year else place.anchor.start, word.end())
            words = text[anchor.start : anchor.end]
            identifier = f"treaty:{''.join(words.split())}"
            yield Mention(anchor, "INSTRUMENT", words, (identifier,), rule="instrument named by its place")


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of instruments.toml, with the class words of the tables."""
    words = (row["word"] for _, row in load_rows("instrument_words.tsv") if row["placed"] == "yes")
    return load_expressions("instruments", word=either(words))


def _quoted(folded: str, text: str) -> Iterator[Mention]:
    for match in _QUOTED.finditer(folded):
        name = match[1].replace(" ", "")
        bare = re.sub(r"\([^()]*\)$", "", name)
        if why := _why_none(bare):
            reject(*match.span(1), "INSTRUMENT", why, rule="instrument in 《》")
            continue
        anchor = Anchor(match.start(1), match.end(1))
        identifier = f"treaty:{''.join(text[anchor.start : anchor.end].split())}"
        yield Mention(anchor, "INSTRUMENT", text[anchor.start : anchor.end], (identifier,), rule="instrument in 《》")


def _why_none(title: str) -> str | None:
    """Why a title is no instrument's; None if it is. 《公约》 alone means one that was named before."""
    if not title.endswith(_words()):
        return "its last word is no instrument's (instrument_words.tsv)"
    if _PATTERNS["no_instrument"].search(title):
        return "its last word makes a text about an instrument of it (no_instrument)"
    return "a class word alone, which means one named before" if title in _words() and title not in _WHOLE else None


@cache
def _words() -> tuple[str, ...]:
    return tuple(sorted(row["word"] for _, row in load_rows("instrument_words.tsv")))
