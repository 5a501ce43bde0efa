"""One finding in the list of problems, with the place to type why a warning is accepted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from shenbao.checks import is_unanswered
from shenbao.forms import whereabouts
from shenbao.records import Finding, Level, Outcome
from shenbao.ui.fields.pace import Pace
from shenbao.ui.form.clauses import named, quoted
from shenbao.ui.form.faults import ICONS, TONES
from shenbao.ui.icons import put_icon
from shenbao.ui.pressable import PressableRow
from shenbao.ui.sizes import put_size
from shenbao.ui.theme import XS, S, look
from shenbao.ui.words import language, pick, put, say


class ProblemRow(PressableRow):
    """Click or Enter leads to the field. A warning can be answered with a reason in its place."""

    go_to = Signal(str)
    reasoned = Signal(str, str)
    closed = Signal()
    """The place for a reason was left."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding
        self.pressed.connect(lambda: self.go_to.emit(self.finding.path))
        self.mark, self.title, self.message, self.basis = QLabel(), QLabel(), QLabel(), QLabel()
        put_size(self.mark, fixed=18)
        self.title.setWordWrap(True)
        self.title.setProperty("role", "strong")
        self.message.setWordWrap(True)
        self.basis.setWordWrap(True)
        self.basis.setProperty("role", "faint")
        self.settle = QPushButton()
        self.settle.setProperty("kind", "link")
        self.settle.clicked.connect(self._open_reason)
        put(self.settle, "form.problems.settle", tip="form.problems.settle.tip")
        self.reason: QPlainTextEdit | None = None
        self.column = QVBoxLayout()
        self.column.setSpacing(XS)
        for widget in (self.title, self.message, self.basis):
            self.column.addWidget(widget)
        self.column.addWidget(self.settle, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(S, S, S, S)
        row.setSpacing(XS)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self.column, 1)
        language.changed.connect(self._say)
        self._say()

    def show_finding(self, finding: Finding) -> None:
        """The same check at the same place, with other figures or another reason."""
        if finding != self.finding:
            self.finding = finding
            self._say()

    def _say(self) -> None:
        finding = self.finding
        undecided = finding.outcome is Outcome.UNDECIDED
        settled = finding.level is Level.WARN and bool(finding.reason)
        drawing = "circle-dashed" if undecided or is_unanswered(finding) else "circle-check" if settled else ICONS[finding.level]
        put_icon(
            self.mark, drawing, "text_faint" if undecided or is_unanswered(finding) else "success" if settled else TONES[finding.level]
        )
        # A missing answer is named by its message; all of them have the same title.
        unanswered = is_unanswered(finding) and not undecided
        self.title.setText(pick(finding.title))
        self.title.setHidden(unanswered)
        self.message.setText(pick(finding.message))
        self.message.setHidden(undecided)
        lines = whereabouts.lines(finding.here, finding.there, language.code)
        if finding.clause:
            lines.append(quoted(finding.clause) if finding.there else say("form.problems.clause", clause=named(finding.clause)))
        if finding.basis is not None:
            lines.append(pick(finding.basis))
        if settled and self.reason is None:
            lines.append(say("form.problems.reason", reason=finding.reason))
        self.basis.setText("\n".join(lines))
        self.basis.setVisible(bool(lines))
        self.settle.setVisible(finding.level is Level.WARN and not undecided and self.reason is None)
        put(self.settle, "form.problems.settle.edit" if settled else "form.problems.settle", tip="form.problems.settle.tip")
        self.setAccessibleName(f"{say('form.level.' + finding.level)}: {self.title.text()}, {self.message.text()}")

    def _open_reason(self) -> None:
        """A place to type the reason, which is printed in the self-check sheet."""
        self.reason = QPlainTextEdit(self.finding.reason)
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(look.dp(76))
        put(self.reason, hint="form.problems.reason.hint", name="form.problems.reason.hint")
        pace = Pace(self.reason)
        pace.due.connect(self._on_reason)
        pace.left.connect(self._close_reason)
        self.reason.textChanged.connect(pace.touched)
        self.column.addWidget(self.reason)
        self.reason.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()

    def _on_reason(self) -> None:
        if self.reason is not None:
            self.reasoned.emit(self.finding.code, self.reason.toPlainText().strip())

    def _close_reason(self) -> None:
        if self.reason is not None:
            self.reason.hide()
            self.reason.deleteLater()
            self.reason = None
            self._say()
            self.closed.emit()
