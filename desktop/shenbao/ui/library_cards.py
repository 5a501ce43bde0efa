"""The library in the settings: where it is, its backups and the way back to one, and the wastebasket."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from shenbao.library import Backup, RecordInfo
from shenbao.records import RecordId
from shenbao.text import MB
from shenbao.ui import theme
from shenbao.ui.cards import card, text
from shenbao.ui.icons import put_icon
from shenbao.ui.words import language, put, say
from shenbao.workspace import Workspace

_WHICH = Qt.ItemDataRole.UserRole
_ROWS = 5
"""Lines of a list that are seen without scrolling."""


class LibraryCards(QWidget):
    """Says what was chosen; whoever holds the library does it."""

    backup_wanted = Signal()
    going_back = Signal(object)
    """A `Backup`."""
    taken_back = Signal(str)
    """Id of a record in the wastebasket."""

    def __init__(self, workspace: Workspace, open_folder: Callable[[Path], object]) -> None:
        super().__init__()
        self._workspace = workspace
        self.backups, self.thrown = _listing("ui.backups.title"), _listing("ui.wastebasket.title")
        self.go_back = _button("ui.backups.restore", "history", self._go_back)
        self.take_back = _button("ui.start.restore", "undo-2", self._take_back)
        self.back_up = _button("ui.settings.data.backup", "hard-drive", self.backup_wanted.emit)
        show = _button("ui.settings.data.open", "folder-open", lambda: open_folder(workspace.folder))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.M)
        data, inside = card("ui.settings.data")
        place = QLabel(str(workspace.folder))
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        place.setWordWrap(True)
        inside.addWidget(text("ui.settings.data.text"))
        inside.addWidget(place)
        inside.addLayout(_row(show))
        column.addWidget(data)
        self.no_backup, self.none_thrown = text("ui.backups.none"), text("ui.wastebasket.empty")
        for title, about, listing, empty, buttons in (
            ("ui.backups.title", "ui.backups.text", self.backups, self.no_backup, (self.back_up, self.go_back)),
            ("ui.wastebasket.title", "ui.wastebasket.text", self.thrown, self.none_thrown, (self.take_back,)),
        ):
            frame, inside = card(title)
            inside.addWidget(text(about))
            inside.addWidget(empty)
            inside.addWidget(listing)
            inside.addLayout(_row(*buttons))
            column.addWidget(frame)
            listing.currentItemChanged.connect(self._weigh)
        self.thrown.itemActivated.connect(self._take_back)
        language.changed.connect(self.show_state)
        theme.look.changed.connect(self._fit)

    def show_state(self) -> None:
        """Reads both lists again."""
        _fill(self.backups, ((backup_text(backup), backup) for backup in self._workspace.backups()))
        _fill(self.thrown, ((record_text(info), info.id) for info in self._workspace.wastebasket()))
        self._fit()
        self._weigh()

    def _weigh(self) -> None:
        writable = not self._workspace.library.read_only
        for listing, empty, button in (
            (self.backups, self.no_backup, self.go_back), (self.thrown, self.none_thrown, self.take_back),
        ):  # fmt: skip
            listing.setVisible(listing.count() > 0)
            empty.setVisible(listing.count() == 0)
            button.setVisible(listing.count() > 0)
            button.setEnabled(writable and listing.currentItem() is not None)
            button.setToolTip("" if button.isEnabled() or not writable else say("ui.choose_line"))
        self.back_up.setEnabled(writable)

    def _fit(self) -> None:
        for listing in (self.backups, self.thrown):
            rows = min(max(listing.count(), 1), _ROWS)
            listing.setFixedHeight(rows * max(listing.sizeHintForRow(0), theme.look.dp(28)) + theme.look.dp(8))

    def _go_back(self) -> None:
        self.going_back.emit(self.backups.currentItem().data(_WHICH))

    def _take_back(self) -> None:
        self.taken_back.emit(RecordId(self.thrown.currentItem().data(_WHICH)))


def backup_text(backup: Backup) -> str:
    """Such as `2026-03-20 09:15　3 项　1.2 MB`."""
    size = f"{backup.bytes / MB:,.1f} MB"
    return say("ui.backups.line", made=f"{backup.made.astimezone():%Y-%m-%d %H:%M}", records=backup.records, size=size)


def record_text(info: RecordInfo) -> str:
    """Whose it is, what it is, and when it was thrown away."""
    title = info.summary.title if info.kind == "application" else say("ui.start.enterprises")
    name = info.summary.enterprise or say("ui.start.unnamed")
    return "　".join((name, title or info.scheme, f"{info.updated.astimezone():%Y-%m-%d %H:%M}"))


def _fill(listing: QListWidget, lines: Iterable[tuple[str, object]]) -> None:
    listing.clear()
    for words, which in lines:
        item = QListWidgetItem(words)
        item.setData(_WHICH, which)
        listing.addItem(item)


def _listing(name: str) -> QListWidget:
    listing = QListWidget()
    listing.setProperty("role", "list")
    listing.setFrameShape(QFrame.Shape.NoFrame)
    put(listing, name=name)
    return listing


def _button(words: str, drawing: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton()
    put_icon(button, drawing)
    put(button, words)
    button.clicked.connect(lambda: act())
    return button


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
