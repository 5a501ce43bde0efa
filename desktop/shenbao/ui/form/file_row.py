"""One attached file: name, pages, what came of it, and the few things a person says about it."""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from shenbao.forms import whereabouts
from shenbao.forms.schema import Slot
from shenbao.packs.attachments.manners import MANNERS
from shenbao.packs.attachments.verdicts import noted
from shenbao.text import MB, file_size
from shenbao.ui.document import Document
from shenbao.ui.fields.combo import Combo
from shenbao.ui.fields.pace import Pace
from shenbao.ui.form.dropping import row_data
from shenbao.ui.icons import put_icon
from shenbao.ui.tasks import Task
from shenbao.ui.theme import XS, S, look, set_role
from shenbao.ui.words import language, put, say, unmarked

if TYPE_CHECKING:
    from shenbao.draft.samefiles import SameFile
    from shenbao.records import Row

_WORTH_SHRINKING = 200_000
"""Bytes; platforms that take less than this for one file are not known."""


class FileRow(QFrame):
    """Ctrl+Shift+Up and Down or the handle move it, Delete takes it out; both can be undone."""

    opened = Signal(str)
    reworked = Signal(str)
    """The file is to be made smaller: "fit" or a manner of `attachments.reducing`."""

    def __init__(self, document: Document, slot: Slot, row: str) -> None:
        super().__init__()
        self.document = document
        self.slot = slot
        self.row = row
        self._grip_at: QPoint | None = None
        self._shown: tuple[Row | None, SameFile | None] = (None, None)
        self.setProperty("role", "file")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.handle, self.facts, self.note = QLabel(), QLabel(), QLabel()
        self.handle.setCursor(Qt.CursorShape.OpenHandCursor)
        put_icon(self.handle, "grip-vertical", "text_faint")
        put(self.handle, tip="form.file.move")
        self.name = QPushButton()
        self.name.setProperty("kind", "link")
        self.name.clicked.connect(lambda: self.opened.emit(self.cell("merged") or self.cell("sha256")))
        put(self.name, tip="form.file.open")
        self.facts.setProperty("role", "faint")
        self.note.setProperty("role", "small")
        self.note.setWordWrap(True)
        self.remove = QToolButton()
        self.remove.setProperty("kind", "quiet")
        self.remove.clicked.connect(self.take_out)
        put(self.remove, tip="form.file.remove")
        put_icon(self.remove, "x")
        self.shrink = QToolButton()
        self.shrink.setProperty("kind", "quiet")
        self.shrink.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.shrink.setMenu(QMenu(self.shrink))
        self.shrink.menu().aboutToShow.connect(self._offer_sizes)
        put(self.shrink, "form.file.shrink", tip="form.file.shrink.tip")
        put_icon(self.shrink, "file-down")
        self.inputs: dict[str, QLineEdit | QComboBox | QCheckBox] = {}
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self.handle)
        head.addWidget(self.name)
        head.addWidget(self.facts, 1)
        head.addWidget(self.shrink)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(S, XS, XS, S)
        column.setSpacing(XS)
        column.addLayout(head)
        column.addWidget(self.note)
        self.about = QWidget()
        self.about.setProperty("role", "plain")
        self._add_cells(QGridLayout(self.about))
        column.addWidget(self.about)
        language.changed.connect(self.redraw)
        self.redraw()

    # -- showing ------------------------------------------------------------------------------------------------------

    def cell(self, name: str) -> str:
        """Stored text of one of the file's cells."""
        return self.document.state(self._path(name)).stored

    def show_record(self, record: Row | None, same: SameFile | None) -> None:
        """Show the file, and where else it is, unless it stands so already: a slot may hold hundreds of files."""
        if record is None or (record, same) != self._shown:
            self._shown = (record, same)
            self.redraw()

    def redraw(self) -> None:
        """Show the file as the document has it now; a cell being typed in is left alone."""
        refused = self.cell("verdict").startswith("refused")
        self.name.setText(unmarked(self.cell("name")))
        size = int(self.cell("bytes") or 0)
        said = file_size(size)
        self.facts.setText(said if refused else say("form.file.facts", pages=int(self.cell("pages") or "0"), size=said))
        self.about.setHidden(refused)
        self.shrink.setVisible(not refused and size >= _WORTH_SHRINKING)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if self._most_bytes() < size else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.shrink.setToolButtonStyle(style)
        lines = list(noted(self.cell("note"), language.code))
        if refused and not lines:  # kept by an earlier version, which did not say why
            lines.append(say("form.file.refused"))
        elif self.cell("verdict") == "merged-as-images":
            lines.insert(0, say("form.file.as_images"))
        lines += self._told_elsewhere()
        self.note.setText("\n".join(lines))
        self.note.setVisible(bool(lines))
        set_role(self.note, "text-danger" if refused else "small")
        for name, widget in self.inputs.items():
            self._fill(name, widget)
        self.setAccessibleName(f"{self.cell('name')}, {self.facts.text()}, {self.note.text()}")

    def _told_elsewhere(self) -> list[str]:
        same = self._shown[1]
        if same is None:
            return []
        here = [say("form.file.same_here", place=whereabouts.within(place, language.code)) for place in same.here]
        return here + [say("form.file.same_there", place=whereabouts.outside(place, language.code)) for place in same.there]

    def _fill(self, name: str, widget: QLineEdit | QComboBox | QCheckBox) -> None:
        stored = self.cell(name)
        if isinstance(widget, QLineEdit):
            if not widget.hasFocus() and widget.text() != stored:
                widget.setText(stored)
            set_role(widget, "invalid" if self.document.state(self._path(name)).problem is not None else "")
        elif isinstance(widget, QCheckBox):
            widget.blockSignals(True)
            widget.setChecked(stored == "yes")
            widget.blockSignals(False)
        else:
            for at, code in enumerate(("original", "copy")):
                widget.setItemText(at, say(f"form.file.copy.{code}"))
            widget.setCurrentIndex(max(widget.findData(stored), 0))

    def _add_cells(self, grid: QGridLayout) -> None:
        """Title always; date, model and seal where the slot asks for them. There is nothing to say about a refused file."""
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(XS)
        self._line(grid, "title", 3)
        if self.slot.names_model:
            self._line(grid, "model", 2)
        if self.slot.expires:
            self._line(grid, "valid_to", 1)
        kind = Combo()
        for code in ("original", "copy"):
            kind.addItem("", code)
        kind.activated.connect(lambda: self._set("copy", kind.currentData()))
        self._place(grid, "copy", kind, 1)
        if self.slot.signed:
            tick = QCheckBox()
            put(tick, "form.file.signed", tip="form.file.signed.tip")
            tick.toggled.connect(lambda on: self._set("signed", "yes" if on else ""))
            self.inputs["signed"] = tick
            grid.addWidget(tick, 1, grid.columnCount())

    def _line(self, grid: QGridLayout, name: str, stretch: int) -> None:
        line = QLineEdit()
        pace = Pace(line)
        line.textEdited.connect(pace.touched)
        pace.due.connect(lambda: self._set(name, line.text()))
        pace.left.connect(self.redraw)
        put(line, hint=f"form.file.{name}.hint", name=f"form.file.{name}")
        self._place(grid, name, line, stretch)

    def _place(self, grid: QGridLayout, name: str, widget: QLineEdit | QComboBox, stretch: int) -> None:
        label = QLabel()
        label.setProperty("role", "faint")
        label.setBuddy(widget)
        put(label, f"form.file.{name}")
        put(widget, name=f"form.file.{name}", hint=f"form.file.{name}.hint" if isinstance(widget, QLineEdit) else "")
        at = grid.columnCount()
        grid.addWidget(label, 0, at)
        grid.addWidget(widget, 1, at)
        grid.setColumnStretch(at, stretch)
        self.inputs[name] = widget

    # -- acting -------------------------------------------------------------------------------------------------------

    def take_out(self) -> None:
        """Remove the file from its slot; undo brings it back."""
        self.document.delete_rows(self._table, [self.row], self)

    def wait_for(self, task: Task) -> None:
        """Nothing more can be asked of the file until the task ends, however it ends."""
        self.shrink.setEnabled(False)
        for ending in (task.done, task.failed, task.stopped):
            ending.connect(lambda *_: self.shrink.setEnabled(True))

    def _offer_sizes(self) -> None:
        menu = self.shrink.menu()
        menu.clear()
        if int(self.cell("bytes") or 0) > self._most_bytes():
            menu.addAction(say("form.file.shrink.fit", most=file_size(int(self._most_bytes()))), lambda: self.reworked.emit("fit"))
            menu.addSeparator()
        for manner, (dpi, _) in MANNERS.items():
            menu.addAction(say(f"form.file.shrink.{manner}", dpi=dpi), partial(self.reworked.emit, manner))

    def _most_bytes(self) -> float:
        """What the notice lets one file have."""
        return self.document.limit("notice.attachment_max_mb") * MB or inf

    def move_by(self, by: int) -> None:
        """One line up or down within the slot."""
        rows = self.document.rows(self._table)
        to = rows.index(self.row) + by
        if 0 <= to < len(rows):
            self.document.move_row(self._table, self.row, to, self)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _table(self) -> str:
        return f"attachments.{self.slot.code}"

    def _path(self, cell: str) -> str:
        return f"{self._table}/{self.row}/{cell}"

    def _set(self, cell: str, typed: str) -> None:
        self.document.set(self._path(cell), typed, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & both == both and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_by(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self.take_out()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        on_handle = self.handle.geometry().contains(event.position().toPoint())
        self._grip_at = event.position().toPoint() if on_handle and event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip_at is None or (event.position().toPoint() - self._grip_at).manhattanLength() < QApplication.startDragDistance():
            return
        self._grip_at = None
        drag = QDrag(self)
        drag.setMimeData(row_data(self._table, self.row))
        drag.setPixmap(self.grab().scaledToWidth(look.dp(320), Qt.TransformationMode.SmoothTransformation))
        drag.exec(Qt.DropAction.MoveAction)
