"""Printing sends the very pages of the pack, beside the window, and only those that were chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from finishing import finished
from shenbao.records import PackOptions, RecordId
from shenbao.ui.pack_view import print_pages
from shenbao.ui.tasks import Tasks
from shenbao.workspace import Workspace


def pack(workspace: Workspace, application: RecordId) -> Path:
    return finished(workspace.build(application, PackOptions())).path


@pytest.mark.parametrize(("first", "last", "expected"), [(1, 2, 2), (2, 2, 1)])
def test_the_chosen_pages_are_printed(
    qtbot: QtBot, workspace: Workspace, application: RecordId, tmp_path: Path, first: int, last: int, expected: int
) -> None:
    document = QPdfDocument()
    document.load(str(pack(workspace, application)))
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(first, last)
    tasks = Tasks()
    task = tasks.start(print_pages(document, printer))
    with qtbot.waitSignal(task.done, timeout=30_000) as ended:
        pass
    tasks.close()
    assert ended.args == [expected]
    printed = QPdfDocument()
    printed.load(str(tmp_path / "printed.pdf"))
    assert printed.pageCount() == expected
