"""Whether a change lies in the source or in the program that read it."""

from __future__ import annotations

from typing import Any

from pipeline.diff.compare import compare_records

Row = dict[str, Any]

SOURCE, EXTRACTOR, UNKNOWN = "source", "extractor", "unknown"


def compare_attributed(old: Row, new: Row, reread: Row | None) -> Row:
    """A diff whose every change carries a ``cause``.

    ``reread`` is the old source read by the program that read the new one, or None where it is not at hand. The diff
    is then between that reading and the new one: its changes lie in the source. What the older program had read
    otherwise is listed beside them as ``extractor``.
    """
    if old.get("program") == new.get("program"):
        return _with_cause(compare_records(old, new), SOURCE)
    if reread is None:
        diff = _with_cause(compare_records(old, new), UNKNOWN)
        return diff | {"note": "not_attributed"}
    diff = _with_cause(compare_records(reread, new), SOURCE)
    own = _with_cause(compare_records(old, reread), EXTRACTOR)
    parts = ("entities", "relations", "observations")
    return diff | {
        "note": "read_again",
        "extractor": {part: own[part] for part in parts} | {"document": own["document"]},
    }


def _with_cause(diff: Row, cause: str) -> Row:
    parts = {
        part: {kind: [row | {"cause": cause} for row in rows] for kind, rows in diff[part].items()}
        for part in ("entities", "relations", "observations")
    }
    return diff | parts | {"document": [row | {"cause": cause} for row in diff["document"]]}
