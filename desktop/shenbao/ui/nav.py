"""The navigation of an open application: its sections with their states, the attachments and the pack."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from shenbao.checks import is_unanswered
from shenbao.records import Level
from shenbao.ui import theme
from shenbao.ui.document import Document
from shenbao.ui.form.faults import is_open
from shenbao.ui.form.sections import NOTICE, answers_notice
from shenbao.ui.icons import pixmap, put_icon
from shenbao.ui.places import ATTACHMENTS, PACK, WHOLE
from shenbao.ui.words import language, pick, put, say

if TYPE_CHECKING:
    from shenbao.draft import SectionState

_PAUSE = 120
"""Milliseconds after the last edit: marks may lag behind the keys, the field one types in may not."""

_MARKS = {
    "empty": ("circle-dashed", "text_faint"),
    "optional": ("circle", "text_faint"),
    "open": ("circle-dot", "text_soft"),
    "problems": ("circle-alert", "danger"),
    "warnings": ("triangle-alert", "warning"),
    "done": ("circle-check", "success"),
    "notice": ("file-text", "text_faint"),
}


def mark_of(section: SectionState) -> str:
    """`problems`, `warnings`, `done`, `open`, `empty` or `optional`. An answer that is merely missing blocks too, but is no mistake yet."""
    if not (section.asked or section.blocking or section.warnings):
        return "optional"
    missing = section.asked - section.answered
    if section.blocking > missing:
        return "problems"
    if missing:
        return "open" if section.answered else "empty"
    return "warnings" if section.warnings else "done"


class NavButton(QPushButton):
    """One place: a state mark, its title, and how much of it is answered."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setProperty("kind", "nav")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = ""
        self._count = ""
        self._mark: tuple[str, str] | None = None

    def show_state(self, title: str, count: str, mark: str, spoken: str) -> None:
        """Shows `title` with `count` at the right; `spoken` is what a screen reader says of the state."""
        self._title, self._count, self._mark = title, count, _MARKS.get(mark)
        self.setAccessibleName(f"{title}, {spoken}, {count}" if spoken else title)
        self.setToolTip(f"{title} · {spoken} {count}".rstrip(" ·") if spoken else title)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.look.dp(200), theme.look.dp(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.look.dp(120), theme.look.dp(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        edge, gap = theme.look.dp(theme.S + 2), theme.look.dp(theme.S)
        box = self.rect().adjusted(edge, 0, -edge, 0)
        if self._mark:
            size = theme.look.dp(16)
            painter.drawPixmap(box.left(), (self.height() - size) // 2, pixmap(*self._mark, size, self.devicePixelRatioF()))
            box.setLeft(box.left() + size + gap)
        if self._count:
            painter.setFont(theme.font(theme.SMALL, theme.look.zoom))
            painter.setPen(QColor(theme.colours().text_faint))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._count)
            box.setRight(box.right() - painter.fontMetrics().horizontalAdvance(self._count) - gap)
        painter.setFont(theme.font(theme.BODY, theme.look.zoom, medium=self.isChecked()))
        shades = theme.colours()
        painter.setPen(QColor(shades.accent if self.isChecked() else shades.text))
        title = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)


class Nav(QFrame):
    """The column at the left of an open application."""

    chosen = Signal(str)
    """A section's id, or one of `places`."""
    left = Signal()
    """Tab behind the last place."""

    def __init__(self, document: Document, *, is_application: bool) -> None:
        super().__init__()
        self._document = document
        self.setProperty("role", "side")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, NavButton] = {}
        self._sections = QVBoxLayout()
        self._sections.setSpacing(2)
        inner = QWidget()
        inner.setProperty("role", "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.S, theme.M, theme.S, theme.M)
        column.setSpacing(2)
        heading = QLabel()
        heading.setProperty("role", "faint")
        heading.setContentsMargins(theme.S, 0, 0, theme.XS)
        put(heading, "ui.nav.sections")
        column.addWidget(heading)
        column.addLayout(self._sections)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, theme.S)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        self.whole = QPushButton()
        self.whole.setCheckable(True)
        self.whole.setProperty("kind", "quiet")
        put_icon(self.whole, "list")
        put(self.whole, "ui.nav.whole", tip="ui.nav.whole.tip")
        self.whole.clicked.connect(lambda on: self.chosen.emit(WHOLE if on else self.current_section()))
        line = QFrame()
        line.setProperty("role", "hairline")
        outer.addWidget(line)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.S, theme.S, theme.S, 0)
        foot.setSpacing(2)
        self._extras = [self._button(place) for place in (ATTACHMENTS, PACK)] if is_application else []
        for button in (*self._extras, self.whole):
            foot.addWidget(button)
        outer.addLayout(foot)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.refresh)
        document.changed.connect(lambda: self._soon.start())
        language.changed.connect(self.refresh)
        self.refresh()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt's own order is that of age, in which questions come last: they are made when they are first shown."""
        if not forward:
            return super().focusNextPrevChild(forward)
        if self.whole.hasFocus():
            self.left.emit()
        else:
            self.whole.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def refresh(self) -> None:
        """Shows the sections that are asked now, and how far each is."""
        outline = self._document.outline()
        shown = [section.id for section in outline]
        if answers_notice(self._document.scheme):
            shown.append(NOTICE)
        if shown != [place for place in self._buttons if not place.startswith("@")]:
            self._rebuild(shown)
        for section in outline:
            mark = mark_of(section)
            count = f"{section.answered}/{section.asked}" if section.asked else ""
            self._buttons[section.id].show_state(pick(section.title), count, mark, say(f"ui.mark.{mark}"))
        if NOTICE in self._buttons:
            self._buttons[NOTICE].show_state(say("form.notice.title"), "", "notice", "")
        if self._extras:
            self._show_extras()

    def current_section(self) -> str:
        """The section chosen now, or the first one."""
        checked = self._group.checkedButton()
        if isinstance(checked, NavButton) and not checked.place.startswith("@"):
            return checked.place
        return next((place for place in self._buttons if not place.startswith("@")), "")

    def show_place(self, place: str) -> None:
        """Marks `place` as the one shown."""
        self.whole.setChecked(place == WHOLE)
        if button := self._buttons.get(place):
            button.setChecked(True)

    def take_focus(self) -> None:
        """Puts the focus on the place shown, from where Tab leads into the form."""
        if button := self._group.checkedButton():
            button.setFocus()

    def step(self, by: int) -> None:
        """Goes to the next or the previous place."""
        places = list(self._buttons)
        checked = self._group.checkedButton()
        at = places.index(checked.place) if isinstance(checked, NavButton) else 0
        self.chosen.emit(places[(at + by) % len(places)])

    def _button(self, place: str) -> NavButton:
        button = NavButton(place)
        self._buttons[place] = button
        self._group.addButton(button)
        button.clicked.connect(lambda: self.chosen.emit(place))
        return button

    def _rebuild(self, shown: list[str]) -> None:
        current = self.current_section()
        for place in [place for place in self._buttons if not place.startswith("@")]:
            button = self._buttons.pop(place)
            self._group.removeButton(button)
            self._sections.removeWidget(button)
            button.hide()
            button.deleteLater()
        extras = dict(self._buttons)
        self._buttons.clear()
        for place in shown:
            self._sections.addWidget(self._button(place))
        self._buttons.update(extras)
        in_order = [*self._buttons.values(), self.whole]
        for before, after in pairwise(in_order):
            QWidget.setTabOrder(before, after)
        if current in self._buttons and self._group.checkedButton() is None:
            self._buttons[current].setChecked(True)

    def _show_extras(self) -> None:
        slots = self._document.slots()
        required = [slot for slot in slots if slot.required]
        filled = [slot for slot in required if slot.rows]
        faults = (fault for fault in self._document.findings() if fault.path.startswith("attachments."))
        found = {fault.level for fault in faults if is_open(fault) and not is_unanswered(fault)}
        if Level.BLOCK in found:
            mark = "problems"
        elif len(filled) < len(required):
            mark = "open" if filled else "empty"
        else:
            mark = "warnings" if Level.WARN in found else "done"
        attachments, pack = self._extras
        attachments.show_state(say("ui.nav.attachments"), f"{len(filled)}/{len(required)}", mark, say(f"ui.mark.{mark}"))
        summary = self._document.summary()
        mark = "problems" if summary.blocking else "done" if summary.state in ("ready", "final") else "open"
        pack.show_state(say("ui.nav.pack"), "", mark, say(f"ui.mark.{mark}"))
