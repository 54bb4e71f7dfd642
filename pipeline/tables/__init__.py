"""The tables' loader: names with their identifiers, and patterns; refuses a row that cannot be true."""

from pipeline.tables.names import Alias, Name, Names, load_names, organ_id
from pipeline.tables.rows import (
    either,
    first_of,
    load_expressions,
    load_patterns,
    load_rows,
    load_vocabulary,
    one_of,
)

__all__ = [
    "Alias",
    "Name",
    "Names",
    "either",
    "first_of",
    "load_expressions",
    "load_names",
    "load_patterns",
    "load_rows",
    "load_vocabulary",
    "one_of",
    "organ_id",
]
