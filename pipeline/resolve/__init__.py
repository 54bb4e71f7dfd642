"""What is meant: one identifier for one thing, and the antecedents of back-references."""

from pipeline.resolve.resolve import resolve

__all__ = ["resolve"]
