"""A file's lines turned into one text in reading order, with its blocks and what its head says."""

from pipeline.structure.compose import structure

__all__ = ["structure"]
