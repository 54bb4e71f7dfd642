"""Every refusal of the program, under one base: what went wrong, where, and what to do."""

from __future__ import annotations


class PipelineError(Exception):
    """A refusal that a user can act on.

    ``code`` is the status that the manifest shows, ``message`` says what and where, ``hint`` what to do.
    """

    code = "internal_error"
    hint = "please report this file"

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if hint is not None:
            self.hint = hint


class UsageError(PipelineError):
    """The command line or the arguments of a call cannot be followed."""

    code = "usage"
    hint = "see `unreport --help`"


class MissingInput(PipelineError):
    """A path that is not there, or a folder without a single report."""

    code = "missing"
    hint = "check the path"


class Unreachable(PipelineError):
    """An address whose file system or network gives no answer, or refuses."""

    code = "unreachable"
    hint = "check address, rights and network, and run the same command again; what is done is kept"


class EmptyFile(PipelineError):
    """A file without a character of text."""

    code = "ok_empty"
    hint = "if the file is a scan, install the extra: pip install 'unreport[ocr]'"


class UnsupportedFile(PipelineError):
    """A file of a kind that no reader knows."""

    code = "unsupported"
    hint = "convert it to PDF, DOCX, HTML or UTF-8 text"


class CorruptFile(PipelineError):
    """A damaged, truncated or undecodable file; the message names the place."""

    code = "corrupt"
    hint = "open and save it again in its own program, or fetch it anew"


class EncryptedFile(PipelineError):
    """A file that asks for a password."""

    code = "encrypted"
    hint = "save a copy without a password"


class TooLarge(PipelineError):
    """A file over a limit on bytes, pages, entries or characters."""

    code = "too_large"
    hint = "split the file"


class TimedOut(PipelineError):
    """A file that was not read in the time allowed, twice."""

    code = "timeout"
    hint = "raise --timeout, or split the file"


class OutOfMemory(PipelineError):
    """A file that wants more memory than a worker may have."""

    code = "memory"
    hint = "raise --memory, or split the file"


class Crashed(PipelineError):
    """A file that ended the process that read it, twice."""

    code = "crashed"
    hint = "open and save it again in its own program"


class CannotWrite(PipelineError):
    """Results that cannot be written: a full disk, a folder that is read-only or no folder."""

    code = "unwritable"
    hint = "free some space, or choose another folder with -o; what is done is kept"


class BadTable(PipelineError):
    """A row of our own tables that cannot be true; names file and line."""

    code = "bad_table"
    hint = "mend the row that is named"


class SchemaMismatch(PipelineError):
    """A report.json or diff.json of another schema version, or none at all."""

    code = "schema"
    hint = "run `unreport run` on the source again"
