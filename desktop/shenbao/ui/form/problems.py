"""All problems at once, in plain words, each one click or Enter from its field."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from shenbao.checks import is_unanswered
from shenbao.records import Changes, Finding, Level, Outcome
from shenbao.ui.document import Document
from shenbao.ui.folding import FoldingGroup, scrolling
from shenbao.ui.form.faults import is_problem
from shenbao.ui.form.problem_row import ProblemRow
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
        for group in self.groups:
            group.go_to.connect(self.go_to)
            group.reasoned.connect(self._on_reasoned)
            group.settled.connect(self._later)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling([self.none, *self.groups]))
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


class ProblemGroup(FoldingGroup[ProblemRow]):
    """Findings of one kind; a reason being typed stays where it is."""

    go_to = Signal(str)
    reasoned = Signal(str, str)
    settled = Signal()

    def __init__(self, title: str, *, closed: bool = False) -> None:
        self._title = title
        super().__init__(closed=closed)
        self.more = QLabel()
        self.more.setProperty("role", "faint")
        self.column.addWidget(self.more)
        self.head.toggled.connect(self._say)

    @property
    def rows(self) -> list[ProblemRow]:
        """In their order."""
        return list(self.shown.values())

    def heading(self, count: int) -> str:
        return say(self._title, count=count)

    def mark(self, entry: Finding) -> tuple[str, str]:
        return (entry.code, entry.path)

    def new_row(self, entry: Finding) -> ProblemRow:
        row = ProblemRow(entry)
        row.go_to.connect(self.go_to)
        row.reasoned.connect(self.reasoned)
        row.closed.connect(self.settled)
        return row

    def renew(self, row: ProblemRow, entry: Finding) -> None:
        row.show_finding(entry)

    def to_show(self) -> list[Finding]:
        return list(self.entries[:MOST_ROWS])

    def _say(self) -> None:
        super()._say()
        hidden = len(self.entries) - MOST_ROWS
        self.more.setVisible(self.head.isChecked() and hidden > 0)
        self.more.setText(say("form.problems.more", count=hidden))
