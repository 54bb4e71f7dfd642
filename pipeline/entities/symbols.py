"""Document symbols as mentions: A/70/306, S/RES/2137 (2014)."""

from __future__ import annotations

from pipeline.model import Anchor, Mention
from pipeline.text.symbols import find_symbols as symbols_in


def find_symbols(folded: str, text: str) -> list[Mention]:
    """DOCUMENT mentions, and RESOLUTION where the symbol is one of a resolution, decision or statement."""
    return [
        Mention(
            Anchor(start, end),
            "RESOLUTION" if symbol.is_resolution else "DOCUMENT",
            text[start:end],
            (symbol.canonical.rstrip("*"),),
            rule="symbol",
        )
        for start, end, symbol in symbols_in(folded)
    ]
