"""A PDF of one page written object by object, to say of each character what it means in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path


def write_pdf(
    path: Path, lines: Sequence[str], meanings: Mapping[str, str] | None = None, *, before: str = "", after: str = ""
) -> None:
    """The file of `pdf_bytes`."""
    path.write_bytes(pdf_bytes(lines, meanings, before=before, after=after))


def pdf_bytes(
    lines: Sequence[str], meanings: Mapping[str, str] | None = None, *, before: str = "", after: str = ""
) -> bytes:
    """Lines of Latin letters; ``meanings`` says which text a letter stands for, ``before`` and ``after`` is drawn.

    A letter that ``meanings`` leaves out has no meaning in the file, as in a subset font without a table.
    """
    shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
    content = f"{before} BT /F 14 Tf 72 700 Td {shown}ET {after}"
    font = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica"
    extra = []
    if meanings is not None:
        pairs = "\n".join(f"<{ord(k):02x}> <{v.encode('utf-16-be').hex()}>" for k, v in meanings.items())
        table = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(meanings)} beginbfchar\n{pairs}\nendbfchar\n"
            "endcmap end end"
        )
        font += " /ToUnicode 6 0 R"
        extra = [stream(table)]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        stream(content),
        f"<< {font} >>",
        *extra,
    ]
    return join_objects(objects)


def join_objects(objects: Sequence[str]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    out = "%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    start = len(out)
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
    return f"{out}startxref\n{start}\n%%EOF\n".encode("latin1")


def stream(content: str) -> str:
    """A stream object."""
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
