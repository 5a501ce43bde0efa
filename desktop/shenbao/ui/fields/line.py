"""The one-line editor: text, identifiers, numbers, money; how each of them reads is in `wording`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu

from shenbao.ui.fields import wording
from shenbao.ui.fields.editor import Editor
from shenbao.ui.fields.pace import Pace
from shenbao.ui.sizes import put_size

if TYPE_CHECKING:
    from shenbao.draft import FieldState


class Line(QLineEdit):
    """A line whose undo is the document's, so its menu offers none of its own."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        without_undo(self.createStandardContextMenu()).popup(event.globalPos())


def without_undo(menu: QMenu) -> QMenu:
    """A text widget's own menu, less the undo that would bypass the document."""
    for action in menu.actions():
        if action.objectName() in ("edit-undo", "edit-redo"):
            action.setVisible(False)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


class LineEditor(Editor):
    """One line of text. While it has the focus it shows plain text to type over; otherwise the value as it is printed."""

    def __init__(self, state: FieldState, path: str) -> None:
        super().__init__(state, path)
        self.line = Line()
        self.pace = Pace(self.line)
        self.suffix = QLabel()
        self.suffix.setProperty("role", "soft")
        self.row.addWidget(self.line, 1)
        self.row.addWidget(self.suffix)
        self.setFocusProxy(self.line)
        if state.field.kind in wording.NUMERIC:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        if width := wording.width_of(state.field):
            put_size(self.line, most=width)
            self.row.addStretch(1)
        self.line.textEdited.connect(self.pace.touched)
        self.line.returnPressed.connect(self._on_return)
        self.pace.due.connect(self._on_due)
        self.pace.entered.connect(self._on_entered)
        self.pace.left.connect(self.refresh)
        self.refresh()

    def target(self) -> QLineEdit:
        return self.line

    def flush(self) -> None:
        self.pace.flush()

    def refresh(self) -> None:
        state = self.state
        self.suffix.setText(wording.suffix(state.field))
        self.suffix.setVisible(bool(self.suffix.text()))
        self.line.setPlaceholderText(wording.placeholder(state))
        self.line.setReadOnly(state.computed)
        self.line.setToolTip(wording.hover(state))
        typing = self.line.hasFocus() and not state.computed
        if self.pace.composing or self.pace.pending or (typing and wording.reads_as(self.line.text(), state)):
            return
        if typing:
            self._fill(wording.typed_text(state))
        else:
            self._fill(wording.rest_text(state))
            self.line.setCursorPosition(0)  # a long text shows how it begins, not how it ends

    def _fill(self, text: str) -> None:
        if text != self.line.text():
            caret = self.line.cursorPosition()
            self.line.setText(text)
            self.line.setCursorPosition(min(caret, len(text)))

    def _on_due(self) -> None:
        self.edited.emit(self.path, self.line.text())

    def _on_return(self) -> None:
        self.pace.flush()
        self.advanced.emit()

    def _on_entered(self) -> None:
        if not self.state.computed and not self.pace.pending:
            everything = bool(self.line.text()) and self.line.selectedText() == self.line.text()
            self._fill(wording.typed_text(self.state))
            if everything:
                self.line.selectAll()
        self.entered.emit(self.path)
