"""The list of schemes beside an enterprise's profile, by whether they suit it, with the best mix of claims below."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from shenbao.advice import Advice, Fit, find
from shenbao.advice.finder import items, offers
from shenbao.forms.catalogue import catalogue
from shenbao.ui.advice.card import MixCard
from shenbao.ui.advice.row import AdviceRow
from shenbao.ui.advice.sheet import Draw, Start
from shenbao.ui.document import Document
from shenbao.ui.icons import put_icon
from shenbao.ui.theme import XS, S
from shenbao.ui.words import language, put, say

_PAUSE = 120
"""Milliseconds after the last edit in which the schemes are looked at again."""
_MIX_PAUSE = 300
"""Milliseconds after the last edit in which the mix is worked out again."""


class AdvicePanel(QWidget):
    """Follows the answers of the profile; creates nothing itself."""

    go_to = Signal(str)
    wanted = Signal(str)
    """Id of the scheme an application is to be begun for."""

    def __init__(self, document: Document, start: Start, draw: Draw, *, can_apply: bool) -> None:
        """`start` works the mix out beside the window, `draw` makes a sheet of it; `can_apply`: the library may be written."""
        super().__init__()
        self._document = document
        self._advice: tuple[Advice, ...] = ()
        title = QLabel()
        title.setProperty("role", "lead")
        put(title, "advice.title")
        self.groups = {fit: AdviceGroup(document, fit, can_apply=can_apply) for fit in Fit}
        inside = QWidget()
        inside.setProperty("role", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, S, 0)
        column.setSpacing(S)
        column.addWidget(title)
        for group in self.groups.values():
            group.go_to.connect(self.go_to)
            group.wanted.connect(self.wanted)
            column.addWidget(group)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.card = MixCard(start, draw)
        self.card.go_to.connect(self.go_to)
        self.card.room_wanted.connect(self._make_room)
        self._both = both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(S)
        both.setProperty("role", "plain")
        both.addWidget(scroll)
        both.addWidget(self.card)
        both.setStretchFactor(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(both)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.refresh)
        self._mix_soon = QTimer(self, singleShot=True, interval=_MIX_PAUSE)
        self._mix_soon.timeout.connect(self._mix)
        document.changed.connect(self._later)
        # The form is shown first: the list takes as long to build as a page of questions.
        self._later()

    def refresh(self) -> None:
        """Looks at every scheme again."""
        self._advice = find(self._document.sheet, catalogue())
        for fit, group in self.groups.items():
            group.fill([advice for advice in self._advice if advice.fit is fit])

    def _make_room(self, height: int) -> None:
        self._both.setSizes([self._both.height() - height, height])

    def _later(self) -> None:
        self._soon.start()
        self._mix_soon.start()

    def _mix(self) -> None:
        self.card.work_out(items(self._document.sheet), offers(self._advice, catalogue()))


class AdviceGroup(QFrame):
    """A heading with a count that opens and closes its schemes; what does not suit is closed until asked for."""

    go_to = Signal(str)
    wanted = Signal(str)

    def __init__(self, document: Document, fit: Fit, *, can_apply: bool) -> None:
        super().__init__()
        self._document, self._fit, self._can_apply = document, fit, can_apply
        self.rows: dict[str, AdviceRow] = {}
        self._advice: list[Advice] = []
        self.head = QPushButton()
        self.head.setProperty("kind", "quiet")
        self.head.setCheckable(True)
        self.head.setChecked(fit is not Fit.NO)
        self.head.toggled.connect(self._show_rows)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(XS)
        self._column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        language.changed.connect(self._say)

    def fill(self, advice: list[Advice]) -> None:
        """Shows these; a scheme that was here keeps its row, so that nothing jumps under the pointer."""
        self._advice = advice
        self.setVisible(bool(advice))
        self._say()
        self._show_rows()

    def _say(self) -> None:
        self.head.setText(say(f"advice.group.{self._fit}", count=len(self._advice)))

    def _show_rows(self) -> None:
        opened = self.head.isChecked()
        put_icon(self.head, "chevron-down" if opened else "chevron-right")
        gone = dict(self.rows)
        self.rows = {}
        for at, advice in enumerate(self._advice if opened else [], 1):
            row = gone.pop(advice.row.id, None)
            if row is None:
                row = AdviceRow(self._document, advice, can_apply=self._can_apply and catalogue().has_form(advice.row.id))
                row.go_to.connect(self.go_to)
                row.wanted.connect(self.wanted)
            else:
                row.show_advice(advice)
            if self._column.indexOf(row) != at:
                self._column.insertWidget(at, row)
                row.show()
            self.rows[advice.row.id] = row
        for row in gone.values():
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
