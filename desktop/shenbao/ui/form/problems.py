"""All problems at once, in plain words, each one click or Enter from its field."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from shenbao.records import Changes, Finding, Level, Outcome
from shenbao.ui.document import Document
from shenbao.ui.form.faults import is_problem, is_unanswered
from shenbao.ui.form.problem_row import ProblemRow
from shenbao.ui.icons import put_icon
from shenbao.ui.theme import XS, S
from shenbao.ui.words import language, say

MOST_ROWS = 60
"""Rows drawn of one group; how many more there are is said below them."""


class ProblemsPanel(QWidget):
    """What blocks and what wants a reason; closed until asked for: what is not answered, not decided yet, or settled with a reason."""

    go_to = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.groups = [
            ProblemGroup("form.problems.blocking"),
            ProblemGroup("form.problems.warnings"),
            ProblemGroup("form.problems.unanswered", closed=True),
            ProblemGroup("form.problems.undecided", closed=True),
            ProblemGroup("form.problems.settled", closed=True),
        ]
        self._visited: tuple[str, str] = ("", "")
        self._stale = True
        self.none = QLabel()
        self.none.setProperty("role", "text-success")
        self.none.setWordWrap(True)
        inside = QWidget()
        inside.setProperty("role", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, S, 0)
        column.setSpacing(S)
        column.addWidget(self.none)
        for group in self.groups:
            group.go_to.connect(self.go_to)
            group.reasoned.connect(self._on_reasoned)
            group.settled.connect(self._later)
            column.addWidget(group)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        document.changed.connect(self._on_changed)
        language.changed.connect(self.refresh)
        self.refresh()

    def problems(self) -> list[Finding]:
        """What to settle one after the other: blocking ones first, then warnings, then what is not answered yet."""
        blocking, warnings, unanswered, _, _ = self._sorted()
        return [*blocking, *warnings, *unanswered]

    def next_problem(self) -> None:
        """F8: lead to the problem after the one last visited."""
        waiting = self.problems()
        if not waiting:
            return
        marks = [(finding.code, finding.path) for finding in waiting]
        at = marks.index(self._visited) + 1 if self._visited in marks else 0
        chosen = waiting[at % len(waiting)]
        self._visited = (chosen.code, chosen.path)
        self.go_to.emit(chosen.path)

    def refresh(self) -> None:
        """Show the findings as they are now."""
        self._stale = False
        for group, findings in zip(self.groups, self._sorted(), strict=True):
            group.fill(findings)
        self.none.setText(say("form.problems.none"))
        self.none.setVisible(not self.problems())

    def _sorted(self) -> tuple[list[Finding], ...]:
        """The findings of each group, in the order of the form."""
        findings = self.document.findings()
        wrong = [finding for finding in findings if is_problem(finding) and finding.level is not Level.NOTE]
        answered = [finding for finding in wrong if not is_unanswered(finding)]
        return (
            [finding for finding in answered if finding.level is Level.BLOCK],
            [finding for finding in answered if finding.level is Level.WARN and self._is_open(finding)],
            [finding for finding in wrong if is_unanswered(finding)],
            [finding for finding in findings if finding.outcome is Outcome.UNDECIDED and not finding.final_only],
            [finding for finding in answered if finding.level is Level.WARN and not self._is_open(finding)],
        )

    def _is_open(self, finding: Finding) -> bool:
        """A warning whose reason is still being typed stays where it is."""
        typing = any(row.reason is not None and row.finding.code == finding.code for row in self.groups[1].rows)
        return not finding.reason or typing

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        if not changes.findings:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: object) -> None:
        if self._stale:
            self.refresh()

    def _later(self) -> None:
        """A settled warning changes its group once the focus has gone where it was going."""
        QTimer.singleShot(0, self, self.refresh)

    def _on_reasoned(self, code: str, reason: str) -> None:
        self.document.set(f"reasons.{code}", reason, self)


class ProblemGroup(QFrame):
    """A heading with a count that opens and closes its rows."""

    go_to = Signal(str)
    reasoned = Signal(str, str)
    settled = Signal()

    def __init__(self, title: str, *, closed: bool = False) -> None:
        super().__init__()
        self._title = title
        self.rows: list[ProblemRow] = []
        self._findings: list[Finding] = []
        self.head = QPushButton()
        self.head.setProperty("kind", "quiet")
        self.head.setCheckable(True)
        self.head.setChecked(not closed)
        self.head.toggled.connect(self._show_rows)
        self.more = QLabel()
        self.more.setProperty("role", "faint")
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(XS)
        self.inside.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        self.inside.addWidget(self.more)

    def fill(self, findings: list[Finding]) -> None:
        """Show these findings; rows whose finding is the same are left as they are, so that a reason being typed stays."""
        self._findings = findings
        self.setVisible(bool(findings))
        self.head.setText(say(self._title, count=len(findings)))
        self._show_rows()

    def _show_rows(self) -> None:
        opened = self.head.isChecked()
        put_icon(self.head, "chevron-down" if opened else "chevron-right")
        wanted = self._findings[:MOST_ROWS] if opened else []
        kept = {(row.finding.code, row.finding.path): row for row in self.rows}
        rows: list[ProblemRow] = []
        for finding in wanted:
            row = kept.pop((finding.code, finding.path), None)
            if row is None:
                row = ProblemRow(finding)
                row.go_to.connect(self.go_to)
                row.reasoned.connect(self.reasoned)
                row.closed.connect(self.settled)
            else:
                row.show_finding(finding)
            rows.append(row)
        for gone in kept.values():
            gone.hide()
            gone.deleteLater()
        if rows != self.rows:
            for at, row in enumerate(rows):
                self.inside.insertWidget(at + 1, row)
                row.show()
        self.rows = rows
        hidden = len(self._findings) - len(wanted)
        self.more.setVisible(opened and hidden > 0)
        self.more.setText(say("form.problems.more", count=hidden))
