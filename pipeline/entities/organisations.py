"""National institutions that no table names: modifiers and a head word, with the country in front of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import rjieba

from pipeline.model import Anchor, Mention
from pipeline.tables import either, load_expressions, load_names, load_rows, load_vocabulary

SOMEWHERE = "org:?/"
"""The identifier of a national institution whose country resolve finds in the context."""
_PATTERNS = load_expressions("names")
_WORDS = load_vocabulary("names")
_NOUNS = frozenset({"n", "vn", "b", "j", "nz", "an", "nt", "ng", "vi"})
"""The word cutter's tags of the words that such a name is made of."""
_NO_PART = frozenset(_WORDS["no_part"])
_NO_BODY = tuple(_WORDS["no_body"])
_WINDOW = 18
_LONGEST_HEAD = 6
_SHORT = 2
"""A word of two characters that ends with a head (部署) is no name."""


def find_organisations(folded: str, text: str, names: Iterable[Mention]) -> Iterator[Mention]:
    """ORG mentions of national institutions; a country named directly before one is part of it."""
    known = list(names)
    yield from _seated(folded, text, known)
    countries = {mention.anchor.end: mention for mention in known if mention.type == "COUNTRY"}
    for match in patterns()["institution"].finditer(folded):
        if not _is_institution(folded, match):
            continue
        start, name = match.start(), match.group().replace(" ", "")
        country = countries.get(start)
        if country is None:
            anchor, identifier = Anchor(start, match.end()), SOMEWHERE + name
        else:
            anchor = Anchor(country.anchor.start, match.end())
            identifier = f"org:{country.candidates[0].partition(':')[2]}/{name}"
        row = f"national_bodies.tsv:{match['head']}"
        yield Mention(anchor, "ORG", text[anchor.start : anchor.end], (identifier,), rule="organisation", row=row)


def _seated(folded: str, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """Institutions named by nouns and a head word behind their country or place: 美国人口普查局, 普里什蒂纳初级法院."""
    starts = sorted(mention.anchor.start for mention in names if mention.type != "ROLE")
    ends = {mention.anchor.end for mention in names}
    for place in names:
        if place.type not in {"COUNTRY", "LOCATION"} or place.anchor.start in ends:
            continue
        at = place.anchor.end
        after = bisect_left(starts, at)
        end = _end_of_nouns(folded, at, min(at + _WINDOW, *starts[after : after + 1], len(folded)))
        if end is None or _PATTERNS["not_after"].match(folded, end) or folded.endswith(_NO_BODY, at, end):
            continue
        anchor = Anchor(place.anchor.start, end)
        words = "".join(text[place.anchor.start : end].split())
        country = place.candidates[0] if place.type == "COUNTRY" else _country_of(place.candidates[0])
        code = f"{country.partition(':')[2]}/" if country else ""
        name = words[len("".join(place.text.split())) :] if place.type == "COUNTRY" else words
        yield Mention(anchor, "ORG", text[anchor.start : end], (f"org:{code}{name}",), rule="organisation: seated")


def _end_of_nouns(folded: str, at: int, stop: int) -> int | None:
    """The end of the longest run of nouns from ``at`` on that ends with a head word, or None."""
    window = folded[at:stop]
    if not _seat_heads().search(window):
        return None
    end, last, nouns = at, None, 0
    for word, tag in rjieba.tag(window):
        if tag not in _NOUNS or word in _NO_PART:
            break
        end, nouns = end + len(word), nouns + 1
        match = _seat_heads().search(folded, max(at, end - _LONGEST_HEAD), end)
        while match and match.end() < end:
            match = _seat_heads().search(folded, match.start() + 1, end)
        if match and tag not in {"vn", "vi"} and (nouns > 1 or end - at > _SHORT):
            last = end
    return last


def _country_of(place: str) -> str:
    known = load_names().entities.get(place)
    return str(known.attributes.get("country", "")) if known else ""


def _is_institution(folded: str, match: re.Match[str]) -> bool:
    wanted = _heads()[match["head"]]
    modifiers = match["modifiers"]
    if (wanted == "some" and not modifiers) or (wanted == "national" and not _PATTERNS["national"].search(modifiers)):
        return False
    before = folded[max(0, match.start() - 4) : match.start()]
    return not _PATTERNS["not_before"].search(before) and not _PATTERNS["not_after"].match(folded, match.end())


@cache
def _seat_heads() -> re.Pattern[str]:
    """Head words that are trusted behind a country or place."""
    rows = [row for _, row in load_rows("organisation_words.tsv") if row["type"] == "ORG" and row["seat"] == "yes"]
    return re.compile(either(row["word"] for row in rows))


@cache
def _heads() -> dict[str, str]:
    return {row["word"]: row["modifiers"] for _, row in load_rows("national_bodies.tsv")}


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of organisations.toml, with the words of the tables."""
    modifiers = {row["word"] for _, row in load_rows("organisation_words.tsv") if row["role"] == "modifier"}
    first = f"[{''.join(sorted({word[0] for word in modifiers | _heads().keys()}))}]"
    return load_expressions("organisations", first=first, modifier=either(modifiers), heads=either(_heads()))
