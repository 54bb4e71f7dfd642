"""A person's decisions on identity, read from a table that can be reviewed: what is the same thing, what is another."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import UsageError
from pipeline.model import Decision

_HEADER = ["decision", "id", "becomes", "report", "note"]
_HINT = "see docs/analysts.md: decision, id, becomes, report, note, parted by tabs"


def load_decisions(path: Path) -> tuple[Decision, ...]:
    """The rows of a TSV with the columns decision, id, becomes, report, note; raises UsageError naming the line.

    ``same``: what the program calls ``id`` is ``becomes``, in every report. ``different``: it is ``becomes`` in the one
    ``report`` (its file name without the ending, in lower case: a_72_260). The note is for people.
    """
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise UsageError(f"{path}: cannot be read: {exc}", _HINT) from exc
    if not lines or lines[0].split("\t") != _HEADER:
        raise UsageError(f"{path}:1: the columns are not {', '.join(_HEADER)}", _HINT)
    decisions = [_decision(line, f"{path}:{n}") for n, line in enumerate(lines[1:], start=2) if line.strip()]
    for n, decision in enumerate(decisions):
        for other in decisions[:n]:
            if other.id == decision.id and other.report == decision.report:
                raise UsageError(f"{path}: {decision.id} is decided twice", "leave one of the two rows")
        if any(decision.becomes == other.id for other in decisions):
            raise UsageError(f"{path}: {decision.becomes} becomes something else itself", "write the last name at once")
    return tuple(decisions)


def _decision(line: str, where: str) -> Decision:
    cells = line.split("\t")
    if len(cells) != len(_HEADER):
        raise UsageError(f"{where}: {len(cells)} columns where {len(_HEADER)} are needed", _HINT)
    kind, id_, becomes, report, _ = (cell.strip() for cell in cells)
    if kind not in {"same", "different"} or (kind == "different") != bool(report):
        raise UsageError(f"{where}: same stands without a report, different with one", _HINT)
    if ":" not in becomes or not id_ or id_ == becomes:
        raise UsageError(f"{where}: {id_!r} and {becomes!r} are not two identifiers", _HINT)
    return Decision(id_, becomes, report or None)
