"""The one record that is open: its document and its desk, what the commands do to them, and the parts of the desk made when wanted."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from shenbao import house
from shenbao.errors import ShenbaoError
from shenbao.records import Changes, PackOptions, Progress, RecordId
from shenbao.ui.places import ATTACHMENTS
from shenbao.ui.theme import look

if TYPE_CHECKING:
    from shenbao.building import Built
    from shenbao.ui.advice.panel import AdvicePanel
    from shenbao.ui.desk import Desk
    from shenbao.ui.document import Document
    from shenbao.ui.intake import Intake
    from shenbao.ui.messages import MessageArea
    from shenbao.ui.preview.panel import PreviewPanel
    from shenbao.ui.settings import Settings
    from shenbao.ui.tasks import Tasks
    from shenbao.workspace import Workspace


class Opened(QObject):
    """Puts the desk of a record into `pages` and takes it out again. There is nothing to save: every edit has been kept."""

    edited = Signal()
    """The document is another one than a moment ago, by an edit, undo or redo."""
    saved = Signal(object)
    """The local time (`datetime`) at which an edit was kept."""
    refused = Signal(object)
    """A `ShenbaoError`: the last edit could not be kept."""
    packed = Signal()
    """A final pack was built and noted."""
    apply_wanted = Signal(str)
    """The scheme an application is to be begun for, for the enterprise whose profile is open."""
    file_wanted = Signal(str)
    """SHA-256 of an attached file the person wants to see."""
    sheet_wanted = Signal(object)
    """The sheet (`Path`) the person wants to see."""
    folder_wanted = Signal(object)
    """The folder (`Path`) the person wants to see."""
    copy_wanted = Signal(object, object)
    """The pack (`Path`) to be copied, and the `MessageArea` that tells how that went."""

    def __init__(
        self, workspace: Workspace, settings: Settings, tasks: Tasks, messages: MessageArea, intake: Intake, pages: QStackedWidget
    ) -> None:
        super().__init__(pages)
        self._workspace, self._settings, self._tasks = workspace, settings, tasks
        self._messages, self._intake, self._pages = messages, intake, pages
        self.document: Document | None = None
        self.desk: Desk | None = None

    # -- opening and closing ------------------------------------------------------------------------------------------

    def open(self, record: RecordId) -> Desk | None:
        """The desk of `record`, in place of the one before; None, and a message, when it cannot be read."""
        from shenbao.ui.desk import Desk
        from shenbao.ui.document import Document

        try:
            draft, info = self._workspace.draft(record), self._workspace.info(record)
        except ShenbaoError as error:
            self._messages.tell_error(error)
            return None
        self.close()
        self.document = document = Document(record, draft, self)
        attach, reduce = partial(self._intake.attach, document), partial(self._intake.reduce, document)
        is_application = info.kind == "application"
        advice = None if is_application else self._make_advice(document)
        self.desk = desk = Desk(document, attach, reduce, self._make_pack_page if is_application else None, advice, self._make_preview)
        desk.beside_state = self._settings.state(_at_this_size("splitter.preview"))
        desk.splitter.restoreState(self._settings.state(_at_this_size("splitter.desk")))
        desk.aside.wanted = self._settings.flag("aside", True)
        if is_application and self._settings.flag("preview", False):
            desk.show_preview(True)
        desk.placed.connect(partial(self._settings.keep_place, record))
        desk.file_opened.connect(self.file_wanted)
        document.changed.connect(self._changed)
        document.saved.connect(self.saved)
        document.refused.connect(self.refused)
        self._pages.addWidget(desk)
        return desk

    def close(self) -> RecordId | None:
        """Takes the desk away; the record that was open."""
        if self.document is None or self.desk is None:
            return None
        self.desk.form.flush()
        record = self.document.record
        self._settings.keep_state(_at_this_size("splitter.desk"), self.desk.splitter.saveState())
        if self.desk.preview:
            self._settings.keep_state(_at_this_size("splitter.preview"), self.desk.beside.saveState())
            self.desk.preview.stop()
        self._pages.removeWidget(self.desk)
        self.desk.deleteLater()
        self.document.deleteLater()
        self.document = self.desk = None
        return record

    def flush(self) -> None:
        """Keeps what is being typed."""
        if self.desk:
            self.desk.form.flush()

    # -- what the commands do -----------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Takes the last step back, after what is being typed."""
        if self.document:
            self.flush()
            self.document.undo()

    def redo(self) -> None:
        """Does the last undone step again."""
        if self.document:
            self.flush()
            self.document.redo()

    def show_last_place(self) -> None:
        """Goes to where the record was left."""
        from shenbao.ui.form.sections import NOTICE, answers_notice

        if self.desk and self.document:
            sections = [section.id for section in self.document.outline()]
            known = (*sections, NOTICE, ATTACHMENTS) if answers_notice(self.document.scheme) else sections
            place = self._settings.place(self.document.record)
            self.desk.show_place(place if place in known else sections[0])
            self.desk.nav.take_focus()

    def show_place(self, place: str) -> None:
        """Goes to a section or another place."""
        if self.desk:
            self.desk.show_place(place)

    def show_advice(self) -> None:
        """Goes to the questions of a profile that tell what suits the enterprise."""
        from shenbao.advice.finder import ITEMS
        from shenbao.ui.form.sections import section_of

        if self.desk and self.document:
            self.desk.show_place(section_of(self.document.scheme, ITEMS))
            self.desk.show_aside(True)
            self.desk.nav.take_focus()

    def step(self, by: int) -> None:
        """Goes to the next or previous section."""
        if self.desk:
            self.desk.nav.step(by)

    def next_problem(self) -> None:
        """Goes to the next problem."""
        if self.desk:
            self.desk.show_aside(True)
            self.desk.aside.show_problems()
            self.desk.aside.problems.next_problem()

    def toggle_aside(self) -> None:
        """Opens or closes the panel at the right."""
        if self.desk:
            self.desk.show_aside(not self.desk.aside.isVisible())
            self._settings.keep_flag("aside", self.desk.aside.wanted)

    def toggle_preview(self) -> None:
        """Opens or closes the preview beside the form."""
        if self.desk and self.desk.is_application:
            self.desk.show_preview(not (self.desk.preview and self.desk.preview.isVisible()))
            self._settings.keep_flag("preview", self.desk.preview_wanted)

    def dress(self) -> None:
        """Letterhead or face of letters are set otherwise: an open preview follows."""
        if self.desk and self.desk.preview:
            self.desk.preview.follower.dress(house.kept())

    # -- parts made when wanted ---------------------------------------------------------------------------------------

    def _make_advice(self, document: Document) -> AdvicePanel:
        from shenbao.ui.advice.panel import AdvicePanel

        draw = partial(self._workspace.compare, document.record)
        panel = AdvicePanel(document, self._tasks.start, draw, can_apply=not self._workspace.library.read_only)
        panel.card.sheet.opened.connect(self.sheet_wanted)
        panel.card.sheet.copy_wanted.connect(lambda file: self.copy_wanted.emit(file, self._messages))
        panel.wanted.connect(self.apply_wanted)
        return panel

    def _make_preview(self) -> PreviewPanel:
        from shenbao.ui.preview.panel import PreviewPanel

        assert self.document is not None
        panel = PreviewPanel(self.document, partial(self._workspace.preview, self.document.record), self._settings.preview_language)
        panel.closed.connect(self.toggle_preview)
        panel.spoken.connect(self._settings.keep_preview_language)
        return panel

    def _build(self, record: RecordId, options: PackOptions) -> Generator[Progress, None, Built]:
        set_once = house.kept()
        return self._workspace.build(record, replace(options, letterhead=set_once.letterhead, letter_face=set_once.letter_face))

    def _make_pack_page(self) -> QWidget:
        from shenbao.ui.pack_page import PackPage

        assert self.document is not None
        record, work = self.document.record, self._workspace
        packed = work.info(record).summary.packed
        page = PackPage(self.document, partial(self._build, record), partial(work.upload, record), self._tasks, packed)
        page.problems_wanted.connect(self.next_problem)
        page.folder_wanted.connect(lambda file: self.folder_wanted.emit(Path(file).parent))
        page.copy_wanted.connect(lambda file: self.copy_wanted.emit(file, page.messages))
        page.built.connect(partial(self._pack_built, self.document.record))
        return page

    def _pack_built(self, record: RecordId, built: Built) -> None:
        if not built.final:
            return
        try:
            self._workspace.note_final(record, built)
        except ShenbaoError as error:
            self._messages.tell_error(error, key="noted")
        self.packed.emit()

    def _changed(self, _changes: Changes, _initiator: object) -> None:
        self.edited.emit()


def _at_this_size(name: str) -> str:
    """What widths are kept as: those of large type would leave little room for the form in small type."""
    return f"{name}.{look.zoom:g}"
