"""A report's blocks cut into sentences, and sentences into words that follow the mentions."""

from pipeline.segment.sentences import segment
from pipeline.segment.words import doc_of

__all__ = ["doc_of", "segment"]
