"""Text that is safe to show on a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """Without the control and direction characters that a file name or a report may carry to a terminal."""
    return "".join(char if char.isprintable() else "?" for char in text)
