"""The bar at the top of the window: where one is, whether it is saved, and the switches that are always there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from shenbao.records import Summary
from shenbao.ui import theme
from shenbao.ui.counts import state_of
from shenbao.ui.elided import ElidedLabel
from shenbao.ui.icons import put_icon
from shenbao.ui.sizes import put_size
from shenbao.ui.words import language, put, say

_ROOM_FOR_SAVED = 860
"""Width from which on it is said in words that all is saved; below, the title needs the room and the mark says it."""


class Header(QFrame):
    """Shows what it is told; its buttons trigger the window's actions."""

    home = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._saved_at: datetime | None = None
        self.back = QPushButton()
        self.back.setProperty("kind", "quiet")
        put_icon(self.back, "arrow-left")
        put(self.back, tip="ui.header.home")
        self.back.clicked.connect(self.home)
        self.mark = QLabel()
        put_icon(self.mark, "stamp", "accent", 20)
        self.title, self.subtitle = ElidedLabel(), ElidedLabel()
        self.title.setProperty("role", "lead")
        self.subtitle.setProperty("role", "small")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        self.state = QLabel()
        self.state.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.saved_mark, self.saved = QLabel(), QLabel()
        self.saved.setProperty("role", "small")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.M, 0, theme.M, 0)
        self._row.setSpacing(theme.S)
        for widget in (self.back, self.mark):
            self._row.addWidget(widget)
        self._row.addLayout(words, 1)
        for widget in (self.state, self.saved_mark, self.saved):
            self._row.addWidget(widget)
        self._row.addSpacing(theme.S)
        language.changed.connect(self._retell)
        theme.look.changed.connect(self._fit)
        self._fit()
        self.show_home()

    def add_buttons(self, actions: Iterable[QAction]) -> None:
        """Icon buttons for `actions`, from left to right."""
        for action in actions:
            button = QToolButton()
            button.setProperty("kind", "quiet")
            button.setDefaultAction(action)
            put_size(button, fixed=36, icon=16)
            action.changed.connect(lambda shown=button, says=action: shown.setAccessibleName(says.text()))
            button.setAccessibleName(action.text())
            action.visibleChanged.connect(lambda shown=button, says=action: shown.setVisible(says.isVisible()))
            # Only now: a widget that is shown before it has a parent is a window of its own for a moment.
            self._row.addWidget(button)
            button.setVisible(action.isVisible())

    def add_words(self, widget: QWidget) -> None:
        """Any other control at the right end."""
        self._row.addWidget(widget)

    def add_menu(self, menu: QMenu) -> QToolButton:
        """The button that opens everything else."""
        button = QToolButton()
        button.setProperty("kind", "quiet")
        put_size(button, fixed=36)
        put_icon(button, "ellipsis")
        put(button, tip="ui.header.more")
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._row.addWidget(button)
        return button

    def show_home(self) -> None:
        """The program itself, no application open."""
        self.back.hide()
        self.mark.show()
        put(self.title, "ui.program")
        put(self.subtitle, "ui.program.what")
        for widget in (self.state, self.saved_mark, self.saved):
            widget.hide()

    def show_application(self, title: str, subtitle: str, summary: Summary | None) -> None:
        """An open application: what, whose, and its state as the library lists it; None for an enterprise's profile."""
        self.back.show()
        self.mark.hide()
        put(self.title)
        put(self.subtitle)
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.state.setVisible(summary is not None)
        if summary:
            state = state_of(summary)
            self.state.setToolTip("")
            put(self.state, f"ui.state.{state}", tip=f"ui.state.{state}.tip" if summary.packed else "", day=summary.packed)
            theme.set_role(self.state, {"ready": "chip-success", "final": "chip-accent", "changed": "chip-warning"}.get(state, "chip"))
        self.saved_mark.show()
        self._make_room()

    def show_saved(self, at: datetime | None) -> None:
        """`at` is the local time of the last edit kept; None while nothing was typed since opening."""
        self._saved_at = at
        put_icon(self.saved_mark, "circle-check", "success")
        theme.set_role(self.saved, "small")
        self.saved.setToolTip(say("ui.saved.tip"))
        self.saved.setText(say("ui.saved.at", time=at.strftime("%H:%M")) if at else say("ui.saved.all"))
        self.saved_mark.setToolTip(self.saved.text())
        self._make_room()

    def show_refused(self) -> None:
        """The last edit could not be kept."""
        put_icon(self.saved_mark, "circle-alert", "danger")
        theme.set_role(self.saved, "danger")
        self.saved.setText(say("ui.saved.not"))
        self._make_room()

    def _retell(self) -> None:
        self.show_saved(self._saved_at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a narrow window the mark alone says that all is saved; what is not saved is always said in words."""
        roomy = self.width() >= theme.look.dp(_ROOM_FOR_SAVED)
        self.saved.setVisible(not self.saved_mark.isHidden() and (roomy or self.saved.property("role") == "danger"))

    def _fit(self) -> None:
        self.setFixedHeight(theme.look.dp(56))
        self._make_room()
