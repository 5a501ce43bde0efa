"""The pack: built beside the window with progress and cancel, looked at, printed, and found again in its folder."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shenbao.building import Built
from shenbao.errors import ShenbaoError
from shenbao.records import PackOptions, Progress
from shenbao.ui import theme
from shenbao.ui.counts import problems_text
from shenbao.ui.document import Document
from shenbao.ui.icons import put_icon
from shenbao.ui.messages import MessageArea
from shenbao.ui.pack_view import PackView
from shenbao.ui.sizes import put_size
from shenbao.ui.tasks import Task, Tasks
from shenbao.ui.uploads import Upload, Uploads
from shenbao.ui.words import language, put, say
from shenbao.uploading import Made

PACK_LANGUAGES = ("zh", "en", "both")
PURPOSES: dict[str, dict[str, Any]] = {
    "ordinary": {},
    "light": {"originals": False},
    "archive": {"archive": True},
    "redacted_alone": {"redacted": True},
    "redacted_whole": {"redacted": True, "keep_papers": True},
}
"""What a pack can be for, each with what is asked of it."""

Build = Callable[[PackOptions], Generator[Progress, None, Built]]
"""What is asked for → the running build."""


class PackPage(QWidget):
    """Never builds unasked; shows the last pack until there is a newer one."""

    problems_wanted = Signal()
    folder_wanted = Signal(object)
    """Path of the pack whose folder is to be shown."""
    copy_wanted = Signal(object)
    """Path of the pack of which a copy is to be saved elsewhere."""
    built = Signal(object)
    """What the build returned."""

    def __init__(self, document: Document, build: Build, upload: Upload, tasks: Tasks, packed: str = "") -> None:
        """`packed`: ISO date of a final pack built before the page was made."""
        super().__init__()
        self._document, self._build, self._upload, self._tasks, self._packed = document, build, upload, tasks, packed
        self._task: Task | None = None
        self.result: Built | None = None
        self._outdated = False
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.messages = MessageArea()
        self.view = PackView(tasks, self.messages)
        self.uploads = Uploads(document, self.messages)
        self.uploads.wanted.connect(self.upload)
        self.uploads.folder_wanted.connect(self.folder_wanted)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._invitation())
        self.stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.L, theme.M, theme.L, theme.L)
        column.setSpacing(theme.M)
        column.addWidget(self._bar())
        column.addWidget(self.uploads)
        column.addWidget(self._progress_bar())
        column.addWidget(self.messages)
        column.addWidget(self.stack, 1)
        document.changed.connect(self._edited)
        language.changed.connect(self._weigh)
        self._weigh()

    # -- parts --------------------------------------------------------------------------------------------------------

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "card")
        self.draft, self.final = QPushButton(), QPushButton()
        group = QButtonGroup(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.S, theme.S, theme.S, theme.S)
        row.setSpacing(theme.XS)
        for button, words in ((self.draft, "ui.pack.draft"), (self.final, "ui.pack.final")):
            button.setCheckable(True)
            button.setProperty("kind", "quiet")
            put(button, words, tip=f"{words}.tip")
            group.addButton(button)
            row.addWidget(button)
        self.draft.setChecked(True)
        self.tongue = QComboBox()
        put(self.tongue, name="ui.pack.language")
        for code in PACK_LANGUAGES:
            self.tongue.addItem("", code)
        self.purpose = QComboBox()
        put(self.purpose, name="ui.pack.purpose")
        for code in PURPOSES:
            self.purpose.addItem("", code)
        row.addWidget(self.tongue)
        row.addWidget(self.purpose)
        self.start = QPushButton()
        self.start.setProperty("kind", "primary")
        put_icon(self.start, "package", "on_accent")
        put(self.start, "ui.pack.build")
        self.start.clicked.connect(self.build)
        row.addWidget(self.start)
        row.addStretch(1)
        self.about = QLabel()
        self.about.setProperty("role", "small")
        row.addWidget(self.about)
        self.save, self.print, self.folder = QPushButton(), QPushButton(), QPushButton()
        put_icon(self.save, "save")
        put(self.save, "ui.pack.save")
        self.save.clicked.connect(self._save_copy)
        put_icon(self.print, "printer")
        put(self.print, "ui.pack.print")
        self.print.clicked.connect(lambda: self.view.print(self))
        put_icon(self.folder, "folder-open")
        put(self.folder, "ui.pack.folder")
        self.folder.clicked.connect(self._show_folder)
        for button in (self.save, self.print, self.folder):
            button.hide()
            row.addWidget(button)
        return bar

    def _progress_bar(self) -> QFrame:
        self.progress = QFrame()
        self.progress.setProperty("role", "card")
        self.step, self.amount, self.cancel = QLabel(), QProgressBar(), QPushButton()
        self.amount.setTextVisible(False)
        put(self.cancel, "ui.cancel")
        row = QHBoxLayout(self.progress)
        row.setContentsMargins(theme.L, theme.S, theme.S, theme.S)
        row.setSpacing(theme.M)
        put_size(self.step, least=220)
        row.addWidget(self.step)
        row.addWidget(self.amount, 1)
        row.addWidget(self.cancel)
        self.progress.hide()
        return self.progress

    def _invitation(self) -> QWidget:
        picture, title, self.readiness = QLabel(), QLabel(), QLabel()
        put_icon(picture, "layers", "accent", 48)
        title.setProperty("role", "title")
        put(title, "ui.pack.before.title" if self._packed else "ui.pack.none.title", day=self._packed)
        self.readiness.setProperty("role", "soft")
        self.readiness.setWordWrap(True)
        put_size(self.readiness, fixed=520)
        problems = QPushButton()
        put(problems, "ui.pack.show_problems")
        problems.clicked.connect(self.problems_wanted)
        self._show_problems = problems
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(theme.M)
        column.addStretch(1)
        for widget in (picture, title, self.readiness, problems):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    # -- what happens -------------------------------------------------------------------------------------------------

    def options(self) -> PackOptions:
        """What the bar asks for."""
        return PackOptions(final=self.final.isChecked(), lang=self.tongue.currentData(), **PURPOSES[self.purpose.currentData()])

    def build(self) -> None:
        """Starts building; the window stays usable."""
        if self._task:
            return
        self._outdated = False
        self._run(self._tasks.start(self._build(self.options())), self._finished)

    def upload(self, kind: str) -> None:
        """Starts making what is uploaded, as `Uploads.wanted` names it."""
        if self._task:
            return
        work = self._upload(kind, self._current(), language.code)
        self._run(self._tasks.start(work), lambda made: self._uploaded(kind, made))

    def _run(self, task: Task, finished: Callable[[Any], None]) -> None:
        """Shows how far `task` is, until it ends."""
        self.messages.clear()
        self._task = task
        task.progress.connect(self._show_progress)
        task.done.connect(finished)
        task.failed.connect(self._failed)
        task.stopped.connect(self._stopped)
        task.crashed.connect(self._end)
        self.cancel.clicked.connect(task.cancel)
        self.step.setText(say("ui.pack.starting"))
        self.amount.setRange(0, 0)
        self.progress.show()
        self.cancel.setFocus()
        self._weigh()

    def _show_progress(self, progress: Progress) -> None:
        self.step.setText(say(progress.code, **progress.slots))
        self.amount.setRange(0, progress.total)
        self.amount.setValue(progress.done)

    def _finished(self, result: Built) -> None:
        self._end()
        self.result = result
        self.view.show_file(result.path)
        self.stack.setCurrentWidget(self.view)
        for button in (self.save, self.print, self.folder):
            button.show()
        self.built.emit(result)
        self.messages.tell("success", "ui.pack.built", pages=result.pages, name=result.path.name)
        if result.pictured:
            self.messages.tell("info", "ui.pack.pictured", count=len(result.pictured), names="、".join(result.pictured))
        if result.options.redacted:
            self.messages.tell("info", f"ui.pack.told.redacted_{'whole' if result.options.keep_papers else 'alone'}")
        self._weigh()

    def _uploaded(self, kind: str, made: tuple[Path, Made]) -> None:
        self._end()
        self.uploads.tell(kind, made)

    def _current(self) -> Built | None:
        """The pack, as long as it says what the answers say; a redacted copy never does."""
        return None if self._outdated or (self.result and self.result.options.redacted) else self.result

    def _failed(self, error: ShenbaoError) -> None:
        self._end()
        self.messages.tell_error(error)

    def _stopped(self) -> None:
        self._end()
        self.messages.tell("info", "ui.pack.stopped", key="stopped")

    def _show_folder(self) -> None:
        if self.result:
            self.folder_wanted.emit(self.result.path)

    def _save_copy(self) -> None:
        if self.result:
            self.copy_wanted.emit(self.result.path)

    def _edited(self) -> None:
        self._outdated = True
        self._weigh()

    def _end(self, *_: object) -> None:
        self._task = None
        self.progress.hide()
        self._weigh()
        self.start.setFocus()

    def _weigh(self) -> None:
        """Says what kind of pack can be built now."""
        summary = self._document.summary()
        blocked = summary.blocking > 0
        self.final.setEnabled(not blocked)
        if blocked:
            self.draft.setChecked(True)
        self.start.setEnabled(self._task is None)
        self.uploads.show_busy(self._task is not None)
        self.uploads.show_pack(self._current())
        self.readiness.setText(say("ui.pack.blocked", problems=problems_text(summary)) if blocked else say("ui.pack.ready"))
        self._show_problems.setVisible(blocked)
        for at, code in enumerate(PACK_LANGUAGES):
            self.tongue.setItemText(at, say(f"ui.pack.language.{code}"))
        for at, code in enumerate(PURPOSES):
            self.purpose.setItemText(at, say(f"ui.pack.purpose.{code}"))
            self.purpose.setItemData(at, say(f"ui.pack.purpose.{code}.tip"), Qt.ItemDataRole.ToolTipRole)
        if self.result:
            self.about.setText(say("ui.pack.outdated") if self._outdated else say("ui.pack.pages", pages=self.result.pages))
            theme.set_role(self.about, "warning" if self._outdated else "small")
