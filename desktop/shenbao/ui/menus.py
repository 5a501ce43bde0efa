"""Which commands the window has, their keys, and where they are shown: all in the palette, few in the header and its menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QToolButton

from shenbao.ui.commands import Command
from shenbao.ui.places import ATTACHMENTS, PACK, WHOLE
from shenbao.ui.words import put

if TYPE_CHECKING:
    from shenbao.ui.window import MainWindow

OF_DOCUMENT = ("undo", "redo", "next_problem", "next_page", "previous_page", "attachments", "pack", "whole", "preview", "aside")
"""Only while something is open."""
OF_APPLICATION = ("attachments", "pack", "preview", "copy", "export", "export_folder")
"""Only while an application is open, not an enterprise's profile."""
OF_WRITING = ("new", "import", "import_folder", "copy")
"""Not while the library may only be read."""

_IN_MENU = (
    ("new", "home", "import", "import_folder"), ("copy", "export", "export_folder"), ("undo", "redo", "next_problem", "preview", "aside"),
    ("language", "mode", "larger", "smaller", "normal"), ("palette", "keys", "settings"), ("quit",),
)  # fmt: skip
"""What one looks for in a menu; the palette has all commands."""
_IN_HEADER = ("undo", "redo", "preview", "aside", "palette", "mode")


def commands_of(window: MainWindow) -> tuple[Command, ...]:
    """Every command of `window`."""
    looks, exchange, opened = window.appearance, window.exchange, window.opened
    return (
        Command("new", "file-plus", ("Ctrl+N",), window.begin),
        Command("home", "house", ("Ctrl+O", "Ctrl+W"), window.go_home),
        Command("import", "upload", ("Ctrl+I",), exchange.choose_import),
        Command("import_folder", "folder-open", ("Ctrl+Shift+I",), exchange.choose_import_folder),
        Command("copy", "copy", ("Ctrl+D",), window.copy_open),
        Command("export", "file-down", ("Ctrl+Shift+S",), lambda: exchange.export(window.document)),
        Command("export_folder", "download", (), lambda: exchange.export(window.document, as_folder=True)),
        Command("undo", "undo-2", ("Ctrl+Z",), opened.undo),
        Command("redo", "redo-2", ("Ctrl+Y", "Ctrl+Shift+Z"), opened.redo),
        Command("find", "search", ("Ctrl+F",), window.search),
        Command("next_problem", "circle-alert", ("F8",), opened.next_problem),
        Command("next_page", "arrow-down", ("Ctrl+PgDown",), partial(opened.step, 1)),
        Command("previous_page", "arrow-up", ("Ctrl+PgUp",), partial(opened.step, -1)),
        Command("whole", "list", ("Ctrl+E",), partial(opened.show_place, WHOLE)),
        Command("attachments", "paperclip", ("Ctrl+Shift+A",), partial(opened.show_place, ATTACHMENTS)),
        Command("pack", "package", ("Ctrl+P",), partial(opened.show_place, PACK)),
        Command("preview", "eye", ("Ctrl+Shift+P",), opened.toggle_preview),
        Command("aside", "panel-right", ("Ctrl+\\",), opened.toggle_aside),
        Command("language", "languages", ("Ctrl+L",), looks.next_language),
        Command("mode", "moon", ("Ctrl+Shift+L",), looks.next_mode),
        Command("larger", "zoom-in", ("Ctrl++", "Ctrl+="), lambda: looks.zoom_by(1)),
        Command("smaller", "zoom-out", ("Ctrl+-",), lambda: looks.zoom_by(-1)),
        Command("normal", "rotate-ccw", ("Ctrl+0",), lambda: looks.set_zoom(1.0)),
        Command("palette", "search", ("Ctrl+K",), window.open_palette),
        Command("keys", "keyboard", ("Ctrl+/", "F1"), window.toggle_keys),
        Command("settings", "settings", ("Ctrl+,",), window.show_settings),
        Command("quit", "x", ("Ctrl+Q",), window.close),
    )


def fill_header(window: MainWindow) -> None:
    """Buttons, the switch of language and the menu at the right end of the header."""
    header, actions = window.header, window.commands
    header.add_buttons(actions[name] for name in _IN_HEADER)
    switch = QToolButton()
    switch.setProperty("kind", "quiet")
    put(switch, "ui.header.language", tip="ui.do.language")
    switch.clicked.connect(window.appearance.next_language)
    header.add_words(switch)
    menu = QMenu(window)
    for group in _IN_MENU:
        for name in group:
            menu.addAction(actions[name])
        menu.addSeparator()
    header.add_menu(menu)


def allow(window: MainWindow) -> None:
    """Enables what can be done now; what makes no sense without an open application is not shown at all."""
    document, desk, actions = window.document, window.desk, window.commands
    shown = desk is not None and window.pages.currentWidget() is desk
    for name in OF_DOCUMENT:
        actions[name].setEnabled(shown)
        actions[name].setVisible(document is not None)
    for name in OF_APPLICATION:
        actions[name].setEnabled(shown and desk is not None and desk.is_application)
    for name in ("preview", "copy", "export", "export_folder"):
        actions[name].setVisible(document is not None)
    actions["undo"].setEnabled(shown and document is not None and document.undo_label is not None)
    actions["redo"].setEnabled(shown and document is not None and document.redo_label is not None)
    if window.workspace.library.read_only:
        for name in OF_WRITING:
            actions[name].setEnabled(False)
