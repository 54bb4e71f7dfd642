"""What is measured: a report repeated under other names, as many times as a size asks for."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "corpus"


def default_report() -> Path:
    """The real report beside the project where it is there, else our own sample."""
    real = SHARED / "A_72_260.txt"
    return real if real.exists() else sorted((ROOT / "corpus").glob("*.txt"))[0]


def default_pdfs() -> Path:
    """Our own sample PDFs."""
    return ROOT / "corpus"


def write_reports(report: Path, number: int, folder: Path) -> None:
    """``number`` different reports: the same text, each with a line of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    text = report.read_text(encoding="utf8")
    for n in range(number):
        (folder / f"report_{n:06}.txt").write_text(f"{text}\n\n附录说明:第{n + 1}号样本。\n", encoding="utf8")
