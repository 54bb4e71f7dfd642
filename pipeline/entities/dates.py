"""Dates as mentions; the candidate is the EDTF form."""

from __future__ import annotations

from pipeline.model import Anchor, Mention
from pipeline.text.dates import find_dates as dates_in


def find_dates(folded: str, text: str) -> list[Mention]:
    """DATE mentions in order."""
    return [
        Mention(Anchor(date.start, date.end), "DATE", text[date.start : date.end], (date.edtf,), rule="date")
        for date in dates_in(folded)
    ]
