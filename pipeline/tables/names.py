"""Everything that has an official name: entities and their aliases, by type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.errors import BadTable
from pipeline.model import MentionType
from pipeline.tables.rows import FOLDER, load_rows
from pipeline.tables.variants import country_names, titled, variants

TYPES: Mapping[str, MentionType] = {
    "countries": "COUNTRY",
    "regions": "REGION",
    "locations": "LOCATION",
    "bodies": "UN_BODY",
    "roles": "ROLE",
    "orgs": "ORG",
    "instruments": "INSTRUMENT",
    "programmes": "PROGRAMME",
}
_OWN_COLUMNS = {"id", "label", "label_en", "source"}


class Name(Struct, frozen=True, gc=False):
    """An entity of a table; ``attributes`` are its other columns, empty ones left out."""

    id: str
    type: MentionType
    label: str
    label_en: str | None
    row: str
    attributes: Mapping[str, str] = field(default_factory=dict)


class Alias(Struct, frozen=True, gc=False):
    """A name in print of one entity; ``when`` is the condition on which it means that one."""

    alias: str
    id: str
    type: MentionType
    kind: str
    when: str
    row: str


class Names(Struct, frozen=True, gc=False):
    """All entities by identifier, all aliases (labels among them) by what is printed."""

    entities: Mapping[str, Name]
    aliases: Mapping[str, tuple[Alias, ...]]
    not_names: tuple[str, ...]


@cache
def load_names() -> Names:
    """Every table under ``names/``; read once per process."""
    entities: dict[str, Name] = {}
    aliases: defaultdict[str, list[Alias]] = defaultdict(list)
    for stem, kind in TYPES.items():
        _load_entities(f"names/{stem}.tsv", kind, entities, aliases)
        _load_aliases(f"names/{stem}.aliases.tsv", kind, entities, aliases)
    not_names = tuple(row["text"] for _, row in load_rows("names/not_names.tsv"))
    _add_variants(aliases, not_names)
    return Names(entities, {alias: tuple(rows) for alias, rows in aliases.items()}, not_names)


def _load_entities(
    name: str, kind: MentionType, entities: dict[str, Name], aliases: defaultdict[str, list[Alias]]
) -> None:
    if not (FOLDER / name).exists():
        raise BadTable(f"{name} is missing")
    for line, row in load_rows(name):
        where = f"{name}:{line}"
        if row["id"] in entities:
            raise BadTable(f"{where}: {row['id']} stands at {entities[row['id']].row} already")
        others = {column: cell for column, cell in row.items() if cell and column not in _OWN_COLUMNS}
        entities[row["id"]] = Name(row["id"], kind, row["label"], row["label_en"] or None, where, others)
        aliases[row["label"]].append(Alias(row["label"], row["id"], kind, "label", "", where))


def _load_aliases(
    name: str, kind: MentionType, entities: Mapping[str, Name], aliases: defaultdict[str, list[Alias]]
) -> None:
    for line, row in load_rows(name):
        where = f"{name}:{line}"
        if row["id"] not in entities:
            raise BadTable(f"{where}: no entity {row['id']}")
        aliases[row["alias"]].append(Alias(row["alias"], row["id"], kind, row["kind"], row["when"], where))


def _add_variants(aliases: defaultdict[str, list[Alias]], not_names: tuple[str, ...]) -> None:
    """Names of bodies under the other name of their country (联合国南苏丹共和国特派团), posts with or without 问题.

    The row is that of the name.
    """
    rows = [row for name in list(aliases) for row in aliases[name]]
    countries = country_names([(row.alias, row.id, row.kind) for row in rows if row.type == "COUNTRY" and not row.when])
    others = (*not_names, *(row.alias for row in rows if row.type == "REGION"))  # 印度洋 holds no India
    countries.update((word, ()) for word in others if word not in countries)
    bodies = {row.alias: row for row in rows if row.type == "UN_BODY" and not row.when}
    for variant, name in variants(bodies, countries):
        if variant not in aliases:
            aliases[variant].append(replace(bodies[name], alias=variant, kind="variant"))
    posts = {row.alias: row for row in rows if row.type == "ROLE" and not row.when}
    for variant, name in titled(posts):
        if variant not in aliases:
            aliases[variant].append(replace(posts[name], alias=variant, kind="variant"))


def organ_id(printed: str | None) -> str | None:
    """The identifier of the organ that the head of a document prints, None where no table has it."""
    rows = load_names().aliases.get(printed or "", ())
    return next((row.id for row in rows if row.type == "UN_BODY" and not row.when), None)
