"""The corpus graph as linked data: entities, facts with their evidence, statistics, reports.

Each resource is a JSON-LD node object under CONTEXT; Turtle is written from the same objects, so that the
two files say the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.graph.flat import clean
from pipeline.graph.labels import label, labels
from pipeline.graph.store import read_rows

Node = dict[str, Any]

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "ent": "urn:unreport:entity:",
    "fact": "urn:unreport:fact:",
    "file": "urn:unreport:file:",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "v": "urn:unreport:vocabulary:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TYPES = {
    "COUNTRY": ["schema:Country"],
    "REGION": ["schema:Place"],
    "LOCATION": ["schema:Place"],
    "UN_BODY": ["org:Organization", "schema:Organization"],
    "ORG": ["org:Organization", "schema:Organization"],
    "RESOLUTION": ["schema:Legislation"],
    "DOCUMENT": ["schema:CreativeWork"],
    "REPORT": ["schema:Report"],
    "INSTRUMENT": ["schema:CreativeWork"],
    "ROLE": ["org:Post"],
    "PERSON": ["schema:Person"],
    "PROGRAMME": ["schema:Project"],
    "EVENT": ["schema:Event"],
}
SAME_AS = {
    "adopted_by": "schema:legislationPassedBy",
    "cites": "schema:citation",
    "funds": "schema:funding",
    "issued_by": "schema:author",
    "member_of": "org:memberOf",
    "part_of": "org:subOrganizationOf",
    "follows_up": "dcterms:relation",
    "submitted_under": "dcterms:references",
}
"""Our predicates that are narrower than a property of a public vocabulary."""

_WORDS = {
    f"v:{name}": {"@id": f"v:{name}", "@type": "@id"}
    for name in ("subject", "predicate", "object", "modality", "evidence", "work")
}
CONTEXT: Node = {**PREFIXES, **_WORDS, "oa:hasSource": {"@type": "@id"}}


def resources(folder: Path) -> Iterator[Node]:
    """Vocabulary, reports, entities, facts and statistics, in that order, one node object at a time."""
    yield from _vocabulary()
    for row in read_rows(folder, "reports"):
        yield _file(row)
    for row in read_rows(folder, "nodes"):
        yield _entity(row)
    for row in read_rows(folder, "edges"):
        yield from _fact(row)
    for row in read_rows(folder, "observations"):
        yield _observation(row)


def write_jsonld(folder: Path, path: Path) -> None:
    """One JSON-LD document, streamed; a resource on each line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"@context":' + _json(CONTEXT) + ',\n"@graph":[\n')
        before = ""
        for node in resources(folder):
            file.write(before + _json(node))
            before = ",\n"
        file.write("\n]}\n")


def iri(prefix: str, identifier: str) -> str:
    """A compact name whose local part is percent-encoded: country:BDI is ``ent:country%3ABDI``."""
    return f"{prefix}:{quote(clean(identifier), safe='')}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _in(language: str, text: str | None) -> Node | None:
    return {"@value": clean(text), "@language": language} if text else None


def _typed(kind: str, value: object) -> Node:
    return {"@value": str(value), "@type": f"xsd:{kind}"}


def _node(values: Mapping[str, Any]) -> Node:
    """The node object without what is unknown."""
    return {name: value for name, value in values.items() if value not in (None, [], "")}


def _both(names: tuple[str, str]) -> list[Node]:
    return [{"@value": names[0], "@language": "zh-Hans"}, {"@value": names[1], "@language": "en"}]


def _vocabulary() -> Iterator[Node]:
    for type_, names in labels()["type"].items():
        broader = [{"@id": wider} for wider in TYPES.get(type_, [])]
        yield _node(
            {"@id": f"v:{type_}", "@type": "rdfs:Class", "rdfs:label": _both(names), "rdfs:subClassOf": broader}
        )
    for predicate, names in labels()["predicate"].items():
        wider_property = {"@id": SAME_AS[predicate]} if predicate in SAME_AS else None
        yield _node({"@id": f"v:{predicate}", "@type": "rdf:Property", "rdfs:label": _both(names),
                     "rdfs:subPropertyOf": wider_property})  # fmt: skip
    for modality in labels()["modality"]:
        names = label("modality", modality)
        yield {"@id": f"v:{modality}", "@type": "skos:Concept", "skos:prefLabel": _both(names)}


def _file(row: Mapping[str, Any]) -> Node:
    return _node(
        {
            "@id": iri("file", row["id"]),
            "@type": "prov:Entity",
            "prov:specializationOf": {"@id": iri("ent", row["work"])},
            "dcterms:title": _in("zh-Hans", row["title"]),
            "dcterms:date": row["date"],
            "dcterms:identifier": row["id"],
            "dcterms:source": row["source"],
        }
    )


def _entity(row: Mapping[str, Any]) -> Node:
    names = [_in("zh-Hans", row["label"]), _in("en", row["label_en"])]
    return _node(
        {
            "@id": iri("ent", row["id"]),
            "@type": [f"v:{row['type']}", *TYPES.get(row["type"], [])],
            "skos:prefLabel": [name for name in names if name],
            "skos:altLabel": [_in("zh-Hans" if not alias.isascii() else "en", alias) for alias in row["aliases"]],
            "skos:notation": clean(row["id"]),
            "v:attributes": clean(row["attributes"]) if row["attributes"] != "{}" else None,
            "v:mentions": _typed("integer", row["mentions"]),
            "v:pagerank": _typed("decimal", f"{row['pagerank']:.9f}"),
        }
    )


def _fact(row: Mapping[str, Any]) -> Iterator[Node]:
    """The fact as a statement with its evidence; what is asserted also as a plain triple."""
    subject, object_ = {"@id": iri("ent", row["subject"])}, {"@id": iri("ent", row["object"])}
    predicate = iri("v", row["predicate"])
    if row["modality"] == "asserted":
        yield {**subject, predicate: object_}
    qualifiers = {f"v:{name}": _text(value) for name, value in json.loads(row["qualifiers"]).items()}
    yield _node(
        {
            "@id": iri("fact", row["id"]),
            "@type": ["v:Fact", "rdf:Statement"],
            "rdf:subject": subject,
            "rdf:predicate": {"@id": predicate},
            "rdf:object": object_,
            "v:modality": f"v:{row['modality']}",
            "v:work": iri("ent", row["work"]),
            "v:edition": row["edition"],
            "v:rule": row["rule"],
            "v:weight": _typed("integer", row["weight"]),
            "v:evidence": [_place(place) for place in row["evidence"]],
            "prov:wasDerivedFrom": [{"@id": iri("file", report)} for report in row["reports"]],
            **qualifiers,
        }
    )


def _observation(row: Mapping[str, Any]) -> Node:
    single = row["value"] is not None
    return _node(
        {
            "@id": iri("fact", row["id"]),
            "@type": ["v:Figure", "schema:Observation"],
            "schema:name": _in("zh-Hans", row["indicator"]),
            "schema:value": _typed("decimal", _decimal(row["value"])) if single else None,
            "schema:minValue": None if single else _typed("decimal", _decimal(row["low"])),
            "schema:maxValue": None if single else _typed("decimal", _decimal(row["high"])),
            "schema:unitText": row["unit"],
            "schema:observationAbout": {"@id": iri("ent", row["subject"])} if row["subject"] else None,
            "schema:observationDate": row["time"],
            "v:approximate": _typed("boolean", "true" if row["approximate"] else "false"),
            "v:comparator": row["comparator"],
            "v:work": iri("ent", row["work"]),
            "v:rule": row["rule"],
            "v:evidence": [_place(row)],
        }
    )


def _place(place: Mapping[str, Any]) -> Node:
    """Web Annotation: the words, by position and by quotation, in the file; the page where there are pages."""
    selectors: list[Node] = [
        {"@type": "oa:TextPositionSelector", "oa:start": _typed("integer", place["start"]),
         "oa:end": _typed("integer", place["end"])},
        {"@type": "oa:TextQuoteSelector", "oa:exact": _in("zh-Hans", place["text"])},
    ]  # fmt: skip
    if place["page"] is not None:
        selectors.append({"@type": "oa:FragmentSelector", "rdf:value": f"page={place['page']}",
                          "dcterms:conformsTo": {"@id": "http://tools.ietf.org/rfc/rfc3778"}})  # fmt: skip
    return _node(
        {
            "@type": "oa:SpecificResource",
            "oa:hasSource": iri("file", place["report"]),
            "oa:hasSelector": selectors,
            "v:paragraph": place["paragraph"],
        }
    )


def _text(value: object) -> str:
    return clean(value) if isinstance(value, str) else _json(value)


def _decimal(value: float) -> str:
    return f"{value:.10f}".rstrip("0").rstrip(".")
