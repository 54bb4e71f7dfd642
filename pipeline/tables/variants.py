"""Other printed forms of a name: with its country's other name, with 驻 or 问题 put in or left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import ahocorasick_rs

from pipeline.tables.rows import load_vocabulary

_STATIONED: tuple[str, ...] = tuple(load_vocabulary("names")["missions"])
_TITLES: tuple[str, ...] = tuple(load_vocabulary("names")["titles"])
_MATTER: str = load_vocabulary("names")["matters"][0]
_FORMS = ("short", "formal")


def country_names(rows: Sequence[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    """For each name of a country its other form: 南苏丹 and 南苏丹共和国, also in traditional script; or ().

    ``rows`` are (name, country, kind), the kind ``label`` or one of the tables'. Traditional names are told apart by
    their length, which is that of the name they write.
    """
    by_country: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, country, kind in rows:
        by_country[country][kind].append(name)
    pairs: dict[str, tuple[str, ...]] = {name: () for name, _, _ in rows}
    for kinds in by_country.values():
        if len(kinds["label"]) != 1 or len(kinds["formal"]) != 1:
            continue
        short, formal = kinds["label"][0], kinds["formal"][0]
        scripts = [(short, formal)]
        written = {form: [n for n in kinds["traditional"] if len(n) == len(name)]
                   for form, name in zip(_FORMS, (short, formal), strict=True)}  # fmt: skip
        if all(len(names) == 1 for names in written.values()) and len(short) != len(formal):
            scripts.append((written["short"][0], written["formal"][0]))
        for one, other in scripts:
            pairs[one], pairs[other] = (other,), (one,)
    return pairs


def variants(names: Collection[str], countries: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """(variant, name) for each name that holds a country's, or that begins like a mission's; none of ``names``."""
    automaton = ahocorasick_rs.AhoCorasick(sorted(countries), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    known = set(names)
    ordered = sorted(countries)
    for name in sorted(names):
        for index, start, end in automaton.find_matches_as_indexes(name):
            for other in countries[ordered[index]]:
                variant = name[:start] + other + name[end:]
                if variant not in known:
                    known.add(variant)
                    yield variant, name
                yield from _stationed(variant, start, known, name)
            yield from _stationed(name, start, known, name)


def titled(names: Collection[str]) -> Iterator[tuple[str, str]]:
    """(variant, name) for each post named by its matter: 酷刑特别报告员 for 酷刑问题特别报告员 and back."""
    for name in sorted(names):
        for title in _TITLES:
            if not name.endswith(title) or name == title:
                continue
            matter = name.removesuffix(title)
            bare = matter.removesuffix(_MATTER)
            variant = bare + title if bare != matter else matter + _MATTER + title
            if variant not in names:
                yield variant, name


def _stationed(text: str, country: int, known: set[str], name: str) -> Iterator[tuple[str, str]]:
    """联合国驻塞拉利昂… for 联合国塞拉利昂… and back."""
    for prefix in _STATIONED:
        bare = prefix[:-1]
        if text.startswith(prefix) and country == len(prefix):
            variant = bare + text[len(prefix) :]
        elif text.startswith(bare) and country == len(bare):
            variant = prefix + text[len(bare) :]
        else:
            continue
        if variant not in known:
            known.add(variant)
            yield variant, name
