"""Coverage-guided fuzzing: whatever the bytes, `extract` refuses with a PipelineError or reads, and quotes truly.

Run as ``python tests/fuzz/fuzz.py KIND [CORPUS…] -max_total_time=60``; KIND is one of TARGETS. A finding stops the
run and leaves its bytes in the folder; put it into tests/fuzz/findings, which tests/test_hostile.py reads again.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from pipeline.entities.citations import find_citations
    from pipeline.errors import PipelineError
    from pipeline.extraction import extract
    from pipeline.record import encode, to_record
    from pipeline.text.fold import fold
    from pipeline.text.symbols import parse_symbol
    from pipeline.verify import misquotations

_FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))
_PARTS = ("word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml", "word/header1.xml")
_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="h" Type="x/header" Target="header1.xml"/></Relationships>'
)
_BETWEEN = b"\n====\n"
"""Parts the bytes of one input into the parts of a Word file."""


def fuzz_file(data: bytes) -> None:
    """A whole file through every stage; only a PipelineError may come out, and every quotation stands."""
    path = _FOLDER / "input"
    path.write_bytes(data)
    try:
        record = to_record(extract(path))
    except PipelineError:
        return
    encode(record)
    wrong = list(misquotations(record, record["text"], path))
    assert not wrong, wrong


def fuzz_word(data: bytes) -> None:
    """The parts of a Word file, zipped whole: the fuzzer need not learn how to write a container."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/_rels/document.xml.rels", _RELATIONS)
        for part, content in zip(_PARTS, data.split(_BETWEEN), strict=False):
            archive.writestr(part, content)
    fuzz_file(made.getvalue())


def fuzz_symbol(data: bytes) -> None:
    """A symbol that is believed has a canonical form that is read as itself."""
    symbol = parse_symbol(data.decode("utf8", errors="ignore"))
    if symbol is not None:
        again = parse_symbol(symbol.canonical)
        assert again is not None, symbol
        assert again.canonical == symbol.canonical, symbol


def fuzz_citation(data: bytes) -> None:
    """Every citation of any text stands inside it and has its words."""
    text = data.decode("utf8", errors="ignore")
    for mention in find_citations(fold(text), text, None):
        assert 0 <= mention.anchor.start < mention.anchor.end <= len(text), mention


TARGETS = {
    "txt": fuzz_file,
    "html": fuzz_file,
    "docx": fuzz_file,
    "pdf": fuzz_file,
    "word": fuzz_word,
    "symbol": fuzz_symbol,
    "citation": fuzz_citation,
}


def main() -> None:
    """Choose the target by the first argument and hand the rest to the fuzzer."""
    atheris.Setup(sys.argv, TARGETS[sys.argv.pop(1)])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
