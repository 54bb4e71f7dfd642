"""Treaties, declarations, laws and plans that no table holds: in 《》, or named by their class word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Anchor, Mention
from pipeline.tables import load_rows

_QUOTED = re.compile(r"《([^《》\n]{2,90})》")
_CONSTITUTION = "宪法"
_DRAFT = re.compile(r"(?:草案|报告|指南|手册|年鉴|正式记录|新闻|杂志|简报|概览|展望|述评|汇编)$")


def find_instruments(folded: str, text: str) -> list[Mention]:
    """INSTRUMENT mentions of what stands in 《》 and ends with the class word of an instrument."""
    return list(_quoted(folded, text))


def _quoted(folded: str, text: str) -> Iterator[Mention]:
    for match in _QUOTED.finditer(folded):
        name = match[1].replace(" ", "")
        bare = re.sub(r"\([^()]*\)$", "", name)
        if not bare.endswith(_words()) or _DRAFT.search(bare) or (bare in _words() and bare != _CONSTITUTION):
            continue  # 《公约》 alone means one that was named before
        anchor = Anchor(match.start(1), match.end(1))
        identifier = f"treaty:{''.join(text[anchor.start : anchor.end].split())}"
        yield Mention(anchor, "INSTRUMENT", text[anchor.start : anchor.end], (identifier,), rule="instrument in 《》")


@cache
def _words() -> tuple[str, ...]:
    return tuple(sorted(row["word"] for _, row in load_rows("instrument_words.tsv")))
