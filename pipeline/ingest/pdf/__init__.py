"""PDF files and pictures of pages read into lines in reading order, each character with its page and box."""

from pipeline.ingest.pdf.document import read_image, read_pdf

__all__ = ["read_image", "read_pdf"]
