"""GEXF 1.2 and GraphML, streamed from columns: typed attributes, no empty value, nothing that varies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.graph.flat import EDGE_TYPES, NODE_TYPES, each, flat_edges, flat_nodes

_GEXF_TYPES = {str: "string", int: "integer", float: "double"}
_GRAPHML_TYPES = {str: "string", int: "int", float: "double"}
_SPECIAL = re.compile('[&<>"\n\r\t]')
_QUOTE = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
COLOURS = {
    "COUNTRY": (31, 119, 180),
    "REGION": (23, 162, 184),
    "LOCATION": (44, 160, 160),
    "UN_BODY": (0, 91, 187),
    "ORG": (148, 103, 189),
    "RESOLUTION": (214, 99, 39),
    "DOCUMENT": (140, 140, 140),
    "REPORT": (60, 60, 60),
    "INSTRUMENT": (188, 120, 20),
    "ROLE": (44, 140, 60),
    "PERSON": (200, 60, 110),
    "PROGRAMME": (120, 140, 30),
    "EVENT": (160, 80, 60),
    "DATE": (170, 170, 170),
}
"""Red, green and blue of each type, so that Gephi opens the file in colour."""


def write_gexf(folder: Path, path: Path) -> None:
    """GEXF 1.2 as Gephi reads it: node colours and sizes, edge weight and label."""
    _write(path, _gexf(folder))


def write_graphml(folder: Path, path: Path) -> None:
    """GraphML as Gephi, Cytoscape, yEd and igraph read it."""
    _write(path, _graphml(folder))


def _write(path: Path, parts: Iterator[str | pa.Buffer]) -> None:
    with path.open("wb") as file:
        for part in parts:
            file.write(part.encode() if isinstance(part, str) else part)


def _quoted(value: object) -> str:
    text = str(value)
    return quoteattr(text, _QUOTE) if _SPECIAL.search(text) else f'"{text}"'


def _gexf(folder: Path) -> Iterator[str | pa.Buffer]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">\n'
    yield '<graph defaultedgetype="directed" mode="static">\n'
    yield from _gexf_columns("node", NODE_TYPES, without="label")
    yield from _gexf_columns("edge", EDGE_TYPES, without="weight")
    yield "<nodes>\n"
    for nodes in flat_nodes(folder):
        yield _joined(
            _wrapped(nodes["id"], "<node id=", ""),
            _wrapped(nodes["label"], " label=", "><attvalues>"),
            *_gexf_values(nodes, "node", NODE_TYPES, without="label"),
            each(nodes["type"], _gexf_colour),
            each(nodes["degree"], _gexf_size),
        )
    yield "</nodes>\n<edges>\n"
    for edges in flat_edges(folder):
        yield _joined(
            _wrapped(edges["id"], "<edge id=", ""),
            _wrapped(edges["subject"], " source=", ""),
            _wrapped(edges["object"], " target=", ""),
            _wrapped(edges["weight"], " weight=", ' type="directed"'),
            _wrapped(edges["predicate"], " label=", "><attvalues>"),
            *_gexf_values(edges, "edge", EDGE_TYPES, without="weight"),
            "</attvalues></edge>\n",
        )
    yield "</edges>\n</graph>\n</gexf>\n"


def _gexf_columns(kind: str, types: Mapping[str, type], *, without: str) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">\n'
    for name, value in types.items():
        if name != without:
            yield f'<attribute id="{kind}-{name}" title="{name}" type="{_GEXF_TYPES[value]}"/>\n'
    yield "</attributes>\n"


def _gexf_values(rows: pa.RecordBatch, kind: str, types: Mapping[str, type], *, without: str) -> Iterator[pa.Array]:
    for name in types:
        if name != without:
            yield _wrapped(rows[name], f'<attvalue for="{kind}-{name}" value=', "/>")


def _gexf_colour(kind: str) -> str:
    red, green, blue = COLOURS.get(kind, (120, 120, 120))
    return f'</attvalues>\n<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _gexf_size(degree: int) -> str:
    return f'<viz:size value="{4 + 2 * min(degree, 400) ** 0.5:.2f}"/></node>\n'


def _graphml(folder: Path) -> Iterator[str | pa.Buffer]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind, types in (("node", NODE_TYPES), ("edge", EDGE_TYPES)):
        for name, value in types.items():
            yield f'<key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{_GRAPHML_TYPES[value]}"/>\n'
    yield '<graph id="corpus" edgedefault="directed">\n'
    for nodes in flat_nodes(folder):
        yield _joined(_wrapped(nodes["id"], "<node id=", ">"), *_graphml_values(nodes, "node", NODE_TYPES), "</node>\n")
    for edges in flat_edges(folder):
        yield _joined(
            _wrapped(edges["id"], "<edge id=", ""),
            _wrapped(edges["subject"], " source=", ""),
            _wrapped(edges["object"], " target=", ">"),
            *_graphml_values(edges, "edge", EDGE_TYPES),
            "</edge>\n",
        )
    yield "</graph>\n</graphml>\n"


def _graphml_values(rows: pa.RecordBatch, kind: str, types: Mapping[str, type]) -> Iterator[pa.Array]:
    for name in types:
        yield _wrapped(rows[name], f'<data key="{kind}-{name}">', "</data>", write=lambda value: escape(str(value)))


def _wrapped(column: pa.Array, before: str, after: str, *, write: Callable[[object], str] = _quoted) -> pa.StringArray:
    """Each value between two pieces of markup, in quotes unless ``write`` says else; nothing where there is none."""
    return each(column, lambda value: f"{before}{write(value)}{after}")


def _joined(*columns: pa.Array | str) -> pa.Buffer:
    """The columns side by side, row after row, as one text in UTF-8."""
    rows = pc.binary_join_element_wise(*columns, "", null_handling="skip")
    return pc.binary_join(pa.ListArray.from_arrays([0, len(rows)], rows), "")[0].as_buffer()
