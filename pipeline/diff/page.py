"""A diff as one offline HTML page: both editions side by side, changed facts, inline differences."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel

from pipeline.diff.render import statements
from pipeline.diff.words import words

Row = dict[str, Any]

_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf8")
_MARKS = {"+": "added", "-": "removed", "~": "changed"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_JOIN = 3
"""Equal runs shorter than this between two differences are shown as part of them: single shared characters distract."""


def to_html(diff: Row) -> str:
    """The whole page; every text of a report is escaped and nothing is loaded."""
    title = f"{diff['old']['symbol'] or diff['old']['id']} → {diff['new']['symbol'] or diff['new']['id']}"
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="zh"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
            f"<h1>{escape(title)}</h1>",
            *_facts(diff),
            f"<h2>{words('paragraphs')}</h2>",
            '<table class="sides"><thead><tr><th></th>',
            f"<th>{words('old')}</th><th>{words('new')}</th></tr></thead><tbody>",
            *(_pair(pair) for pair in diff["paragraphs"]),
            "</tbody></table></body></html>",
            "",
        ]
    )


def _facts(diff: Row) -> Iterator[str]:
    topic = None
    for heading, mark, statement, quotes in sorted(statements(diff), key=lambda row: row[0]):
        if heading != topic:
            yield f"{'</ul>' if topic else ''}<h2>{escape(heading)}</h2><ul class=facts>"
            topic = heading
        sides = "".join(f"<blockquote><b>{words(side)}</b> {escape(text)}</blockquote>" for side, text in quotes)
        yield f'<li class="{_MARKS[mark]}">{escape(statement)}<details><summary>“ ”</summary>{sides}</details></li>'
    yield "</ul>" if topic else f"<p>{words('no_change')}</p>"


def _pair(pair: Row) -> str:
    old, new = ("\n".join(block["text"] for block in pair[side]) for side in ("old", "new"))
    numbers = [", ".join(str(block["number"] or "") for block in pair[side]) for side in ("old", "new")]
    left, right = _inline(old, new) if old and new and old != new else (escape(old), escape(new))
    label = f"<small>{words(pair['status'])}<br>{escape(numbers[0])} → {escape(numbers[1])}</small>"
    return f'<tr class="{pair["status"]}"><th>{label}</th><td>{left}</td><td>{right}</td></tr>'


def _inline(old: str, new: str) -> tuple[str, str]:
    """Both texts with what only they hold marked."""
    left, right = [], []
    for tag, a, b, c, d in _runs(old, new):
        same = tag == "equal"
        left.append(escape(old[a:b]) if same else f"<del>{escape(old[a:b])}</del>" if a < b else "")
        right.append(escape(new[c:d]) if same else f"<ins>{escape(new[c:d])}</ins>" if c < d else "")
    return "".join(left), "".join(right)


def _runs(old: str, new: str) -> list[tuple[str, int, int, int, int]]:
    runs: list[tuple[str, int, int, int, int]] = []
    for code in Indel.opcodes(old, new):
        tag = "equal" if code.tag == "equal" and code.src_end - code.src_start >= _JOIN else "other"
        if runs and runs[-1][0] == tag:
            _, a, _, c, _ = runs.pop()
            runs.append((tag, a, code.src_end, c, code.dest_end))
        else:
            runs.append((tag, code.src_start, code.src_end, code.dest_start, code.dest_end))
    return runs
