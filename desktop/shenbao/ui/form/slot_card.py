"""One slot of the pack: what is asked for, why, the files in it, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from shenbao.checks import is_unanswered
from shenbao.records import Finding, Level
from shenbao.ui.document import Document
from shenbao.ui.form.dropping import MOVED_ROW, file_filter, files_of, moved_row
from shenbao.ui.form.faults import ICONS, ROLES, TONES
from shenbao.ui.form.file_row import FileRow
from shenbao.ui.form.remark import Remark
from shenbao.ui.form.waiting import WaitingRow
from shenbao.ui.icons import put_icon
from shenbao.ui.messages import choose_files
from shenbao.ui.tasks import Task
from shenbao.ui.theme import XS, M, S, set_role
from shenbao.ui.words import language, pick, put, say

if TYPE_CHECKING:
    from shenbao.checks import SlotState
    from shenbao.draft.samefiles import SameFile

FLASH_MS = 1200
SHOWN_WAITING = 3


class SlotCard(QFrame):
    """A card that takes dropped files. Rows of files are kept while their file is there, so that typing in them goes on."""

    added = Signal(str, Path)
    opened = Signal(str)
    reworked = Signal(str, str)
    """Id of a file's row, and how the file is to be made smaller."""

    def __init__(self, document: Document, state: SlotState) -> None:
        super().__init__()
        self.document = document
        self.code = state.slot.code
        self.state = state
        self.rows: dict[str, FileRow] = {}
        self.waiting: dict[Task, Path] = {}
        self.waiting_rows: dict[Task, WaitingRow] = {}
        self._faults: tuple[Finding, ...] = ()
        self._same: Mapping[str, SameFile] = {}
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        self.title, self.chip, self.why = QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "strong")
        self.title.setWordWrap(True)
        self.why.setProperty("role", "small")
        self.why.setWordWrap(True)
        self.mark = QLabel()
        self.add = QPushButton()
        put(self.add, "form.slot.add", tip="form.slot.add.tip")
        put_icon(self.add, "plus")
        self.add.clicked.connect(self.choose_files)
        self.more = QLabel()
        self.more.setProperty("role", "faint")
        self.more.hide()
        self.problem = Remark()
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.title, 1)
        head.addWidget(self.chip)
        head.addWidget(self.add)
        self.files = QVBoxLayout()
        self.files.setSpacing(XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M, M)
        column.setSpacing(XS)
        column.addLayout(head)
        column.addWidget(self.why)
        column.addLayout(self.files)
        column.addWidget(self.more)
        column.addWidget(self.problem)
        language.changed.connect(self.redraw)
        self.redraw()

    @property
    def table(self) -> str:
        """The path of the slot's table."""
        return f"attachments.{self.code}"

    # -- showing ------------------------------------------------------------------------------------------------------

    def show_state(self, state: SlotState, same: Mapping[str, SameFile]) -> None:
        """The slot as it is now; `same`: files that are somewhere else too, by the paths of their rows."""
        mine = {path: found for path, found in same.items() if path.startswith(f"{self.table}/")}
        if (state, mine) != (self.state, self._same):
            self.state, self._same = state, mine
            self.redraw()

    def show_faults(self, faults: dict[str, tuple[Finding, ...]]) -> None:
        """What the checks say about this slot and its files."""
        found = [fault for path, those in faults.items() for fault in those if path == self.table or path.startswith(self.table + "/")]
        if tuple(found) != self._faults:
            self._faults = tuple(found)
            self.redraw()

    def redraw(self) -> None:
        """Title, mark, files and problem."""
        slot, rows = self.state.slot, self.document.rows(self.table)
        self.title.setText(f"{slot.code}　{pick(slot.label)}")
        self._show_chip(bool(rows))
        why = [pick(text) for text in (slot.help, slot.basis) if text is not None]
        self.why.setText("\n".join(why))
        self.why.setVisible(bool(why))
        self.add.setEnabled(len(rows) + len(self.waiting) < slot.max_files)
        self._show_files(rows)
        self._show_problem()
        self.setAccessibleName(f"{slot.code} {pick(slot.label)}, {self.chip.text()}")

    def _show_chip(self, filled: bool) -> None:
        wrong = any(fault.level is Level.BLOCK for fault in self._told())
        if filled:
            pages = sum(int(row.cells.get("pages") or 0) for row in self.state.rows)
            self.chip.setText(say("form.slot.filled", files=len(self.state.rows), pages=pages))
            put_icon(self.mark, "circle-alert" if wrong else "circle-check", "danger" if wrong else "success")
            set_role(self.chip, "chip-danger" if wrong else "chip-success")
        else:
            self.chip.setText(say("form.slot.required" if self.state.required else "form.slot.optional"))
            put_icon(self.mark, "circle-dashed", "text_faint")
            set_role(self.chip, "chip-accent" if self.state.required else "chip")

    def _show_files(self, rows: tuple[str, ...]) -> None:
        for row in [row for row in self.rows if row not in rows]:
            gone = self.rows.pop(row)
            gone.hide()
            gone.deleteLater()
        records = {record.id: record for record in self.state.rows}
        for at, row in enumerate(rows):
            if row not in self.rows:
                made = FileRow(self.document, self.state.slot, row)
                made.opened.connect(self.opened)
                made.reworked.connect(partial(self.reworked.emit, row))
                self.rows[row] = made
            if self.files.indexOf(self.rows[row]) != at:
                self.files.insertWidget(at, self.rows[row])
            self.rows[row].show_record(records.get(row), self._same.get(f"{self.table}/{row}"))

    def _show_problem(self) -> None:
        told = self._told()
        if told:
            said = "\n".join(dict.fromkeys(pick(fault.message) for fault in told))
            self.problem.tell(said, ICONS[told[0].level], TONES[told[0].level], ROLES[told[0].level])
        else:
            self.problem.hide()

    def _told(self) -> list[Finding]:
        """What is wrong with the files that are here, the gravest first; that a paper is missing the card shows by itself."""
        return sorted((fault for fault in self._faults if not is_unanswered(fault)), key=lambda fault: fault.level is not Level.BLOCK)

    def flash(self) -> None:
        """Draw attention for a moment."""
        set_role(self, "flash")
        QTimer.singleShot(FLASH_MS, self, lambda: set_role(self, "card"))

    # -- adding -------------------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for files with the system's dialog."""
        self.take(choose_files(self, "form.slot.choose", file_filter(), slot=self.title.text()))

    def take(self, files: list[Path]) -> None:
        """Have files examined; each shows that it is being looked at until it is in, or refused."""
        for file in files:
            self.added.emit(self.code, file)

    def wait_for(self, task: Task, file: Path) -> None:
        """Show that a file is being examined until the task ends, however it ends."""
        self.waiting[task] = file
        for ending in (task.done, task.failed, task.stopped, task.crashed):
            ending.connect(lambda *_: self._done_with(task))
        self._show_waiting()

    def _done_with(self, task: Task) -> None:
        if self.waiting.pop(task, None) is not None:
            self._show_waiting()
            self.redraw()

    def _show_waiting(self) -> None:
        """The next few; hundreds of moving bars would tell no more."""
        shown = list(self.waiting)[:SHOWN_WAITING]
        for task in [task for task in self.waiting_rows if task not in shown]:
            gone = self.waiting_rows.pop(task)
            gone.hide()
            gone.deleteLater()
        for task in shown:
            if task not in self.waiting_rows:
                self.waiting_rows[task] = row = WaitingRow(self.waiting[task].name, task.cancel)
                self.files.addWidget(row)
        more = len(self.waiting) - len(shown)
        self.more.setText(say("form.slot.waiting", count=more) if more else "")
        self.more.setVisible(more > 0)

    # -- dropping -----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        own = event.mimeData().hasFormat(MOVED_ROW)
        if own or files_of(event.mimeData()):
            event.acceptProposedAction()
            set_role(self, "drop")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_role(self, "card")

    def dropEvent(self, event: QDropEvent) -> None:
        set_role(self, "card")
        event.acceptProposedAction()
        table, row = moved_row(event.mimeData())
        if not row:
            self.take(files_of(event.mimeData()))
        elif table == self.table:
            self.document.move_row(table, row, self._line_at(event.position().y()), self)

    def _line_at(self, y: float) -> int:
        rows = self.document.rows(self.table)
        above = [row for row in rows if self.rows[row].geometry().center().y() < y]
        return min(len(above), len(rows) - 1)
