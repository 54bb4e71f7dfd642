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


PLACES = ("马里", "海地", "尼日利亚", "布隆迪", "尼泊尔", "阿富汗", "伊拉克", "利比亚", "突尼斯", "几内亚")


def write_short_reports(number: int, folder: Path) -> None:
    """``number`` reports of three paragraphs, so that start, scheduling, disk and merge are what is measured."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(number):
        (folder / f"report_{n:06}.txt").write_text(_short(n), encoding="utf8")


def change_report(folder: Path) -> None:
    """Gives the first report another fact and another figure, so that the graph changes too."""
    with (folder / "report_000000.txt").open("a", encoding="utf8") as file:
        file.write("\n9. 2018年，联合国开发计划署(开发署)协助斐济登记了98 765名选民。\n")


def _short(number: int) -> str:
    place, voters = PLACES[number % len(PLACES)], 1000 + number
    return "\n\n".join(
        [
            f"联合国\nA/72/{voters}",
            "大会",
            "加强联合国的作用",
            "秘书长的报告",
            "1. 本报告根据大会第70/168号决议提交。",
            f"2. 联合国开发计划署(开发署)在2016年向{place}选举委员会提供技术援助，登记了{voters}名选民。",
            f"3. 大会请秘书长向第七十四届会议提交报告。第{number}号样本。\n",
        ]
    )
