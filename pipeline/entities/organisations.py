"""National institutions that no table names: modifiers and a head word, with the country in front of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import rjieba

from pipeline.model import Anchor, Mention
from pipeline.tables import either, load_expressions, load_names, load_rows, load_vocabulary
from pipeline.text.triggers import matches_at, places_of
from pipeline.trace import reject

SOMEWHERE = "org:?/"
"""The identifier of a national institution whose country resolve finds in the context."""
_PATTERNS = load_expressions("names")
_WORDS = load_vocabulary("names")
_NOUNS = frozenset({"n", "vn", "b", "j", "nz", "an", "nt", "ng", "vi", "l"})
"""The word cutter's tags of the words that such a name is made of."""
_NO_PART = frozenset(_WORDS["no_part"])
_NO_BODY = tuple(_WORDS["no_body"])
_DEPARTMENT = load_vocabulary("organisations")
_MINISTRIES, _INNER, _INNER_NO, _ANY_AFTER = (
    tuple(_DEPARTMENT[name]) for name in ("ministries", "inner", "inner_no", "any_after")
)
_INSIDE = _NOUNS | {"a", "d", "l", "s", "nr"}
"""The tags that the word cutter may give to words of a department's name (立法, 公共)."""
_JOINT, _AFFAIRS = (_DEPARTMENT["fragments"][name] for name in ("joint", "affairs"))
_LONGEST_MODIFIERS = 80
"""Characters of the most modifiers that a name has."""
_LONGEST_MINISTRY = 48
_WINDOW = 18
_LONGEST_HEAD = 6
_SHORT = 2
"""A word of two characters that ends with a head (部署) is no name."""


def find_organisations(folded: str, text: str, names: Iterable[Mention], heads: Iterable[int]) -> Iterator[Mention]:
    """ORG mentions of national institutions; a country named directly before one is part of it.

    ``heads`` are the places where `head_words` stand.
    """
    known = list(names)
    yield from _seated(folded, text, known)
    countries = {mention.anchor.end: mention for mention in known if mention.type == "COUNTRY"}
    regions = sorted((mention.anchor.start, mention.anchor.end) for mention in known if mention.type == "REGION")
    for start, whole, row in _institutions(folded, heads):
        at = bisect_left(regions, (start, whole))
        if at and regions[at - 1][1] > start:  # 阿拉伯国家全国人权委员会 are many
            reject(start, whole, "ORG", "many: one for each country of the region", rule="organisation", row=row)
            continue
        end = _end_of_department(folded, whole)
        name = folded[start:end].replace(" ", "")
        country = countries.get(start)
        if country is None and folded.startswith(_ANY_AFTER, end):
            reject(start, end, "ORG", "any such one: another kind follows", rule="organisation", row=row)
            continue
        if country is None:
            anchor, identifier = Anchor(start, end), SOMEWHERE + name
        else:
            anchor = Anchor(country.anchor.start, end)
            identifier = f"org:{country.candidates[0].partition(':')[2]}/{name}"
        yield Mention(anchor, "ORG", text[anchor.start : anchor.end], (identifier,), rule="organisation", row=row)


def _institutions(folded: str, heads: Iterable[int]) -> Iterator[tuple[int, int, str]]:
    """(start, end, row) of modifiers with a head word, and of ministries named by what they are in charge of."""
    starts = sorted({start for head in heads for start in _led_to(folded, head)})
    for match in matches_at(patterns()["institution"], folded, starts):
        row = f"national_bodies.tsv:{match['head']}"
        if why := _why_none(folded, match):
            reject(*match.span(), "ORG", why, rule="organisation", row=row)
        else:
            yield *match.span(), row
    for match in _ministries(folded):
        row = "organisations.toml:ministry"
        if why := _why_not_alone(folded, match):
            reject(*match.span(), "ORG", why, rule="organisation", row=row)
        else:
            yield *match.span(), row


def _led_to(folded: str, head: int) -> list[int]:
    """Where a name can begin whose head word stands here: at the word itself, and at each modifier before it."""
    reached, floor = [head], head - _LONGEST_MODIFIERS
    for at in reached:
        for end in (at, at - 1) if folded[at - 1 : at] == _JOINT else (at,):
            for word in _endings().get(folded[end - 1 : end], ()):
                start = end - len(word)
                if start >= floor and start not in reached and folded.endswith(word, 0, end):
                    reached.append(start)
    return reached


def _ministries(folded: str) -> Iterator[re.Match[str]]:
    """Names of ministries: looked for before each of their last characters that stands behind a charge."""
    done = 0
    for last in sorted(at for word in _MINISTRIES for at in places_of(word, folded)):
        if folded.endswith(_charges(), 0, last):
            match = patterns()["ministry"].search(folded, max(done, last - _LONGEST_MINISTRY), last + 1)
            if match:
                done = match.end()
                yield match


def _end_of_department(folded: str, end: int) -> int:
    """Where the name of a ministry ends, with that of its department behind it: 卫生部公共卫生司."""
    inner = patterns()["inner"].match(folded, end) if folded.endswith(_MINISTRIES, 0, end) else None
    if inner is None:
        return end
    tagged = rjieba.tag(inner.group())
    nouns = all(tag in _INSIDE or word in _INNER or at == len(tagged) - 1 for at, (word, tag) in enumerate(tagged))
    return inner.end() if nouns and not any(word in inner.group() for word in _INNER_NO) else end


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
        if end is None:
            continue
        if _is_longer(folded, end) or folded.endswith(_NO_BODY, at, end):
            why = "its last words, or those behind it, make no institution of it (no_body, not_after)"
            reject(place.anchor.start, end, "ORG", why, rule="organisation: seated")
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
        if (tag not in _NOUNS and word not in _modifiers()) or word in _NO_PART:
            break
        end, nouns = end + len(word), nouns + 1
        match = _seat_heads().search(folded, max(at, end - _LONGEST_HEAD), end)
        while match and match.end() < end:
            match = _seat_heads().search(folded, match.start() + 1, end)
        if match and tag not in {"vn", "vi"} and (nouns > 1 or end - at > _SHORT or match.group() in _alone()):
            last = end
    return last


def _country_of(place: str) -> str:
    known = load_names().entities.get(place)
    return str(known.attributes.get("country", "")) if known else ""


def _why_none(folded: str, match: re.Match[str]) -> str | None:
    """Why a head word with its modifiers is no institution's name; None if it is."""
    wanted, modifiers = _heads()[match["head"]], match["modifiers"]
    if wanted == "some" and not modifiers:
        return "the head word has no modifier"
    if wanted == "national" and not _PATTERNS["national"].search(modifiers):
        return "none of its modifiers makes it a national institution"
    return _why_not_alone(folded, match)


def _why_not_alone(folded: str, match: re.Match[str]) -> str | None:
    """What beside the words makes many institutions of them, or another's, or a part of another word; or None."""
    if _PATTERNS["not_before"].search(folded[max(0, match.start() - 4) : match.start()]):
        return "the words before it make it one of many, or another's (not_before)"
    return "the words behind it make another word of it (not_after)" if _is_longer(folded, match.end()) else None


def _is_longer(folded: str, end: int) -> bool:
    """Whether what stands behind a head word makes another word of it: 委员会 of 委员会们."""
    return _PATTERNS["not_after"].match(folded, end) is not None


@cache
def _seat_heads() -> re.Pattern[str]:
    """Head words that are trusted behind a country or place."""
    rows = [row for _, row in load_rows("organisation_words.tsv") if row["type"] == "ORG" and row["seat"] != "no"]
    return re.compile(either(row["word"] for row in rows))


@cache
def _alone() -> frozenset[str]:
    """Head words that need no other noun behind a place: 法希尔大学."""
    return frozenset(row["word"] for _, row in load_rows("organisation_words.tsv") if row["seat"] == "alone")


@cache
def _modifiers() -> frozenset[str]:
    return frozenset(row["word"] for _, row in load_rows("organisation_words.tsv") if row["role"] == "modifier")


def head_words() -> frozenset[str]:
    """What the name of a national institution ends with."""
    return frozenset(_heads())


@cache
def _heads() -> dict[str, str]:
    return {row["word"]: row["modifiers"] for _, row in load_rows("national_bodies.tsv")}


@cache
def _endings() -> dict[str, list[str]]:
    """The modifiers by their last character."""
    endings: dict[str, list[str]] = {}
    for word in sorted(_modifiers()):
        endings.setdefault(word[-1], []).append(word)
    return endings


@cache
def _charges() -> tuple[str, ...]:
    """What stands before the last character of a ministry."""
    charges = sorted({row["word"] for _, row in load_rows("portfolios.tsv")})
    return (*charges, *(charge + _AFFAIRS for charge in charges))


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of organisations.toml, with the words of the tables."""
    charges = {row["word"] for _, row in load_rows("portfolios.tsv")}
    return load_expressions(
        "organisations", modifier=either(_modifiers()), heads=either(_heads()), charge=either(charges)
    )
