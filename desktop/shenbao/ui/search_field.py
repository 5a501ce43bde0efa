"""The field one searches in: with a cross that empties it, drawn as every other icon is."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from shenbao.ui.icons import put_icon
from shenbao.ui.words import put


def search_field(words: str) -> QLineEdit:
    """An empty field; `words` is the code of its hint and name."""
    field = QLineEdit()
    put(field, hint=words, name=words)
    # Qt's own cross is a system icon: black on dark grounds, and looking for it takes time at the start.
    clear = QAction(field)
    put_icon(clear, "x")
    put(clear, "ui.start.clear_search", tip="ui.start.clear_search")
    clear.triggered.connect(field.clear)
    field.addAction(clear, QLineEdit.ActionPosition.TrailingPosition)
    clear.setVisible(False)  # only now: a field shows what is added to it
    field.textChanged.connect(lambda text: clear.setVisible(bool(text)))
    return field
