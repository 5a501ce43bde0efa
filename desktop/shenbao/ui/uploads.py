"""Files for uploading, made of the pack: volumes, separate files in a ZIP, the copy sheet; and the limits they keep."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout

from shenbao import uploading
from shenbao.building import Built
from shenbao.errors import ShenbaoError
from shenbao.records import Progress
from shenbao.text import file_size
from shenbao.ui import theme
from shenbao.ui.document import Document
from shenbao.ui.elided import ElidedLabel
from shenbao.ui.icons import put_icon
from shenbao.ui.messages import MessageArea
from shenbao.ui.words import language, put, say
from shenbao.uploading import Made

Upload = Callable[[str, Built | None, str], Generator[Progress, None, tuple[Path, Made]]]
"""(what to make, the pack, language) → the running work; see `Workspace.upload`."""
_PARAMETERS = ("attachment_max_mb", "total_max_mb", "file_max_pages", "file_name_pattern")


class Uploads(QFrame):
    """Starts nothing itself: the page runs what is `wanted` with its progress and cancel."""

    wanted = Signal(str)
    """`volumes`, `bundle`, `xlsx` or `pdf`."""
    folder_wanted = Signal(object)
    """Path of what was made."""

    def __init__(self, document: Document, messages: MessageArea) -> None:
        super().__init__()
        self._document, self._messages = document, messages
        self._pack: Built | None = None
        self._busy = False
        self.setProperty("role", "card")
        title, picture = QLabel(), QLabel()
        put_icon(picture, "upload")
        put(title, "uploads.title")
        self.limits, self.named = ElidedLabel(), ElidedLabel()
        for label in (self.limits, self.named):
            label.setProperty("role", "small")
        self.volumes, self.bundle, self.sheet = QPushButton(), QPushButton(), QPushButton()
        for button, icon, words in (
            (self.volumes, "layers", "uploads.volumes"), (self.bundle, "package", "uploads.bundle"), (self.sheet, "copy", "uploads.sheet"),
        ):  # fmt: skip
            button.setProperty("kind", "quiet")
            put_icon(button, icon)
            put(button, words, tip=f"{words}.tip")
        self.volumes.clicked.connect(lambda: self.wanted.emit("volumes"))
        self.bundle.clicked.connect(lambda: self.wanted.emit("bundle"))
        self.sheet.setMenu(self._kinds())
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self.limits)
        told.addWidget(self.named)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.M, theme.S, theme.S, theme.S)
        row.setSpacing(theme.S)
        row.addWidget(picture)
        row.addWidget(title)
        row.addLayout(told, 1)
        for button in (self.volumes, self.bundle, self.sheet):
            row.addWidget(button)
        document.changed.connect(lambda changes, _: self._retell() if self._concerns(changes.fields) else None)
        language.changed.connect(self._retell)
        self._retell()

    def show_pack(self, pack: Built | None) -> None:
        """What volumes and separate files would be made of; None while there is none, or when the answers have changed since."""
        self._pack = pack
        self._weigh()

    def show_busy(self, busy: bool) -> None:
        """Nothing can be started while something is being made."""
        self._busy = busy
        self._weigh()

    def tell(self, kind: str, made: tuple[Path, Made]) -> None:
        """Says what was made, with the way to it."""
        out, outcome = made
        files = outcome.volumes or outcome.files
        show = ("uploads.show", lambda: self.folder_wanted.emit(out))
        code = f"uploads.made.{kind if files else 'sheet'}"
        largest = file_size(max((file.bytes for file in files), default=0))
        self._messages.tell("success", code, key="uploads", action=show, name=out.name, count=len(files), largest=largest)
        if outcome.total_over:
            over, most = file_size(outcome.total_over), self._document.state("notice.total_max_mb").stored
            self._messages.tell("warning", "uploads.total_over", key="uploads.over", over=over, most=most)

    def _kinds(self) -> QMenu:
        menu = QMenu(self)
        for kind in ("xlsx", "pdf"):
            put(menu.addAction(""), f"uploads.sheet.{kind}")
            menu.actions()[-1].triggered.connect(lambda _=False, kind=kind: self.wanted.emit(kind))
        return menu

    def _concerns(self, fields: frozenset[str]) -> bool:
        scheme = self._document.scheme
        paths = {scheme.title_path, scheme.applicant_path, *(f"notice.{name}" for name in _PARAMETERS)}
        return not paths.isdisjoint(fields)

    def _retell(self) -> None:
        """The limits that apply, and how the first attachment would be called."""
        size, total, pages = (self._document.state(f"notice.{name}").stored for name in _PARAMETERS[:3])
        limit = "uploads.limits" if pages in ("", "0") else "uploads.limits_pages"
        self.limits.setText(say(limit, size=size, total=total, pages=pages))
        try:
            name, wrong = self._example(), False
        except ShenbaoError as error:
            name, wrong = say(error.code, **error.slots), True
        self.named.setText(name if wrong else say("uploads.named", name=name))
        theme.set_role(self.named, "text-danger" if wrong else "small")
        self._weigh()

    def _example(self) -> str:
        document = self._document
        pattern = document.state("notice.file_name_pattern").stored
        rule = uploading.rule(document.scheme, document.summary(), document.today, pattern, language.code)
        slot = document.scheme.slots[0] if document.scheme.slots else None
        return uploading.names(rule, [(slot.code, slot.label[language.code]) if slot else ("", "")])[0]

    def _weigh(self) -> None:
        for button, words in ((self.volumes, "uploads.volumes"), (self.bundle, "uploads.bundle")):
            button.setEnabled(self._pack is not None and not self._busy)
            put(button, words, tip=f"{words}.tip" if self._pack else "uploads.no_pack", name=words)
        self.sheet.setEnabled(not self._busy)
