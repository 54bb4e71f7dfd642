"""Leaf functions over characters: folding, numerals, dates, amounts."""
