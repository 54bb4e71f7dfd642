"""Old and open office formats, turned into DOCX by LibreOffice where it is installed."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from pipeline.errors import CorruptFile, EncryptedFile, UnsupportedFile
from pipeline.ingest.word import read_docx
from pipeline.model import Source

_SECONDS = 120
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_office(name: str, sha256: str, data: bytes, suffix: str) -> Source:
    """The lines of a .doc, .rtf or .odt file; places are those of the DOCX that LibreOffice makes of it."""
    if _ENCRYPTED in data:
        raise EncryptedFile(f"{name} asks for a password")
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnsupportedFile(
            f"{name} is a {suffix} file, which only LibreOffice can read",
            "install LibreOffice (apt-get install libreoffice-writer), or save the file as DOCX",
        )
    converted = _convert(program, name, data, suffix)
    source = read_docx(name, sha256, converted)
    return replace(source, reader=f"docx by LibreOffice, {hashlib.sha256(converted).hexdigest()[:12]}")


def _convert(program: str, name: str, data: bytes, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"file{suffix}"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx"]
        errors = _run(name, [*command, "--outdir", folder, str(source)])
        made = Path(folder) / "file.docx"
        if not made.exists():
            raise CorruptFile(f"{name}: LibreOffice cannot read it: {errors}")
        return made.read_bytes()


def _run(name: str, command: list[str]) -> str:
    """What the program complained of; it and all it started are ended when its time is up."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            _, errors = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired as exc:
            raise CorruptFile(f"{name}: LibreOffice did not finish in {_SECONDS} seconds") from exc
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return errors.decode(errors="replace").strip()
