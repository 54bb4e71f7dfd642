"""The words around a statistic that tell what it is of, and when: the table observations.toml, compiled."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from msgspec import Struct

from pipeline.tables.rows import FOLDER


class Words(Struct, frozen=True):
    """The words of the table, each list compiled."""

    strip: re.Pattern[str]
    attributive: re.Pattern[str]
    occasion: re.Pattern[str]
    baseline: re.Pattern[str]
    aside: re.Pattern[str]
    speaker: re.Pattern[str]
    beside: re.Pattern[str]
    compared: re.Pattern[str]
    aged: re.Pattern[str]
    numbered: re.Pattern[str]
    continued: re.Pattern[str]
    joined: re.Pattern[str]
    member: re.Pattern[str]
    distributed: re.Pattern[str]


@cache
def counting_words() -> Words:
    """The words around a statistic."""
    rows = tomllib.loads((FOLDER / "patterns" / "observations.toml").read_text(encoding="utf8"))
    strip, *others = ("|".join(sorted(rows[name], key=lambda word: (-len(word), word))) for name in _LISTS)
    (
        attributive,
        occasion,
        baseline,
        aside,
        speaker,
        beside,
        compared,
        aged,
        numbered,
        continued,
        joined,
        distributed,
    ) = others
    return Words(
        strip=re.compile(rf"^(?:{strip})|(?:{strip})$"),
        attributive=re.compile(rf" ?(?:{attributive})(?!了)"),
        occasion=re.compile(rf"[^，。；]{{0,24}}(?:{occasion})[，,]"),
        baseline=re.compile(rf"(?:{baseline}) ?$"),
        aside=re.compile(rf"(?:{aside}) ?$"),
        speaker=re.compile(rf" ?(?:{speaker})"),
        beside=re.compile(rf"(?:{beside}) ?$"),
        compared=re.compile(rf"[^，。；]{{0,24}}(?:{compared})"),
        aged=re.compile(rf"(?:{aged})"),
        numbered=re.compile(rf"(?:{numbered}) ?$|第[\d零一二三四五六七八九十百、和及与至, ]{{1,30}}$"),
        continued=re.compile(rf"(?:{continued})"),
        joined=re.compile(rf" ?(?:{joined}) ?$"),
        member=re.compile(rf"(?:{joined})"),
        distributed=re.compile(rf"(?P<names>.{{0,400}}?)(?:{distributed})"),
    )


_LISTS = ("strip", "attributive", "occasion", "baseline", "aside", "speaker", "beside", "compared", "aged", "numbered",
          "continued", "joined", "distributed")  # fmt: skip
