"""Starts the desktop program: the application object, its look, the library, the window."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from shenbao import paths
from shenbao.errors import LibraryError, ShenbaoError
from shenbao.ui import crash, forward, theme
from shenbao.ui.appearance import Appearance
from shenbao.ui.care import DAMAGED
from shenbao.ui.icons import icon
from shenbao.ui.settings import Settings

if TYPE_CHECKING:
    from shenbao.ui.failure import FailureWindow
    from shenbao.ui.window import MainWindow


def main(argv: Sequence[str] = (), *, today: date | None = None, sample: bool = False, lang: str = "") -> int:
    """Runs the program until its window is closed; returns the exit code. `argv` are files to open again; `sample`: on the samples;
    `lang`: the language of the screens from now on, when one was asked for."""
    app = make_application()
    settings = Settings(paths.home() / "ui.ini")
    appearance = Appearance(settings)
    appearance.start()
    if lang:
        appearance.switch_language(lang)
    folder = _samples() if sample else None
    start = partial(open_window, settings, appearance, today or date.today(), folder)  # noqa: DTZ011 - the day on the user's desk
    window = start(argv, prove_later=True)
    while not isinstance(window, int):
        crash.install(paths.logs(), partial(_tell_crash, window))
        window.show()
        QTimer.singleShot(0, window, window.start_up)
        for name in argv:
            QTimer.singleShot(0, window, partial(window.exchange.take, [Path(name)]))
        if window.workspace.folder == folder:
            _fill_samples(window)
        code = _run(app, window)
        if code != DAMAGED:
            return code
        argv = ()
        window = start(argv, prove_later=False)
    return window


def _samples() -> Path:
    from shenbao import samples

    return samples.library()


def _fill_samples(window: MainWindow) -> None:
    from shenbao.ui.sampling import Sampling

    QTimer.singleShot(0, window, Sampling(window.workspace, window.tasks, window.messages, window.start.reload, window).start)


def _run(app: QApplication, window: MainWindow) -> int:
    """Until the window is closed, or its library has to be opened again; afterwards both are gone."""
    try:
        return app.exec()
    finally:
        window.close()
        window.workspace.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


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


def open_window(
    settings: Settings, appearance: Appearance, today: date, folder: Path | None, argv: Sequence[str], *, prove_later: bool
) -> MainWindow | int:
    """The window over the library in `folder`, or over the one chosen last; an exit code when there is none to be had."""
    place, read_only = folder or settings.library or paths.data(), False
    wanted: Path | None = None
    while True:
        try:
            window = make_window(settings, appearance, today, place, read_only=read_only, prove_later=prove_later)
        except ShenbaoError as error:
            if error.code == "library.locked" and forward.ask(place, argv):
                return 0
            from shenbao.ui.rescue import Way  # most libraries open

            failed = show_failure(error, place)
            if failed.chosen is None:
                return 2
            place, read_only = failed.folder, failed.chosen is Way.READ_ONLY
            if failed.chosen is Way.DEFAULT:
                place = paths.data()
            wanted = place if failed.chosen in (Way.ELSEWHERE, Way.DEFAULT) else wanted
        else:
            if wanted:
                settings.library = wanted
                settings.write()
            if not read_only:
                forward.Listener(place, partial(_come_forward, window), window)
            return window


def make_window(
    settings: Settings, appearance: Appearance, today: date, folder: Path, *, read_only: bool = False, prove_later: bool = False
) -> MainWindow:
    """The window over the library in `folder`. LibraryError when that cannot be opened."""
    from shenbao.ui.window import MainWindow
    from shenbao.workspace import Workspace

    if folder == settings.library and not folder.is_dir():
        # A disk that is not there now: an empty library in its place would look as if everything were lost.
        raise LibraryError("ui.failure.gone", folder=str(folder))
    return MainWindow(Workspace.open(folder, today, read_only=read_only, prove_later=prove_later), settings, appearance)


def show_failure(error: ShenbaoError, folder: Path) -> FailureWindow:
    """Says why the library does not open, until the person has chosen a way on or given up."""
    from shenbao.ui.failure import FailureWindow

    window = FailureWindow(error, folder)
    window.show()
    QApplication.exec()
    return window


def _come_forward(window: MainWindow, files: list[Path]) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    window.exchange.take(files)


def _tell_crash(window: MainWindow, file: Path | None) -> None:
    if file is None:
        window.messages.tell("danger", "ui.crash.unwritten", key="crash")
    else:
        show = ("ui.crash.open", lambda: window.open_folder(file.parent))
        window.messages.tell("danger", "ui.crash.text", key="crash", file=str(file), action=show)


def _log_qt(kind: object, context: object, message: str) -> None:
    """Qt's own remarks go to the log, not to the terminal of the person."""
    logging.getLogger("qt").warning("%s", message)
