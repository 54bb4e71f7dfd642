"""The explorer: the corpus graph as one page for a browser."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pipeline.explore.bundle import NoBundle, bundle
from pipeline.explore.page import asset, page
from pipeline.explore.scene import scene
from pipeline.store import write_whole

TITLE = "unreport"
_BODY = '<div id="app"></div><noscript>JavaScript is off: the facts are in the CSV and Parquet files.</noscript>'


def write_explorer(outputs: Path, path: Path) -> None:
    """Writes the explorer of a run to ``path``: one offline file.

    Where its script cannot be built, the page is a table with search and filters; stderr says why.
    """
    write_whole(path, explorer(outputs, path).encode())


def explorer(outputs: Path, path: Path) -> str:
    """The page, whose links to the reading views start at ``path``."""
    reports_at = Path(os.path.relpath(outputs / "reports", path.parent)).as_posix()
    values = scene(outputs, reports_at)
    scripts = [asset("table.js")]
    try:
        scripts.append(bundle())
    except NoBundle as exc:
        values["notice"] = exc.message
        print(f"unreport: the explorer is a table only: {exc.message} - {exc.hint}", file=sys.stderr)
    return page(title=TITLE, style=asset("explorer.css"), body=_BODY, values=values, scripts=scripts)
