"""Two editions of a report compared by what they state."""

from pipeline.diff.compare import compare_records, is_changed, is_unrelated

__all__ = ["compare_records", "is_changed", "is_unrelated"]
