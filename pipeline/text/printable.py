"""Text that is safe to show on a terminal."""

from __future__ import annotations

import os
from pathlib import Path


def printable(text: str) -> str:
    """Without the control and direction characters that a file name or a report may carry to a terminal."""
    return "".join(char if char.isprintable() else "?" for char in text)


def written_name(path: str | Path) -> str:
    """A path as text that every file can hold: bytes in it that are no UTF-8 are written ``\\xe9``."""
    return os.fsencode(path).decode(errors="backslashreplace")
