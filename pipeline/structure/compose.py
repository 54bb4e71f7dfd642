"""The report put together: masthead, outline and one text whose characters all know their place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from msgspec.structs import replace

from pipeline.model import INSERTED, Anchor, Block, Cell, Report, Source
from pipeline.structure.fields import field_of
from pipeline.structure.grid import Piece
from pipeline.structure.keys import Keys
from pipeline.structure.masthead import Masthead, read_masthead
from pipeline.structure.notes import owners, plain, without_marker
from pipeline.structure.outline import Draft, outline
from pipeline.structure.units import units_of
from pipeline.structure.unroll import unroll
from pipeline.tables import load_vocabulary

_STARS = re.compile(r"\*+")
_GLUE = (INSERTED,)
"""The key of a newline or tab between two pieces."""
_ANNEX = tuple(load_vocabulary("lines")["annex"])


def structure(source: Source, *, symbol: str | None = None) -> Report:
    """One report: its text with the blocks and the facts of its head.

    ``symbol`` is the caller's word on the document's symbol and stands above what the text says.
    """
    dropped: Counter[str] = Counter(source.dropped)
    units = units_of(unroll(source.lines), dropped)
    head = read_masthead(units, source.name, symbol)
    drafts = _with_notes_placed(_head_drafts(head), outline(units[head.taken :]))
    text = _Text()
    blocks = tuple(text.add(f"b{index}", draft) for index, draft in enumerate(drafts, start=1))
    return Report(
        id=PurePath(source.name).stem.lower(),
        source=source,
        document=head.document,
        text="".join(text.parts),
        blocks=blocks,
        keys=text.keys,
        findings=source.findings,
        dropped={reason: count for reason, count in sorted(dropped.items()) if count},
    )


def _head_drafts(head: Masthead) -> list[Draft]:
    """The lines of the head: ``title`` blocks, of which the title itself has level 1."""
    return [
        Draft("footnote", without_marker(unit))
        if unit.mark and unit.mark.kind == "footnote"
        else Draft("title", unit, level=_level(head, index))
        for index, unit in enumerate(head.units)
    ]


def _with_notes_placed(head: Sequence[Draft], body: Sequence[Draft]) -> list[Draft]:
    """All drafts, each footnote directly behind the block whose text refers to it.

    The notes to the head (its stars, the reissue) stand behind the head.
    """
    stars = {star for draft in head for star in _STARS.findall(draft.unit.text)}
    own = [draft for draft in body if draft.kind == "footnote" and _is_of_head(draft, stars)]
    drafts = [*head, *(replace(draft, path=()) for draft in own), *(draft for draft in body if draft not in own)]
    notes = [(i, d.unit.marker) for i, d in enumerate(drafts) if d.kind == "footnote" and d.unit.marker]
    found = owners(notes, [(i, plain(ref)) for i, draft in enumerate(drafts) for ref in draft.unit.notes])
    places = {i: found.get(i, i) for i in range(len(drafts))}
    order = sorted(range(len(drafts)), key=lambda i: (places[i], places[i] != i, i))
    return [replace(drafts[i], path=drafts[places[i]].path) if i in found else drafts[i] for i in order]


def _is_of_head(draft: Draft, stars: set[str]) -> bool:
    if any(part.startswith(_ANNEX) for part in draft.path):
        return False
    found = field_of(draft.unit.folded)
    return draft.unit.marker in stars or (found is not None and found[0] == "reissued")


def _level(head: Masthead, index: int) -> int | None:
    return 1 if index == head.title else None


class _Text:
    """The growing text; every block begins behind a newline of its own."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.keys = Keys()

    def add(self, identifier: str, draft: Draft) -> Block:
        if self.keys:
            self._insert("\n")
        start = len(self.keys)
        rows = self._rows(draft.rows) if draft.rows else ()
        if not draft.rows:
            self._append(draft.unit.text, draft.unit.keys)
        return Block(
            id=identifier,
            kind=draft.kind,
            anchor=Anchor(start, len(self.keys)),
            number=draft.number,
            level=draft.level,
            path=draft.path,
            pages=draft.unit.pages,
            marker=draft.unit.marker,
            rows=rows,
        )

    def _insert(self, glue: str) -> None:
        self.parts.append(glue)
        self.keys.add(_GLUE)

    def _append(self, text: str, keys: Sequence[int]) -> None:
        self.parts.append(text)
        self.keys.add(keys)

    def _rows(self, rows: Sequence[Sequence[Piece]]) -> tuple[tuple[Cell, ...], ...]:
        made = []
        for index, row in enumerate(rows):
            if index:
                self._insert("\n")
            made.append(tuple(self._cell(piece, first=not column) for column, piece in enumerate(row)))
        return tuple(made)

    def _cell(self, piece: Piece, *, first: bool) -> Cell:
        if not first:
            self._insert("\t")
        start = len(self.keys)
        self._append(piece.printed, piece.keys)
        anchor = Anchor(start, start + len(piece.text)) if piece.text else None
        return Cell(anchor, piece.marker)
