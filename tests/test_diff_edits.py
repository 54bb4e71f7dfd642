"""Planted edits: a diff tells exactly the facts that an edit changes, and none that only print or place changes."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from edition_edits import (
    FACT_EDITS,
    SAME_EDITS,
    Edition,
    Facts,
    Look,
    add_paragraph,
    make_edition,
    merge_paragraphs,
    move_paragraph,
    remove_paragraph,
    reword,
    split_paragraph,
    to_text,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import compare, extract
from pipeline.diff import is_changed
from pipeline.record import to_record

EXAMPLES = int(os.environ.get("UNREPORT_EXAMPLES", "60"))
Row = dict[str, Any]
Edit = Callable[[Edition, random.Random], Edition]

seeds = st.integers(0, 10_000)
looks = st.builds(
    Look, width=st.sampled_from((0, 0, 24, 31, 38, 52)), full_width=st.booleans(), ascii_marks=st.booleans(),
    blanks=st.sampled_from(("usual", "none", "everywhere")), pages=st.sampled_from((0, 7, 11)), columns=st.integers(1, 3),
    newline=st.sampled_from(("\n", "\r\n")), seed=seeds,
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("editions")


def read(folder: Path, text: str) -> Row:
    path = folder / "report.txt"
    path.write_bytes(text.encode())
    return to_record(extract(path))


def edited(edition: Edition, edits: list[Edit], seed: int) -> Edition:
    chance = random.Random(seed)
    for edit in edits:
        edition = edit(edition, chance)
    return edition


# --- what a diff says, in the words of edition_edits ------------------------------------------------------------


def changes_wanted(old: Facts, new: Facts) -> Row:
    relations, measures = (
        {
            "added": {key: after[key] for key in after.keys() - before.keys()},
            "removed": {key: before[key] for key in before.keys() - after.keys()},
            "changed": {
                key: (before[key], after[key]) for key in before.keys() & after.keys() if before[key] != after[key]
            },
        }
        for before, after in ((old.relations, new.relations), (old.measures, new.measures))
    )
    return {
        "entities": {"added": new.entities - old.entities, "removed": old.entities - new.entities},
        "relations": relations,
        "observations": {
            "added": sorted((*key[:2], *value) for key, value in measures["added"].items()),
            "removed": sorted((*key[:2], *value) for key, value in measures["removed"].items()),
            "changed": sorted((*key[:2], *old, *new) for key, (old, new) in measures["changed"].items()),
        },
    }


def changes_found(diff: Row) -> Row:
    relations, observations = diff["relations"], diff["observations"]
    return {
        "entities": {kind: frozenset(row["id"] for row in rows) for kind, rows in diff["entities"].items()},
        "relations": {
            **{kind: {key_of(row): value_of(row) for row in relations[kind]} for kind in ("added", "removed")},
            "changed": {key_of(row["old"]): (value_of(row["old"]), value_of(row["new"])) for row in relations["changed"]},
        },
        "observations": {
            **{kind: sorted((*measure_of(o), *number_of(o)) for o in observations[kind]) for kind in ("added", "removed")},
            "changed": sorted(
                (*measure_of(row["new"]), *number_of(row["old"]), *number_of(row["new"])) for row in observations["changed"]
            ),
        },
    }  # fmt: skip


def key_of(relation: Row) -> tuple[str, str, str, str]:
    year = relation["qualifiers"]["date"][:4] if relation["predicate"] == "held_election" else ""
    return relation["subject"], relation["predicate"], relation["object"], year


def value_of(relation: Row) -> str:
    said = [relation["qualifiers"].get(name) for name in ("date", "basis", "status")]
    return " ".join([relation["modality"], *filter(None, said)])


def measure_of(observation: Row) -> tuple[str, str]:
    return observation["subject"] or "", observation["unit"]


def number_of(observation: Row) -> tuple[float, str]:
    return float(observation["value"]), observation["time"] or ""


# --- the property -----------------------------------------------------------------------------------------------


@settings(max_examples=EXAMPLES, deadline=None)
@given(seeds, st.lists(st.sampled_from(FACT_EDITS + SAME_EDITS), min_size=1, max_size=6), seeds, looks, looks)
def test_a_script_of_edits_changes_exactly_its_facts(
    folder: Path, seed: int, script: list[Edit], chance: int, first: Look, second: Look
) -> None:
    """Recall and precision are 1.00, also where the two editions are printed in different ways."""
    old = make_edition(seed)
    new = edited(old, script, chance)
    diff = compare(read(folder, to_text(old, first)), read(folder, to_text(new, second)))
    assert changes_found(diff) == changes_wanted(old.facts, new.facts)
    assert not diff["document"]


@settings(max_examples=EXAMPLES, deadline=None)
@given(seeds, st.lists(st.sampled_from(SAME_EDITS), max_size=6), seeds, looks, looks)
def test_print_order_and_wording_change_no_fact(
    folder: Path, seed: int, script: list[Edit], chance: int, first: Look, second: Look
) -> None:
    old = make_edition(seed)
    new = edited(old, script, chance)
    assert not is_changed(compare(read(folder, to_text(old, first)), read(folder, to_text(new, second))))


@settings(max_examples=EXAMPLES // 2, deadline=None)
@given(seeds, looks, looks)
def test_print_changes_no_paragraph(folder: Path, seed: int, first: Look, second: Look) -> None:
    """But for a page break behind a sentence, which may end a paragraph or not, and blanks that shorten lines."""
    edition = make_edition(seed)
    first, second = (replace(look, pages=0, blanks="usual") for look in (first, second))
    diff = compare(read(folder, to_text(edition, first)), read(folder, to_text(edition, second)))
    assert {pair["status"] for pair in diff["paragraphs"]} == {"same"}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("edit", "expected"), [
    (add_paragraph, {"added": 1}),
    (remove_paragraph, {"removed": 1}),
    (move_paragraph, {"moved": 1}),
    (split_paragraph, {"split": 1}),
    (merge_paragraphs, {"merged": 1}),
    (reword, {"reworded": 1}),
])  # fmt: skip
def test_an_edit_of_one_paragraph_is_told_by_its_name(folder: Path, seed: int, edit: Edit, expected: Row) -> None:
    """All other paragraphs are the same, although every one behind the edit has another number."""
    old = make_edition(seed)
    new = next(e for n in range(99) if texts_of(e := edit(old, random.Random(seed * 100 + n))) != texts_of(old))
    diff = compare(read(folder, to_text(old, Look())), read(folder, to_text(new, Look())))
    found = {
        name.removeprefix("paragraphs_"): n for name, n in diff["counts"].items() if name.startswith("paragraphs_")
    }
    assert {status: n for status, n in found.items() if status != "same" and n} == expected


def texts_of(edition: Edition) -> list[str]:
    return ["".join(said.text for said in paragraph) for paragraph in edition.paragraphs]
