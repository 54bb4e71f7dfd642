"""What a default install brings: pinned with hashes, its licences listed and none of them GPL or AGPL."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf8")
PINNED = re.findall(r"^([\w.-]+)==", LOCK, re.M)
LISTED = dict(
    re.findall(r"^\| ([\w.-]+) \| (.+?) \|", (ROOT / "docs" / "licences.md").read_text(encoding="utf8"), re.M)
)
REFUSED = re.compile(r"\bA?GPL|General Public License|Affero", re.I)
LESSER = re.compile(
    r"\bLGPL|GNU (?:Library or )?Lesser General Public License(?: \(LGPL\)| v\d(?: or later)? \(LGPL.*?\))?"
)


def stated(package: str) -> str:
    """Whatever the installed package says of its licence."""
    metadata = distribution(package).metadata
    kinds = [kind for kind in metadata.get_all("Classifier") or [] if kind.startswith("License")]
    # some state the whole text there, which may name other licences
    short = (metadata.get("License") or "").strip().split("\n")[0]
    return " / ".join(filter(None, [metadata.get("License-Expression"), short, *kinds]))


@pytest.mark.parametrize("package", PINNED)
def test_a_package_states_a_licence_that_we_may_ship_with(package: str) -> None:
    assert stated(package), package
    assert not REFUSED.search(LESSER.sub("", stated(package))), stated(package)


def test_the_list_of_licences_is_that_of_the_lock_file() -> None:
    assert sorted(LISTED) == sorted(PINNED)
    assert not [name for name, licence in LISTED.items() if REFUSED.search(LESSER.sub("", licence))]


def test_every_package_is_pinned_with_a_hash_and_without_an_address() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text(encoding="utf8")
        packages = re.split(r"^(?=[\w.-]+==)", text, flags=re.M)[1:]
        assert len(packages) > 20
        assert not [part.split()[0] for part in packages if "--hash=sha256:" not in part]
        assert "://" not in text


@pytest.mark.parametrize(
    ("licence", "refused"),
    [("GPL-3.0-only", True), ("AGPL-3.0", True), ("GNU General Public License v3 (GPLv3)", True), ("LGPL-3.0-or-later", False),
     ("GNU Affero General Public License v3", True), ("MIT", False), ("GNU Lesser General Public License v3 (LGPLv3)", False),
     ("License :: OSI Approved :: GNU Library or Lesser General Public License (LGPL)", False)],
)  # fmt: skip
def test_the_lesser_licence_is_told_from_the_others(licence: str, refused: bool) -> None:
    assert bool(REFUSED.search(LESSER.sub("", licence))) == refused
