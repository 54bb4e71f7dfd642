"""The pages: nothing comes from outside, everything is escaped, places answer to their addresses."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import orjson
import pytest
from factories_graph import edition_pair, record
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.explore import bundle as bundling
from pipeline.explore import reading_view, write_explorer
from pipeline.explore.marks import Marks
from pipeline.explore.page import script_json
from pipeline.explore.scene import scene
from pipeline.explore.server import server
from pipeline.graph import build_graph

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&\u2028"


class Page(HTMLParser):
    """What a browser would take from the page: tags, addresses, handlers, text, scripts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self._in: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in = tag if tag in self.raw else None

    def handle_endtag(self, tag: str) -> None:
        self._in = None

    def handle_data(self, data: str) -> None:
        if self._in:
            self.raw[self._in].append(data)
        else:
            self.text.append(data)

    def ids(self) -> list[str]:
        return [found for _, attributes in self.tags if (found := attributes.get("id"))]


def hostile() -> dict[str, Any]:
    made = record(
        [("org:x", "assists", "country:BDI", f"甲{HOSTILE}协助布隆迪。", {"activity": HOSTILE})], title=HOSTILE
    )
    made["entities"][0] |= {"label": HOSTILE, "label_en": HOSTILE, "aliases": [HOSTILE], "id": f"org:{HOSTILE}"}
    made["relations"][0]["subject"] = f"org:{HOSTILE}"
    made["findings"] = [{"code": HOSTILE, "message": HOSTILE, "start": 3, "end": 30}]
    made["mentions"][0] |= {"entity": f"org:{HOSTILE}"}
    return made


@pytest.fixture
def outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run of three reports with the explorer as a table, which needs no Node.js."""
    reports = [*edition_pair(), hostile() | {"id": "hostile"}]
    for made in reports:
        folder = tmp_path / "reports" / made["id"]
        folder.mkdir(parents=True)
        (folder / "report.json").write_bytes(orjson.dumps(made))
        (folder / "report.html").write_text(reading_view(made), encoding="utf8")
    build_graph(reports, tmp_path / "graph")
    monkeypatch.setattr(bundling, "_cache", lambda: tmp_path / "cache")
    monkeypatch.setenv(bundling.SKIP, "1")
    write_explorer(tmp_path, tmp_path / "graph" / "explorer.html")
    return tmp_path


@pytest.fixture(params=["graph/explorer.html", "reports/hostile/report.html"])
def html(request: pytest.FixtureRequest, outputs: Path) -> str:
    return (outputs / request.param).read_text(encoding="utf-8")


def test_a_hostile_text_makes_no_tag_and_no_handler(html: str) -> None:
    page = Page(html)
    assert "img" not in [tag for tag, _ in page.tags]
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert not any("alert(1)" in script for script in page.raw["script"] if not script.lstrip().startswith("{"))
    assert [tag for tag, _ in page.tags].count("script") == 2


def test_the_page_names_no_address_outside(html: str) -> None:
    named = [
        v
        for _, attributes in Page(html).tags
        for name in ("src", "href", "action", "data")
        if (v := attributes.get(name))
    ]
    assert all(value.startswith(("#", "../reports/")) for value in named)
    assert "url(" not in html
    assert "@import" not in html


def test_the_policy_admits_only_what_is_in_the_page(html: str) -> None:
    page = Page(html)
    [policy] = [str(a["content"]) for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    for content in [*page.raw["style"], *(s for s in page.raw["script"] if not s.startswith("{"))]:
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_pages_have_no_inline_style_which_the_policy_would_refuse(html: str) -> None:
    assert not [attributes for _, attributes in Page(html).tags if "style" in attributes]


@given(st.text())
def test_json_in_a_script_is_safe_and_whole(text: str) -> None:
    written = script_json({"x": text})
    assert not re.search("[<>\u2028\u2029]", written)
    assert json.loads(written)["x"] == text


def test_blocks_mentions_and_places_have_their_anchors() -> None:
    made = edition_pair()[0]
    page = Page(reading_view(made))
    ids = page.ids()
    assert {block["id"] for block in made["blocks"]} <= set(ids)
    assert {mention["id"] for mention in made["mentions"]} <= set(ids)
    assert len(ids) == len(set(ids))


def test_a_paragraph_shows_its_facts_with_the_evidence(outputs: Path) -> None:
    html = reading_view(edition_pair()[0])
    row = html.partition('id="b3"')[2].partition("</section>")[0]
    assert "assists" in row
    assert 'data-from="26" data-to="39"' in row


@pytest.mark.parametrize(("start", "end", "shown"), [
    (0, 3, "<i>甲乙丙"),                # markup in the text is text
    (0, 9, None),
])  # fmt: skip
def test_text_is_escaped_once(start: int, end: int, shown: str | None) -> None:
    marks = Marks.of({"text": "<i>甲乙丙", "mentions": [], "findings": []})
    text = "".join(Page(marks.html(start, end)).text)
    assert text == "<i>甲乙丙"[start:end]


spans = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(mentions=st.lists(spans, max_size=6), findings=st.lists(spans, max_size=4), part=spans)
def test_marks_never_change_the_words(
    mentions: list[tuple[int, int]], findings: list[tuple[int, int]], part: tuple[int, int]
) -> None:
    text = "联合国<协助>&布隆迪\x00举行选举,并由安全理事会第2137号决议授权开展工作的特派团。"
    made = {
        "text": text,
        "mentions": [
            {"id": f"m{n}", "type": "ORG", "entity": None, "start": s, "end": e} for n, (s, e) in enumerate(mentions)
        ],
        "findings": [{"code": "c", "message": "m", "start": s, "end": e} for s, e in findings],
    }
    page = Page(Marks.of(made).html(*part))
    assert "".join(page.text) == text[slice(*part)].replace("\x00", "\ufffd")
    ids = page.ids()
    assert len(ids) == len(set(ids))


def test_the_scene_quotes_the_evidence_in_its_paragraph(outputs: Path) -> None:
    made = scene(outputs, "../reports")
    assert made["left_out"] == [0, 0]
    for fact in made["facts"]:
        for report, passage, start, end, _ in fact[9]:
            row = made["passages"][passage]
            assert row[0] == report
            assert len(row[5][start - row[4] : end - row[4]]) == end - start


def test_the_explorer_is_the_same_bytes_each_time(outputs: Path) -> None:
    path = outputs / "graph" / "explorer.html"
    before = path.read_bytes()
    write_explorer(outputs, path)
    assert path.read_bytes() == before


def test_without_its_script_the_explorer_is_a_table_and_says_so(
    outputs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_explorer(outputs, outputs / "graph" / "explorer.html")
    assert "the explorer is a table only" in capsys.readouterr().err
    assert '"notice":' in (outputs / "graph" / "explorer.html").read_text(encoding="utf-8")


def test_a_failed_build_names_its_step(tmp_path: Path) -> None:
    with pytest.raises(bundling.NoBundle, match="node-that-is-not-there"):
        bundling._run(["node-that-is-not-there"], tmp_path, {})


@pytest.fixture
def address(outputs: Path) -> Iterator[int]:
    running = server(outputs)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running.server_port
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.mark.parametrize(("path", "host", "status"), [
    ("/", "127.0.0.1", 302),
    ("/graph/explorer.html", "127.0.0.1", 200),
    ("/graph/explorer.html", "localhost", 200),
    ("/reports/a_72_260/report.html", "127.0.0.1", 200),
    ("/graph/explorer.html", "evil.example", 403),              # a name that was made to point here
    ("/reports/a_72_260/report.json", "127.0.0.1", 404),        # not a page
    ("/reports/../manifest.json", "127.0.0.1", 404),
    ("/reports/..%2f..%2fetc/report.html", "127.0.0.1", 404),
    ("/graph/nodes.parquet", "127.0.0.1", 404),
])  # fmt: skip
def test_the_server_gives_its_own_pages_to_its_own_machine(address: int, path: str, host: str, status: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", address, timeout=10)
    connection.request("GET", path, headers={"Host": f"{host}:{address}"})
    assert connection.getresponse().status == status
    connection.close()


def test_the_server_listens_on_the_loopback_address_only(outputs: Path) -> None:
    made = server(outputs)
    assert made.server_address[0] == "127.0.0.1"
    made.server_close()


def test_a_port_that_is_no_port_is_refused(outputs: Path) -> None:
    with pytest.raises(UsageError, match="port 99999"):
        server(outputs, 99999)
