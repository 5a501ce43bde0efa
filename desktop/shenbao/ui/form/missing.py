"""What is still to be answered before an amount is known, each as a link to its field."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from shenbao.ui.document import Document
from shenbao.ui.words import pick, say, unmarked

MOST_LINKS = 5


class MissingLinks(QWidget):
    """「还差：」and the labels of the fields."""

    go_to = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.links: list[QPushButton] = []
        self.head, self.more = QLabel(), QLabel()
        self.head.setProperty("role", "small")
        self.more.setProperty("role", "faint")
        self._order = {path: at for at, path in enumerate(document.scheme.fields)}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self.more)

    def fill(self, paths: Collection[str]) -> None:
        """Show the links; hidden when nothing is missing."""
        for link in self.links:
            link.hide()
            link.deleteLater()
        named: dict[str, str] = {}
        for path in sorted(paths, key=self._place):
            named.setdefault(name_of(self._document, path), path)
        self.links = [self._link(label, path) for label, path in list(named.items())[:MOST_LINKS]]
        self.setVisible(bool(paths))
        self.head.setText(say("form.ceiling.missing"))
        self.more.setText(say("form.ceiling.missing.more", count=len(named) - MOST_LINKS))
        self.more.setVisible(len(named) > MOST_LINKS)

    def _place(self, path: str) -> tuple[int, int, str]:
        """Where one meets it going through the form: table or question, row, column."""
        table, _, cell = path.partition("/")
        row, _, column = cell.partition("/")
        rows = self._document.rows(table) if row else ()
        return self._order.get(table, len(self._order)), rows.index(row) if row in rows else 0, column

    def _link(self, label: str, path: str) -> QPushButton:
        link = QPushButton(unmarked(label))
        link.setProperty("kind", "link")
        link.setAccessibleName(say("form.go_to", label=label))
        link.clicked.connect(lambda: self.go_to.emit(path))
        self._column.insertWidget(self._column.count() - 1, link, 0, Qt.AlignmentFlag.AlignLeft)
        link.show()
        return link


def name_of(document: Document, path: str) -> str:
    """What a path is called: a cell by its table, row number and column, a slot by its label."""
    scheme, table = document.scheme, path.partition("/")[0]
    if path.startswith("attachments."):
        slot = scheme.slot.get(path.removeprefix("attachments.").partition("/")[0])
        return f"{slot.code} {pick(slot.label)}" if slot is not None else path
    field = scheme.field_at(path)
    if field is None:
        return path
    if "/" not in path:
        return pick(field.label)
    rows, row = document.rows(table), path.split("/")[1]
    whole = scheme.fields[table]
    number = rows.index(row) + 1 if row in rows else 0
    return say("form.cell", table=pick(whole.label), number=number, column=pick(field.label))
