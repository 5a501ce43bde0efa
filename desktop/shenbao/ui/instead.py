"""What is shown where there is nothing to apply for: who acts, and what one can apply for instead."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from shenbao.forms.offers import CatalogueRow
from shenbao.records import Text
from shenbao.ui import theme
from shenbao.ui.words import pick, put, say, unmarked


class Instead(QWidget):
    """Leads on; never begins anything."""

    chosen = Signal(str)
    """Id of another scheme to look at."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "plain")
        self._who, self._head = QLabel(), QLabel()
        self._links: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.XS)
        for label, role in ((self._who, "soft"), (self._head, "strong")):
            label.setProperty("role", role)
            label.setWordWrap(True)
            self._column.addWidget(label)
        self._column.insertSpacing(1, theme.S)
        put(self._head, "ui.begin.instead")

    def show_row(self, row: CatalogueRow, titles: Mapping[str, Text]) -> None:
        """Says who is responsible for `row`, and links to what it names."""
        self._who.setText(say("ui.begin.responsible", who=row.responsible) if row.responsible else "")
        self._who.setVisible(row.responsible is not None)
        for link in self._links:
            self._column.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = []
        for scheme in row.see:
            if scheme in titles:
                link = QPushButton(unmarked(pick(titles[scheme])))
                link.setProperty("kind", "link")
                link.clicked.connect(lambda _=False, other=scheme: self.chosen.emit(other))
                self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
                self._links.append(link)
        self._head.setVisible(bool(self._links))
