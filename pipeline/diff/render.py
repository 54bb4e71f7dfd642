"""A diff for people: the lines that the text and Markdown forms share, by country and topic, numbers first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pipeline.diff.compare import is_unrelated
from pipeline.diff.words import field_words, predicate_words, words

Row = dict[str, Any]
Quote = tuple[str, Row]

_MARKS = {"added": "+", "removed": "-", "changed": "~"}


def to_text(diff: Row) -> str:
    """The summary for a terminal."""
    lines = [title_of(diff), *notes(diff), ""]
    for heading, rows in _sections(diff):
        lines += [heading, *(f"  {mark} {statement}" for mark, statement, _ in rows), ""]
    return "\n".join([*lines, _paragraph_line(diff), ""])


def to_markdown(diff: Row) -> str:
    """The same as Markdown, with the evidence of both sides under each line."""
    lines = [f"# {title_of(diff)}", "", *(f"> {_escape(note)}\n" for note in notes(diff))]
    for heading, rows in _sections(diff):
        lines += [f"## {heading}", ""]
        for mark, statement, quotes in rows:
            lines.append(f"- `{mark}` {_escape(statement)}")
            lines += [f"  - {side}: {_escape(quote['text'])}" for side, quote in quotes]
        lines.append("")
    return "\n".join([*lines, _paragraph_line(diff), ""])


def statements(diff: Row) -> Iterator[tuple[str, str, str, list[Quote]]]:
    """Every change of fact as (topic, mark, statement, quotes), numbers before relations before names."""
    names = labels(diff)
    for change in diff["document"]:
        sides = (_field(change["old"]), _field(change["new"]))
        yield words("document"), "~", f"{field_words(change['field'])}: {' → '.join(sides)}", []
    for kind, mark in _MARKS.items():
        for row in diff["observations"][kind]:
            observation = row["new"] if kind == "changed" else row
            topic = names.get(observation["subject"] or "", words("numbers"))
            yield topic, mark, _observation(row, kind), _quotes(row, kind)
    for kind, mark in _MARKS.items():
        for row in diff["relations"][kind]:
            relation = row["new"] if kind == "changed" else row
            yield _relation_topic(relation, names), mark, _relation(row, kind, names), _quotes(row, kind)
    for dates in (False, True):
        for kind in ("added", "removed"):
            for entity in diff["entities"][kind]:
                if (entity["type"] == "DATE") == dates:
                    yield words("dated" if dates else "names"), _MARKS[kind], _name(entity), _quotes(entity, kind)


def _name(entity: Row) -> str:
    return entity["id"] if entity["label"] == entity["id"] else f"{entity['label']} ({entity['id']})"


def _field(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "–")


def labels(diff: Row) -> dict[str, str]:
    """What to print for an identifier: the label of either edition, Chinese first."""
    return {id_: label for id_, label in diff.get("labels", {}).items() if label}


def _sections(diff: Row) -> Iterator[tuple[str, list[tuple[str, str, list[Quote]]]]]:
    topics: defaultdict[str, list[tuple[str, str, list[Quote]]]] = defaultdict(list)
    for topic, mark, statement, quotes in statements(diff):
        topics[topic].append((mark, statement, quotes))
    if not topics:
        yield words("no_change"), []
    yield from topics.items()
    if own := [row[1:] for row in extractor_statements(diff)]:
        yield words("extractor"), own


def extractor_statements(diff: Row) -> list[tuple[str, str, str, list[Quote]]]:
    """What the older program had read otherwise in the old source: no change of the source."""
    return list(statements({**diff, **diff["extractor"]})) if "extractor" in diff else []


def notes(diff: Row) -> list[str]:
    """What a reader must know before the changes: the two are no editions of one report; who read them."""
    shares = ", ".join(f"{name} {share:.0%}" for name, share in diff["overlap"].items())
    unrelated = [f"{words('unrelated')}: {shares}"] if is_unrelated(diff) else []
    return unrelated + ([words(diff["note"])] if diff.get("note") else [])


def title_of(diff: Row) -> str:
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
    parts = [
        f"{field_words(name)} {relation['qualifiers'][name]}" for name in facts if relation["qualifiers"].get(name)
    ]
    return ", ".join(parts if relation["modality"] == "asserted" else [relation["modality"], *parts])


def _quotes(row: Row, kind: str) -> list[Quote]:
    if kind == "changed":
        return [("old", quote) for quote in _evidence(row["old"])] + [("new", quote) for quote in _evidence(row["new"])]
    return [("new" if kind == "added" else "old", quote) for quote in _evidence(row)]


def _evidence(row: Row) -> list[Row]:
    evidence = row["evidence"] if isinstance(row["evidence"], list) else [row["evidence"]]
    return evidence[:2]


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;").replace("\n", " ")
