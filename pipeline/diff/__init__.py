"""Two editions of a report compared by what they state."""

from pipeline.diff.chart import to_page as history_page
from pipeline.diff.compare import compare, compare_records, is_changed, is_unrelated
from pipeline.diff.delta import apply_delta, reverse_delta
from pipeline.diff.editions import chains, history
from pipeline.diff.facts import facts_of
from pipeline.diff.page import to_html
from pipeline.diff.render import to_markdown, to_text

__all__ = [
    "apply_delta",
    "chains",
    "compare",
    "compare_records",
    "facts_of",
    "history",
    "history_page",
    "is_changed",
    "is_unrelated",
    "reverse_delta",
    "to_html",
    "to_markdown",
    "to_text",
]
