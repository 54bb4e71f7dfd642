"""Takes the README's pictures of a run: python docs/picture.py [outputs] (needs playwright and Debian's chromium)."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
SIZE = {"width": 1440, "height": 860}
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader",
         "--enable-unsafe-swiftshader"]  # fmt: skip
SETTLED = 900
"""Milliseconds until the camera rests."""


def main(outputs: Path) -> None:
    """Writes explorer.png (an entity's card), evidence.png, editions.png and reading.png beside this file."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport=SIZE)
        page.goto((outputs / "graph" / "explorer.html").resolve().as_uri() + "#node=un:UNDP")
        page.wait_for_selector("html[data-ready]")
        page.click("[aria-label='全图']")
        _take(page, "explorer")
        page.locator("#panel .said").first.click()
        _take(page, "evidence")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        works = page.eval_on_selector_all("#new option", "options => options.map(o => o.value).filter(Boolean)")
        if len(works) > 1:
            page.select_option("#old", works[0])
            page.select_option("#new", works[-1])
            page.click("[aria-label='全图']")
            _take(page, "editions")
        report = sorted((outputs / "reports").glob("*/report.html"))[0]
        page.goto(report.resolve().as_uri())
        page.locator("aside").first.scroll_into_view_if_needed()
        _take(page, "reading")
        browser.close()


def _take(page: Any, name: str) -> None:
    page.wait_for_timeout(SETTLED)
    path = HERE / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").save(path, optimize=True)
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "outputs"))
