"""A fact's life as a small chart in one offline HTML page."""

from __future__ import annotations

from html import escape
from typing import Any

from pipeline.diff.words import field_words, words

Row = dict[str, Any]

_WIDTH, _HEIGHT, _EDGE = 560, 180, 36


def to_page(title: str, rows: list[Row]) -> str:
    """A table of the rows with a line for each indicator that has a number in two editions or more."""
    facts = sorted({row["fact"] for row in rows})
    charts = [_chart(fact, [row for row in rows if row["fact"] == fact]) for fact in facts]
    body = "".join(
        f"<tr><td>{escape(str(row['edition']))}</td><td>{escape(row['fact'])}</td>"
        f"<td>{escape(_value(row))}</td><td>{escape(row['evidence'])}</td></tr>"
        for row in rows
    )
    head = "".join(f"<th>{words(name)}</th>" for name in ("edition", "fact", "value", "evidence"))
    style = (
        ":root{color-scheme:light dark}body{font:16px/1.6 sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
        "table{border-collapse:collapse}td,th{border-top:1px solid #8884;padding:.3rem .8rem;text-align:left}"
        "figure{margin:1rem 0}text{fill:currentColor}td:nth-child(3){text-align:right;white-space:nowrap}"
    )
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{style}</style></head><body><h1>{escape(title)}</h1>"
        f"{''.join(charts)}<table><tr>{head}</tr>{body}</table></body></html>\n"
    )


def _chart(fact: str, rows: list[Row]) -> str:
    numbers = _points(rows)
    if len(numbers) < 2:
        return ""
    low, high = min(value for _, value in numbers), max(value for _, value in numbers)
    step = (_WIDTH - 2 * _EDGE) / (len(numbers) - 1)
    scale = (_HEIGHT - 2 * _EDGE) / (high - low or 1)
    places = [(_EDGE + n * step, _HEIGHT - _EDGE - (value - low) * scale) for n, (_, value) in enumerate(numbers)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#2463eb"/>'
        f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle" font-size="11">{value:,.10g}</text>'
        f'<text x="{x:.1f}" y="{_HEIGHT - 12}" text-anchor="middle" font-size="11">{escape(label)}</text>'
        for (x, y), (label, value) in zip(places, numbers, strict=True)
    )
    return (
        f"<h2>{escape(fact)}</h2>"
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" role="img" aria-label="{escape(fact, quote=True)}">'
        f'<polyline points="{line}" fill="none" stroke="#2463eb" stroke-width="2"/>{marks}</svg>'
    )


def _points(rows: list[Row]) -> list[tuple[str, float]]:
    """(label, number), in order of time where every number has one, each stated twice but once."""
    stated = [row for row in rows if isinstance(row["value"], int | float)]
    if all(row["time"] for row in stated):
        return sorted({(str(row["time"]), float(row["value"])) for row in stated})
    return [(str(row["time"] or row["date"] or row["edition"]), float(row["value"])) for row in stated]


def _value(row: Row) -> str:
    if row["value"] is None:
        return ", ".join(f"{field_words(name)} {value}" for name, value in row["qualifiers"].items())
    parts = row["value"] if isinstance(row["value"], list) else [row["value"]]
    shown = "–".join(f"{part:,.10g}" for part in parts)
    return f"{shown} {row['unit']}" + (f" ({row['time']})" if row["time"] else "")
