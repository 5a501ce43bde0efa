"""All budgets that apply so far in one table, each with its peer measured in the same run; `python tests/benchmarks/run.py`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

import batch
import drawing
import keystroke
import merging
import preview
import schemes
import startup

import library


class Line(NamedTuple):
    """One budget."""

    what: str
    measured: str
    peer: str
    ratio: str
    budget: str
    met: bool


def lines() -> Iterator[Line]:
    """Measures one budget after the other."""
    ours, bare = startup.windows()
    yield Line(
        f"first interactive window, {startup.APPLICATIONS:,} applications", f"{ours:.0f} ms", f"bare PySide6 window {bare:.0f} ms",
        f"{ours / bare:.2f}", "≤ 2 ×", ours <= 2 * bare,
    )  # fmt: skip
    ours, bare = startup.checks()
    yield Line(
        "`shenbao check`, whole process", f"{ours:.0f} ms", f"bare Python {bare:.0f} ms", f"+{ours - bare:.0f} ms", "≤ +150 ms",
        ours - bare <= 150,
    )  # fmt: skip
    count, stored, read = schemes.measure()
    yield Line(
        f"all {count} forms, processor time",
        f"{stored:.0f} ms",
        f"from YAML {read:.0f} ms",
        f"{stored / read:.2f}",
        "≤ 60 ms",
        stored <= 60,
    )
    _, columns = keystroke.measure()
    worst = max(taken[int(len(taken) * 0.99)] for taken in columns.values())
    what = "keystroke in a table of 1,000 rows, 99th percentile"
    yield Line(what, f"{worst * 1000:.1f} ms", "one frame 16 ms", f"{worst / keystroke.FRAME:.2f}", "≤ 16 ms", worst <= keystroke.FRAME)
    shown = preview.measure(preview.SCHEMES[0])
    late = preview.at(shown.shown, 0.99)
    yield Line(
        f"edit to changed page on screen, pack of {shown.pages} own pages, 99th percentile", f"{late * 1000:.0f} ms",
        f"of it processor time {preview.at(shown.worked, 0.99) * 1000:.0f} ms", f"{late / preview.BUDGET:.2f}", "≤ 150 ms",
        late <= preview.BUDGET,
    )  # fmt: skip
    engines = drawing.measure()
    per_page = {name: taken / pages * 1000 for name, (pages, _, taken) in engines.items()}
    mine = per_page["ours"]
    yield _drawing("bare ReportLab", mine, per_page["bare_reportlab"], "≤ 1.25 ×", mine <= 1.25 * per_page["bare_reportlab"])
    if peer := per_page.get("weasyprint"):
        yield _drawing("WeasyPrint", mine, peer, "≥ 8 × faster", peer >= 8 * mine)
    if peer := per_page.get("typst"):
        yield _drawing("Typst", mine, peer, "—", True)
    if "xhtml2pdf" in engines:
        whole, theirs = engines["ours"][2] * 1000, engines["xhtml2pdf"][2] * 1000
        yield Line("drawing the same text", f"{whole:.0f} ms", f"xhtml2pdf {theirs:.0f} ms", f"{whole / theirs:.2f}", "—", True)
    ours, bare = merging.measure()
    what = f"merging {merging.PAGES:,} attachment pages"
    yield Line(what, f"{ours:.2f} s", f"pikepdf alone {bare:.2f} s", f"{ours / bare:.2f}", "≤ 1.3 ×", ours <= 1.3 * bare)
    most = merging.memory()
    yield Line(f"memory at {merging.MEMORY_PAGES:,} attachment pages", f"{most:.0f} MiB", "—", "—", "≤ 300 MiB", most <= 300)
    found = library.measure(10_000, 10)
    slowest = max(usual for label, (usual, _) in found.items() if label.startswith(("list", "search")))
    yield Line("library of 10,000 applications: slowest list or search", f"{slowest:.1f} ms", "—", "—", "≤ 50 ms", slowest <= 50)
    built = batch.measure()
    faster = built.one / built.two
    what = f"{batch.PACKS} packs on 2 cores"
    yield Line(what, f"{built.two:.1f} s", f"one core {built.one:.1f} s", f"{faster:.2f} × faster", "≥ 1.8 ×", faster >= 1.8)
    flat = built.most / built.least
    yield Line("… most memory of a pack", f"{built.most:.0f} MiB", f"least {built.least:.0f} MiB", f"{flat:.2f}", "flat", flat <= 1.1)


def _drawing(peer: str, mine: float, theirs: float, budget: str, met: bool) -> Line:
    return Line("drawing a page", f"{mine:.2f} ms", f"{peer} {theirs:.2f} ms", f"{mine / theirs:.2f}", budget, met)


def main() -> None:
    print("| what | measured | peer | ratio | budget | met |\n|---|---|---|---|---|---|")
    for line in lines():
        print(f"| {' | '.join(line[:-1])} | {'yes' if line.met else 'NO'} |", flush=True)


if __name__ == "__main__":
    main()
