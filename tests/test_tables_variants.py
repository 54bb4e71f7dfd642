"""Names of bodies under the other name of their country."""

from __future__ import annotations

import pytest

from pipeline.tables import load_names
from pipeline.tables.variants import country_names, variants

ROWS = [
    ("南苏丹", "country:SSD", "label"), ("南苏丹共和国", "country:SSD", "formal"),
    ("南蘇丹", "country:SSD", "traditional"), ("南蘇丹共和國", "country:SSD", "traditional"),
    ("瑙鲁", "country:NRU", "label"), ("瑙鲁共和国", "country:NRU", "formal"), ("瑙鲁国", "country:NRU", "formal"),
]  # fmt: skip


def test_a_country_has_two_names_in_each_script() -> None:
    pairs = country_names(ROWS)
    assert pairs["南苏丹"] == ("南苏丹共和国",)
    assert pairs["南蘇丹共和國"] == ("南蘇丹",)
    assert pairs["瑙鲁"] == ()  # which of two formal names stands for the short one is not told


@pytest.mark.parametrize(("name", "expected"), [
    ("联合国南苏丹特派团", {"联合国南苏丹共和国特派团", "联合国驻南苏丹特派团", "联合国驻南苏丹共和国特派团"}),
    ("联合国驻南苏丹特派团", {"联合国驻南苏丹共和国特派团", "联合国南苏丹特派团", "联合国南苏丹共和国特派团"}),
    ("南苏丹问题专家小组", {"南苏丹共和国问题专家小组"}),
    ("政治事务部", set()),
])  # fmt: skip
def test_variants_of_a_name(name: str, expected: set[str]) -> None:
    assert {variant for variant, _ in variants([name], country_names(ROWS))} == expected


def test_a_variant_means_one_body_and_never_replaces_a_name() -> None:
    aliases = load_names().aliases
    assert {row.id for row in aliases["联合国南苏丹共和国特派团"]} == {"un:UNMISS"}
    assert "印度共和国洋特设委员会" not in aliases
    made = [rows for rows in aliases.values() if any(row.kind == "variant" for row in rows)]
    assert all(len({row.id for row in rows if not row.when}) <= 1 for rows in made)
