"""The main window: holds the pages, knows which one is shown, and carries out the commands."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from shenbao.errors import ShenbaoError
from shenbao.library.rows import RecordInfo
from shenbao.records import Changes, RecordId
from shenbao.ui import theme
from shenbao.ui.appearance import Appearance, as_mode
from shenbao.ui.commands import Command, KeysList, Palette, make_actions
from shenbao.ui.document import Document
from shenbao.ui.droptarget import DropTarget, local_files
from shenbao.ui.header import Header
from shenbao.ui.intake import OPENABLE, Intake
from shenbao.ui.messages import MessageArea, choose_files
from shenbao.ui.places import ATTACHMENTS, PACK, WHOLE
from shenbao.ui.records_table import RecordsModel
from shenbao.ui.settings import Settings
from shenbao.ui.start import StartPage
from shenbao.ui.tasks import Tasks
from shenbao.ui.words import language, pick, put, say
from shenbao.workspace import Workspace

if TYPE_CHECKING:
    from shenbao.ui.begin import BeginPage, Choice
    from shenbao.ui.desk import Desk

_SMALL_SCREEN = 1440
"""Screens up to this width, in device-independent pixels, are filled the first time."""

_CARE_FIRST, _CARE_EVERY = 20_000, 300_000
"""Milliseconds until the library is first tended, and between two times: not while the program starts, and never long."""

_OF_DOCUMENT = ("undo", "redo", "next_problem", "next_page", "previous_page", "attachments", "pack", "whole", "aside")
_OF_APPLICATION = ("attachments", "pack")
_IN_MENU = (
    ("new", "home", "import"), ("undo", "redo", "next_problem", "aside"), ("language", "mode", "larger", "smaller", "normal"),
    ("palette", "keys", "settings"), ("quit",),
)  # fmt: skip
"""What one looks for in a menu; the palette has all commands."""
_IN_HEADER = ("undo", "redo", "aside", "palette", "mode")


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
        self.model = RecordsModel(workspace.records, workspace.today, self)
        self.start = StartPage(self.model, settings)
        self.header = Header()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.start)
        self._begin_page: BeginPage | None = None
        self._settings_page: QWidget | None = None
        self._lay_out()
        self.drop_target = DropTarget(self)
        self.commands = make_actions(self._commands(), self)
        self._fill_header()
        self.header.home.connect(self.go_home)
        self.start.opened.connect(self.open_record)
        self.start.begun.connect(self.begin)
        self.start.profile_begun.connect(self._begin_profile)
        self.start.discarded.connect(self.discard)
        language.changed.connect(self._show_title)
        self._restore()
        self._allow_commands()

    def _lay_out(self) -> None:
        self.setMinimumSize(1024, 600)
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

    def _commands(self) -> tuple[Command, ...]:
        return (
            Command("new", "file-plus", ("Ctrl+N",), self.begin),
            Command("home", "house", ("Ctrl+O", "Ctrl+W"), self.go_home),
            Command("import", "upload", ("Ctrl+I",), self._choose_import),
            Command("undo", "undo-2", ("Ctrl+Z",), self._undo),
            Command("redo", "redo-2", ("Ctrl+Y", "Ctrl+Shift+Z"), self._redo),
            Command("find", "search", ("Ctrl+F",), self._find),
            Command("next_problem", "circle-alert", ("F8",), self.next_problem),
            Command("next_page", "arrow-down", ("Ctrl+PgDown",), partial(self._step, 1)),
            Command("previous_page", "arrow-up", ("Ctrl+PgUp",), partial(self._step, -1)),
            Command("whole", "list", ("Ctrl+E",), partial(self._show_place, WHOLE)),
            Command("attachments", "paperclip", ("Ctrl+Shift+A",), partial(self._show_place, ATTACHMENTS)),
            Command("pack", "package", ("Ctrl+P",), partial(self._show_place, PACK)),
            Command("aside", "panel-right", ("Ctrl+\\",), self._toggle_aside),
            Command("language", "languages", ("Ctrl+L",), self.appearance.next_language),
            Command("mode", "moon", ("Ctrl+Shift+L",), self.appearance.next_mode),
            Command("larger", "zoom-in", ("Ctrl++", "Ctrl+="), lambda: self.appearance.zoom_by(1)),
            Command("smaller", "zoom-out", ("Ctrl+-",), lambda: self.appearance.zoom_by(-1)),
            Command("normal", "rotate-ccw", ("Ctrl+0",), lambda: self.appearance.set_zoom(1.0)),
            Command("palette", "search", ("Ctrl+K",), self._open_palette),
            Command("keys", "keyboard", ("Ctrl+/", "F1"), self._toggle_keys),
            Command("settings", "settings", ("Ctrl+,",), self.show_settings),
            Command("quit", "x", ("Ctrl+Q",), self.close),
        )

    def _fill_header(self) -> None:
        self.header.add_buttons(self.commands[name] for name in _IN_HEADER)
        self._language_button = QToolButton()
        self._language_button.setProperty("kind", "quiet")
        put(self._language_button, "ui.header.language", tip="ui.do.language")
        self._language_button.clicked.connect(self.appearance.next_language)
        self.header.add_words(self._language_button)
        menu = QMenu(self)
        for group in _IN_MENU:
            for name in group:
                menu.addAction(self.commands[name])
            menu.addSeparator()
        self.header.add_menu(menu)

    # -- pages --------------------------------------------------------------------------------------------------------

    def start_up(self) -> None:
        """Fills the start page; called once the window has been painted."""
        self.model.scheme_title = self._scheme_title
        self._show_title()
        self.start.show_kind("application")
        self.start.table.setFocus()
        self.start.finish()
        self.tasks.start(self.workspace.warm_up())
        self._care = QTimer(self, interval=_CARE_EVERY)
        self._care.timeout.connect(self._tend)
        self._care.start()
        QTimer.singleShot(_CARE_FIRST, self, self._tend)

    def go_home(self) -> None:
        """Shows the library. There is nothing to save: every edit has been kept."""
        last = self._close_document()
        self.pages.setCurrentWidget(self.start)
        self._show_title()
        self._allow_commands()
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
        self.desk = desk = Desk(document, attach, self._make_pack_page if info.kind == "application" else None)
        desk.splitter.restoreState(self.settings.state("splitter.desk"))
        desk.show_aside(self.settings.flag("aside", True))
        desk.placed.connect(partial(self.settings.keep_place, record))
        desk.file_opened.connect(self._show_file)
        document.changed.connect(self._document_changed)
        document.saved.connect(self.header.show_saved)
        document.refused.connect(self._refused)
        self.pages.addWidget(desk)
        self.pages.setCurrentWidget(desk)
        self.header.show_saved(None)
        self._show_title()
        self._allow_commands()
        sections = [section.id for section in document.outline()]
        place = self.settings.place(record)
        desk.show_place(place if place in (*sections, NOTICE, ATTACHMENTS) else sections[0])
        desk.nav.take_focus()

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
        self._allow_commands()
        self._begin_page.show_choices(offers, enterprises)

    def show_settings(self) -> None:
        """Shows the settings in place of the page."""
        from shenbao.ui.settings_page import SettingsPage

        if self._settings_page is None:
            page = SettingsPage(self.workspace.folder, self.open_folder)
            page.left.connect(lambda: self.pages.setCurrentWidget(self.desk or self.start))
            page.language_chosen.connect(self.appearance.switch_language)
            page.mode_chosen.connect(lambda mode: self.appearance.set_mode(as_mode(mode)))
            page.zoom_chosen.connect(self.appearance.set_zoom)
            page.backup_wanted.connect(self._back_up)
            page.show_state()
            self.pages.addWidget(page)
            self._settings_page = page
        self.pages.setCurrentWidget(self._settings_page)

    def next_problem(self) -> None:
        """Goes to the next problem of the open application."""
        if self.desk:
            self.desk.show_aside(True)
            self.desk.aside.show_problems()
            self.desk.aside.problems.next_problem()

    def _make_pack_page(self) -> QWidget:
        from shenbao.ui.pack_page import PackPage

        assert self.document is not None
        page = PackPage(self.document, partial(self.workspace.build, self.document.record), self.tasks)
        page.problems_wanted.connect(self.next_problem)
        page.folder_wanted.connect(lambda file: self.open_folder(Path(file).parent))
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

    def discard(self, record: str) -> None:
        """Moves a record to the wastebasket; the message offers to take it back."""
        info = self.workspace.info(RecordId(record))
        try:
            self.workspace.discard(info.id)
        except ShenbaoError as error:
            self.messages.tell_error(error)
            return
        self.start.reload()
        name = info.summary.enterprise or say("ui.start.unnamed")
        back = ("ui.start.restore", partial(self._restore_record, info.id))
        self.messages.tell("info", "ui.start.discarded", key="discarded", name=name, action=back)

    def _restore_record(self, record: RecordId) -> None:
        self.workspace.restore(record)
        self.start.reload(record)

    def _tend(self) -> None:
        """Backups and the like; said only when something is wrong."""
        try:
            self.workspace.tend()
        except ShenbaoError as error:
            self.messages.tell_error(error, key="care")

    def _back_up(self) -> None:
        try:
            backup = self.workspace.back_up()
        except ShenbaoError as error:
            self.messages.tell_error(error)
            return
        if backup is None:
            self.messages.tell("success", "ui.settings.data.nothing_new", key="backup")
        else:
            self.messages.tell("success", "ui.settings.data.backed_up", key="backup", place=backup.path)

    def _choose_import(self) -> None:
        pattern = " ".join(f"*{ending}" for ending in OPENABLE)
        for file in choose_files(self, "ui.do.import", pattern):
            self.intake.open_again(file, self.open_record)

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
        self._show_title()
        self._allow_commands()

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
        self.header.show_application(title, name, summary.state if is_application else "")
        self.setWindowTitle(f"{title} – {name} – {say('ui.program')}")

    def _allow_commands(self) -> None:
        document, desk = self.document, self.desk
        shown = desk is not None and self.pages.currentWidget() is desk
        for name in _OF_DOCUMENT:
            self.commands[name].setEnabled(shown)
            self.commands[name].setVisible(document is not None)
        for name in _OF_APPLICATION:
            self.commands[name].setEnabled(shown and desk is not None and desk.is_application)
        self.commands["undo"].setEnabled(shown and document is not None and document.undo_label is not None)
        self.commands["redo"].setEnabled(shown and document is not None and document.redo_label is not None)

    @cached_property
    def palette_list(self) -> Palette:
        """All commands by name."""
        return Palette(self, self.commands.values())

    @cached_property
    def keys_list(self) -> KeysList:
        """All keys at a glance."""
        return KeysList(self, self.commands.values())

    def _open_palette(self) -> None:
        self.palette_list.open()

    def _toggle_keys(self) -> None:
        self.keys_list.toggle()

    def _undo(self) -> None:
        if self.document and self.desk:
            self.desk.form.flush()
            self.document.undo()

    def _redo(self) -> None:
        if self.document and self.desk:
            self.desk.form.flush()
            self.document.redo()

    def _show_place(self, place: str) -> None:
        if self.desk:
            self.desk.show_place(place)

    def _step(self, by: int) -> None:
        if self.desk:
            self.desk.nav.step(by)

    def _toggle_aside(self) -> None:
        if self.desk:
            self.desk.show_aside(not self.desk.aside.wanted)
            self.settings.keep_flag("aside", self.desk.aside.wanted)

    def _find(self) -> None:
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
        if any(file.suffix.lower() in OPENABLE for file in local_files(event.mimeData())):
            event.acceptProposedAction()
            self.drop_target.open()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop_target.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_target.hide()
        for file in local_files(event.mimeData()):
            if file.suffix.lower() in OPENABLE:
                self.intake.open_again(file, self.open_record)

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
        self.tasks.close()
        event.accept()

    def _restore(self) -> None:
        if not self.restoreGeometry(self.settings.state("window")):
            room = self.screen().availableGeometry()
            self.resize(min(1440, room.width()), min(900, room.height()))
            if room.width() <= _SMALL_SCREEN:
                self.setWindowState(Qt.WindowState.WindowMaximized)
