"""Each export is read again by a program that it is for."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pyarrow.parquet as pq
import pytest
import rdflib
from factories_graph import edition_pair, record
from rdflib.compare import isomorphic

from pipeline.errors import UsageError
from pipeline.graph import build_graph, export, load_graph
from pipeline.graph.neo4j import ladybug_script
from pipeline.graph.spreadsheets import cell

pytestmark = pytest.mark.filterwarnings("ignore:.*Dataset:DeprecationWarning")  # rdflib warns of its own names

HOSTILE = '=HYPERLINK("x") <b>&amp;</b>;"\' 甲\u2028\x07乙\n丙'
"""A name with a formula, markup, separators, a control character and a line break."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    hostile = record([("org:x", "assists", "country:BDI", HOSTILE)], id="hostile", symbol=None, date=None)
    hostile["entities"][0] |= {"label": HOSTILE, "aliases": ["甲;乙", "=1+1"]}
    path = tmp_path_factory.mktemp("run") / "graph"
    build_graph([*edition_pair(), hostile], path)
    export(path, ["all"])
    return path


@pytest.mark.parametrize("read", [("graph.gexf", nx.read_gexf), ("graph.graphml", nx.read_graphml)], ids=str)
def test_networkx_reads_the_xml_graphs(folder: Path, read: tuple[str, object]) -> None:
    name, reader = read
    graph, truth = reader(folder / name), load_graph(folder)  # type: ignore[operator]
    assert set(graph) == set(truth)
    assert graph.number_of_edges() == truth.number_of_edges()
    assert sorted(row["predicate"] for *_, row in graph.edges(data=True)) == sorted(
        row["predicate"] for *_, row in truth.edges(data=True)
    )
    assert graph.nodes["country:BDI"]["label_en"] == "Burundi"
    assert isinstance(graph.nodes["country:BDI"]["degree"], int)


def test_gephi_finds_every_value_declared_and_typed(folder: Path) -> None:
    tree = ET.parse(folder / "graph.gexf")  # our own file
    space = {"g": "http://www.gexf.net/1.2draft"}
    kinds = {a.get("id"): a.get("type") for a in tree.iterfind(".//g:attribute", space)}
    assert set(kinds.values()) == {"string", "integer", "double"}
    values = list(tree.iterfind(".//g:attvalue", space))
    read = {"string": str, "integer": int, "double": float}
    assert all(read[str(kinds[v.get("for")])](v.get("value")) is not None for v in values)
    assert not any(v.get("value") in {"None", "[]", "{'"} for v in values)
    assert len({n.get("id") for n in tree.iterfind(".//g:node", space)}) == len(load_graph(folder))


def test_turtle_and_jsonld_say_the_same(folder: Path) -> None:
    turtle = rdflib.Graph().parse(folder / "graph.ttl")
    jsonld = rdflib.Graph().parse(folder / "graph.jsonld")
    assert isomorphic(turtle, jsonld)


def test_sparql_finds_a_fact_with_its_evidence_and_page(folder: Path) -> None:
    rows = (
        rdflib.Graph()
        .parse(folder / "graph.ttl")
        .query(
            """PREFIX v: <urn:unreport:vocabulary:> PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?who ?words ?page WHERE {
          ?fact rdf:subject/skos:prefLabel ?who ; rdf:predicate v:assists ; v:modality v:planned ;
                v:evidence ?place . FILTER(lang(?who) = "en")
          ?place oa:hasSelector/oa:exact ?words ; oa:hasSelector/rdf:value ?page . }"""
        )
    )
    assert [tuple(map(str, row)) for row in rows] == [
        ("United Nations Development Programme", "开发署将协助约旦。", "page=2")
    ]


def test_the_shapes_hold(folder: Path) -> None:
    pyshacl = pytest.importorskip("pyshacl", reason="pyshacl is not installed")
    conforms, _, said = pyshacl.validate(str(folder / "graph.ttl"), shacl_graph=str(folder / "shapes.ttl"))
    assert conforms, said


def test_the_shapes_refuse_a_fact_without_evidence(folder: Path) -> None:
    pyshacl = pytest.importorskip("pyshacl", reason="pyshacl is not installed")
    graph = rdflib.Graph().parse(folder / "graph.ttl")
    graph.remove((None, rdflib.URIRef("urn:unreport:vocabulary:evidence"), None))
    conforms, *_ = pyshacl.validate(graph, shacl_graph=str(folder / "shapes.ttl"))
    assert not conforms


def test_a_cypher_engine_loads_the_property_graph(folder: Path) -> None:
    ladybug = pytest.importorskip("ladybug", reason="ladybug is not installed")
    connection = ladybug.Connection(ladybug.Database(":memory:"))
    for statement in ladybug_script(f"{folder}/neo4j/").split(";\n"):
        if statement.strip():
            connection.execute(statement)
    found = connection.execute(
        "MATCH (a:Entity)-[f:Fact]->(b:Entity) WHERE f.type = 'ASSISTS' AND b.name_en = 'Burundi' "
        "RETURN a.id, f.edition, f.page ORDER BY a.id, f.edition"
    )
    assert list(found) == [["org:x", None, 1], ["un:UNDP", "2017-08-01", 2], ["un:UNDP", "2019-08-06", 1]]


def test_neo4j_headers_and_arrays(folder: Path) -> None:
    with (folder / "neo4j" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id:ID"]: row for row in csv.DictReader(file)}
    assert rows["un:UNDP"]["aliases:string[]"] == "UNDP;开发署"
    assert rows["un:UNDP"][":LABEL"] == "Entity;UnBody"
    assert rows["org:x"]["aliases:string[]"] == "=1+1;甲；乙"
    assert all("\n" not in value for row in rows.values() for value in row.values())
    with (folder / "neo4j" / "relationships.csv").open(encoding="utf-8", newline="") as file:
        ends = [(row[":START_ID"], row[":END_ID"]) for row in csv.DictReader(file)]
    assert {end for pair in ends for end in pair} <= rows.keys()
    assert len(ends) == load_graph(folder).number_of_edges()


@pytest.mark.parametrize(("value", "written"), [
    ("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), ("\tx", "'\tx"),
    ("甲", "甲"), (-3.5, -3.5), (None, ""), (True, "true"), (["a", "b"], "a | b"), (["=a"], "'=a"),
    ([{"a": 1}], '[{"a":1}]'),
])  # fmt: skip
def test_no_cell_is_a_formula(value: object, written: object) -> None:
    assert cell(value) == written


def test_csv_has_the_rows_of_parquet(folder: Path) -> None:
    for name in ("nodes", "edges", "mentions", "observations", "reports"):
        with (folder / "csv" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == pq.read_metadata(folder / f"{name}.parquet").num_rows
        assert not any(str(value).startswith(("=", "+", "@")) for row in rows for value in row.values())


@pytest.mark.parametrize(("query", "found"), [
    ("协助约旦", ["开发署将协助约旦。"]),      # Chinese words inside a sentence
    ("70/168", ["大会第70/168号决议"]),        # a number with a slash
    ("不存在的", []),
])  # fmt: skip
def test_sqlite_searches_evidence(folder: Path, query: str, found: list[str]) -> None:
    database = sqlite3.connect(f"file:{folder / 'graph.sqlite'}?mode=ro", uri=True)
    rows = database.execute(
        "SELECT DISTINCT text FROM evidence_fts WHERE evidence_fts MATCH ?", [f'"{query}"']
    ).fetchall()
    assert len(rows) == len(found)
    assert all(words in row[0] for words, row in zip(found, rows, strict=True))
    labels = database.execute("SELECT subject_label FROM facts WHERE object = 'country:BDI' ORDER BY id").fetchall()
    database.close()
    assert ("联合国开发计划署",) in labels


def test_exports_are_the_same_bytes_each_time(folder: Path, tmp_path: Path) -> None:
    before = {p: p.read_bytes() for p in export(folder, ["all"])}
    assert {p: p.read_bytes() for p in export(folder, ["all"])} == before


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    build_graph(edition_pair(), tmp_path)
    with pytest.raises(UsageError, match="no format 'gefx'"):
        export(tmp_path, ["gexf", "gefx"])
    assert not (tmp_path / "graph.gexf").exists()


def test_jsonld_is_plain_json(folder: Path) -> None:
    graph = json.loads((folder / "graph.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert {"ent:un%3AUNDP", "ent:country%3ABDI"} <= {node["@id"] for node in graph}
