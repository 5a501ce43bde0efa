"""The editor of a cell with several choices: a list of ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from shenbao.ui.theme import look

CODE = Qt.ItemDataRole.UserRole


class Checklist(QListWidget):
    """Options with a tick each; Space ticks, Enter takes them over."""

    def __init__(self, parent: QWidget, options: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        for code, label in options:
            item = QListWidgetItem(label, self)
            item.setData(CODE, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)

    def choose(self, codes: str) -> None:
        """Tick the codes (joined with a space)."""
        for item in self._items():
            item.setCheckState(Qt.CheckState.Checked if item.data(CODE) in codes.split() else Qt.CheckState.Unchecked)

    def chosen(self) -> str:
        """The ticked codes, joined with a space, in the order of the list."""
        return " ".join(item.data(CODE) for item in self._items() if item.checkState() == Qt.CheckState.Checked)

    def sizeHint(self) -> QSize:
        return QSize(look.dp(240), min(look.dp(220), look.dp(12) + self.count() * max(self.sizeHintForRow(0), look.dp(28))))

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(at) for at in range(self.count())]
