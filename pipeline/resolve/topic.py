"""What a whole report is of: the organ whose document it is, and the State that a treaty body writes to."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pipeline.model import Mention, Report
from pipeline.tables import load_names, organ_id
from pipeline.text.symbols import parse_symbol


class Topic(Struct, frozen=True):
    """Identifiers; None where the report does not make it plain."""

    organ: str | None
    party: str | None


def topic_of(report: Report, mentions: Sequence[Mention]) -> Topic:
    """The report's own organ and, where that is a treaty body considering one State, that State (缔约国)."""
    own = parse_symbol(report.document.symbol or "")
    organ = (own and own.organ) or organ_id(report.document.organ) or _only_treaty_body(mentions)
    return Topic(organ, _party(report, mentions) if organ and _kind(organ) == "treaty_body" else None)


def is_named_so(entity: str, endings: tuple[str, ...]) -> bool:
    """Whether the official name of an entity ends so."""
    name = load_names().entities.get(entity)
    return bool(name and endings and name.label.endswith(endings))


def _only_treaty_body(mentions: Sequence[Mention]) -> str | None:
    """The treaty body whose documents are the only ones of their kind that a report without a head cites."""
    cited = [parse_symbol(m.entity) for m in mentions if m.type == "DOCUMENT" and m.entity]
    organs = {symbol.organ for symbol in cited if symbol and symbol.organ and _kind(symbol.organ) == "treaty_body"}
    return organs.pop() if len(organs) == 1 and len(cited) > 1 else None


def _party(report: Report, mentions: Sequence[Mention]) -> str | None:
    """The one State that the title names."""
    titles = [block.anchor for block in report.blocks if block.kind == "title"]
    states = {m.entity for m in mentions if m.type == "COUNTRY" and any(title.holds(m.anchor) for title in titles)}
    return states.pop() if len(states) == 1 else None


def _kind(organ: str) -> str | None:
    name = load_names().entities.get(organ)
    return name.attributes.get("kind") if name else None
