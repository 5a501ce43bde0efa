"""Dates and months: typed freely, chosen from a calendar, Ctrl+; for today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from shenbao.forms.schema import Kind
from shenbao.ui.fields.line import LineEditor
from shenbao.ui.icons import put_icon
from shenbao.ui.theme import XS, colours, look
from shenbao.ui.words import language, put, say

if TYPE_CHECKING:
    from shenbao.draft import FieldState

_LOCALES = {"zh": QLocale.Language.Chinese, "en": QLocale.Language.English}


class CalendarPopup(QFrame):
    """A month's calendar below the field; closes with Esc or a choice."""

    chosen = Signal(date)

    def __init__(self, shown: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(say("form.date.open"))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setLocale(QLocale(_LOCALES[language.code]))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.calendar.setMinimumSize(look.dp(320), look.dp(260))
        plain = QTextCharFormat()
        plain.setForeground(QColor(colours().text))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)
        self.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XS, XS, XS, XS)
        layout.addWidget(self.calendar)
        self.calendar.clicked.connect(self._on_chosen)
        self.calendar.activated.connect(self._on_chosen)

    def _on_chosen(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))


class DateEditor(LineEditor):
    """A date or a month. Anything the forms accept may be typed: `2026-3-5`, `20260305`, `2026年3月5日`."""

    def __init__(self, state: FieldState, path: str, today: date) -> None:
        super().__init__(state, path)
        self.today = today
        self.button = QToolButton()
        self.button.setProperty("kind", "quiet")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.open_calendar)
        put(self.button, tip="form.date.open")
        put_icon(self.button, "calendar")
        self.row.insertWidget(1, self.button)
        self.line.installEventFilter(self)

    def open_calendar(self) -> None:
        """Show the calendar below the line, at the date typed or at today."""
        self.flush()
        value = self.state.value
        popup = CalendarPopup(value if isinstance(value, date) else self.today, self)
        popup.chosen.connect(self._on_day)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height())))
        popup.show()
        popup.calendar.setFocus()

    def _on_day(self, day: date) -> None:
        text = f"{day:%Y-%m}" if self.state.field.kind is Kind.MONTH else day.isoformat()
        self.pace.forget()
        self.line.setText(text)
        self.edited.emit(self.path, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.state.computed:
            if is_today(event):
                self._on_day(self.today)
                return True
            if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.open_calendar()
                return True
        return False


def is_today(event: QKeyEvent) -> bool:
    """Ctrl+; as in spreadsheets."""
    return event.key() == Qt.Key.Key_Semicolon and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
