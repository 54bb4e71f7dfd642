"""The page of a diff: what it marks, and how it behaves in a real browser without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from factories_diff import make_evidence, make_observation, make_record

from pipeline.diff import compare, to_html
from pipeline.diff.inline import differences, marked

OLD, NEW = "名册目前有 715 名专家，可在两周之内派出。", "名册目前有 742 名专家，可在两周之内派出。"
KEPT = "大会请秘书长就选举援助问题提出报告。"


def page() -> str:
    """Two editions: a number changed, a paragraph stayed, one came."""
    sides = []
    for words, value in ((OLD, 715), (NEW, 742)):
        number = make_observation("专家人数", value) | {"evidence": make_evidence(words[5:12], 5, "b1")}
        sides.append(make_record([words, KEPT], observations=[number]))
    fresh = "开发署在十二个国家培训了选举官员。"
    sides[1] = make_record([NEW, KEPT, fresh], observations=sides[1]["observations"])
    return to_html(compare(*sides))


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("有 715 名专家", "有 742 名专家", (["715"], ["742"])),            # a number is one word
    ("运送了 1 450 吨", "运送了 1 720 吨", (["1 450"], ["1 720"])),
    ("选举援助司", "选举援助司", ([], [])),
    ("以甲的乙为准", "以丙的丁为准", (["甲的乙"], ["丙的丁"])),         # one shared character between changes is no common run
    ("继续提供支助", "继续向会员国提供支助", ([], ["向会员国"])),
])  # fmt: skip
def test_only_what_differs_is_marked(old: str, new: str, expected: tuple[list[str], list[str]]) -> None:
    gone, come = differences(old, new)
    assert ([old[a:b] for a, b, _ in gone], [new[a:b] for a, b, _ in come]) == expected


def test_marks_that_cross_are_cut_and_text_is_escaped() -> None:
    html = marked("a<b>c", [(0, 3, "ins")], [(2, 5, "changed")])
    assert html == '<ins>a&lt;</ins><mark class="changed"><ins>b</ins></mark><mark class="changed">&gt;c</mark>'


def test_a_changed_fact_is_marked_in_both_paragraphs_and_leads_to_them() -> None:
    html = page()
    assert html.count('<mark class="changed">') >= 2
    assert html.count('<a href="#p0"><q>') == 2


# --- in a browser -------------------------------------------------------------------------------------------------

CHROMIUM = shutil.which("chromium")
NO_BROWSER = "chromium is not installed"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip(NO_BROWSER)
    path: Path = tmp_path_factory.mktemp("page") / "diff.html"
    path.write_text(page(), encoding="utf8")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.told = []
        tab.on("console", lambda message: tab.told.append(message.text))
        tab.on("pageerror", lambda error: tab.told.append(str(error)))
        tab.on("request", lambda request: request.url.startswith("file:") or tab.told.append(request.url))
        tab.goto(path.as_uri())
        yield tab
        browser.close()


def test_keys_jump_from_change_to_change(opened: Any) -> None:
    seen = []
    for key in "jjjjk":
        opened.keyboard.press(key)
        seen.append(opened.evaluate("document.activeElement.className"))
    assert seen == ["fact changed", "pair reworded", "pair added", "fact changed", "pair added"]


def test_what_is_the_same_can_be_hidden(opened: Any) -> None:
    assert opened.locator(".pair.same").is_visible()
    opened.keyboard.press("s")
    assert not opened.locator(".pair.same").is_visible()
    opened.keyboard.press("s")


def test_the_page_loads_nothing_and_breaks_no_rule_of_its_own(opened: Any) -> None:
    assert opened.told == []
