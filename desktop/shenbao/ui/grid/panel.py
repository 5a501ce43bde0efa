"""A table on a page: its name, its buttons, the grid, the totals, and one row opened as a form."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from shenbao.records import Changes, Finding
from shenbao.ui.document import Document
from shenbao.ui.form.aid import AidButton
from shenbao.ui.form.faults import ICONS, ROLES, TONES, is_open
from shenbao.ui.form.question import show_when
from shenbao.ui.form.remark import Remark
from shenbao.ui.grid.detail import RowDetail
from shenbao.ui.grid.model import TableModel
from shenbao.ui.grid.totals import Totals
from shenbao.ui.grid.view import GridView
from shenbao.ui.grid.widths import ROW_HEIGHT
from shenbao.ui.icons import put_icon
from shenbao.ui.theme import XS, S, look, set_role
from shenbao.ui.words import language, pick, put, say, unmarked

LEAST_LINES, MOST_LINES = 3, 14
FLASH_MS = 1200


class GridPanel(QFrame):
    """One table of the form. Offers the page the same as a single question does."""

    entered = Signal(str)
    advanced = Signal()

    def __init__(self, document: Document, path: str) -> None:
        super().__init__()
        self.document = document
        self.path = path
        self.setProperty("role", "question")
        self.model = TableModel(document, path, self)
        self.view = GridView(self.model, document)
        self.totals = Totals(self.view, self.model)
        self.label, self.count = QLabel(), QLabel()
        self.label.setProperty("role", "strong")
        self.label.setBuddy(self.view)
        self.count.setProperty("role", "faint")
        self.aid = AidButton(document, path)
        self.problem = Remark()
        self.detail: RowDetail | None = None
        self._faults: tuple[Finding, ...] = ()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(S, S, S, S)
        self._inside.setSpacing(XS)
        self._inside.addLayout(self._head())
        self._inside.addWidget(self.aid.panel)
        table = QVBoxLayout()
        table.setSpacing(0)
        table.addWidget(self.view)
        table.addWidget(self.totals)
        self._inside.addLayout(table)
        self._inside.addWidget(self.problem)
        self.view.detail_wanted.connect(self.open_row)
        self.view.entered_cell.connect(self.entered)
        self.view.advanced.connect(self.advanced)
        self.view.installEventFilter(self)
        self.model.rowsInserted.connect(self._fit)
        self.model.rowsRemoved.connect(self._fit)
        self.model.modelReset.connect(self._fit)
        language.changed.connect(self.redraw)
        look.changed.connect(self._fit)
        self._fit()
        self.redraw()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self.label)
        head.addWidget(self.aid)
        head.addWidget(self.count)
        head.addStretch(1)
        for code, drawing, act in (
            ("form.grid.add", "plus", self.view.append_row),
            ("form.grid.open", "square-pen", self._open_current),
            ("form.grid.remove", "trash-2", self.view.delete_rows),
        ):
            if code == "form.grid.open" and not self.view.offers_detail():
                continue
            button = QPushButton()
            button.setProperty("kind", "quiet")
            put(button, code, tip=f"{code}.tip")
            put_icon(button, drawing)
            button.clicked.connect(act)
            head.addWidget(button)
        return head

    # -- showing ------------------------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Name, mark and number of rows as the document has them now."""
        state = self.document.state(self.path)
        label = pick(state.field.label)
        show_when(self, state.visible)
        self.label.setText(unmarked(label) + (" *" if state.required else ""))
        self.count.setText(say("form.grid.rows", count=len(self.model.ids)))
        self.view.setAccessibleName(label)
        told = list(filter(is_open, self._faults))
        if told:
            said = " ".join(pick(fault.message) for fault in told)
            self.problem.tell(said, ICONS[told[0].level], TONES[told[0].level], ROLES[told[0].level])
        else:
            self.problem.hide()

    def follow(self, changes: Changes) -> None:
        """Redraw what an edit changed in this table."""
        self.model.follow(changes)
        self.totals.follow(changes)
        if self.path in changes.fields or self.path in changes.tables:
            self.redraw()
        if self.detail is not None:
            if self.detail.row in self.model.ids:
                self.detail.follow(changes)
            else:
                self.close_row()

    def show_faults(self, faults: dict[str, tuple[Finding, ...]]) -> None:
        """Mark the table and its cells."""
        self.model.show_faults(faults)
        if self.detail is not None:
            self.detail.show_faults(faults)
        mine = faults.get(self.path, ())
        if mine != self._faults:
            self._faults = mine
            self.redraw()

    def _fit(self) -> None:
        lines = min(max(self.model.rowCount(), LEAST_LINES), MOST_LINES)
        self.view.setFixedHeight(lines * look.dp(ROW_HEIGHT) + look.dp(34) + look.dp(16))
        self.count.setText(say("form.grid.rows", count=len(self.model.ids)))

    # -- acting -------------------------------------------------------------------------------------------------------

    def covers(self, path: str) -> bool:
        """`path` is this table, a row of it or a cell."""
        return path == self.path or path.startswith((self.path + "/", self.path + "."))

    def focus_input(self, path: str) -> None:
        """Go to the cell of `path`, in the open row when it is shown as a form."""
        if self.detail is not None and path.startswith(f"{self.path}/{self.detail.row}/"):
            self.detail.focus_input(path)
        else:
            self.view.go_to(path)
        set_role(self, "flash")
        QTimer.singleShot(FLASH_MS, self, lambda: set_role(self, "question"))

    def flush(self) -> None:
        """Commit what is being typed in the row's form; a cell's editor commits on its own when it loses the focus."""
        if self.detail is not None:
            self.detail.flush()

    def open_row(self, row: str) -> None:
        """Show the row as a form below the grid."""
        self.close_row()
        self.detail = RowDetail(self.document, self.path, row)
        self.detail.closed.connect(self._on_closed)
        self.detail.moved.connect(self._on_moved)
        self.detail.entered.connect(self.entered)
        self._inside.addWidget(self.detail)
        self.detail.show()
        self.detail.focus_input("")

    def close_row(self) -> None:
        """Back to the grid alone."""
        if self.detail is not None:
            self.detail.flush()
            self.detail.hide()
            self.detail.deleteLater()
            self.detail = None

    def _on_closed(self) -> None:
        self.close_row()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_moved(self, by: int) -> None:
        if self.detail is None:
            return
        at = self.model.ids.index(self.detail.row) + by
        if 0 <= at < len(self.model.ids):
            self.view.setCurrentIndex(self.model.index(at, max(self.view.currentIndex().column(), 0)))
            self.open_row(self.model.ids[at])

    def _open_current(self) -> None:
        line = self.view.currentIndex().row()
        if 0 <= line < len(self.model.ids):
            self.open_row(self.model.ids[line])
        elif not self.model.ids:
            self.view.append_row()
            self.open_row(self.model.ids[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.path)
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0, 0))
        return False
