"""Where the facts and statistics of the explorer stand, and the paragraphs around them, each once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct

from pipeline.graph.schemas import PLACE
from pipeline.graph.store import read_batches

PLACE_COLUMNS = [name for name, _ in PLACE]


class Places(Struct, frozen=True):
    """The places of each fact and the place of each statistic, with the passages that they point to.

    A place is [report, passage, start, end, page] with offsets into the report's text; a passage is
    [report, block, paragraph, page, start, text]. Reports and passages are positions in their lists.
    """

    facts: list[list[list[Any]]]
    figures: list[list[Any]]
    passages: list[list[Any]]


def read_places(folder: Path, reports: pa.ChunkedArray, evidence: pa.ListArray, figures: pa.Table) -> Places:
    """The places of ``evidence``, those of a fact that have a page first, and of ``figures``, a table of PLACE_COLUMNS.

    A passage is the block as the graph's ``passages`` have it; without a block it is the evidence itself.
    """
    told = pa.concat_tables([_in_order(evidence), figures])
    written = pc.coalesce(told["block"], told["start"].cast(pa.string()))
    keys = pc.binary_join_element_wise(told["report"], written, "\n").combine_chunks().dictionary_encode()
    numbers = pc.index_in(told["report"], reports)
    columns = (numbers, keys.indices, told["start"], told["end"], told["page"])
    places = [list(row) for row in zip(*(column.to_pylist() for column in columns), strict=True)]
    bounds = np.cumsum([0, *pc.list_value_length(evidence).to_pylist()]).tolist()
    first = told.append_column("number", numbers).take(np.unique(keys.indices, return_index=True)[1])
    return Places(
        facts=[places[start:end] for start, end in pairwise(bounds)],
        figures=places[bounds[-1] :],
        passages=_passages(folder, first, keys.dictionary),
    )


def _in_order(evidence: pa.ListArray) -> pa.Table:
    """All places, fact by fact; in each fact those with a page come first."""
    places = pa.Table.from_struct_array(evidence.flatten())
    pageless = places["page"].is_null().to_numpy()
    return places.take(np.lexsort((pageless, pc.list_parent_indices(evidence).to_numpy())))


def _passages(folder: Path, first: pa.Table, keys: pa.Array) -> list[list[Any]]:
    """A passage for each key, from its first place, widened to its block."""
    block, paragraph = (pc.fill_null(first[name], "") for name in ("block", "paragraph"))
    columns = (first["number"], block, paragraph, first["page"], first["start"], first["text"])
    passages = [list(row) for row in zip(*(column.to_pylist() for column in columns), strict=True)]
    for passage, start, text in _blocks(folder, keys):
        passages[passage][-2:] = [start, text]
    return passages


def _blocks(folder: Path, keys: pa.Array) -> Iterator[tuple[int, int, str]]:
    """The position of a key, and the start and text of the block that it names."""
    for batch in read_batches(folder, "passages"):
        found = pc.index_in(pc.binary_join_element_wise(batch["report"], batch["block"], "\n"), keys)
        rows = pa.table([found, batch["start"], batch["text"]], ["key", "start", "text"]).filter(found.is_valid())
        yield from zip(*(column.to_pylist() for column in rows.columns), strict=True)
