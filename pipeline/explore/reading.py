"""The reading view of one report: its structure, its text with entities in colour, facts beside their paragraph."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.explore.facts import fact_html, figure_html
from pipeline.explore.marks import Marks
from pipeline.explore.page import asset, both, page, text
from pipeline.graph.labels import label, labels

Record = Mapping[str, Any]
_LISTED = {"heading", "annex"}
"""The kinds of block that the contents list; the lines of the masthead stand in the head of the page."""
_ASTERISKS = re.compile(r"(?<!\*)\*{1,6}(?!\*)")
DEEPEST = 4
"""Headings below this level look alike."""


def reading_view(record: Record) -> str:
    """The page of one report.json as HTML."""
    return page(
        title=_title(record),
        style=asset("reading.css"),
        body=_body(record),
        values={"entities": _cards(record)},
        scripts=[asset("reading.js")],
    )


def _title(record: Record) -> str:
    document = record.get("document") or {}
    return " ".join(str(document[name]) for name in ("symbol", "title") if document.get(name)) or str(record["id"])


def _body(record: Record) -> str:
    document = record.get("document") or {}
    facts = [document.get(name) for name in ("organ", "session", "agenda_item", "author", "date")]
    return f"""<a class="skip" href="#text">{both(label("reading", "skip"))}</a>
<header><div><h1>{text(document.get("title") or record["id"])}</h1>
<p class="about"><b>{text(document.get("symbol") or "")}</b> {" · ".join(text(v) for v in facts if v)}</p></div>
<div class="tools"><button id="language" type="button">{both(label("view", "language"))}</button>
{_legend(record)}</div></header>
<div class="columns"><nav aria-label="{text(label("view", "contents")[1])}">{_contents(record)}{_findings(record)}</nav>
<main id="text" tabindex="-1">
{chr(10).join(_rows(record))}
</main></div>
<div id="card" role="status" hidden></div>"""


def _legend(record: Record) -> str:
    counts = Counter(mention["type"] for mention in record.get("mentions", ()))
    boxes = (
        f'<label class="t-{kind}"><input type="checkbox" checked value="{kind}">'
        f"{both(names)} <small>{counts[kind]}</small></label>"
        for kind, names in labels()["type"].items()
        if counts[kind]
    )
    return f'<fieldset id="types"><legend>{both(label("view", "show"))}</legend>{"".join(boxes)}</fieldset>'


def _contents(record: Record) -> str:
    lines = []
    for block in record.get("blocks", ()):
        if block["kind"] not in _LISTED:
            continue
        first = record["text"][block["start"] : block["end"]].split("\n")[0]
        depth = min(block.get("level") or 1, DEEPEST)
        number = block.get("number")
        printed = f"{number} " if number and str(number) not in first else ""
        lines.append(f'<li class="d{depth}"><a href="#{text(block["id"])}">{text(printed + first[:80])}</a></li>')
    return f"<h2>{both(label('view', 'contents'))}</h2><ol>{''.join(lines)}</ol>"


def _findings(record: Record) -> str:
    findings = record.get("findings", ())
    if not findings:
        return ""
    lines = []
    for finding in findings:
        said = f"<b>{text(finding['code'])}</b> {text(finding['message'])}"
        start, end = finding.get("start"), finding.get("end")
        placed = said if start is None else f'<a href="#c{start}-{end}">{said}</a>'
        lines.append(f"<li>{placed}</li>")
    return f'<h2>{both(label("view", "findings"))}</h2><ul class="findings">{"".join(lines)}</ul>'


def _rows(record: Record) -> Iterator[str]:
    marks = Marks.of(record)
    beside = _facts_by_block(record)
    notes = _notes(record)
    title = (record.get("document") or {}).get("title")
    for block in record.get("blocks", ()):
        facts = beside.get(block["id"], ())
        margin = f'<aside aria-label="{text(label("view", "facts")[1])}">{"".join(facts)}</aside>' if facts else ""
        kind = text(block["kind"])
        level = min(block.get("level") or 1, DEEPEST)
        if kind == "title" and record["text"][block["start"] : block["end"]] == title:
            kind = "title main"
        yield (
            f'<section class="row k-{kind} l{level}" id="{text(block["id"])}">'
            f'<div class="said">{_said(block, marks, notes)}</div>{margin}</section>'
        )


def _said(block: Mapping[str, Any], marks: Marks, notes: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    links = "".join(
        f'<a id="ref-{text(id_)}" href="#{text(id_)}" class="note">{text(marker or "↓")}</a>'
        for id_, marker in notes.get(block["id"], ())
    )
    if block.get("rows"):
        return _table(block["rows"], marks) + links
    start, end = block["start"], block["end"]
    number = block.get("number")
    printed = marks.text[start : start + len(number or "") + 2]
    gutter = "" if not number or number in printed else f'<span class="number">{text(number)}</span>'
    marker = block.get("marker")
    if block["kind"] == "footnote" and marker:
        gutter = f'<a class="number" href="#ref-{text(block["id"])}">{text(marker)}</a>'
    tag = f"h{1 + min(block.get('level') or 1, DEEPEST)}" if block["kind"] in _LISTED else "p"
    return f'{gutter}<{tag} data-s="{start}">{marks.html(start, end)}</{tag}>{links}'


def _table(rows: Sequence[Sequence[Mapping[str, Any]]], marks: Marks) -> str:
    lines = []
    for row in rows:
        cells = []
        for cell in row:
            start, end, marker = cell.get("start"), cell.get("end"), cell.get("marker")
            words = marks.html(start, end) if start is not None and end is not None else text(cell.get("text") or "")
            place = f' data-s="{start}"' if start is not None else ""
            sup = f"<sup>{text(marker)}</sup>" if marker else ""
            cells.append(f"<td><span{place}>{words}</span>{sup}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"


def _notes(record: Record) -> dict[str, list[tuple[str, str]]]:
    """For a block that carries footnotes, their (id, marker): the last block before a note with its asterisks,

    or, for a numbered note, whose number is no part of the text, the block that the note follows.
    """
    carriers: dict[str, str] = {}
    notes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    before: str | None = None
    for block in record.get("blocks", ()):
        marker = str(block.get("marker") or "")
        if block["kind"] == "footnote":
            carrier = carriers.pop(marker, None) if marker.startswith("*") else before
            if carrier:
                notes[carrier].append((block["id"], marker))
            continue
        before = block["id"]
        for match in _ASTERISKS.finditer(record["text"], block["start"], block["end"]):
            carriers[match[0]] = block["id"]
    return notes


def _facts_by_block(record: Record) -> dict[str, list[str]]:
    names = {entity["id"]: entity for entity in record.get("entities", ())}
    beside: dict[str, list[str]] = defaultdict(list)
    for relation in record.get("relations", ()):
        for evidence in relation["evidence"]:
            if evidence.get("block"):
                beside[evidence["block"]].append(fact_html(relation, evidence, names))
    for figure in record.get("observations", ()):
        evidence = figure["evidence"]
        if evidence.get("block"):
            beside[evidence["block"]].append(figure_html(figure, evidence, names))
    return beside


def _cards(record: Record) -> dict[str, list[Any]]:
    """What the hover card tells of each entity: type, names, aliases, mentions, facts."""
    mentions = Counter(mention.get("entity") for mention in record.get("mentions", ()))
    facts: Counter[str] = Counter()
    for relation in record.get("relations", ()):
        facts.update({relation["subject"], relation["object"]})
    return {
        entity["id"]: [
            *label("type", entity["type"]), entity["label"], entity.get("label_en") or "",
            list(entity.get("aliases") or ()), mentions[entity["id"]], facts[entity["id"]],
        ]
        for entity in record.get("entities", ())
    }  # fmt: skip
