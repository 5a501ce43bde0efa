"""From an edit to the changed page on the screen: 300 edits all over two worked examples; `python tests/benchmarks/preview.py`.

The window's side runs offscreen with the real panel, the pages come from the real process. Prints the median and the 99th percentile
of the time that passes, of the processor time both sides take for it (what other programs do does not count), and of the time in
which the window could not have taken a key.
"""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "desktop"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from shenbao.draft import Draft
    from shenbao.records import Edit
    from shenbao.ui.preview.panel import PreviewPanel

SCHEMES, TODAY = ("m12-standard", "m08-first"), date(2026, 3, 20)
"""Of the worked examples the one whose own pages are nearest to the budget's thirty, and the largest."""
EDITS = 300
BUDGET = 0.150
PATIENCE = 30_000
"""Milliseconds after which a page is taken to never come."""


class Measured(NamedTuple):
    """Seconds, sorted."""

    pages: int
    shown: list[float]
    held: list[float]
    """How long each message of the process kept the window from its keys."""
    worked: list[float]
    """Processor time of window and process from an edit to its page. Zeros where one process cannot read the clock of another."""


def at(seconds: list[float], share: float) -> float:
    """So many of them are no longer than this."""
    return seconds[math.ceil(len(seconds) * share) - 1]


def worked(panel: PreviewPanel) -> float:
    """Processor time that window and process have taken so far."""
    if sys.platform != "linux":
        return 0.0
    asking = panel.follower._asking
    assert asking is not None
    return time.process_time() + time.clock_gettime(~asking.pid << 3 | 2)  # clock_getcpuclockid(3)


def draft(scheme: str) -> tuple[Draft, list[Edit]]:
    """The example without its papers, and the edits it was made by."""
    from shenbao.application import Application
    from shenbao.application.written import read_answers
    from shenbao.draft import Draft, opening
    from shenbao.forms.catalogue import catalogue
    from shenbao.forms.reader import read_text

    form = catalogue().scheme(scheme)
    edits = list(opening(form))
    source = (ROOT / "forms" / "examples" / scheme / "answers.yaml").read_bytes()
    edits += read_answers(read_text(source, "answers.yaml"), form, Application(edits)).edits
    return Draft(form, edits, TODAY, append=lambda edit, summary: None), edits


def texts(answers: Draft) -> list[str]:
    """Paths of texts, long and short, and of cells of tables, all over the form."""
    from shenbao.forms.schema import Kind

    found = []
    for section in answers.outline():
        for group in section.groups:
            for field in group.fields:
                if field.field.kind in (Kind.TEXT, Kind.LONG_TEXT) and not field.computed:
                    found.append(field.path)
                elif field.field.kind is Kind.TABLE:
                    columns = [column.id for column in field.field.columns if column.kind is Kind.TEXT and not column.compute]
                    found += [f"{field.path}/{row}/{column}" for row in answers.rows(field.path)[:1] for column in columns]
    return [path for path in found if answers.state(path).visible and answers.state(path).stored]  # what is empty may not be printed


def wait(until: Callable[[], bool], what: str) -> None:
    """Lets the window do what comes, and sleep in between as it does."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    patience = QTimer(singleShot=True)
    patience.start(PATIENCE)
    while not until():
        if not patience.isActive():
            raise TimeoutError(what)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def drawn(panel: PreviewPanel, than: str = "") -> bool:
    """The page of the answer with the focus is there, in its size, and is another one than `than`."""
    marked = panel.view.marked()
    if not marked or panel.follower.behind or marked[0][0].sight.key == than:
        return False
    image = panel.view.picture_of(marked[0][0].sight.key)
    return image is not None and image.width() == panel.view.wanted()[1]


def measure(scheme: str, edits: int = EDITS) -> Measured:
    from PySide6.QtWidgets import QApplication

    from shenbao.previewing.wire import Begin
    from shenbao.records import RecordId
    from shenbao.ui import theme
    from shenbao.ui.document import Document
    from shenbao.ui.preview.panel import PreviewPanel

    app = QApplication.instance() or QApplication([])
    theme.look.start("light", 1.0)
    answers, made = draft(scheme)
    document = Document(RecordId("bench"), answers)
    begin = Begin(scheme=scheme, edits=tuple(made), others=(), today=TODAY, lang="zh")
    panel = PreviewPanel(document, lambda lang: begin, "zh")
    held: list[float] = []
    taken: list[float] = []
    take = panel.follower._take

    def timed(number: int, told: object) -> None:
        start = time.perf_counter()
        take(number, told)  # type: ignore[arg-type]
        held.append(time.perf_counter() - start)

    panel.follower._told.disconnect()
    panel.follower._told.connect(timed)
    panel.setFixedSize(480, 800)
    panel.show()
    paths = texts(answers)
    shown = []
    try:
        panel.show_path(paths[0])
        wait(lambda: drawn(panel), "first pages")
        for number in range(edits):
            path = paths[number * 7 % len(paths)]
            panel.show_path(path)
            wait(lambda: drawn(panel) and not panel._slow.isActive(), path)
            before = panel.view.marked()[0][0].sight.key
            start, spent = time.perf_counter(), worked(panel)
            document.set(path, f"第{number}次{answers.state(path).stored[:400]}")
            wait(lambda before=before: drawn(panel, before), path)
            panel.view.viewport().repaint()
            shown.append(time.perf_counter() - start)
            taken.append(worked(panel) - spent)
    finally:
        panel.stop()
        pages = len(panel.view.sheets.lying)
        panel.close()
        del app
    return Measured(pages, sorted(shown), sorted(held), sorted(taken))


def main() -> None:
    for scheme in SCHEMES:
        found = measure(scheme, int(sys.argv[1]) if len(sys.argv) > 1 else EDITS)
        told = {"on screen": found.shown, "processor time": found.worked, "window held": found.held}
        print(f"{scheme}: {len(found.shown)} edits of a pack of {found.pages} own pages; budget {BUDGET * 1000:.0f} ms")
        for name, seconds in told.items():
            median, late, most = (at(seconds, share) * 1000 for share in (0.5, 0.99, 1.0))
            print(f"{name:<16}median {median:6.1f} ms   99 % {late:6.1f} ms   most {most:6.1f} ms")


if __name__ == "__main__":
    main()
