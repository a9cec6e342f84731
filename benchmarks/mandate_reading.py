"""Reading mandates as a user does: a 20-page PDF, and every text of the shared folder.

Limits: 1 s for the PDF, 60 s for the texts on two cores.
"""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import typst

from peaceops.data import path

TEXTS = Path(__file__).resolve().parents[2] / "shared/data/resolutions"
FOLDERS = ("en", "fr", "en-drafts")
LIMITS = {"pdf": 1.0, "texts": 60.0}
PAGES = 20


def measure(folder: Path) -> str:
    """Return a table in Markdown."""
    rows = [_row(f"a PDF of {_pdf(folder)} pages", _read(folder / "mandate.pdf"), "pdf")]
    if TEXTS.exists():
        folders = [TEXTS / name for name in FOLDERS]
        number = sum(len(list(one.iterdir())) for one in folders)
        rows.append(_row(f"{number} texts, two processes", _read(*folders, jobs=2), "texts"))
    else:
        rows.append("| the shared texts | not measured, ../shared/data is not here | | |")
    return (
        "## Reading mandates\n\n"
        "Start-up included; the processor's seconds are those of all processes.\n\n"
        "| what | seconds | processor's seconds | limit |\n|---|---|---|---|\n"
        + "\n".join(rows)
        + "\n"
    )


def _row(name: str, spent: tuple[float, float], limit: str) -> str:
    return f"| {name} | {spent[0]:.2f} | {spent[1]:.2f} | {LIMITS[limit]:.0f} |"


def _pdf(folder: Path) -> int:
    """Set an invented resolution on many pages; return how many."""
    act = (
        "Requests UNMITES to protect civilians under threat of physical violence in the valley "
        "of Orvaly, in support of the political process, and requests the Secretary-General to "
        "report to the Council on it every ninety days; "
    )
    rows = [f"{at}\\. {act * 3}" for at in range(1, 12 * PAGES)]
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[path("fonts")]
    )
    head = '#set text(font: "Noto Sans", size: 10pt)\n#set page(width: 21cm, height: 29.7cm)\n'
    kept = rows
    while True:
        text = "\n\n".join(["The Security Council,", "Recalling its resolutions,", *kept])
        compiler = typst.Compiler(
            (head + text).encode(), font_paths=fonts, ignore_system_fonts=True
        )
        content = compiler.compile(format="pdf")
        assert isinstance(content, bytes)
        (folder / "mandate.pdf").write_bytes(content)
        with pypdfium2.PdfDocument(folder / "mandate.pdf") as document:
            pages = len(document)
        if pages <= PAGES:
            return pages
        kept = kept[: len(kept) * PAGES // pages]


def _read(*paths: Path, jobs: int = 1) -> tuple[float, float]:
    """Read texts and return the seconds on the clock and those of the processor."""
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    command = [sys.executable, "-m", "peaceops.cli", "mandate", "read", "--format", "jsonl"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        [*command, "--jobs", str(jobs), *map(str, paths)],
        check=True,
        stdout=subprocess.DEVNULL,
        env=environment,
    )
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, spent
