"""The words around a statistic that tell what it is of, and when: the table observations.toml, compiled."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from pipeline.tables import load_expressions, load_vocabulary


class Words(Struct, frozen=True, gc=False):
    """The words of the table, each list compiled."""

    bare: re.Pattern[str]
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
    words = load_vocabulary("observations")
    lists = {f"{name}_words": "|".join(sorted(words[name], key=lambda word: (-len(word), word))) for name in _LISTS}
    return Words(**load_expressions("observations", **lists))


_LISTS = ("strip", "attributive", "occasion", "baseline", "aside", "speaker", "beside", "compared", "aged", "numbered",
          "continued", "joined", "distributed")  # fmt: skip
