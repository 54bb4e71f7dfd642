"""GEXF 1.2 and GraphML, streamed from rows: typed attributes, no empty value, nothing that varies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pipeline.graph.flat import EDGE_TYPES, NODE_TYPES, flat_edges, flat_nodes

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


def _write(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in lines)


def _quoted(value: str) -> str:
    return quoteattr(value, _QUOTE) if _SPECIAL.search(value) else f'"{value}"'


def _gexf(folder: Path) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">'
    yield '<graph defaultedgetype="directed" mode="static">'
    yield from _gexf_columns("node", NODE_TYPES, without="label")
    yield from _gexf_columns("edge", EDGE_TYPES, without="weight")
    yield "<nodes>"
    for id_, values in flat_nodes(folder):
        red, green, blue = COLOURS.get(values["type"], (120, 120, 120))
        size = 4 + 2 * min(values["degree"], 400) ** 0.5
        yield f"<node id={_quoted(id_)} label={_quoted(values['label'])}>{_gexf_values(values, NODE_TYPES, 'label')}"
        yield f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{size:.2f}"/></node>'
    yield "</nodes>"
    yield "<edges>"
    for id_, subject, object_, values in flat_edges(folder):
        ends = f'source={_quoted(subject)} target={_quoted(object_)} weight="{values["weight"]}"'
        kind = f'type="directed" label={_quoted(values["predicate"])}'
        yield f"<edge id={_quoted(id_)} {ends} {kind}>{_gexf_values(values, EDGE_TYPES, 'weight')}</edge>"
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _gexf_columns(kind: str, types: Mapping[str, type], *, without: str) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">'
    for name, value in types.items():
        if name != without:
            yield f'<attribute id="{kind}-{name}" title="{name}" type="{_GEXF_TYPES[value]}"/>'
    yield "</attributes>"


def _gexf_values(values: Mapping[str, Any], types: Mapping[str, type], without: str) -> str:
    kind = "node" if types is NODE_TYPES else "edge"
    cells = (
        f'<attvalue for="{kind}-{name}" value={_quoted(str(value))}/>'
        for name, value in values.items()
        if name != without
    )
    return f"<attvalues>{''.join(cells)}</attvalues>"


def _graphml(folder: Path) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for kind, types in (("node", NODE_TYPES), ("edge", EDGE_TYPES)):
        for name, value in types.items():
            yield f'<key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{_GRAPHML_TYPES[value]}"/>'
    yield '<graph id="corpus" edgedefault="directed">'
    for id_, values in flat_nodes(folder):
        yield f"<node id={_quoted(id_)}>{_graphml_values('node', values)}</node>"
    for id_, subject, object_, values in flat_edges(folder):
        ends = f"source={_quoted(subject)} target={_quoted(object_)}"
        yield f"<edge id={_quoted(id_)} {ends}>{_graphml_values('edge', values)}</edge>"
    yield "</graph>"
    yield "</graphml>"


def _graphml_values(kind: str, values: Mapping[str, Any]) -> str:
    return "".join(f'<data key="{kind}-{name}">{escape(str(value))}</data>' for name, value in values.items())
