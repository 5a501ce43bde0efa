"""The list of schemes beside an enterprise's profile, by whether they suit it, with the best mix of claims below."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from shenbao.advice import Advice, Fit, find
from shenbao.advice.finder import items, offers
from shenbao.forms.catalogue import catalogue
from shenbao.ui.advice.card import MixCard
from shenbao.ui.advice.row import AdviceRow
from shenbao.ui.advice.sheet import Draw, Start
from shenbao.ui.document import Document
from shenbao.ui.folding import FoldingGroup, scrolling
from shenbao.ui.theme import S
from shenbao.ui.words import put, say

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
        for group in self.groups.values():
            group.go_to.connect(self.go_to)
            group.wanted.connect(self.wanted)
        scroll = scrolling([title, *self.groups.values()])
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


class AdviceGroup(FoldingGroup[AdviceRow]):
    """Schemes that suit alike; what does not suit is closed until asked for."""

    go_to = Signal(str)
    wanted = Signal(str)

    def __init__(self, document: Document, fit: Fit, *, can_apply: bool) -> None:
        super().__init__(closed=fit is Fit.NO)
        self._document, self._fit, self._can_apply = document, fit, can_apply

    @property
    def rows(self) -> dict[str, AdviceRow]:
        """By scheme."""
        return {row.advice.row.id: row for row in self.shown.values()}

    def heading(self, count: int) -> str:
        return say(f"advice.group.{self._fit}", count=count)

    def mark(self, entry: Advice) -> str:
        return entry.row.id

    def new_row(self, entry: Advice) -> AdviceRow:
        row = AdviceRow(self._document, entry, can_apply=self._can_apply and catalogue().has_form(entry.row.id))
        row.go_to.connect(self.go_to)
        row.wanted.connect(self.wanted)
        return row

    def renew(self, row: AdviceRow, entry: Advice) -> None:
        row.show_advice(entry)
