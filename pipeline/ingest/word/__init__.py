"""Word files read as they print: accepted text, numbers, footnotes, headers, tables and text boxes."""

from pipeline.ingest.word.document import read_docx

__all__ = ["read_docx"]
