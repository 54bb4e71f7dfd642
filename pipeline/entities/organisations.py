"""National institutions that no table names: modifiers and a head word, with the country in front of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.model import Anchor, Mention
from pipeline.tables import load_rows

SOMEWHERE = "org:?/"
"""The identifier of a national institution whose country resolve finds in the context."""
_NATIONAL = re.compile(r"选举|独立|全国|国家|中央|最高|宪法|真相|反腐|过渡|临时|改革")
_NOT_BEFORE = re.compile(
    r"(?:各国|各|一些|其他|这些|任何|有关|某|等|多个|几个|许多|两国|各级|联合国|国际|区域|非洲|欧洲|美洲|的?国家级)$"
)
_NOT_AFTER = re.compile(r"们|员|长|门|队|分|主席团|之类|\(?等机构")


def find_organisations(folded: str, text: str, names: Iterable[Mention]) -> Iterator[Mention]:
    """ORG mentions of national institutions; a country named directly before one is part of it."""
    countries = {mention.anchor.end: mention for mention in names if mention.type == "COUNTRY"}
    for match in _pattern().finditer(folded):
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


def _is_institution(folded: str, match: re.Match[str]) -> bool:
    wanted = _heads()[match["head"]]
    modifiers = match["modifiers"]
    if (wanted == "some" and not modifiers) or (wanted == "national" and not _NATIONAL.search(modifiers)):
        return False
    before = folded[max(0, match.start() - 4) : match.start()]
    return not _NOT_BEFORE.search(before) and not _NOT_AFTER.match(folded, match.end())


@cache
def _heads() -> dict[str, str]:
    return {row["word"]: row["modifiers"] for _, row in load_rows("national_bodies.tsv")}


@cache
def _pattern() -> re.Pattern[str]:
    modifiers = {row["word"] for _, row in load_rows("organisation_words.tsv") if row["role"] == "modifier"}
    either = "|".join(sorted(modifiers, key=lambda word: (-len(word), word)))
    heads = "|".join(sorted(_heads(), key=lambda word: (-len(word), word)))
    first = re.escape("".join(sorted({word[0] for word in modifiers | _heads().keys()})))
    return re.compile(rf"(?=[{first}])(?P<modifiers>(?:(?:{either})和?){{0,6}})(?P<head>{heads})")
