"""Files for property-graph databases: neo4j-admin's CSV, and Cypher scripts that load them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.graph.flat import EDGE_TYPES, clean, edge_row
from pipeline.graph.store import read_rows

ARRAY = ";"
"""Between the members of an array; inside a member it becomes the full-width ；."""

_NODE_HEADER = ["id:ID", ":LABEL", "type", "name", "name_en", "aliases:string[]", "attributes",
                "degree:long", "pagerank:double", "mentions:long", "reports:string[]"]  # fmt: skip
_KINDS = {str: "string", int: "long", float: "double"}
_EDGE_COLUMNS = [name for name in EDGE_TYPES if name not in {"predicate", "reports"}]
_EDGE_HEADER = [":START_ID", ":END_ID", ":TYPE", "id", "predicate",
                *(f"{name}:{_KINDS[EDGE_TYPES[name]]}" for name in _EDGE_COLUMNS), "reports:string[]"]  # fmt: skip

NEO4J_SCRIPT = """\
// Neo4j 5: put nodes.csv and relationships.csv into the database's import folder, then run this script.
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
MERGE (n:Entity {id: row.`id:ID`})
SET n.type = row.type, n.name = row.name, n.name_en = row.name_en, n.attributes = row.attributes,
    n.aliases = split(coalesce(row.`aliases:string[]`, ''), ';'),
    n.reports = split(coalesce(row.`reports:string[]`, ''), ';'),
    n.degree = toInteger(row.`degree:long`), n.pagerank = toFloat(row.`pagerank:double`),
    n.mentions = toInteger(row.`mentions:long`);

"""
_NEO4J_TYPE = """\
LOAD CSV WITH HEADERS FROM 'file:///relationships.csv' AS row
WITH row WHERE row.`:TYPE` = '{type}'
MATCH (a:Entity {{id: row.`:START_ID`}}), (b:Entity {{id: row.`:END_ID`}})
MERGE (a)-[r:{type} {{id: row.id}}]->(b)
SET r += {{predicate: row.predicate, {copied}}};

"""
LADYBUG_SCRIPT = """\
// Ladybug (Kùzu): run in this folder.
CREATE NODE TABLE Entity(id STRING PRIMARY KEY, labels STRING, type STRING, name STRING, name_en STRING,
  aliases STRING, attributes STRING, degree INT64, pagerank DOUBLE, mentions INT64, reports STRING);
COPY Entity FROM "{folder}nodes.csv" (header=true, parallel=false, escape='"', null_strings=[""]);
CREATE REL TABLE Fact(FROM Entity TO Entity, type STRING, id STRING, predicate STRING, {columns}, reports STRING);
COPY Fact FROM "{folder}relationships.csv" (header=true, parallel=false, escape='"', null_strings=[""]);
"""
_LADYBUG_KINDS = {str: "STRING", int: "INT64", float: "DOUBLE"}


def write_neo4j(folder: Path, target: Path) -> list[Path]:
    """``nodes.csv`` and ``relationships.csv`` with neo4j-admin headers, ``neo4j.cypher``, ``ladybug.cypher``."""
    target.mkdir(exist_ok=True)
    nodes, edges = target / "nodes.csv", target / "relationships.csv"
    _write(nodes, _NODE_HEADER, map(_node, read_rows(folder, "nodes")))
    _write(edges, _EDGE_HEADER, map(_edge, read_rows(folder, "edges")))
    scripts = {"neo4j.cypher": _neo4j_script(folder), "ladybug.cypher": ladybug_script("")}
    for name, script in scripts.items():
        (target / name).write_text(script, encoding="utf-8", newline="\n")
    return [nodes, edges, *(target / name for name in scripts)]


def relationship_type(predicate: str) -> str:
    """The predicate as Cypher writes types: ``follows_up`` is FOLLOWS_UP."""
    return "".join(c if c.isalnum() else "_" for c in predicate.upper())


def ladybug_script(folder: str) -> str:
    """The Cypher that makes and fills the tables; ``folder`` goes before the names of the files."""
    columns = ", ".join(f"`{name}` {_LADYBUG_KINDS[EDGE_TYPES[name]]}" for name in _EDGE_COLUMNS)
    return LADYBUG_SCRIPT.format(folder=folder, columns=columns)


def _write(path: Path, header: list[str], rows: Iterator[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _node(row: Mapping[str, Any]) -> list[Any]:
    return [
        clean(row["id"]), f"Entity{ARRAY}{_label(row['type'])}", row["type"], _line(row["label"]),
        _line(row["label_en"]), _array(row["aliases"]), _line(row["attributes"]),
        row["degree"], row["pagerank"], row["mentions"], _array(row["reports"]),
    ]  # fmt: skip


def _label(type_: str) -> str:
    return "".join(part.capitalize() for part in type_.split("_"))


def _edge(row: Mapping[str, Any]) -> list[Any]:
    values = edge_row(row)
    plain = [_line(values[name]) if EDGE_TYPES[name] is str else values[name] for name in _EDGE_COLUMNS]
    ends = [clean(row["subject"]), clean(row["object"])]
    return [*ends, relationship_type(row["predicate"]), row["id"], row["predicate"], *plain, _array(row["reports"])]


def _line(text: str | None) -> str | None:
    """One line: neo4j-admin refuses a line break inside a field unless told otherwise."""
    return None if text is None else " ".join(clean(text).splitlines())


def _array(values: list[str]) -> str:
    return ARRAY.join(_line(value.replace(ARRAY, "；")) or "" for value in values)


def _neo4j_script(folder: Path) -> str:
    types = sorted({relationship_type(row["predicate"]) for row in read_rows(folder, "edges", ["predicate"])})
    copied = ", ".join(f"`{name}`: {_convert(name)}" for name in _EDGE_COLUMNS)
    return NEO4J_SCRIPT + "".join(_NEO4J_TYPE.format(type=type_, copied=copied) for type_ in types)


def _convert(name: str) -> str:
    kind = EDGE_TYPES[name]
    column = f"row.`{name}:{_KINDS[kind]}`"
    return {str: column, int: f"toInteger({column})", float: f"toFloat({column})"}[kind]
