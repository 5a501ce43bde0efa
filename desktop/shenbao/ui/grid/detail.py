"""One row as a form: all its columns as ordinary editors, below the grid."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from shenbao.records import Changes, Finding
from shenbao.ui.document import Document
from shenbao.ui.fields import wording
from shenbao.ui.form.question import Question
from shenbao.ui.icons import put_icon
from shenbao.ui.theme import XS, M, S
from shenbao.ui.words import language, put, say


class RowDetail(QFrame):
    """The cells of one row below each other. Esc closes it; the arrows in its head go to the row above and below."""

    closed = Signal()
    moved = Signal(int)
    entered = Signal(str)

    def __init__(self, document: Document, table: str, row: str) -> None:
        super().__init__()
        self.document = document
        self.table = table
        self.row = row
        self.setProperty("role", "card")
        self.title = QLabel()
        self.title.setProperty("role", "strong")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        for code, drawing, act in (
            ("form.detail.previous", "chevron-up", lambda: self.moved.emit(-1)),
            ("form.detail.next", "chevron-down", lambda: self.moved.emit(1)),
            ("form.detail.close", "x", self.closed.emit),
        ):
            button = QToolButton()
            button.setProperty("kind", "quiet")
            put(button, tip=code)
            put_icon(button, drawing)
            button.clicked.connect(act)
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(M, S, M, M)
        layout.setSpacing(XS)
        layout.addLayout(head)
        self.questions = [Question(document, f"{table}/{row}/{column.id}") for column in document.state(table).field.columns]
        for question in self.questions:
            question.advanced.connect(self.focusNextChild)
            question.entered.connect(self.entered)
            layout.addWidget(question)
        language.changed.connect(self._say_title)
        self._say_title()

    def follow(self, changes: Changes) -> None:
        """Redraw the cells an edit changed."""
        for question in self.questions:
            question.follow(changes)
        if self.questions[0].path in changes.fields or self.table in changes.tables:
            self._say_title()

    def show_faults(self, faults: dict[str, tuple[Finding, ...]]) -> None:
        """Show what the checks say about the cells of this row."""
        for question in self.questions:
            question.show_faults(faults)

    def focus_input(self, path: str) -> None:
        """Go to the cell of `path`, or to the first one."""
        chosen = next((question for question in self.questions if question.path == path), self.questions[0])
        chosen.focus_input(path)

    def flush(self) -> None:
        """Commit what is being typed."""
        for question in self.questions:
            question.flush()

    def _say_title(self) -> None:
        rows = self.document.rows(self.table)
        if self.row in rows:
            name = wording.rest_text(self.document.state(self.questions[0].path))
            self.title.setText(say("form.detail.title", number=rows.index(self.row) + 1, name=name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
