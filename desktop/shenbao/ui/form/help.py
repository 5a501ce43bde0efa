"""The help panel: what the question with the focus means, and the clause it rests on in the policy's own words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from shenbao.ui.document import Document
from shenbao.ui.form.clauses import clauses_of, quoted
from shenbao.ui.form.missing import name_of
from shenbao.ui.theme import XS, M, S
from shenbao.ui.words import language, pick, say


class HelpPanel(QScrollArea):
    """Follows the focus: `show_path` is called with the path one is in."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.path = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        language.changed.connect(self._redraw)
        self._redraw()

    def show_path(self, path: str) -> None:
        """Explain the field of `path`; an empty path explains the scheme alone."""
        if path != self.path:
            self.path = path
            self._redraw()

    def _redraw(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "plain")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, S, 0)
        self._column.setSpacing(XS)
        if self.path:
            self._explain_field()
        self._explain_scheme()
        self._column.addStretch(1)
        self.setWidget(inside)

    def _explain_field(self) -> None:
        field = self.document.scheme.field_at(self.path)
        if field is None:
            return
        self._line(name_of(self.document, self.path), "lead")
        table = self.document.scheme.fields.get(self.path.partition("/")[0])
        texts = [field.help, field.basis, table.help if table is not None and table is not field else None]
        for text in texts:
            if text is not None:
                self._line(pick(text), "")
        if field.example:
            self._line(say("form.example", example=field.example), "small")
        if not any(texts):
            self._line(say("form.help.none"), "faint")
        for clause in clauses_of(self.document.scheme, self.path):
            self._line(quoted(clause), "small")
        self._column.addSpacing(M)

    def _explain_scheme(self) -> None:
        scheme = self.document.scheme
        self._line(pick(scheme.title), "lead")
        if scheme.summary is not None:
            self._line(pick(scheme.summary), "")
        if scheme.clause:
            self._line(quoted(scheme.clause), "small")
        if not scheme.title.official and language.code == "zh":
            self._line(say("form.help.title_rendering"), "faint")

    def _line(self, text: str, role: str) -> None:
        line = QLabel(text)
        line.setProperty("role", role)
        line.setWordWrap(True)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(line)
