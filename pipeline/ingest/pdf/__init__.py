"""PDF files read into lines in reading order, each character with its page and box."""

from pipeline.ingest.pdf.document import read_pdf

__all__ = ["read_pdf"]
