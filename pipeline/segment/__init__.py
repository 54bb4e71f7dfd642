"""A report's blocks cut into sentences; ``segment.words`` cuts sentences into words that follow the mentions."""

from pipeline.segment.sentences import segment

__all__ = ["segment"]
