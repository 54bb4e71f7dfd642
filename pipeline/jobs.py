"""What an engine is given and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.plan import Task

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """A task with where its results go and whether earlier results may stand."""

    task: Task
    outputs: Path
    force: bool = False

    def empty_row(self) -> Row:
        """The row of a file of which nothing is known yet."""
        return {"path": self.task.name, "id": self.task.id, "sha256": None, "media_type": None, "seconds": None}


def failure(code: str, message: str, hint: str) -> Row:
    """The part of a row that says what went wrong."""
    return {"status": "failed", "error": {"code": code, "message": message, "hint": hint}, "counts": {}}
