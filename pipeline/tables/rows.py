"""Tables as plain rows: TSV for names, TOML for patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import BadTable

_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_LOOKBEHIND = re.compile(r"^(?:\(\?<[^)]*\))+")
FOLDER = Path(__file__).parent


def load_rows(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a TSV under ``tables/`` as (line number, column → value); a wrong width is refused."""
    path = FOLDER / name
    lines = path.read_text(encoding="utf8").split("\n")
    header = lines[0].split("\t")
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise BadTable(f"{name}:{number}: {len(cells)} columns where the header has {len(header)}")
        yield number, dict(zip(header, cells, strict=True))


def load_patterns(name: str) -> list[dict[str, Any]]:
    """The ``[[pattern]]`` rows of ``tables/patterns/<name>.toml``; one without examples is refused."""
    patterns: list[dict[str, Any]] = load_vocabulary(name).get("pattern", [])
    for row in patterns:
        if not row.get("id") or not row.get("examples"):
            raise BadTable(f"{name}.toml: pattern {row.get('id')!r}: an id and examples are needed")
    return patterns


@cache
def load_expressions(name: str, **words: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a table compiled, by id; ``<<name>>`` in a regex stands for a fragment of the same table.

    ``words`` are fragments that other tables give, such as ``either`` of the words of a TSV.
    Compiled once per process and shared: nobody changes it.
    """
    fragments = {word: f"(?:{regex})" for word, regex in words.items()}
    for fragment, regex in load_vocabulary(name).get("fragments", {}).items():
        fragments[fragment] = f"(?:{_filled(regex, fragments)})"
    return {row["id"]: re.compile(_filled(row["regex"], fragments)) for row in load_patterns(name)}


def first_of(regexes: Iterable[str]) -> Callable[[str], int | None]:
    """Tells which of these is the first to match at the start of a text, as one regex: faster than one by one.

    Their groups have names, which are left out.
    """
    regex = re.compile("|".join(f"({_GROUP_NAME.sub('(?:', regex)})" for regex in regexes))

    def first(text: str) -> int | None:
        found = regex.match(text)
        return None if found is None or found.lastindex is None else found.lastindex - 1

    return first


def either(words: Iterable[str]) -> str:
    """A regex for any of the words, each as it is written, the longest first."""
    words = sorted(set(words), key=lambda word: (-len(word), word))
    firsts = "".join(sorted({re.escape(word[0]) for word in words}))
    return f"(?=[{firsts}])(?:{'|'.join(map(re.escape, words))})"


def one_of(words: Iterable[str]) -> str:
    """A regex for any of the words, which may say what stands beside them (约 but not 公约), the longest first.

    A place where none of them begins is passed at once, before they are tried in turn.
    """
    words = sorted(words, key=lambda word: (-len(word), word))
    firsts = {_LOOKBEHIND.sub("", word)[0] for word in words}
    ahead = f"(?=[{''.join(sorted(firsts))}])" if all(char.isalnum() for char in firsts) else ""
    return f"(?:{ahead}(?:{'|'.join(words)}))"


def _filled(regex: str, fragments: dict[str, str]) -> str:
    return re.sub("<<(\\w+)>>", lambda match: fragments[match[1]], regex)


@cache
def load_characters(kind: str) -> str:
    """The characters of one kind in transliteration.toml (``characters`` of foreign names, ``surnames``), sorted."""
    table = tomllib.loads((FOLDER / "transliteration.toml").read_text(encoding="utf8"))
    return "".join(sorted(set(table[kind])))


@cache
def load_vocabulary(name: str) -> dict[str, Any]:
    """All of ``tables/patterns/<name>.toml``: its patterns, and the words and phrases that they are written with.

    Read once per process and shared: nobody changes it.
    """
    path = FOLDER / "patterns" / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except tomllib.TOMLDecodeError as exc:
        raise BadTable(f"{path.name}: {exc}") from exc
