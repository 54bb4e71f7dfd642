"""A diff as one offline HTML page: both editions side by side, changed facts, inline differences."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from pipeline.diff.inline import Span, differences, marked
from pipeline.diff.render import Quote, extractor_statements, notes, statements, title_of
from pipeline.diff.words import words

Row = dict[str, Any]
Statement = tuple[str, str, str, list[Quote]]

_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf8")
_SCRIPT = (Path(__file__).parent / "page.js").read_text(encoding="utf8")
_DIGEST = b64encode(sha256(_SCRIPT.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_DIGEST}'"
_CLASSES = {"+": "added", "-": "removed", "~": "changed"}
_STATUSES = ("changed", "added", "removed", "reworded", "moved", "split", "merged", "same")


def to_html(diff: Row) -> str:
    """The whole page; every text of a report is escaped and nothing is loaded."""
    title = title_of(diff)
    said = list(statements(diff))
    places = _places(diff)
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="zh"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
            f"<header><h1>{escape(title)}</h1>{_editions(diff)}",
            *(f'<p class="note">{escape(note)}</p>' for note in notes(diff)),
            "</header>",
            _bar(diff),
            f'<main><section id="facts"><h2>{words("facts")}</h2>',
            *_facts(said, places),
            *_extractor(diff, places),
            f'</section><section id="paragraphs"><h2>{words("paragraphs")}</h2>',
            f'<div class="pair names"><span></span><b>{words("old")}</b><b>{words("new")}</b></div>',
            *_pairs(diff, said),
            f"</section></main><script>{_SCRIPT}</script></body></html>",
            "",
        ]
    )


def _editions(diff: Row) -> str:
    sides = []
    for side in ("old", "new"):
        edition = diff[side]
        lines = [edition["symbol"] or edition["id"], edition["title"] or "", edition["date"] or ""]
        sides.append(f"<div><small>{words(side)}</small>{''.join(f'<p>{escape(line)}</p>' for line in lines)}</div>")
    return f'<div class="editions">{"".join(sides)}</div>'


def _bar(diff: Row) -> str:
    """Counts, jumps and the switch for what is the same; stays in view."""
    facts = {kind: sum(diff["counts"].get(f"{part}_{kind}", 0) for part in ("entities", "relations", "observations"))
             for kind in ("changed", "added", "removed")}  # fmt: skip
    facts["changed"] += diff["counts"]["document"]
    paragraphs = {status: diff["counts"].get(f"paragraphs_{status}", 0) for status in _STATUSES}
    return (
        f'<nav><a href="#facts">{words("facts")}</a>{_chips(facts)}'
        f'<a href="#paragraphs">{words("paragraphs")}</a>{_chips(paragraphs)}'
        f'<span class="jump"><button id="previous">{words("previous_change")}</button>'
        f'<button id="next">{words("next_change")}</button>'
        f'<label><input type="checkbox" id="hide"> {words("hide_same")}</label>'
        f"<small>{words('keys')}</small></span></nav>"
    )


def _chips(counts: dict[str, int]) -> str:
    return "".join(f'<span class="chip {name}">{words(name)} {n}</span>' for name, n in counts.items() if n)


def _places(diff: Row) -> dict[tuple[str, str], int]:
    """The row of the alignment in which a block of a side stands."""
    return {(side, block["id"]): n for n, pair in enumerate(diff["paragraphs"])
            for side in ("old", "new") for block in pair[side]}  # fmt: skip


def _facts(said: list[Statement], places: dict[tuple[str, str], int]) -> Iterator[str]:
    topics: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in said:
        topics[one[0]].append(one)
    if not topics:
        yield f"<p>{words('no_change')}</p>"
    for topic, rows in topics.items():
        yield f"<h3>{escape(topic)}</h3>"
        yield from (_fact(mark, statement, quotes, places) for _, mark, statement, quotes in rows)


def _fact(mark: str, statement: str, quotes: list[Quote], places: dict[tuple[str, str], int]) -> str:
    sides = []
    for side in ("old", "new"):
        cited = [_quote(side, quote, places) for where, quote in quotes if where == side]
        sides.append(f'<div class="{side}">{"".join(cited)}</div>')
    kind = _CLASSES[mark]
    return (
        f'<div class="fact {kind}" tabindex="-1"><p title="{words(kind)}">{escape(statement)}</p>{"".join(sides)}</div>'
    )


def _quote(side: str, quote: Row, places: dict[tuple[str, str], int]) -> str:
    place = places.get((side, quote["block"]))
    text = f"<q>{escape(quote['text'])}</q>"
    return text if place is None else f'<a href="#p{place}">{text}</a>'


def _extractor(diff: Row, places: dict[tuple[str, str], int]) -> Iterator[str]:
    if own := extractor_statements(diff):
        yield f"<details><summary>{words('extractor')} ({len(own)})</summary>"
        yield from (_fact(mark, statement, quotes, places) for _, mark, statement, quotes in own)
        yield "</details>"


def _pairs(diff: Row, said: list[Statement]) -> Iterator[str]:
    facts: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for _, mark, _, quotes in said:
        for side, quote in quotes:
            facts[side, quote["block"]].append((quote["start"], quote["end"], _CLASSES[mark]))
    for n, pair in enumerate(diff["paragraphs"]):
        yield _pair(n, pair, facts)


def _pair(n: int, pair: Row, facts: dict[tuple[str, str], list[Span]]) -> str:
    texts = {side: "\n".join(block["text"] for block in pair[side]) for side in ("old", "new")}
    edits: tuple[list[Span], list[Span]] = ([], [])
    if pair["old"] and pair["new"] and pair["status"] not in {"same", "moved"}:
        edits = differences(texts["old"], texts["new"])
    cells = []
    for side, spans in zip(("old", "new"), edits, strict=True):
        text = marked(texts[side], spans, _moved_into(pair[side], side, facts))
        cells.append(f'<div class="{side}" lang="zh">{text}</div>')
    numbers = [", ".join(block["number"] or "·" for block in pair[side]) for side in ("old", "new")]
    label = (
        f'<a href="#p{n}">{words(pair["status"])}</a><br>{escape(" → ".join(number for number in numbers if number))}'
    )
    return f'<div class="pair {pair["status"]}" id="p{n}" tabindex="-1"><small>{label}</small>{"".join(cells)}</div>'


def _moved_into(blocks: list[Row], side: str, facts: dict[tuple[str, str], list[Span]]) -> list[Span]:
    """The facts' spans, of the report's text, as spans of the joined text of these blocks."""
    spans, at = [], 0
    for block in blocks:
        shift = at - block["start"]
        spans += [(start + shift, end + shift, name) for start, end, name in facts.get((side, block["id"]), [])]
        at += len(block["text"]) + 1
    return spans
