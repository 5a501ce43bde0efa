"""The start page: everything in the library as a searchable, sortable table, and the ways to begin."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from shenbao.library.rows import Kind, RecordInfo
from shenbao.records import RecordId
from shenbao.ui import theme
from shenbao.ui.icons import put_icon
from shenbao.ui.records_table import Column, RecordsModel
from shenbao.ui.records_view import RecordsView
from shenbao.ui.search_field import search_field
from shenbao.ui.settings import Settings
from shenbao.ui.sizes import put_size
from shenbao.ui.words import put

_TYPING_PAUSE = 120
"""Milliseconds without a key after which the search runs."""

_OF_ENTERPRISES = (Column.ENTERPRISE, Column.PROBLEMS, Column.UPDATED)
"""Columns that make sense for enterprises' own records."""


class StartPage(QWidget):
    """Lists the library; never opens anything itself."""

    opened = Signal(str)
    """Id of the record to open."""
    begun = Signal()
    """A new application is wanted."""
    profile_begun = Signal()
    """A new enterprise is wanted."""
    discarded = Signal(str)
    """Id of the record to move to the wastebasket."""
    copied = Signal(str)
    """Id of the application to begin another one from."""
    advised = Signal(str)
    """Id of the enterprise one wants to know of what suits it."""

    def __init__(self, model: RecordsModel, settings: Settings) -> None:
        super().__init__()
        self._model = model
        self._settings = settings
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._typing.timeout.connect(self._search_now)
        self.search = search_field("ui.start.search")
        self.search.textChanged.connect(lambda: self._typing.start())
        self.table = RecordsView(model)
        self.table.restore(settings)
        self.table.customContextMenuRequested.connect(self._menu_at)
        self.table.entry_opened.connect(lambda index: self.opened.emit(model.info(index).id))
        self.table.entry_discarded.connect(lambda index: self.discarded.emit(model.info(index).id))
        self.begin = self._beginning()
        self.advise = QPushButton()
        self.advise.setProperty("kind", "quiet")
        put_icon(self.advise, "circle-help")
        put(self.advise, "advice.of", tip="advice.of.tip")
        self.advise.clicked.connect(lambda: self.advised.emit(model.info(self.table.currentIndex()).id))
        self._stack = QStackedWidget()
        self._list = self._card(self.table)
        self._stack.addWidget(self._list)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.XXL, theme.XL, theme.XXL, theme.XL)
        page.setSpacing(theme.L)
        page.addLayout(self._heading())
        page.addWidget(self._stack, 1)
        model.modelReset.connect(self._show_fitting)
        self.table.selectionModel().selectionChanged.connect(self._allow_advice)

    # -- parts --------------------------------------------------------------------------------------------------------

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        self._kinds = QButtonGroup(self)
        self._tabs: dict[Kind, QPushButton] = {}
        kinds: tuple[tuple[Kind, str, str], ...] = (
            ("application", "ui.start.applications", "file-text"),
            ("enterprise", "ui.start.enterprises", "building-2"),
        )
        for kind, words, drawing in kinds:
            tab = QPushButton()
            tab.setCheckable(True)
            tab.setProperty("kind", "quiet")
            put_icon(tab, drawing)
            put(tab, words)
            tab.clicked.connect(lambda _, wanted=kind: self.show_kind(wanted))
            self._kinds.addButton(tab)
            self._tabs[kind] = tab
            row.addWidget(tab)
        self._tabs["application"].setChecked(True)
        row.addStretch(1)
        row.addWidget(self.advise)
        put_size(self.search, least=240)
        row.addWidget(self.search)
        row.addSpacing(theme.S)
        row.addWidget(self.begin)
        return row

    def _card(self, table: QTableView) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(table)
        return card

    def _beginning(self) -> QPushButton:
        begin = QPushButton()
        begin.setProperty("kind", "primary")
        put_icon(begin, "plus", "on_accent")
        put(begin, "ui.start.new")
        begin.clicked.connect(self._begin)
        return begin

    @cached_property
    def _begin_here(self) -> QPushButton:
        """The way to begin in the middle of the empty page."""
        return self._beginning()

    @cached_property
    def _empty(self) -> QWidget:
        """What one sees before there is anything: what to do, in three steps."""
        picture, title = QLabel(), QLabel()
        put_icon(picture, "stamp", "accent", 48)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title.setProperty("role", "title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        put(title, "ui.start.empty.title")
        column = QVBoxLayout()
        column.setSpacing(theme.M)
        column.addStretch(1)
        column.addWidget(picture)
        column.addWidget(title)
        steps = QHBoxLayout()
        steps.setSpacing(theme.L)
        steps.addStretch(1)
        for number in (1, 2, 3):
            steps.addWidget(_step(number))
        steps.addStretch(1)
        column.addSpacing(theme.S)
        column.addLayout(steps)
        column.addSpacing(theme.M)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._begin_here)
        row.addStretch(1)
        column.addLayout(row)
        hint = QLabel()
        hint.setProperty("role", "faint")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        put(hint, "ui.start.empty.drop")
        column.addWidget(hint)
        column.addStretch(2)
        page = QWidget()
        page.setLayout(column)
        return page

    @cached_property
    def _nothing(self) -> QWidget:
        """What a search without an outcome shows."""
        text, clear = QLabel(), QPushButton()
        text.setProperty("role", "soft")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        put(text, "ui.start.nothing_found")
        put(clear, "ui.start.clear_search")
        clear.clicked.connect(self.search.clear)
        column = QVBoxLayout()
        column.addStretch(1)
        column.addWidget(text)
        column.addWidget(clear, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        page = QWidget()
        page.setLayout(column)
        return page

    @cached_property
    def _no_enterprise(self) -> QLabel:
        """What stands in place of an empty list of enterprises."""
        text = QLabel()
        text.setProperty("role", "soft")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        put(text, "ui.start.no_enterprise")
        return text

    # -- what happens -------------------------------------------------------------------------------------------------

    def show_kind(self, kind: Kind) -> None:
        """Lists applications or enterprises."""
        self._tabs[kind].setChecked(True)
        put(self.begin, "ui.start.new" if kind == "application" else "ui.start.new_enterprise")
        for column in Column:
            self.table.setColumnHidden(column, kind == "enterprise" and column not in _OF_ENTERPRISES)
        self._model.load(kind=kind)

    def reload(self, select: RecordId | None = None) -> None:
        """Reads the list again and keeps, or moves, the selection."""
        current = self.table.currentIndex()
        kept = select or (self._model.info(current).id if current.isValid() else None)
        self._model.load()
        if kept and (row := self._model.row_of(kept)) >= 0:
            self.table.selectRow(row)
            self.table.scrollTo(self._model.index(row, 0))

    def keep_state(self) -> None:
        """Remembers the columns."""
        self.table.keep(self._settings)

    def _begin(self) -> None:
        (self.begun if self._model.kind == "application" else self.profile_begun).emit()

    def _search_now(self) -> None:
        self._model.load(search=self.search.text().strip())

    def _show_fitting(self) -> None:
        rows = self._model.rowCount()
        searching = bool(self.search.text().strip())
        applications = self._model.kind == "application"
        empty = not rows and not searching and applications
        shown = self._list if rows else self._nothing if searching else self._empty if applications else self._no_enterprise
        if self._stack.indexOf(shown) < 0:
            self._stack.addWidget(shown)
        # What is hidden hands its focus to the next in line, which would be a button of the window's header.
        moves = shown is not self._stack.currentWidget() and self._stack.isAncestorOf(QApplication.focusWidget() or self)
        self._stack.setCurrentWidget(shown)
        self.search.setVisible(not empty)
        self.begin.setVisible(not empty)
        self.setFocusProxy(self._begin_here if empty else self.table if rows else self.begin)
        if moves:
            self.setFocus()
        self.advise.setVisible(not applications and bool(rows))
        self._allow_advice()

    def _allow_advice(self) -> None:
        """An enterprise must be chosen first."""
        self.advise.setEnabled(self.table.selectionModel().hasSelection())

    def _menu_at(self, place: QPoint) -> None:
        index = self.table.indexAt(place)
        if not index.isValid():
            return
        info: RecordInfo = self._model.info(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choices = (
            ("ui.start.open", "folder-open", self.opened),
            ("advice.of", "circle-help", self.advised),
            ("ui.do.copy", "copy", self.copied),
            ("ui.start.discard", "trash-2", self.discarded),
        )  # fmt: skip
        for words, drawing, chosen in choices:
            # Looking advice up concerns enterprises, copying applications.
            if (words, info.kind) in (("advice.of", "application"), ("ui.do.copy", "enterprise")):
                continue
            action = QAction(menu)
            put(action, words)
            put_icon(action, drawing)
            action.triggered.connect(lambda _=False, told=chosen: told.emit(info.id))
            menu.addAction(action)
        menu.popup(self.table.viewport().mapToGlobal(place))


def _step(number: int) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    put_size(card, fixed=240)
    head, text = QLabel(), QLabel()
    head.setProperty("role", "lead")
    text.setProperty("role", "soft")
    text.setWordWrap(True)
    text.setAlignment(Qt.AlignmentFlag.AlignTop)
    put(head, f"ui.start.empty.step{number}.title")
    put(text, f"ui.start.empty.step{number}.text")
    column = QVBoxLayout(card)
    column.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
    column.setSpacing(theme.XS)
    column.addWidget(head)
    column.addWidget(text, 1)
    return card
