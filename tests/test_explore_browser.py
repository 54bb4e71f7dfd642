"""The explorer and the reading view in a real browser: Debian's Chromium, headless, without a network."""

from __future__ import annotations

import csv
import io
import random
import shutil
import threading
import time
from collections.abc import Iterator
from math import cos, radians, sin
from pathlib import Path
from typing import Any

import networkx as nx
import orjson
import pytest
from factories_graph import edition_pair, record
from test_explore import HOSTILE, hostile

from pipeline.explore import reading_view, write_explorer
from pipeline.explore.bundle import NoBundle, bundle
from pipeline.explore.server import server
from pipeline.graph import build_graph

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

QUIET = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
OWN = ("file:", "blob:", "data:", "http://127.0.0.1:")
SOFTWARE_GL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def write_run(outputs: Path, reports: list[dict[str, Any]]) -> Path:
    for made in reports:
        folder = outputs / "reports" / made["id"]
        folder.mkdir(parents=True)
        (folder / "report.json").write_bytes(orjson.dumps(made))
        (folder / "report.html").write_text(reading_view(made), encoding="utf8")
    build_graph(reports, outputs / "graph")
    page = outputs / "graph" / "explorer.html"
    write_explorer(outputs, page)
    return page


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        bundle()
    except NoBundle as exc:
        pytest.skip(f"the explorer's script cannot be built here: {exc.message}")
    return write_run(tmp_path_factory.mktemp("run"), edition_pair())


@pytest.fixture(scope="module")
def browsers() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        yield driver.chromium


@pytest.fixture(scope="module", params=[SOFTWARE_GL], ids=["webgl"])
def browser(browsers: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    launched = browsers.launch(executable_path=CHROMIUM, args=[*QUIET, *request.param])
    yield launched
    launched.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page whose every console error and every request but its own files fails the test."""
    opened = browser.new_page(viewport={"width": 1400, "height": 860}, accept_downloads=True)
    wrong: list[str] = []
    opened.on("console", lambda said: wrong.append(said.text) if said.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda asked: None if asked.url.startswith(OWN) else wrong.append(asked.url))
    yield opened
    opened.close()
    assert [said for said in wrong if "GPU stall" not in said] == []


def open_explorer(page: Any, path: Path, place: str = "") -> Any:
    page.goto(path.as_uri() + place)
    page.wait_for_selector("html[data-ready]")
    return page


@pytest.mark.parametrize(("typed", "title"), [
    ("jordan", "约旦"),      # English
    ("ＢＤＩ", "布隆迪"),      # full-width identifier
    ("开发署", "联合国开发计划署"),  # an alias
])  # fmt: skip
def test_search_opens_the_card(page: Any, explorer: Path, typed: str, title: str) -> None:
    open_explorer(page, explorer)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == title
    assert page.locator("#panel .fact").count() > 0


def test_a_fact_shows_its_evidence_in_its_paragraph_and_leads_to_the_text(page: Any, explorer: Path) -> None:
    open_explorer(page, explorer, "#node=country:BDI")
    page.locator("#panel .said").first.click()
    assert page.inner_text("#panel mark") == "开发署协助布隆迪举行选举。"
    assert "第 2 段" in page.inner_text("#panel .evidence footer") or "第 1 段" in page.inner_text(
        "#panel .evidence footer"
    )
    with page.expect_popup() as popup:
        page.click("#panel .evidence a")
    reading = popup.value
    reading.wait_for_load_state()
    marked = reading.evaluate("[...CSS.highlights.get('evidence')].map(String).join('')")
    assert marked == "开发署协助布隆迪举行选举。"


def test_an_edge_can_be_clicked(page: Any, explorer: Path) -> None:
    open_explorer(page, explorer, "#node=country:BDI")
    page.wait_for_timeout(600)
    box = page.locator("#canvas").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for degree in range(0, 360, 2):  # a ring around the chosen node, which stands in the middle
        page.mouse.move(middle[0] + 70 * cos(radians(degree)), middle[1] + 70 * sin(radians(degree)))
        if page.evaluate("document.getElementById('canvas').dataset.over") == "edge":
            page.mouse.down()
            page.mouse.up()
            break
    page.wait_for_selector("#panel mark")


def test_filters_take_facts_away_and_bring_them_back(page: Any, explorer: Path) -> None:
    open_explorer(page, explorer)
    before = page.inner_text("#status")
    page.click("#filter-predicate > summary") if not page.locator("#filter-predicate[open]").count() else None
    page.uncheck("#filter-predicate input[value=assists]")
    assert "5 事实" in page.inner_text("#status")
    page.check("#filter-predicate input[value=assists]")
    assert page.inner_text("#status") == before
    page.fill("#year-from", "2018")
    page.keyboard.press("Tab")
    assert "4 事实" in page.inner_text("#status")
    page.click("#filter-report .every")
    assert page.inner_text("#status") == "没有匹配的事实"


def test_two_editions_are_compared(page: Any, explorer: Path) -> None:
    open_explorer(page, explorer)
    page.select_option("#old", "A/72/260")
    page.select_option("#new", "A/74/285")
    counts = {kind: page.inner_text(f"#panel summary.{kind} small") for kind in ("added", "removed", "changed", "same")}
    assert counts == {"added": "2", "removed": "2", "changed": "0", "same": "2"}
    page.click("#side .compare .every")
    assert "8 事实" in page.inner_text("#status")


def test_a_statistic_has_its_chart(page: Any, explorer: Path) -> None:
    open_explorer(page, explorer)
    assert page.locator("#panel .chart .point").count() == 2
    assert page.get_attribute("#panel .chart svg", "aria-label") == "妇女在议会中的比例"


def test_both_languages(page: Any, explorer: Path) -> None:
    open_explorer(page, explorer, "#node=country:JOR")
    page.click("#language")
    assert page.inner_text("#panel h2") == "Jordan"
    assert "held election" in page.inner_text("#panel")
    assert page.get_attribute("html", "lang") == "en"


def test_the_table_is_reached_by_keyboard_and_shows_evidence(page: Any, explorer: Path) -> None:
    open_explorer(page, explorer)
    page.click(".switch")
    assert page.locator("#table tbody tr").count() == 8
    page.locator("#table tbody tr").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#table tr.proof mark").count() == 1


@pytest.mark.parametrize("name", ["PNG", "CSV", "GEXF"])
def test_what_is_shown_can_be_saved(page: Any, explorer: Path, tmp_path: Path, name: str) -> None:
    open_explorer(page, explorer, "#node=un:UNDP")
    with page.expect_download() as download:
        page.click(f"#bar button:text-is('{name}')")
    path = tmp_path / f"saved.{name.lower()}"
    download.value.save_as(path)
    content = path.read_bytes()
    if name == "PNG":
        assert content.startswith(b"\x89PNG")
        assert len(content) > 5000
    elif name == "CSV":
        assert len(list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))) == 8
    else:
        assert nx.read_gexf(path).number_of_edges() == 8


def test_the_keyboard_closes_what_is_open(page: Any, explorer: Path) -> None:
    open_explorer(page, explorer, "#node=un:UNDP")
    page.locator("#canvas").focus()
    page.keyboard.press("Escape")
    assert page.locator("#panel .central").count() == 1


@pytest.mark.parametrize("browser", [["--disable-gpu", "--disable-3d-apis"]], ids=["no-webgl"], indirect=True)
def test_without_webgl_the_table_stands_in(page: Any, explorer: Path) -> None:
    open_explorer(page, explorer)
    assert page.locator("#table tbody tr").count() == 8
    assert not page.is_visible("#canvas")


def test_the_table_alone_searches_and_filters(page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.explore.bundle._cache", lambda: tmp_path / "none")
    monkeypatch.setenv("UNREPORT_NO_BUNDLE", "1")
    path = write_run(tmp_path, edition_pair())
    page.goto(path.as_uri())
    assert "UNREPORT_NO_BUNDLE" in page.inner_text(".notice")
    page.fill(".alone input", "burundi")
    assert page.locator("tbody tr").count() == 2


def test_the_reading_view_shows_cards_and_keeps_its_words(page: Any, explorer: Path) -> None:
    reading = explorer.parents[1] / "reports" / "a_72_260" / "report.html"
    page.goto(reading.as_uri())
    page.hover("#m2")
    assert page.is_visible("#card")
    made = orjson.loads((reading.parent / "report.json").read_bytes())
    shown = page.evaluate("[...document.querySelectorAll('[data-s]')].map((e) => [Number(e.dataset.s), e.textContent])")
    assert all(made["text"][start : start + len(words)] == words for start, words in shown)
    page.uncheck("#types input[value=COUNTRY]")
    assert page.locator(".m.t-COUNTRY:not(.off)").count() == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("nodes", "edges", "seconds", "megabytes"), [(2_000, 5_000, 3.0, 6.0), (6_000, 20_000, 12.0, 24.0)]
)
def test_large_graphs_open(
    page: Any, tmp_path: Path, explorer: Path, nodes: int, edges: int, seconds: float, megabytes: float
) -> None:
    chance = random.Random(1)
    ends = [(min(int(chance.paretovariate(0.7)), nodes - 1), chance.randrange(nodes)) for _ in range(edges)]
    facts = [
        (f"org:甲{a}", "cites", f"org:甲{b}", f"甲{a}引用甲{b}。", {"activity": str(n)})
        for n, (a, b) in enumerate(ends)
    ]
    made = record(facts, id="large", symbol=None, mentioned=False)
    path = write_run(tmp_path, [made])
    started = time.monotonic()
    open_explorer(page, path)
    assert time.monotonic() - started < seconds
    assert path.stat().st_size < megabytes * 1e6


def test_an_entity_without_facts_is_found_and_leads_to_its_mention(page: Any, explorer: Path, tmp_path: Path) -> None:
    made = record([], title="甲报告", id="bare", symbol=None)
    made["entities"] = [
        {
            "id": "country:BDI",
            "type": "COUNTRY",
            "label": "布隆迪",
            "label_en": "Burundi",
            "aliases": [],
            "attributes": {},
        }
    ]
    made["mentions"] = [
        {"id": "m1", "type": "COUNTRY", "text": "甲", "start": 0, "end": 1, "block": "b1", "entity": "country:BDI"}
    ]
    open_explorer(page, write_run(tmp_path, [made]))
    page.fill("#search", "burundi")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "布隆迪"
    with page.expect_popup() as popup:
        page.click("#panel .reports a")
    assert popup.value.url.endswith("/reports/bare/report.html#m1")


def test_a_hostile_text_does_nothing(page: Any, explorer: Path, tmp_path: Path) -> None:
    path = write_run(tmp_path, [hostile()])
    open_explorer(page, path, "#node=country:BDI")
    page.locator("#panel .said").first.click()
    assert HOSTILE.partition("&")[0] in page.inner_text("#panel mark")
    page.click(".switch")
    page.locator("#table tbody tr").first.click()
    page.goto((tmp_path / "reports" / "a_72_260" / "report.html").as_uri())
    page.hover(".m >> nth=0")
    assert page.locator("img").count() == 0


def test_the_served_explorer_leads_to_the_served_report(page: Any, explorer: Path) -> None:
    running = server(explorer.parents[1])
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    page.goto(f"http://127.0.0.1:{running.server_port}/#node=country:BDI")
    page.wait_for_selector("html[data-ready]")
    page.locator("#panel .said").first.click()
    with page.expect_popup() as popup:
        page.click("#panel .evidence a")
    popup.value.wait_for_selector(".row")
    assert "/reports/a_7" in popup.value.url
    running.shutdown()
    running.server_close()
    thread.join()
