"""Long text: grows with its content, counts 字 against the bounds, takes plain text only."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout

from shenbao.text import characters
from shenbao.ui.fields import wording
from shenbao.ui.fields.editor import Editor
from shenbao.ui.fields.line import without_undo
from shenbao.ui.fields.pace import Pace
from shenbao.ui.theme import XS, set_role

if TYPE_CHECKING:
    from shenbao.draft import FieldState

LEAST_LINES = 4
MOST_LINES = 18


class Page(QPlainTextEdit):
    """Plain text as tall as what is in it, up to a limit; at the limit it scrolls, and the page around it at the ends."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the height of the text. A plain text document measures its height in lines."""
        lines = math.ceil(self.document().documentLayout().documentSize().height())
        spacing = self.fontMetrics().lineSpacing()
        frame = 2 * (self.frameWidth() + math.ceil(self.document().documentMargin())) + 12
        self.setFixedHeight(min(max(lines, LEAST_LINES), MOST_LINES) * spacing + frame)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(source.text().replace("\r\n", "\n").replace("\r", "\n"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        without_undo(self.createStandardContextMenu()).popup(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.verticalScrollBar()
        at_end = bar.value() == (bar.minimum() if event.angleDelta().y() > 0 else bar.maximum())
        if at_end or not self.hasFocus():
            event.ignore()
        else:
            super().wheelEvent(event)


class LongTextEditor(Editor):
    """Several paragraphs with a live counter."""

    full_width = True

    def __init__(self, state: FieldState, path: str) -> None:
        super().__init__(state, path)
        self.page = Page()
        self.counter = QLabel()
        self.counter.setAlignment(Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout()
        column.setSpacing(XS)
        column.addWidget(self.page)
        column.addWidget(self.counter)
        self.row.addLayout(column, 1)
        self.setFocusProxy(self.page)
        self.pace = Pace(self.page)
        self.page.installEventFilter(self)
        self._filling = False
        self.page.textChanged.connect(self._on_text)
        self.pace.due.connect(self._on_due)
        self.pace.entered.connect(self._on_entered)
        self.pace.left.connect(self.refresh)
        self.refresh()

    def target(self) -> QPlainTextEdit:
        return self.page

    def flush(self) -> None:
        self.pace.flush()

    def refresh(self) -> None:
        self.page.setPlaceholderText(wording.placeholder(self.state))
        self.page.setReadOnly(self.state.computed)
        text = wording.typed_text(self.state)
        if not self.pace.composing and not self.pace.pending and not self._same(text):
            self._fill(text)
        self._count()

    def _on_due(self) -> None:
        self.edited.emit(self.path, self.page.toPlainText())

    def _on_entered(self) -> None:
        self.entered.emit(self.path)

    def _same(self, text: str) -> bool:
        """What is on the screen reads as `text`: spaces still being typed at an end do not make a difference."""
        here = self.page.toPlainText()
        return here == text or (self.page.hasFocus() and here.strip() == text.strip())

    def _fill(self, text: str) -> None:
        caret = self.page.textCursor().position()
        self._filling = True
        self.page.setPlainText(text)
        self._filling = False
        cursor = self.page.textCursor()
        cursor.setPosition(min(caret, self.page.document().characterCount() - 1))
        self.page.setTextCursor(cursor)

    def _on_text(self) -> None:
        if not self._filling:
            self.pace.touched()
            self._count()

    def _count(self) -> None:
        field, count = self.state.field, characters(self.page.toPlainText())
        self.counter.setText(wording.counter(count, field))
        outside = bool(count) and not (field.min or 0) <= count <= (field.max if field.max is not None else count)
        set_role(self.counter, "text-danger" if outside else "faint")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.flush()
            self.advanced.emit()
            return True
        return False
