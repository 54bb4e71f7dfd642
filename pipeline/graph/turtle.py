"""Turtle, streamed from JSON-LD node objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.graph.rdf import CONTEXT, PREFIXES, Node, resources

_LINKS = {name for name, term in CONTEXT.items() if isinstance(term, dict) and term.get("@type") == "@id"}


def write_turtle(folder: Path, path: Path) -> None:
    """One Turtle file that says what the JSON-LD says."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for prefix, address in PREFIXES.items():
            file.write(f"@prefix {prefix}: <{address}> .\n")
        for node in resources(folder):
            said = " ;\n    ".join(_predicates(node))
            file.write(f"\n{_name(node['@id'])} {said} .\n")


def _predicates(node: Node) -> Iterator[str]:
    for name, value in node.items():
        if name == "@id":
            continue
        values = value if isinstance(value, list) else [value]
        if name == "@type":
            yield f"a {', '.join(_name(type_) for type_ in values)}"
        else:
            yield f"{_name(name)} {', '.join(_object(name, member) for member in values)}"


def _object(name: str, value: Any) -> str:
    if isinstance(value, str):
        return _name(value) if name in _LINKS else _literal(value)
    if "@value" in value:
        language, type_ = value.get("@language"), value.get("@type")
        suffix = f"@{language}" if language else f"^^{type_}" if type_ else ""
        return f"{_literal(value['@value'])}{suffix}"
    if set(value) == {"@id"}:
        return _name(value["@id"])
    return f"[ {' ; '.join(_predicates(value))} ]"


def _literal(text: str) -> str:
    """A JSON string is a Turtle string."""
    return json.dumps(text, ensure_ascii=False)


def _name(compact: str) -> str:
    """The full IRI in angle brackets, or prefix:local where the local part needs no escape."""
    prefix, _, local = compact.partition(":")
    if prefix not in PREFIXES:
        return f"<{compact}>"
    if local.isascii() and local.replace("_", "").replace("-", "").isalnum() and not local.startswith("-"):
        return compact
    return f"<{PREFIXES[prefix]}{local}>"
