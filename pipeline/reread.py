"""A report read again from its record, with everything noted that was looked at and not believed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.extraction import extract_report
from pipeline.model import Anchor, Block, Cell, Document, Extract, Report, Source
from pipeline.record import Record
from pipeline.trace import Rejected, tracing


class _Nowhere:
    """Stands for the file, which is not opened: places in it are those of the record."""

    def place(self, keys: Sequence[int]) -> dict[str, Any]:
        """Nothing: the file is not at hand."""
        del keys
        return {}


def reread(record: Record) -> tuple[Extract, list[Rejected]]:
    """What the program makes of the record's own text and blocks, and what it turns down, in the order of the text.

    A person's decisions (`--decisions`) are no part of a record and are not followed here.
    """
    with tracing() as rejected:
        extract = extract_report(to_report(record))
    return extract, sorted(set(rejected))


def to_report(record: Record) -> Report:
    """The report as it was before anything was found in it; it holds no lines and no way back to the file."""
    document = {name: record["document"].get(name) for name in Document.__struct_fields__}
    text = record["text"]
    return Report(
        id=record["id"],
        source=Source(record["source"]["name"], record["source"]["sha256"], "", (), _Nowhere()),
        document=Document(**document),
        text=text,
        blocks=tuple(_block(block) for block in record["blocks"]),
        keys=(),
    )


def _block(block: Record) -> Block:
    return Block(
        id=block["id"],
        kind=block["kind"],
        anchor=Anchor(block["start"], block["end"]),
        number=block["number"],
        level=block["level"],
        path=tuple(block["path"]),
        pages=tuple(block["pages"]),
        marker=block["marker"],
        rows=tuple(tuple(_cell(cell) for cell in row) for row in block["rows"]),
    )


def _cell(cell: Record) -> Cell:
    anchor = None if cell["start"] is None else Anchor(cell["start"], cell["end"])
    return Cell(anchor, cell["marker"])
