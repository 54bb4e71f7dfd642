"""The columns of the corpus graph: one Arrow schema for each Parquet file, in the order analysts read them."""

from __future__ import annotations

import pyarrow as pa

from pipeline.graph.rows import QUALIFIERS

_TEXTS = pa.list_(pa.string())

PLACE = [
    ("report", pa.string()),
    ("text", pa.string()),
    ("start", pa.int64()),
    ("end", pa.int64()),
    ("block", pa.string()),
    ("paragraph", pa.string()),
    ("page", pa.int32()),
]
"""Where a sentence stands: the report's id, its words, offsets into the report's text, block, paragraph, page."""

EVIDENCE = pa.list_(pa.struct(PLACE))

STATEMENTS = pa.schema(
    [
        ("id", pa.string()),
        ("subject", pa.string()),
        ("predicate", pa.string()),
        ("object", pa.string()),
        ("modality", pa.string()),
        ("qualifiers", pa.string()),
        *((name, pa.string()) for name in QUALIFIERS),
        ("work", pa.string()),
        ("edition", pa.string()),
        ("rule", pa.string()),
        *PLACE,
    ]
)
"""One row for each place that states a fact; what the merge reads."""

EDGES = pa.schema(
    [*(field for field in STATEMENTS), ("weight", pa.int32()), ("reports", _TEXTS), ("evidence", EVIDENCE)]
)
"""One row for each fact of a work; the columns of PLACE are those of its first evidence."""

NODES = pa.schema(
    [
        ("id", pa.string()),
        ("type", pa.string()),
        ("label", pa.string()),
        ("label_en", pa.string()),
        ("aliases", _TEXTS),
        ("attributes", pa.string()),
        ("degree", pa.int32()),
        ("pagerank", pa.float64()),
        ("mentions", pa.int32()),
        ("reports", _TEXTS),
    ]
)

MENTIONS = pa.schema(
    [
        ("id", pa.string()),
        ("entity", pa.string()),
        ("type", pa.string()),
        ("anaphor", pa.bool_()),
        ("rule", pa.string()),
        ("work", pa.string()),
        *PLACE,
    ]
)

OBSERVATIONS = pa.schema(
    [
        ("id", pa.string()),
        ("indicator", pa.string()),
        ("subject", pa.string()),
        ("time", pa.string()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("unit", pa.string()),
        ("comparator", pa.string()),
        ("approximate", pa.bool_()),
        ("rule", pa.string()),
        ("work", pa.string()),
        ("edition", pa.string()),
        *PLACE,
        ("reports", _TEXTS),
    ]
)
"""``value`` is None for a range; ``low`` and ``high`` are always there."""

RAW_OBSERVATIONS = pa.schema([field for field in OBSERVATIONS if field.name != "reports"])
"""One row for each place that states a statistic; what the merge reads."""

ENTITIES = pa.schema([("id", pa.string()), ("view", pa.string()), ("report", pa.string())])
"""One row for each report that names an entity, with what it says of it in JSON; the merge settles them into nodes."""

PASSAGES = pa.schema([("report", pa.string()), ("block", pa.string()), ("start", pa.int64()), ("text", pa.string())])
"""One row for each block that evidence stands in; ``start`` is its offset into the report's text."""

REPORTS = pa.schema(
    [
        ("id", pa.string()),
        ("work", pa.string()),
        ("title", pa.string()),
        ("date", pa.string()),
        ("organ", pa.string()),
        ("session", pa.string()),
        ("author", pa.string()),
        ("source", pa.string()),
        ("previous", _TEXTS),
    ]
)

TABLES = {
    "nodes": NODES,
    "edges": EDGES,
    "mentions": MENTIONS,
    "observations": OBSERVATIONS,
    "passages": PASSAGES,
    "reports": REPORTS,
}
