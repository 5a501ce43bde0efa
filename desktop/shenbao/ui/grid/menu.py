"""The context menu of a grid: everything its keys do, with the keys beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from shenbao.ui.icons import icon
from shenbao.ui.words import say

if TYPE_CHECKING:
    from shenbao.ui.grid.view import GridView


def cell_menu(view: GridView) -> QMenu:
    """What can be done with the selected cells and their rows."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    rows, many = bool(view.rows_selected()), len(view.selected()) > 1
    for code, drawing, keys, act, offered in (
        ("form.grid.cut", "", "Ctrl+X", view.cut, rows),
        ("form.grid.copy", "copy", "Ctrl+C", view.copy, rows),
        ("form.grid.paste", "", "Ctrl+V", view.paste, True),
        ("form.grid.clear", "", "Del", view.clear, rows),
        ("form.grid.fill", "arrow-down", "Ctrl+D", view.fill_down, many or rows),
        ("", "", "", None, False),
        ("form.grid.insert", "plus", "Ctrl++", view.insert_row, True),
        ("form.grid.up", "arrow-up", "Ctrl+Shift+Up", lambda: view.move_row(-1), rows),
        ("form.grid.down", "arrow-down", "Ctrl+Shift+Down", lambda: view.move_row(1), rows),
        ("form.grid.delete", "trash-2", "Ctrl+-", view.delete_rows, rows),
    ):
        if act is None:
            menu.addSeparator()
            continue
        action = menu.addAction(say(code), act)
        action.setEnabled(offered)
        action.setShortcut(QKeySequence(keys))
        if drawing:
            action.setIcon(icon(drawing))
    return menu
