"""The words of a block as HTML: entities in the colour of their type, findings underlined."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from pipeline.explore.page import text as escaped


class Marks(Struct, frozen=True):
    """What is marked in a text: mentions (sorted, not overlapping) and places of findings."""

    text: str
    mentions: Sequence[Mapping[str, Any]]
    starts: Sequence[int]
    findings: Sequence[tuple[int, int, str]]

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Marks:
        """The marks of a report.json; a mention that overlaps an earlier one is shown by its facts only."""
        mentions: list[Mapping[str, Any]] = []
        for mention in sorted(record.get("mentions", ()), key=lambda m: (m["start"], -m["end"])):
            if not mentions or mention["start"] >= mentions[-1]["end"]:
                mentions.append(mention)
        return cls(record["text"], mentions, [m["start"] for m in mentions], finding_places(record))

    def html(self, start: int, end: int) -> str:
        """The text of [start, end) with its marks."""
        inside = self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        found = [place for place in self.findings if place[0] < end and place[1] > start]
        if not found:
            return self._mentioned(start, end, inside)
        cuts = sorted({start, end, *(min(max(n, start), end) for place in found for n in place[:2])})
        return "".join(self._marked(a, b, inside, found) for a, b in pairwise(cuts))

    def _marked(self, start: int, end: int, mentions: Sequence[Mapping[str, Any]], found: Sequence[Any]) -> str:
        inner = self._mentioned(start, end, [m for m in mentions if m["start"] < end and m["end"] > start])
        messages = [message for a, b, message in found if a < end and b > start]
        if not messages:
            return inner
        return f'<mark class="finding" title="{escaped(" / ".join(messages))}">{inner}</mark>'

    def _mentioned(self, start: int, end: int, mentions: Sequence[Mapping[str, Any]]) -> str:
        parts: list[str] = []
        at = start
        for mention in mentions:
            first, last = max(mention["start"], start), min(mention["end"], end)
            id_ = f' id="{escaped(mention["id"])}"' if first == mention["start"] else ""
            entity = escaped(mention.get("entity") or "")
            anaphor = " anaphor" if mention.get("anaphor") else ""
            parts.append(escaped(self.text[at:first]))
            parts.append(
                f'<span class="m t-{escaped(mention["type"])}{anaphor}"{id_} data-e="{entity}" tabindex="-1">'
                f"{escaped(self.text[first:last])}</span>"
            )
            at = last
        parts.append(escaped(self.text[at:end]))
        return "".join(parts)


def finding_places(record: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    """Every place that a finding points to, with its message; a finding may have none or several."""
    places = []
    for finding in record.get("findings", ()):
        spots = finding.get("places") or [finding]
        for spot in spots:
            if spot.get("start") is not None and spot["end"] > spot["start"]:
                places.append((spot["start"], spot["end"], f"{finding['code']}: {finding['message']}"))
    return sorted(places)
