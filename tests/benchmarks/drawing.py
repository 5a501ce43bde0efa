"""Time and size of drawing pages: our breaker against ReportLab's own paragraphs on the same text; `python tests/benchmarks/drawing.py`.

Prints one line per engine: pages, milliseconds, milliseconds per page, bytes, and the ratio to bare ReportLab. WeasyPrint, xhtml2pdf
and Typst take part when they are installed (`pip install .[peers]`).
"""

from __future__ import annotations

import gc
import io
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "desktop"))

from shenbao.packs.fonts import FILES  # noqa: E402
from shenbao.packs.markup import escape, parse  # noqa: E402
from shenbao.packs.pages import Meta, typeset  # noqa: E402

PARAGRAPHS, ROUNDS = 240, 5
SONG = ROOT / "resources" / "fonts" / FILES["song", False]
Run = Callable[[list[str]], tuple[int, int]]
"""Typesets the paragraphs; returns pages and bytes."""


def text() -> list[str]:
    """Paragraphs of shuffled sentences, so that no two are alike."""
    prose = (ROOT / "tests" / "packs" / "prose.txt").read_text(encoding="utf-8")
    sentences = [sentence + "。" for sentence in prose.replace("\n", "").split("。") if sentence]
    chance = random.Random(7)
    return ["".join(chance.choices(sentences, k=5)) for _ in range(PARAGRAPHS)]


def ours(paragraphs: list[str]) -> tuple[int, int]:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    done = typeset([parse(f'<part id="a">{body}</part>', "benchmark")], Meta())
    return len(done.pages), len(done.pdf)


def bare_reportlab(paragraphs: list[str]) -> tuple[int, int]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    if "Song" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Song", SONG))
    style = ParagraphStyle("body", fontName="Song", fontSize=12, leading=21, firstLineIndent=24, wordWrap="CJK", alignment=4)
    buffer = io.BytesIO()
    margins = {"leftMargin": 73.4, "rightMargin": 67.7, "topMargin": 79, "bottomMargin": 76}  # its frames add 6 points
    document = SimpleDocTemplate(buffer, pagesize=(595.28, 841.89), invariant=1, **margins)
    document.build([Paragraph(escape(paragraph), style) for paragraph in paragraphs])
    return document.page, len(buffer.getvalue())


def weasyprint(paragraphs: list[str]) -> tuple[int, int]:
    from weasyprint import HTML  # type: ignore[import-not-found]

    css = (
        f"@font-face{{font-family:Song;src:url(file://{SONG})}}@page{{size:A4;margin:30mm 26mm 29mm 28mm}}"
        "p{font:12pt/21pt Song;text-indent:2em;margin:0;text-align:justify}"
    )
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    document = HTML(string=f"<style>{css}</style>{body}").render()
    pdf = document.write_pdf()
    return len(document.pages), len(pdf)


def xhtml2pdf(paragraphs: list[str]) -> tuple[int, int]:
    """Cannot divide a paragraph of Chinese between two pages (0.2.28: LayoutError), so each
    gets a page of its own: compare the time for the whole text, not for a page."""
    import pikepdf
    from xhtml2pdf import pisa  # type: ignore[import-not-found]

    css = (
        f"@font-face{{font-family:Song;src:url({SONG})}}@page{{size:A4;margin:30mm 26mm 29mm 28mm}}"
        "p{font-family:Song;font-size:12pt;line-height:21pt;text-indent:24pt;margin:0;text-align:justify;-pdf-word-wrap:CJK}"
    )
    body = "<pdf:nextpage/>".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    buffer = io.BytesIO()
    page = f"<html><head><style>{css}</style></head><body>{body}</body></html>"
    pisa.CreatePDF(page, dest=buffer, path=str(SONG.parent / "page.html"))  # it reads fonts below that folder only
    with pikepdf.open(buffer) as pdf:
        return len(pdf.pages), len(buffer.getvalue())


def typst(paragraphs: list[str]) -> tuple[int, int]:
    import pikepdf
    import typst as compiler  # type: ignore[import-not-found]

    look = (
        '#set page(paper: "a4", margin: (top: 30mm, bottom: 29mm, left: 28mm, right: 26mm))\n'
        '#set text(font: "Noto Serif SC", size: 12pt, lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em)\n'
        "#set par(justify: true, leading: 9pt, spacing: 9pt, first-line-indent: (amount: 2em, all: true))\n"
    )
    marks = str.maketrans({mark: f"\\{mark}" for mark in "\\#$*_`<>@[]~=-+/"})
    source = look + "\n\n".join(paragraph.translate(marks) for paragraph in paragraphs)
    pdf = compiler.compile(source.encode(), font_paths=[str(SONG.parent)], ignore_system_fonts=True)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages), len(pdf)


def measure() -> dict[str, tuple[int, int, float]]:
    """Pages, bytes and median seconds by engine.

    Processor time, since other programs may be running; the engines take turns, so that all see the same machine."""
    paragraphs = text()
    results: dict[str, tuple[int, int]] = {}
    seconds: dict[str, list[float]] = {}
    engines: list[Run] = [bare_reportlab, ours, weasyprint, xhtml2pdf, typst]
    for turn in range(ROUNDS + 1):
        for run in list(engines):
            gc.collect()
            start = time.process_time()
            try:
                results[run.__name__] = run(paragraphs)
            except (ImportError, OSError) as error:
                print(f"{run.__name__} cannot run: {error}".splitlines()[0])
                engines.remove(run)
                continue
            if turn:  # the first round warms up
                seconds.setdefault(run.__name__, []).append(time.process_time() - start)
    return {name: (*results[name], statistics.median(taken)) for name, taken in seconds.items()}


def main() -> None:
    engines = measure()
    print(f"{'engine':<18}{'pages':>6}{'ms':>9}{'ms/page':>9}{'bytes':>10}{'ratio':>7}")
    reference = engines["bare_reportlab"][2] / engines["bare_reportlab"][0]
    for name, (pages, size, whole) in engines.items():
        print(f"{name:<18}{pages:>6}{whole * 1000:>9.0f}{whole / pages * 1000:>9.2f}{size:>10}{whole / pages / reference:>7.2f}")


if __name__ == "__main__":
    main()
