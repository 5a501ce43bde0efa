"""The main window: holds the pages, knows which one is shown, and carries out the commands."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from shenbao import content, paths
from shenbao.errors import ShenbaoError
from shenbao.library.rows import RecordInfo
from shenbao.records import RecordId
from shenbao.ui import menus, theme
from shenbao.ui.appearance import Appearance, as_mode
from shenbao.ui.care import Care
from shenbao.ui.commands import make_actions
from shenbao.ui.droptarget import DropTarget, local_files
from shenbao.ui.exchanging import Exchange, is_openable
from shenbao.ui.header import Header
from shenbao.ui.intake import Intake
from shenbao.ui.messages import MessageArea
from shenbao.ui.opened import Opened
from shenbao.ui.records_table import RecordsModel
from shenbao.ui.settings import Settings
from shenbao.ui.start import StartPage
from shenbao.ui.tasks import Tasks
from shenbao.ui.words import language, pick, say
from shenbao.workspace import Workspace

if TYPE_CHECKING:
    from shenbao.ui.begin import BeginPage, Choice
    from shenbao.ui.desk import Desk
    from shenbao.ui.document import Document
    from shenbao.ui.palette import KeysList, Palette
    from shenbao.ui.settings_page import SettingsPage

_WARM_UP = 400
"""Milliseconds until forms are read beside the window: reading them holds Python's lock, and the list is to be seen first."""
_SMALL_SCREEN = 1440
"""Screens up to this width, in device-independent pixels, are filled the first time."""


class MainWindow(QMainWindow):
    """One library in one window."""

    def __init__(self, workspace: Workspace, settings: Settings, appearance: Appearance) -> None:
        super().__init__()
        self._put_aside = 0
        self.workspace, self.settings, self.appearance = workspace, settings, appearance
        self.tasks = Tasks(self)
        self.messages = MessageArea()
        self.intake = Intake(workspace, self.tasks, self.messages)
        self.exchange = Exchange(self, workspace, self.tasks, self.messages, self.intake, self.open_record, self.open_folder)
        self.care = Care(workspace, self.messages, self._library_changed, self)
        self.model = RecordsModel(workspace.records, workspace.today, self)
        self.start = StartPage(self.model, settings)
        self.header = Header()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.start)
        self.opened = Opened(workspace, settings, self.tasks, self.messages, self.intake, self.pages)
        self._begin_page: BeginPage | None = None
        self._warming: QTimer | None = None
        self._settings_page: SettingsPage | None = None
        self._lay_out()
        self.commands = make_actions(menus.commands_of(self), self)
        menus.fill_header(self)
        self.header.home.connect(self.go_home)
        self.start.opened.connect(self.open_record)
        self.start.begun.connect(self.begin)
        self.start.profile_begun.connect(self._begin_profile)
        self.start.discarded.connect(self.care.discard)
        self.start.copied.connect(self.copy)
        self.start.advised.connect(self.advise)
        self._follow(self.opened)
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

    def _follow(self, opened: Opened) -> None:
        opened.edited.connect(self.care.wait)
        opened.edited.connect(self._refresh)
        opened.packed.connect(self._show_title)
        opened.saved.connect(self.header.show_saved)
        opened.refused.connect(self._refused)
        opened.apply_wanted.connect(self._apply_for)
        opened.file_wanted.connect(lambda sha256: _show(self.workspace.file(sha256)))
        opened.sheet_wanted.connect(_show)
        opened.folder_wanted.connect(self.open_folder)
        opened.copy_wanted.connect(self.exchange.save_pack)

    @cached_property
    def drop_target(self) -> DropTarget:
        """What shows that a file can be dropped."""
        return DropTarget(self)

    @property
    def document(self) -> Document | None:
        """The open record; None while the library or another page is shown."""
        return self.opened.document

    @property
    def desk(self) -> Desk | None:
        """The page of the open record."""
        return self.opened.desk

    # -- pages --------------------------------------------------------------------------------------------------------

    def start_up(self) -> None:
        """Fills the start page; called once the window has been painted."""
        self.model.scheme_title = self._scheme_title
        self._show_title()
        self.start.show_kind("application")
        self.start.setFocus()
        self._warming = QTimer(self, singleShot=True, interval=_WARM_UP)
        self._warming.timeout.connect(self._warm_up)
        self._warming.start()
        self.care.start()
        if self.workspace.library.read_only:
            self.start.begin.setEnabled(False)
            self.messages.tell("warning", "ui.read_only", key="read_only", lasting=True, folder=self.workspace.folder)

    def _warm_up(self) -> None:
        task = self.tasks.start(self.workspace.warm_up())
        task.done.connect(self._tell_put_aside)

    def _tell_put_aside(self) -> None:
        """Says that the person's own content is wrong and the shipped is used; again when more of it turns out to be."""
        wrong = list(content.put_aside().values())
        if len(wrong) > self._put_aside:
            self._put_aside = len(wrong)
            self.messages.tell("warning", "ui.put_aside", key="put_aside", folder=paths.content(), first=wrong[0].where, count=len(wrong))

    def go_home(self) -> None:
        """Shows the library. There is nothing to save: every edit has been kept."""
        last = self.opened.close()
        self.pages.setCurrentWidget(self.start)
        self._refresh()
        self.start.reload(last)
        self.start.setFocus()

    def open_record(self, record: str) -> bool:
        """Opens an application or an enterprise's profile at the place where it was left; False when it cannot be opened."""
        desk = self.opened.open(RecordId(record))
        if desk is None:
            return False
        self.pages.setCurrentWidget(desk)
        self.header.show_saved(None)
        self._refresh()
        self.opened.show_last_place()
        self._tell_put_aside()
        return True

    def advise(self, record: str) -> None:
        """Opens an enterprise's profile at the questions that tell what suits it."""
        if self.open_record(record):
            self.opened.show_advice()

    def begin(self) -> None:
        """Shows what can be applied for."""
        from shenbao.ui.begin import BeginPage

        try:
            offers = self.workspace.offers()
            enterprises = self.workspace.records("enterprise", "", "enterprise", False)
        except ShenbaoError as error:
            self.messages.tell_error(error)
            return
        self.opened.close()
        if self._begin_page is None:
            self._begin_page = BeginPage()
            self._begin_page.left.connect(self.go_home)
            self._begin_page.chosen.connect(self._create)
            self.pages.addWidget(self._begin_page)
        self.pages.setCurrentWidget(self._begin_page)
        self._refresh()
        self._begin_page.show_choices(offers, enterprises)

    def show_settings(self) -> None:
        """Shows the settings in place of the page."""
        from shenbao.ui.settings_page import SettingsPage

        self.opened.flush()
        if self._settings_page is None:
            self._settings_page = page = SettingsPage(self.workspace, self.open_folder, self.tasks.start)
            page.left.connect(self._leave_settings)
            page.language_chosen.connect(self.appearance.switch_language)
            page.mode_chosen.connect(lambda mode: self.appearance.set_mode(as_mode(mode)))
            page.zoom_chosen.connect(self.appearance.set_zoom)
            page.letterhead.failed.connect(self.messages.tell_error)
            page.letter_face.failed.connect(self.messages.tell_error)
            page.letterhead.kept.connect(self.opened.dress)
            page.letter_face.kept.connect(self.opened.dress)
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

    def _apply_for(self, scheme: str) -> None:
        """Begins an application for the enterprise whose profile is open."""
        from shenbao.ui.begin import Choice

        if self.document:
            self.opened.flush()
            self._create(Choice(scheme, self.document.record, ""))

    def _refused(self, error: ShenbaoError) -> None:
        self.header.show_refused()
        self.messages.tell_error(error, key="refused")

    # -- what is shown around the pages -------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Title and commands follow what is open."""
        self._show_title()
        menus.allow(self)

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
        from shenbao.ui.palette import Palette

        return Palette(self, self.commands.values())

    @cached_property
    def keys_list(self) -> KeysList:
        """All keys at a glance."""
        from shenbao.ui.palette import KeysList

        return KeysList(self, self.commands.values())

    def open_palette(self) -> None:
        """Shows the list of commands."""
        self.palette_list.open()

    def toggle_keys(self) -> None:
        """Shows or hides the list of keys."""
        self.keys_list.toggle()

    def search(self) -> None:
        """Puts the caret where one searches."""
        if self.pages.currentWidget() is self.start:
            self.start.search.setFocus()
        elif self._begin_page and self.pages.currentWidget() is self._begin_page:
            self._begin_page.search.setFocus()

    def _scheme_title(self, info: RecordInfo) -> str:
        title = self.workspace.scheme_title(info.scheme)
        return pick(title) if title else info.summary.scheme or info.scheme

    def open_folder(self, folder: Path) -> None:
        """Shows a folder in the system's file manager."""
        _show(folder)

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
        self.opened.close()
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


def _show(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
