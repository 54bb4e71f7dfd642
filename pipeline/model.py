"""The frozen values that cross the stages. Offsets are always [start, end) into the report's text.

Small values stand in no cycle, so the garbage collector need not follow them (``gc=False``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol

from msgspec import Struct, field

MentionType = Literal[
    "COUNTRY",
    "REGION",
    "LOCATION",
    "UN_BODY",
    "ORG",
    "RESOLUTION",
    "DOCUMENT",
    "INSTRUMENT",
    "ROLE",
    "PERSON",
    "PROGRAMME",
    "DATE",
]
BlockKind = Literal[
    "title",
    "heading",
    "summary",
    "paragraph",
    "item",
    "footnote",
    "table",
    "annex",
    "contents",
    "furniture",
]
Modality = Literal["asserted", "planned", "conditional", "reported", "negated"]
LineRole = Literal["title", "heading", "item", "footnote", "table", "furniture", "masthead", "contents"]

THIS_REPORT = "doc:this"
INSERTED = -1
"""The key of a character that the file does not hold: a joining tab, a number that Word computes."""


class Anchor(Struct, frozen=True, order=True, gc=False):
    """Where words stand: [start, end) in the text of their report."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"anchor is empty or reversed: [{self.start}, {self.end})")

    def holds(self, other: Anchor) -> bool:
        """Whether the other words stand wholly inside these."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Anchor) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


# --- what a reader hands over -------------------------------------------------------------------------


class Locator(Protocol):
    """Turns the keys of characters into their place in the file, as CONTRACT's ``source`` object."""

    def place(self, keys: Sequence[int]) -> dict[str, Any]:
        """The place of these characters; keys of inserted characters are left out before the call."""
        ...


class Line(Struct, frozen=True, gc=False):
    """A line or paragraph as the file gives it, unfolded, with a key for each of its characters.

    A row of a table is one line whose cells are parted by tabs and whose role is ``table``.
    ``joins`` says whether the next line goes on with the same paragraph; None where the format cannot tell.
    ``footnotes`` are the markers of notes at (offset in the line, marker), where the format marks them.
    """

    text: str
    keys: Sequence[int]
    page: int | None = None
    role: LineRole | None = None
    level: int | None = None
    joins: bool | None = None
    marker: str | None = None
    footnotes: tuple[tuple[int, str], ...] = ()


class Source(Struct, frozen=True):
    """A file that was read: its lines in reading order, and how to find a character in it again.

    ``unread`` are the pages whose text is missing, each with a finding that says why.
    """

    name: str
    sha256: str
    media_type: str
    lines: tuple[Line, ...]
    locator: Locator
    encoding: str | None = None
    pages: int | None = None
    characters: int = 0
    reader: str = "text"
    findings: tuple[Finding, ...] = ()
    unread: tuple[int, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)


# --- the report ---------------------------------------------------------------------------------------


class Cell(Struct, frozen=True, gc=False):
    """A cell of a table; the marker (``*``) is not part of the anchor. None for an empty cell."""

    anchor: Anchor | None
    marker: str | None = None


class Block(Struct, frozen=True, gc=False):
    """A heading, paragraph, footnote, table … of the report; ``path`` are the headings above it.

    ``number`` is as printed (12, 一, A, (a)); ``number`` of an annex subsection is None.
    ``section`` is the nearest heading above it, or None: the default topic of what it says.
    """

    id: str
    kind: BlockKind
    anchor: Anchor
    number: str | None = None
    level: int | None = None
    path: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    marker: str | None = None
    rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def section(self) -> str | None:
        return self.path[-1] if self.path else None


class Document(Struct, frozen=True, gc=False):
    """What the masthead says; None where the text does not say it."""

    symbol: str | None = None
    symbol_from: Literal["text", "name", "option"] | None = None
    title: str | None = None
    organ: str | None = None
    session: str | None = None
    agenda_item: str | None = None
    author: str | None = None
    date: str | None = None
    reissued: str | None = None
    distribution: str | None = None
    original_language: str | None = None


class Report(Struct, frozen=True):
    """One text in reading order, running heads out, paragraphs joined; a newline parts the blocks.

    ``keys[i]`` is the key of character ``i`` for the locator; INSERTED for a character of our own.
    """

    id: str
    source: Source
    document: Document
    text: str
    blocks: tuple[Block, ...]
    keys: Sequence[int]
    findings: tuple[Finding, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)

    def place(self, anchor: Anchor) -> dict[str, Any]:
        """Where these words stand in the file itself."""
        keys = self.keys[anchor.start : anchor.end]
        if not isinstance(keys, range):  # a range stands in the file as it is
            keys = [key for key in keys if key != INSERTED]
        return self.source.locator.place(keys) if keys else {}


class Sentence(Struct, frozen=True, gc=False):
    """A sentence, heading or cell; never crosses a block. ``block`` is an index into the report's blocks."""

    anchor: Anchor
    block: int


# --- what the report speaks of ------------------------------------------------------------------------


class Mention(Struct, frozen=True, gc=False):
    """A named expression as printed, and what it means.

    ``entity`` is None until resolve decides; ``candidates`` are the identifiers that the finder allows, best
    first; ``rule`` names the finder or pattern and ``row`` the table row (or the defining place) behind it.
    """

    anchor: Anchor
    type: MentionType
    text: str
    candidates: tuple[str, ...] = ()
    entity: str | None = None
    anaphor: bool = False
    rule: str = ""
    row: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)


class Decision(Struct, frozen=True, gc=False):
    """A person's word that what is read as ``id`` is ``becomes``: in one report, or in all (None)."""

    id: str
    becomes: str
    report: str | None = None


class Entity(Struct, frozen=True, gc=False):
    """One thing, however often and however it is named."""

    id: str
    type: MentionType | Literal["EVENT", "REPORT"]
    label: str
    label_en: str | None = None
    aliases: tuple[str, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)


class Relation(Struct, frozen=True, gc=False):
    """A stated fact. Its key, never its wording, tells whether two statements are one fact."""

    subject: str
    predicate: str
    object: str
    evidence: tuple[Anchor, ...]
    rule: str
    qualifiers: Mapping[str, Any] = field(default_factory=dict)
    modality: Modality = "asserted"


class Observation(Struct, frozen=True, gc=False):
    """A statistic: value (a number or [low, high]) with unit, time (EDTF), subject and indicator."""

    indicator: str
    value: float | int | tuple[float | int, float | int]
    unit: str
    evidence: Anchor
    rule: str
    approximate: bool = False
    comparator: str | None = None
    time: str | None = None
    subject: str | None = None


class Finding(Struct, frozen=True, gc=False):
    """Something a reader of the report should know: a contradiction, a broken reference, an unread page."""

    code: str
    message: str
    anchors: tuple[Anchor, ...] = ()


class Extract(Struct, frozen=True):
    """Everything we are willing to claim from one edition of one report."""

    report: Report
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]
    dropped: Mapping[str, int]


class Facts(Struct, frozen=True):
    """What the relations stage states of a report; ``entities`` are those that only facts name (events)."""

    relations: tuple[Relation, ...]
    observations: tuple[Observation, ...]
    entities: tuple[Entity, ...]
    findings: tuple[Finding, ...]
    dropped: Mapping[str, int]
