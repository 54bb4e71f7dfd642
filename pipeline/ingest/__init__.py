"""Files of any kind read into lines, each character with its place in the file."""

from pipeline.ingest.read import MAX_BYTES, read_source

__all__ = ["MAX_BYTES", "read_source"]
