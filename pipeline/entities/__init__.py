"""What is written: mentions of symbols, citations, dates and names."""

from pipeline.entities.find import find_mentions

__all__ = ["find_mentions"]
