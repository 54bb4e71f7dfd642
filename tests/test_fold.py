"""Printing variants folded, one character for one."""

from __future__ import annotations

import pytest

from pipeline.text.fold import fold

EVERY = "".join(chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)


def test_no_character_moves() -> None:
    assert len(fold(EVERY)) == len(EVERY)
    assert fold("".join(f"{char}选," for char in EVERY))[1::3] == "选" * len(EVERY)


@pytest.mark.parametrize(("printed", "folded"), [
    ("Ａ／７２／２６０（１）", "A/72/260(1)"),
    ("选举,投票;登记:公投", "选举，投票；登记：公投"),      # ASCII marks in a Chinese sentence are Chinese marks
    ("《宪章》,“公约”;", "《宪章》，“公约”；"),
    ("2016年,约旦", "2016年，约旦"),
    ("占 15%,其中", "占 15%，其中"),
    ("1,450 吨和 A, B", "1,450 吨和 A, B"),                # those of numbers and Latin words stay
    ("Distr.: General", "Distr.: General"),
    ("选举｡投票､登记", "选举。投票、登记"),                # half-width Japanese forms
])  # fmt: skip
def test_variants_of_print_are_one(printed: str, folded: str) -> None:
    assert fold(printed) == folded
