"""What stands in the margins of the pages: running heads, page numbers, the printer's lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.ingest.pdf.glyphs import Page
from pipeline.ingest.pdf.rows import Run, runs_of
from pipeline.tables import load_expressions, load_patterns
from pipeline.text.fold import fold
from pipeline.text.symbols import parse_symbol

_MARGIN = 0.1
"""Running heads and feet stand in this part of the page's height, at the top and at the bottom."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = load_expressions("lines")["page_number"]


def marginal(page: Page) -> Iterator[Run]:
    """The runs in the margins at head and foot."""
    edge = _MARGIN * page.height
    glyphs = (g for g in page.glyphs if g.bottom < edge or g.top > page.height - edge)
    return iter(runs_of(glyphs))


def running_heads(pages: Iterable[Page]) -> frozenset[str]:
    """What stands at the same height in the margin of several pages, figures apart."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_head_key(run, page) for run in marginal(page)})
    return frozenset(key for key, count in seen.items() if count > 1)


def _head_key(run: Run, page: Page) -> str:
    at = run.top if run.top < page.height / 2 else page.height - run.bottom + 10_000
    return f"{round(at / 4)} {_DIGITS.sub('#', run.text)}"


def is_furniture(run: Run, page: Page, heads: frozenset[str]) -> bool:
    """Whether a run in the margin is a running head or a page number; the first page's symbol is its masthead."""
    edge = _MARGIN * page.height
    if edge <= run.bottom and run.top <= page.height - edge:
        return False
    if page.number == 1 and run.bottom < page.height / 2 and _is_symbol(run.text):
        return False
    outer = run.bottom < edge * 0.85 or run.top > page.height - edge * 0.85
    text = fold(run.text.strip())
    printers = any(regex.fullmatch(text) for regex in _furniture())
    return _head_key(run, page) in heads or printers or bool(outer and _PAGE_NUMBER.fullmatch(text))


def _is_symbol(text: str) -> bool:
    folded = fold(text.strip())
    return "/" in folded and folded[:1].isalpha() and parse_symbol(folded) is not None


@cache
def _furniture() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["regex"]) for row in load_patterns("furniture"))
