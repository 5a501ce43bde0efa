"""Some of a list: check boxes in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from shenbao.ui.fields import wording
from shenbao.ui.fields.editor import Editor
from shenbao.ui.theme import XS, L
from shenbao.ui.words import unmarked

if TYPE_CHECKING:
    from shenbao.draft import FieldState


class SeveralEditor(Editor):
    """Any number of options; stored as their codes in the order of the list."""

    full_width = True

    def __init__(self, state: FieldState, path: str) -> None:
        super().__init__(state, path)
        self.boxes: dict[str, QCheckBox] = {}
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(L)
        self.grid.setVerticalSpacing(XS)
        self.row.addLayout(self.grid)
        self.row.addStretch(1)
        self.refresh()

    def target(self) -> QWidget:
        return next(iter(self.boxes.values()), self)

    def mark(self, wrong: bool) -> None:
        """The problem is said below; a tick cannot be wrong in itself."""

    def describe(self, name: str, description: str) -> None:
        labels = dict(wording.options(self.state))
        for code, box in self.boxes.items():
            box.setAccessibleName(f"{name}: {labels[code]}")
            box.setAccessibleDescription(description)

    def refresh(self) -> None:
        options = wording.options(self.state)
        if tuple(code for code, _ in options) != tuple(self.boxes):
            self._rebuild([code for code, _ in options], columns_for([label for _, label in options]))
        chosen = self.state.stored.split()
        for code, label in options:
            box = self.boxes[code]
            box.setText(unmarked(label))
            box.setEnabled(not self.state.computed)
            with QSignalBlocker(box):
                box.setChecked(code in chosen)

    def _rebuild(self, codes: list[str], columns: int) -> None:
        for box in self.boxes.values():
            box.deleteLater()
        self.boxes = {code: QCheckBox() for code in codes}
        for at, box in enumerate(self.boxes.values()):
            box.toggled.connect(self._on_toggled)
            box.installEventFilter(self)
            self.grid.addWidget(box, at // columns, at % columns)
        if self.boxes:
            self.setFocusProxy(self.target())

    def _on_toggled(self) -> None:
        self.edited.emit(self.path, " ".join(code for code, box in self.boxes.items() if box.isChecked()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.path)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.advanced.emit()
            return True
        return False


def columns_for(labels: list[str]) -> int:
    """As many columns as fit a page 560 px wide at about 13 px per Chinese character."""
    widest = max((sum(1 if ord(letter) < 0x2E80 else 2 for letter in label) for label in labels), default=1)
    return max(1, min(4, 76 // (widest + 6)))
