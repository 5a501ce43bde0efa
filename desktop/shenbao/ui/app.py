"""Starts the desktop program: the application object, its look, the library, the window."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from shenbao import paths
from shenbao.errors import ShenbaoError
from shenbao.ui import crash, theme
from shenbao.ui.appearance import Appearance
from shenbao.ui.icons import icon
from shenbao.ui.settings import Settings

if TYPE_CHECKING:
    from shenbao.ui.window import MainWindow


def main(argv: Sequence[str] = (), *, today: date | None = None, folder: Path | None = None) -> int:
    """Runs the program until its window is closed; returns the exit code. `argv` are files to open again, `folder` is the library's."""
    app = make_application()
    settings = Settings(paths.home() / "ui.ini")
    appearance = Appearance(settings)
    appearance.start()
    try:
        window = make_window(settings, appearance, today or date.today(), folder)  # noqa: DTZ011 - the calendar day on the user's desk
    except ShenbaoError as error:
        return show_failure(error)
    crash.install(paths.logs(), lambda file: _tell_crash(window, file))
    window.show()
    QTimer.singleShot(0, window, window.start_up)
    for name in argv:
        QTimer.singleShot(0, window, lambda file=Path(name): window.intake.open_again(file, window.open_record))
    try:
        return app.exec()
    finally:
        window.workspace.close()


def make_application() -> QApplication:
    """The one application object, offline, in our own look."""
    from shenbao import offline

    offline.install()
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    qInstallMessageHandler(_log_qt)
    app.setApplicationName("Shenbao")
    app.setDesktopFileName("shenbao")
    app.setStyle("Fusion")
    # Figures are written the same way everywhere in this program, whatever the system prefers.
    QLocale.setDefault(QLocale.c())
    theme.load_fonts()
    app.setWindowIcon(icon("stamp", "accent"))
    return app


def make_window(settings: Settings, appearance: Appearance, today: date, folder: Path | None = None) -> MainWindow:
    """The window over the library in `folder`. LibraryError when that cannot be opened."""
    from shenbao.ui.window import MainWindow
    from shenbao.workspace import Workspace

    return MainWindow(Workspace.open(folder or paths.data(), today), settings, appearance)


def show_failure(error: ShenbaoError) -> int:
    """A small window that says why the program cannot start, and what to do. Returns the exit code."""
    from shenbao.ui.failure import FailureWindow

    window = FailureWindow(error)
    window.show()
    QApplication.exec()
    return 2


def _tell_crash(window: MainWindow, file: Path | None) -> None:
    if file is None:
        window.messages.tell("danger", "ui.crash.unwritten", key="crash")
    else:
        show = ("ui.crash.open", lambda: window.open_folder(file.parent))
        window.messages.tell("danger", "ui.crash.text", key="crash", file=str(file), action=show)


def _log_qt(kind: object, context: object, message: str) -> None:
    """Qt's own remarks go to the log, not to the terminal of the person."""
    logging.getLogger("qt").warning("%s", message)
