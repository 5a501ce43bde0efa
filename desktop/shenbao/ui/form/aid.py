"""Help beside the question: what is meant, where the rule comes from, and the clause in the policy's own words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QVBoxLayout

from shenbao.ui.document import Document
from shenbao.ui.form.clauses import clauses_of, quoted
from shenbao.ui.icons import put_icon
from shenbao.ui.theme import XS, M, S
from shenbao.ui.words import language, pick, put, say


class Aid(QFrame):
    """Help, basis and clauses of one field, opened in its place."""

    def __init__(self, document: Document, path: str) -> None:
        super().__init__()
        self._document = document
        self._path = path
        self.setProperty("role", "info")
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(M, S, M, S)
        self._inside.setSpacing(XS)
        self._lines: list[QLabel] = []
        self.hide()
        language.changed.connect(self.redraw)

    def redraw(self) -> None:
        """Say everything again; nothing is built before it is opened."""
        for line in self._lines:
            line.deleteLater()
        self._lines = []
        if self.isHidden():
            return
        field = self._document.state(self._path).field
        for text in (field.help, field.basis):
            if text is not None:
                self._line(pick(text), "")
        for clause in clauses_of(self._document.scheme, self._path):
            self._line(quoted(clause), "small")
        if field.example:
            self._line(say("form.example", example=field.example), "small")

    def _line(self, text: str, role: str) -> None:
        line = QLabel(text)
        line.setWordWrap(True)
        line.setProperty("role", role)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._inside.addWidget(line)
        self._lines.append(line)


class AidButton(QToolButton):
    """Opens and closes the aid of a field; it is not a stop of the Tab key, since the help panel follows the focus anyway."""

    def __init__(self, document: Document, path: str) -> None:
        super().__init__()
        self._document = document
        self._path = path
        self.panel = Aid(document, path)
        self.setProperty("kind", "quiet")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.toggled.connect(self._on_toggled)
        put(self, tip="form.help.show")
        put_icon(self, "circle-help", "text_faint")
        field = document.state(path).field
        if field.help is None and field.basis is None and not clauses_of(document.scheme, path):
            self.hide()

    def _on_toggled(self, wanted: bool) -> None:
        self.panel.setVisible(wanted)
        self.panel.redraw()
