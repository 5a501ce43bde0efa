"""One of a list: a drop-down, with search by any part of the label when the list is long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from shenbao.ui.fields import wording
from shenbao.ui.fields.editor import Editor
from shenbao.ui.fields.line import Line
from shenbao.ui.fields.pace import Pace
from shenbao.ui.sizes import put_size
from shenbao.ui.words import say

if TYPE_CHECKING:
    from shenbao.draft import FieldState

SEARCH_ABOVE = 8


class Combo(QComboBox):
    """A drop-down that leaves the mouse wheel to the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ComboEditor(Editor):
    """A drop-down. What is typed and fits no option is kept and marked, like any other answer."""

    def __init__(self, state: FieldState, path: str) -> None:
        super().__init__(state, path)
        self.combo = Combo()
        put_size(self.combo, most=420)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(12)
        self.searchable = len(wording.options(state)) > SEARCH_ABOVE
        if self.searchable:
            self._make_searchable()
        self.combo.installEventFilter(self)
        self.combo.activated.connect(self._on_activated)
        self.row.addWidget(self.combo, 1)
        self.row.addStretch()
        self.setFocusProxy(self.combo)
        self.refresh()

    def _make_searchable(self) -> None:
        self.combo.setEditable(True)
        line = Line()
        self.combo.setLineEdit(line)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.combo.model(), self.combo)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.combo.setCompleter(completer)
        # The line is a part of the drop-down, which has the focus in its place.
        self.pace = Pace(self.combo)
        self.pace.left.connect(self._on_left)
        line.returnPressed.connect(self._on_return)

    def target(self) -> QComboBox:
        return self.combo

    def flush(self) -> None:
        if self.searchable:
            self._on_left()

    def refresh(self) -> None:
        self._offer(wording.options(self.state))
        self.combo.setEnabled(not self.state.computed)
        hint = wording.placeholder(self.state) or say("form.choice.search" if self.searchable else "form.choice.pick")
        line = self.combo.lineEdit()
        if line is None:
            self.combo.setPlaceholderText(hint)
            self.combo.setCurrentIndex(self.combo.findData(self.state.stored) if self.state.stored else -1)
            return
        line.setPlaceholderText(hint)
        if self.combo.hasFocus() and self._typed_code() != self.state.stored:
            return
        at = self.combo.findData(self.state.stored)
        self.combo.setCurrentIndex(at)
        self.combo.setEditText(self.combo.itemText(at) if at >= 0 else self.state.stored)
        line.setCursorPosition(0)

    def _offer(self, options: tuple[tuple[str, str], ...]) -> None:
        """Fill the list anew where its options changed; the first line takes the answer back."""
        offered = (("", ""), *options)
        if offered != tuple((self.combo.itemData(at), self.combo.itemText(at)) for at in range(self.combo.count())):
            with QSignalBlocker(self.combo):
                self.combo.clear()
                for code, label in offered:
                    self.combo.addItem(label, code)

    def _on_activated(self, at: int) -> None:
        self.edited.emit(self.path, self.combo.itemData(at))

    def _on_left(self) -> None:
        code = self._typed_code()
        if code != self.state.stored:
            self.edited.emit(self.path, code)

    def _on_return(self) -> None:
        self._on_left()
        self.advanced.emit()

    def _typed_code(self) -> str:
        """The option meant by the text: its label, or the only one containing it; otherwise the text itself."""
        text = self.combo.currentText().strip()
        if not text:
            return ""
        options = wording.options(self.state)
        exact = [code for code, label in options if label == text or code == text]
        near = [code for code, label in options if text.casefold() in label.casefold()]
        return exact[0] if exact else near[0] if len(near) == 1 else text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.path)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self.searchable:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.advanced.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.edited.emit(self.path, "")
        else:
            return False
        return True
