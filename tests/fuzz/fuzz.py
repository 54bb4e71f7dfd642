"""Coverage-guided fuzzing: whatever the bytes, a reader refuses with a PipelineError or reads.

Run as ``python tests/fuzz/fuzz.py KIND [CORPUS…] -max_total_time=60``; KIND is a suffix (txt, pdf, docx, html) or
``symbol``. A finding stops the run and leaves its bytes in the folder.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from pipeline.errors import PipelineError
    from pipeline.extraction import extract
    from pipeline.record import encode, to_record
    from pipeline.text.symbols import parse_symbol

_FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))


def fuzz_file(data: bytes, suffix: str) -> None:
    """A whole file through every stage; only a PipelineError may come out."""
    path = _FOLDER / f"input.{suffix}"
    path.write_bytes(data)
    try:
        encode(to_record(extract(path)))
    except PipelineError:
        return


def fuzz_symbol(data: bytes) -> None:
    """A symbol that is believed has a canonical form that is read as itself."""
    symbol = parse_symbol(data.decode("utf8", errors="ignore"))
    if symbol is not None:
        again = parse_symbol(symbol.canonical)
        assert again is not None, symbol
        assert again.canonical == symbol.canonical, symbol


def main() -> None:
    """Choose the target by the first argument and hand the rest to the fuzzer."""
    kind = sys.argv.pop(1)
    target = fuzz_symbol if kind == "symbol" else lambda data: fuzz_file(data, kind)
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
