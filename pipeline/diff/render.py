"""A diff for people: the lines that the text and Markdown forms share, by country and topic, numbers first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pipeline.diff.words import predicate_words, words

Row = dict[str, Any]

_MARKS = {"added": "+", "removed": "-", "changed": "~"}


def to_text(diff: Row) -> str:
    """The summary for a terminal."""
    lines = [_title(diff), ""]
    for heading, rows in _sections(diff):
        lines += [heading, *(f"  {mark} {statement}" for mark, statement, _ in rows), ""]
    return "\n".join([*lines, _paragraph_line(diff), ""])


def to_markdown(diff: Row) -> str:
    """The same as Markdown, with the evidence of both sides under each line."""
    lines = [f"# {_title(diff)}", ""]
    for heading, rows in _sections(diff):
        lines += [f"## {heading}", ""]
        for mark, statement, quotes in rows:
            lines.append(f"- `{mark}` {_escape(statement)}")
            lines += [f"  - {side}: {_escape(text)}" for side, text in quotes]
        lines.append("")
    return "\n".join([*lines, _paragraph_line(diff), ""])


def statements(diff: Row) -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    """Every change of fact as (topic, mark, statement, quotes), numbers before relations before names."""
    names = labels(diff)
    for change in diff["document"]:
        yield words("document"), "~", f"{change['field']}: {change['old']} → {change['new']}", []
    for kind, mark in _MARKS.items():
        for row in diff["observations"][kind]:
            observation = row["new"] if kind == "changed" else row
            topic = names.get(observation["subject"] or "", words("numbers"))
            yield topic, mark, _observation(row, kind), _quotes(row, kind)
    for kind, mark in _MARKS.items():
        for row in diff["relations"][kind]:
            relation = row["new"] if kind == "changed" else row
            yield _relation_topic(relation, names), mark, _relation(row, kind, names), _quotes(row, kind)
    for kind in ("added", "removed"):
        for entity in diff["entities"][kind]:
            yield words("names"), _MARKS[kind], f"{entity['label']} ({entity['id']})", _quotes(entity, kind)


def labels(diff: Row) -> dict[str, str]:
    """What to print for an identifier: the label of either edition, Chinese first."""
    return {id_: label for id_, label in diff.get("labels", {}).items() if label}


def _sections(diff: Row) -> Iterator[tuple[str, list[tuple[str, str, list[tuple[str, str]]]]]]:
    topics: defaultdict[str, list[tuple[str, str, list[tuple[str, str]]]]] = defaultdict(list)
    for topic, mark, statement, quotes in statements(diff):
        topics[topic].append((mark, statement, quotes))
    if not topics:
        yield words("no_change"), []
    yield from topics.items()


def _title(diff: Row) -> str:
    return f"{diff['old']['symbol'] or diff['old']['id']} → {diff['new']['symbol'] or diff['new']['id']}"


def _paragraph_line(diff: Row) -> str:
    prefix = "paragraphs_"
    counts = {name.removeprefix(prefix): n for name, n in diff["counts"].items() if name.startswith(prefix)}
    return f"{words('paragraphs')}: " + ", ".join(f"{words(status)} {n}" for status, n in counts.items())


def _observation(row: Row, kind: str) -> str:
    if kind != "changed":
        return f"{row['indicator']}: {number(row)}"
    old, new = row["old"], row["new"]
    line = f"{new['indicator']}: {number(old)} → {number(new)}"
    if not row.get("difference"):
        return line
    relative = f", {row['relative']:+.1%}" if row.get("relative") is not None else ""
    return f"{line}  ({row['difference']:+,.10g}{relative})"


def number(observation: Row) -> str:
    """Value, unit and time as read by a person: ``742 person (2019)``."""
    value = observation["value"]
    parts = value if isinstance(value, list) else [value]
    shown = "–".join(f"{part:,.0f}" if float(part).is_integer() else f"{part:,.10g}" for part in parts)
    unit = "%" if observation["unit"] == "percent" else f" {observation['unit']}"
    about = f"{observation['comparator']} " if observation["comparator"] else ""
    return f"{about}{shown}{unit}" + (f" ({observation['time']})" if observation["time"] else "")


def _relation_topic(relation: Row, names: dict[str, str]) -> str:
    ends: tuple[str, str] = relation["subject"], relation["object"]
    for end in ends:
        if end.startswith("country:"):
            return names.get(end, end)
    return words("relations")


def _relation(row: Row, kind: str, names: dict[str, str]) -> str:
    relation = row["new"] if kind == "changed" else row
    subject, object_ = (names.get(relation[end], relation[end]) for end in ("subject", "object"))
    line = f"{subject} {predicate_words(relation['predicate'])} {object_}"
    if kind == "changed":
        return f"{line}: {_value(row['old'])} → {_value(row['new'])}"
    value = _value(row)
    return f"{line} ({value})" if value else line


def _value(relation: Row) -> str:
    facts = ("date", "start", "end", "basis", "round", "status")
    parts = [f"{name} {relation['qualifiers'][name]}" for name in facts if relation["qualifiers"].get(name)]
    return ", ".join(parts if relation["modality"] == "asserted" else [relation["modality"], *parts])


def _quotes(row: Row, kind: str) -> list[tuple[str, str]]:
    if kind == "changed":
        return [("old", text) for text in _texts(row["old"])] + [("new", text) for text in _texts(row["new"])]
    return [("new" if kind == "added" else "old", text) for text in _texts(row)]


def _texts(row: Row) -> list[str]:
    evidence = row["evidence"] if isinstance(row["evidence"], list) else [row["evidence"]]
    return [quote["text"] for quote in evidence[:2]]


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;").replace("\n", " ")
