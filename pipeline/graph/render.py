"""Answers of the query functions as text for a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pipeline.graph.labels import label

WIDEST = 60
"""A cell longer than this many columns of the terminal is cut."""

_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")

Row = Mapping[str, Any]


def render_text(result: Row) -> str:
    """The answer as lines of text; no control character of a report reaches the terminal."""
    return "\n".join(_RENDERERS[result["kind"]](result)) + "\n"


def shown(value: object) -> str:
    """The value on one line without control characters."""
    return _UNSHOWN.sub("", " ".join(str("" if value is None else value).split()))


def columns(text: str) -> int:
    """How many columns of a terminal the text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Aligned columns with a rule under the header; empty columns are left out."""
    cells = [[_cut(shown(value)) for value in row] for row in rows]
    if not cells:
        return ["(none)"]
    kept = [n for n in range(len(header)) if any(row[n] for row in cells)]
    lines = [[header[n] for n in kept], *([row[n] for n in kept] for row in cells)]
    widths = [max(columns(line[n]) for line in lines) for n in range(len(kept))]
    drawn = ["  ".join(_pad(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return [drawn[0], "  ".join("-" * width for width in widths), *drawn[1:]]


def _cut(text: str) -> str:
    width = 0
    for n, character in enumerate(text):
        width += columns(character)
        if width > WIDEST:
            return text[:n] + "…"
    return text


def _pad(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def _name(row: Row) -> str:
    english = f" · {row['label_en']}" if row.get("label_en") else ""
    return shown(f"{row['label']}{english} [{row['id']}]")


def _place(row: Row) -> str:
    parts = [row["work"], f"¶{row['paragraph']}" if row["paragraph"] else "", f"p.{row['page']}" if row["page"] else ""]
    return " ".join(part for part in parts if part)


def _modality(row: Row) -> str:
    return "" if row["modality"] == "asserted" else label("modality", row["modality"])[1]


def _qualifiers(row: Row) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(row["qualifiers"].items()))


def _fact_rows(facts: Iterable[Row]) -> list[str]:
    header = ("subject", "predicate", "object", "modality", "qualifiers", "edition", "place", "evidence")
    return table(header, ((f["subject_label"], f["predicate"], f["object_label"], _modality(f), _qualifiers(f),
                           f["edition"], _place(f), f["text"]) for f in facts))  # fmt: skip


def _figure_rows(figures: Iterable[Row]) -> list[str]:
    header = ("indicator", "value", "unit", "time", "edition", "place")
    return table(header, ((f["indicator"], _value(f), f["unit"], f["time"], f["edition"], _place(f)) for f in figures))


def _value(row: Row) -> str:
    about = "≈" if row["approximate"] else ""
    return about + (f"{row['low']:,.10g} - {row['high']:,.10g}" if row["value"] is None else f"{row['value']:,.10g}")


def _card(answer: Row) -> list[str]:
    entity = answer["entity"]
    lines = [_name(entity), f"{label('type', entity['type'])[1]}, {entity['degree']} facts, "
             f"{entity['mentions']} mentions, PageRank {entity['pagerank']:.5f}"]  # fmt: skip
    if entity["aliases"]:
        lines.append("also called: " + shown(", ".join(entity["aliases"])))
    if answer["also"]:
        lines.append("the name also means: " + "; ".join(_name(other) for other in answer["also"]))
    facts = [fact for rows in answer["facts"].values() for fact in rows]
    if facts:
        lines += ["", *_fact_rows(facts)]
    if answer["observations"]:
        lines += ["", *_figure_rows(answer["observations"])]
    if answer["reports"]:
        rows = ((r["work"], r["date"], r["title"], r["source"]) for r in answer["reports"])
        lines += ["", *table(("report", "date", "title", "file"), rows)]
    return lines


def _neighbours(answer: Row) -> list[str]:
    rows = ((n["distance"], n["label"], n["label_en"], n["id"], n["type"], n["degree"]) for n in answer["neighbours"])
    head = f"{_name(answer['entity'])}: {answer['total']} within {answer['hops']} hop(s)"
    return [head, "", *table(("hops", "name", "English", "id", "type", "facts"), rows)]


def _paths(answer: Row) -> list[str]:
    lines = [f"{_name(answer['from'])} → {_name(answer['to'])}: {len(answer['paths'])} shortest path(s)"]
    for number, path in enumerate(answer["paths"], start=1):
        lines += ["", f"{number}. {len(path)} step(s)", *_fact_rows(path)]
    return lines


def _cocitation(answer: Row) -> list[str]:
    rows = ((_cited(p, "first"), _cited(p, "second"), p["times"], ", ".join(p["works"])) for p in answer["pairs"])
    return table(("cited", "with", "reports", "in"), rows)


def _cited(pair: Row, end: str) -> str:
    return pair[end] if pair[end] == pair[f"{end}_label"] else f"{pair[end]} {pair[f'{end}_label']}"


def _editions(answer: Row) -> list[str]:
    lines = [_name(answer["entity"])]
    for edition in answer["editions"]:
        lines += ["", shown(f"{edition['work']} ({edition['edition'] or 'no date'})")]
        lines += _fact_rows(edition["facts"]) if edition["facts"] else []
        lines += _figure_rows(edition["observations"]) if edition["observations"] else []
    return lines


def _search(answer: Row) -> list[str]:
    lines = [shown(f"{answer['total']} fact(s) and figure(s) whose evidence holds {answer['words']}")]
    lines += ["", *_fact_rows(answer["facts"])] if answer["facts"] else []
    lines += ["", *_figure_rows(answer["observations"])] if answer["observations"] else []
    return lines


_RENDERERS: dict[str, Callable[[Row], list[str]]] = {
    "card": _card,
    "neighbours": _neighbours,
    "paths": _paths,
    "cocitation": _cocitation,
    "editions": _editions,
    "search": _search,
}
