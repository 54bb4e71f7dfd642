"""Files of any kind read into lines, each character with its place in the file."""

from pipeline.ingest.read import MAX_BYTES, digest_of, read_source

__all__ = ["MAX_BYTES", "digest_of", "read_source"]
