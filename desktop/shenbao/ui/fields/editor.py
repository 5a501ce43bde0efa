"""What every editor is: a widget that shows the state of one field and says what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shenbao.ui.theme import S, set_role
from shenbao.ui.words import language

if TYPE_CHECKING:
    from shenbao.draft import FieldState


class Editor(QWidget):
    """Shows one field. Editors never see the Draft: they are given states and emit what was typed."""

    edited = Signal(str, str)
    """(path, text as typed); several choices are codes joined with a space."""
    advanced = Signal()
    """Enter was pressed: go to the next question."""
    entered = Signal(str)
    """The editor of this path has the focus now."""

    full_width = False
    """Takes the whole width of the page, with its label above."""

    def __init__(self, state: FieldState, path: str) -> None:
        super().__init__()
        self.path = path
        self.state = state
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(S)
        language.changed.connect(self.refresh)

    def present(self, state: FieldState) -> None:
        """Show `state`; what the person is typing right now is left alone."""
        self.state = state
        self.refresh()

    def describe(self, name: str, description: str) -> None:
        """What a screen reader says: the label, and the help or the problem."""
        target = self.target()
        target.setAccessibleName(name)
        target.setAccessibleDescription(description)

    def mark(self, wrong: bool) -> None:
        """Draw the input as one that has a problem, or as ordinary."""
        set_role(self.target(), "invalid" if wrong else "")

    def add_beside(self, widget: QWidget) -> None:
        """Put a control right behind the input, before the empty rest of the line."""
        last = self.row.itemAt(self.row.count() - 1)
        self.row.insertWidget(self.row.count() - (1 if last is not None and last.spacerItem() is not None else 0), widget)

    def target(self) -> QWidget:
        """The widget that takes the focus."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Put the state into the widgets."""
        raise NotImplementedError

    def flush(self) -> None:
        """Commit what was typed and not yet committed; editors that commit at once have nothing to do."""
