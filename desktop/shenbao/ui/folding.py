"""Lists in the panel at the right: groups that open and close under a heading with a count, in a column that scrolls."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from shenbao.ui.icons import put_icon
from shenbao.ui.theme import XS, S
from shenbao.ui.words import language

Row = TypeVar("Row", bound=QWidget)


class FoldingGroup(QFrame, Generic[Row]):
    """A heading with a count above rows, one for each entry. An entry that was there keeps its row, so that nothing jumps under the
    pointer and what is being typed in a row stays. Subclasses say what entries are."""

    def __init__(self, *, closed: bool = False) -> None:
        super().__init__()
        self.entries: Sequence[Any] = ()
        self.shown: dict[Hashable, Row] = {}
        self.head = QPushButton()
        self.head.setProperty("kind", "quiet")
        self.head.setCheckable(True)
        self.head.setChecked(not closed)
        self.head.toggled.connect(self._show_rows)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(XS)
        self.column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        language.changed.connect(self._say)

    # -- what a subclass says -----------------------------------------------------------------------------------------

    def heading(self, count: int) -> str:
        """The heading of so many entries."""
        raise NotImplementedError

    def mark(self, entry: Any) -> Hashable:
        """By what an entry is known again."""
        raise NotImplementedError

    def new_row(self, entry: Any) -> Row:
        """The row of an entry that was not there."""
        raise NotImplementedError

    def renew(self, row: Row, entry: Any) -> None:
        """Shows an entry in the row it had."""
        raise NotImplementedError

    # -- entries ------------------------------------------------------------------------------------------------------

    def fill(self, entries: Sequence[Any]) -> None:
        """Shows these entries; the group is hidden when there are none."""
        self.entries = entries
        self.setVisible(bool(entries))
        self._say()
        self._show_rows()

    def to_show(self) -> Sequence[Any]:
        """The entries that have rows while the group is open."""
        return self.entries

    def _say(self) -> None:
        self.head.setText(self.heading(len(self.entries)))

    def _show_rows(self) -> None:
        opened = self.head.isChecked()
        put_icon(self.head, "chevron-down" if opened else "chevron-right")
        gone, self.shown = self.shown, {}
        for at, entry in enumerate(self.to_show() if opened else (), 1):
            mark = self.mark(entry)
            row = gone.pop(mark, None)
            if row is None:
                row = self.new_row(entry)
            else:
                self.renew(row, entry)
            if self.column.indexOf(row) != at:
                self.column.insertWidget(at, row)
                row.show()
            self.shown[mark] = row
        for row in gone.values():
            row.hide()
            self.column.removeWidget(row)
            row.deleteLater()


def scrolling(widgets: Iterable[QWidget]) -> QScrollArea:
    """A column of these that scrolls up and down and has no look of its own."""
    inside = QWidget()
    inside.setProperty("role", "plain")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, S, 0)
    column.setSpacing(S)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return scrolled(inside)


def scrolled(inside: QWidget | None = None) -> QScrollArea:
    """A frameless area that scrolls up and down; the keyboard goes to what is inside."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if inside is not None:
        scroll.setWidget(inside)
    return scroll
