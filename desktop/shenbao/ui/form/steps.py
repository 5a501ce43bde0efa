"""How an amount came about: one line for each step, with its value and the clause it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from shenbao.records import Amount, Missing, Step
from shenbao.ui.document import Document
from shenbao.ui.form.clauses import named, quoted
from shenbao.ui.form.figures import printed
from shenbao.ui.form.missing import name_of
from shenbao.ui.theme import XS, S, look
from shenbao.ui.words import pick, say


class StepsPanel(QScrollArea):
    """All amounts of the scheme. The same steps are printed in the pack."""

    go_to = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._quoted: set[str] = set()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMaximumHeight(look.dp(320))
        self.setMinimumHeight(look.dp(180))

    def fill(self, amounts: Sequence[Amount]) -> None:
        """Show the steps of each amount; the sums are redone by the core, here they are only written."""
        inside = QWidget()
        inside.setProperty("role", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, XS, S, XS)
        column.setSpacing(S)
        self._quoted = set()
        for amount in amounts:
            head = _line(pick(amount.label), "strong")
            column.addWidget(head)
            column.addLayout(self._table(amount.steps))
        column.addStretch(1)
        at = self.verticalScrollBar().value()
        self.setWidget(inside)
        self.verticalScrollBar().setValue(at)

    def _table(self, steps: Sequence[Step]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(0, 1)
        for step in steps:
            at = grid.rowCount()
            grid.addWidget(_line(pick(step.label) if step.label is not None else step.text, "soft"), at, 0)
            value = _line(printed(step.value, step.unit), "strong")
            value.setWordWrap(False)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(value, at, 1)
            if remark := self._remark(step):
                grid.addWidget(_line(remark, "faint"), at + 1, 0, 1, 2)
        return grid

    def _remark(self, step: Step) -> str:
        """The clause, its words where it comes first, the note, and what is unknown."""
        parts = [named(step.clause) if step.clause in self._quoted else quoted(step.clause)] if step.clause else []
        self._quoted.add(step.clause)
        if step.note is not None:
            parts.append(pick(step.note))
        if isinstance(step.value, Missing) and step.value.paths:
            names = dict.fromkeys(name_of(self._document, path) for path in sorted(step.value.paths)[:3])
            parts.append(say("form.ceiling.needs", names=say("form.list_separator").join(names)))
        return "\n".join(parts)


def _line(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
