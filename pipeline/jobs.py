"""What an engine is given and what it gives back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct

from pipeline.errors import PipelineError
from pipeline.model import Decision
from pipeline.plan import Task
from pipeline.remote import Place

Row = dict[str, Any]


class Job(Struct, frozen=True):
    """A task with where its results go and whether earlier results may stand."""

    task: Task
    outputs: Place
    force: bool = False
    careful: bool = False
    """Leave out readers of native code: one of them ended a worker on this file."""
    decisions: tuple[Decision, ...] = ()

    def empty_row(self) -> Row:
        """The row of a file of which nothing is known yet."""
        return {"path": self.task.name, "id": self.task.id, "sha256": None, "media_type": None, "seconds": None}


def failure(code: str, message: str, hint: str) -> Row:
    """The part of a row that says what went wrong."""
    error = {"code": code, "message": message, "hint": hint}
    return {"status": "failed", "result": code, "error": error, "counts": {}}


def refusal(job: Job, error: PipelineError) -> Row:
    """The same of a refusal; its message names the file as the user did."""
    message = error.message if Path(job.task.name).name in error.message else f"{job.task.name}: {error.message}"
    return failure(error.code, message, error.hint)
