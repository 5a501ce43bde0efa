"""The main window: holds the pages, knows which one is shown, and carries out the commands."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from shenbao.errors import ShenbaoError
from shenbao.library.rows import RecordInfo
from shenbao.records import Changes, RecordId
from shenbao.ui import menus, theme
from shenbao.ui.appearance import Appearance, as_mode
from shenbao.ui.care import Care
from shenbao.ui.commands import KeysList, Palette, make_actions
from shenbao.ui.document import Document
from shenbao.ui.droptarget import DropTarget, local_files
from shenbao.ui.exchanging import Exchange, is_openable
from shenbao.ui.header import Header
from shenbao.ui.intake import Intake
from shenbao.ui.messages import MessageArea
from shenbao.ui.places import ATTACHMENTS
from shenbao.ui.records_table import RecordsModel
from shenbao.ui.settings import Settings
from shenbao.ui.start import StartPage
from shenbao.ui.tasks import Tasks
from shenbao.ui.words import language, pick, say
from shenbao.workspace import Workspace

if TYPE_CHECKING:
    from shenbao.building import Built
    from shenbao.ui.advice.panel import AdvicePanel
    from shenbao.ui.begin import BeginPage, Choice
    from shenbao.ui.desk import Desk
    from shenbao.ui.settings_page import SettingsPage

_WARM_UP = 400
"""Milliseconds until forms are read beside the window: reading them holds Python's lock, and the list is to be seen first."""
_SMALL_SCREEN = 1440
"""Screens up to this width, in device-independent pixels, are filled the first time."""


class MainWindow(QMainWindow):
    """One library in one window."""

    def __init__(self, workspace: Workspace, settings: Settings, appearance: Appearance) -> None:
        super().__init__()
        self.workspace, self.settings, self.appearance = workspace, settings, appearance
        self.tasks = Tasks(self)
        self.document: Document | None = None
        self.desk: Desk | None = None
        self.messages = MessageArea()
        self.intake = Intake(workspace, self.tasks, self.messages)
        self.exchange = Exchange(self, workspace, self.tasks, self.messages, self.intake, self.open_record, self.open_folder)
        self.care = Care(workspace, self.messages, self._library_changed, self)
        self.model = RecordsModel(workspace.records, workspace.today, self)
        self.start = StartPage(self.model, settings)
        self.header = Header()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.start)
        self._begin_page: BeginPage | None = None
        self._warming: QTimer | None = None
        self._settings_page: SettingsPage | None = None
        self._lay_out()
        self.drop_target = DropTarget(self)
        self.commands = make_actions(menus.commands_of(self), self)
        menus.fill_header(self)
        self.header.home.connect(self.go_home)
        self.start.opened.connect(self.open_record)
        self.start.begun.connect(self.begin)
        self.start.profile_begun.connect(self._begin_profile)
        self.start.discarded.connect(self.care.discard)
        self.start.copied.connect(self.copy)
        self.start.advised.connect(self.advise)
        language.changed.connect(self._show_title)
        self._restore()
        menus.allow(self)

    def _lay_out(self) -> None:
        self.setMinimumSize(800, 480)
        self.setAcceptDrops(True)
        strip = QVBoxLayout()
        strip.setContentsMargins(theme.L, theme.XS, theme.L, 0)
        strip.addWidget(self.messages)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(strip)
        column.addWidget(self.pages, 1)
        centre = QWidget()
        centre.setLayout(column)
        self.setCentralWidget(centre)

    # -- pages --------------------------------------------------------------------------------------------------------

    def start_up(self) -> None:
        """Fills the start page; called once the window has been painted."""
        self.model.scheme_title = self._scheme_title
        self._show_title()
        self.start.show_kind("application")
        self.start.table.setFocus()
        self.start.finish()
        self._warming = QTimer(self, singleShot=True, interval=_WARM_UP)
        self._warming.timeout.connect(lambda: self.tasks.start(self.workspace.warm_up()))
        self._warming.start()
        self.care.start()
        if self.workspace.library.read_only:
            self.start.begin.setEnabled(False)
            self.messages.tell("warning", "ui.read_only", key="read_only", lasting=True, folder=self.workspace.folder)

    def go_home(self) -> None:
        """Shows the library. There is nothing to save: every edit has been kept."""
        last = self._close_document()
        self.pages.setCurrentWidget(self.start)
        self._show_title()
        menus.allow(self)
        self.start.reload(last)
        self.start.table.setFocus()

    def open_record(self, record: str) -> None:
        """Opens an application or an enterprise's profile at the place where it was left."""
        from shenbao.ui.desk import Desk
        from shenbao.ui.form.sections import NOTICE

        opened = RecordId(record)
        try:
            draft, info = self.workspace.draft(opened), self.workspace.info(opened)
        except ShenbaoError as error:
            self.messages.tell_error(error)
            return
        self._close_document()
        self.document = document = Document(opened, draft, self)
        attach = partial(self.intake.attach, document)
        is_application = info.kind == "application"
        advice = None if is_application else self._make_advice(document)
        self.desk = desk = Desk(document, attach, self._make_pack_page if is_application else None, advice)
        desk.splitter.restoreState(self.settings.state("splitter.desk"))
        desk.aside.wanted = self.settings.flag("aside", True)
        desk.placed.connect(partial(self.settings.keep_place, record))
        desk.file_opened.connect(self._show_file)
        document.changed.connect(self._document_changed)
        document.saved.connect(self.header.show_saved)
        document.refused.connect(self._refused)
        self.pages.addWidget(desk)
        self.pages.setCurrentWidget(desk)
        self.header.show_saved(None)
        self._show_title()
        menus.allow(self)
        sections = [section.id for section in document.outline()]
        place = self.settings.place(record)
        desk.show_place(place if place in (*sections, NOTICE, ATTACHMENTS) else sections[0])
        desk.nav.take_focus()

    def advise(self, record: str) -> None:
        """Opens an enterprise's profile at the questions that tell what suits it."""
        from shenbao.advice.finder import ITEMS
        from shenbao.ui.form.sections import section_of

        self.open_record(record)
        if self.desk and self.document and self.document.record == record:
            self.desk.show_place(section_of(self.document.scheme, ITEMS))
            self.desk.show_aside(True)
            self.desk.nav.take_focus()

    def begin(self) -> None:
        """Shows what can be applied for."""
        from shenbao.ui.begin import BeginPage

        try:
            offers = self.workspace.offers()
            enterprises = self.workspace.records("enterprise", "", "enterprise", False)
        except ShenbaoError as error:
            self.messages.tell_error(error)
            return
        self._close_document()
        if self._begin_page is None:
            self._begin_page = BeginPage()
            self._begin_page.left.connect(self.go_home)
            self._begin_page.chosen.connect(self._create)
            self.pages.addWidget(self._begin_page)
        self.pages.setCurrentWidget(self._begin_page)
        self._show_title()
        menus.allow(self)
        self._begin_page.show_choices(offers, enterprises)

    def show_settings(self) -> None:
        """Shows the settings in place of the page."""
        from shenbao.ui.settings_page import SettingsPage

        if self.desk:
            self.desk.form.flush()
        if self._settings_page is None:
            self._settings_page = page = SettingsPage(self.workspace, self.open_folder)
            page.left.connect(self._leave_settings)
            page.language_chosen.connect(self.appearance.switch_language)
            page.mode_chosen.connect(lambda mode: self.appearance.set_mode(as_mode(mode)))
            page.zoom_chosen.connect(self.appearance.set_zoom)
            page.library.backup_wanted.connect(self._back_up)
            page.library.going_back.connect(self.care.go_back)
            page.library.taken_back.connect(self.care.take_back)
            self.pages.addWidget(page)
        self._settings_page.show_state()
        self._settings_page.show_library()
        self.pages.setCurrentWidget(self._settings_page)
        menus.allow(self)

    def _back_up(self) -> None:
        self.care.back_up()
        if self._settings_page:
            self._settings_page.show_library()

    def _leave_settings(self) -> None:
        self.pages.setCurrentWidget(self.desk or self.start)
        menus.allow(self)

    def next_problem(self) -> None:
        """Goes to the next problem of the open application."""
        if self.desk:
            self.desk.show_aside(True)
            self.desk.aside.show_problems()
            self.desk.aside.problems.next_problem()

    def _make_advice(self, document: Document) -> AdvicePanel:
        from shenbao.ui.advice.panel import AdvicePanel

        panel = AdvicePanel(document, self.tasks.start, can_apply=not self.workspace.library.read_only)
        panel.wanted.connect(self._apply_for)
        return panel

    def _apply_for(self, scheme: str) -> None:
        """Begins an application for the enterprise whose profile is open."""
        from shenbao.ui.begin import Choice

        if self.document and self.desk:
            self.desk.form.flush()
            self._create(Choice(scheme, self.document.record, ""))

    def _make_pack_page(self) -> QWidget:
        from shenbao.ui.pack_page import PackPage

        assert self.document is not None
        page = PackPage(self.document, partial(self.workspace.build, self.document.record), self.tasks)
        page.problems_wanted.connect(self.next_problem)
        page.folder_wanted.connect(lambda file: self.open_folder(Path(file).parent))
        page.copy_wanted.connect(lambda file: self.exchange.save_pack(file, page.messages))
        page.built.connect(partial(self._pack_built, self.document.record))
        return page

    # -- the library --------------------------------------------------------------------------------------------------

    def _create(self, choice: Choice) -> None:
        try:
            enterprise = choice.enterprise or self.workspace.create_enterprise(choice.name)
            record = self.workspace.create_application(choice.scheme, enterprise)
        except ShenbaoError as error:
            self.messages.tell_error(error)
            return
        self.open_record(record)

    def _begin_profile(self) -> None:
        try:
            record = self.workspace.create_enterprise("")
        except ShenbaoError as error:
            self.messages.tell_error(error)
            return
        self.open_record(record)

    def copy(self, record: str) -> None:
        """A new application with the answers of `record`, opened at once; Undo takes the copied answers out again."""
        try:
            made = self.workspace.duplicate(RecordId(record))
        except ShenbaoError as error:
            self.messages.tell_error(error)
            return
        self.open_record(made)
        self.messages.tell("info", "ui.copied", key="copied", action=("ui.start.discard", partial(self._throw_away, made)))

    def copy_open(self) -> None:
        """Copies the open application."""
        if self.document:
            self.copy(self.document.record)

    def _throw_away(self, record: RecordId) -> None:
        self.go_home()
        self.care.discard(record)

    def _library_changed(self, select: RecordId | None) -> None:
        """The list is another one; after a restored backup the open application is too."""
        if self.document:
            self.go_home()
        self.start.reload(select)
        if self._settings_page:
            self._settings_page.show_library()

    def _pack_built(self, record: RecordId, built: Built) -> None:
        if not built.final:
            return
        try:
            self.workspace.note_final(record, built)
        except ShenbaoError as error:
            self.messages.tell_error(error, key="noted")
        self._show_title()

    # -- the open application -----------------------------------------------------------------------------------------

    def _close_document(self) -> RecordId | None:
        if self.document is None or self.desk is None:
            return None
        self.desk.form.flush()
        record = self.document.record
        self.settings.keep_state("splitter.desk", self.desk.splitter.saveState())
        self.pages.removeWidget(self.desk)
        self.desk.deleteLater()
        self.document.deleteLater()
        self.document = self.desk = None
        return record

    def _document_changed(self, changes: Changes, _: object) -> None:
        self.care.wait()
        self._show_title()
        menus.allow(self)

    def _refused(self, error: ShenbaoError) -> None:
        self.header.show_refused()
        self.messages.tell_error(error, key="refused")

    def _show_title(self) -> None:
        if self.document is None:
            self.header.show_home()
            self.setWindowTitle(say("ui.program"))
            return
        summary, scheme = self.document.summary(), self.document.scheme
        title = pick(scheme.short or scheme.title)
        name = summary.enterprise or say("ui.start.unnamed")
        is_application = self.desk is not None and self.desk.is_application
        kept = self.workspace.info(self.document.record).summary
        self.header.show_application(title, name, kept if is_application else None)
        self.setWindowTitle(f"{title} – {name} – {say('ui.program')}")

    @cached_property
    def palette_list(self) -> Palette:
        """All commands by name."""
        return Palette(self, self.commands.values())

    @cached_property
    def keys_list(self) -> KeysList:
        """All keys at a glance."""
        return KeysList(self, self.commands.values())

    def open_palette(self) -> None:
        """Shows the list of commands."""
        self.palette_list.open()

    def toggle_keys(self) -> None:
        """Shows or hides the list of keys."""
        self.keys_list.toggle()

    def undo(self) -> None:
        """Takes the last step back, after what is being typed."""
        if self.document and self.desk:
            self.desk.form.flush()
            self.document.undo()

    def redo(self) -> None:
        """Does the last undone step again."""
        if self.document and self.desk:
            self.desk.form.flush()
            self.document.redo()

    def show_place(self, place: str) -> None:
        """Goes to a place of the open application."""
        if self.desk:
            self.desk.show_place(place)

    def step(self, by: int) -> None:
        """Goes to the next or previous section."""
        if self.desk:
            self.desk.nav.step(by)

    def toggle_aside(self) -> None:
        """Opens or closes the panel at the right."""
        if self.desk:
            self.desk.show_aside(not self.desk.aside.isVisible())
            self.settings.keep_flag("aside", self.desk.aside.wanted)

    def search(self) -> None:
        """Puts the caret where one searches."""
        if self.pages.currentWidget() is self.start:
            self.start.search.setFocus()
        elif self._begin_page and self.pages.currentWidget() is self._begin_page:
            self._begin_page.search.setFocus()

    def _scheme_title(self, info: RecordInfo) -> str:
        title = self.workspace.scheme_title(info.scheme)
        return pick(title) if title else info.summary.scheme or info.scheme

    def _show_file(self, sha256: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.workspace.file(sha256))))

    def open_folder(self, folder: Path) -> None:
        """Shows a folder in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # -- Qt's events --------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(map(is_openable, local_files(event.mimeData()))) and not self.workspace.library.read_only:
            event.acceptProposedAction()
            self.drop_target.open()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop_target.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_target.hide()
        self.exchange.take(local_files(event.mimeData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # What lies over the window is a frame of its own; it was placed for the old size.
        for over in self.findChildren(QFrame, options=Qt.FindChildOption.FindDirectChildrenOnly):
            over.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._close_document()
        self.start.keep_state()
        self.settings.keep_state("window", self.saveGeometry())
        self.settings.write()
        self.care.stop()
        if self._warming:
            self._warming.stop()
        self.tasks.close()
        event.accept()

    def _restore(self) -> None:
        if not self.restoreGeometry(self.settings.state("window")):
            room = self.screen().availableGeometry()
            self.resize(min(1440, room.width()), min(900, room.height()))
            if room.width() <= _SMALL_SCREEN:
                self.setWindowState(Qt.WindowState.WindowMaximized)
