"""What is stated: relations with modality and qualifiers, statistics, and findings."""

from pipeline.relations.relate import relate

__all__ = ["relate"]
