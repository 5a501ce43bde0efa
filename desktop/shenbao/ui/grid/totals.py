"""The line of totals below a table: pinned, painted, kept up to date cell by cell."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from shenbao.forms import kinds
from shenbao.forms.schema import Kind
from shenbao.money import in_words
from shenbao.records import Changes
from shenbao.ui.fields import wording
from shenbao.ui.grid.model import TableModel
from shenbao.ui.theme import S, colours, look
from shenbao.ui.words import language, pick, say


class Totals(QWidget):
    """Sums of the columns the form names. A cell without a value is not zero: how many lack one is said beside the sum."""

    def __init__(self, view: QTableView, model: TableModel) -> None:
        super().__init__()
        self._view = view
        self._model = model
        names = model.document.state(model.table).field.totals
        self._columns = [at for at, column in enumerate(model.columns) if column.id in names]
        self._values: dict[int, dict[str, Decimal | None]] = {}
        if not self._columns:
            self.hide()
        view.horizontalScrollBar().valueChanged.connect(self.update)
        view.horizontalHeader().sectionResized.connect(self.update)
        language.changed.connect(self.update)
        self._read_all()

    def follow(self, changes: Changes) -> None:
        """Read again what an edit changed."""
        if self._model.table in changes.tables:
            self._read_all()
            return
        for path in changes.fields:
            index = self._model.index_of(path)
            if index.isValid() and index.column() in self._values:
                self._read(index.column(), self._model.ids[index.row()])
        self.update()

    def total(self, column: int) -> tuple[Decimal, int]:
        """The sum of what is there, and how many rows have no value."""
        values = self._values[column].values()
        known = [value for value in values if value is not None]
        return sum(known, Decimal(0)), len(values) - len(known)

    def sizeHint(self) -> QSize:
        return QSize(100, look.dp(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        shades, painter = colours(), QPainter(self)
        painter.fillRect(self.rect(), QColor(shades.window))
        painter.setPen(QColor(shades.text_soft))
        left = self._view.verticalHeader().width() + self._view.frameWidth()
        seen = self._in_sight()
        box = self.rect().adjusted(look.dp(S), 0, -look.dp(S), 0)
        title = self.fontMetrics().elidedText(self._title(seen), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.setPen(QColor(shades.text))
        for column in seen:
            box = QRect(left + self._view.columnViewportPosition(column) + S, 0, self._view.columnWidth(column) - 2 * S, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._text(column))
        painter.end()

    def _in_sight(self) -> list[int]:
        """Columns with a sum that stand wholly behind the row numbers; the first column's sum would cover the word 合计."""
        width = self._view.viewport().width()
        room = self.fontMetrics().horizontalAdvance(say("form.grid.total")) + S
        left = self._view.verticalHeader().width()
        return [column for column in self._columns if max(room - left, 0) <= self._view.columnViewportPosition(column) < width]

    def _title(self, seen: list[int]) -> str:
        """「合计」, with the sums in words while none of their columns is in sight."""
        if seen:
            return say("form.grid.total")
        sums = (f"{pick(self._model.columns[column].label)} {self._text(column)}" for column in self._columns)
        return "　".join([say("form.grid.total"), *sums])

    def _text(self, column: int) -> str:
        total, lacking = self.total(column)
        if lacking == len(self._values[column]):
            return "—"
        field = self._model.columns[column]
        text = wording.at_rest(field, kinds.stored_of(field, total), {})
        return say("form.grid.total_lacking", total=text, count=lacking) if lacking else text

    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QHelpEvent.Type.ToolTip:
            self.setToolTip(self._words_at(event.pos().x()))
        return super().event(event)  # type: ignore[arg-type]

    def _words_at(self, x: int) -> str:
        """A sum in words; while sums stand in one line, the whole line."""
        if not (seen := self._in_sight()):
            return self._title(seen)
        column = self._view.columnAt(x - self._view.verticalHeader().width())
        if column in self._values and self._model.columns[column].kind is Kind.MONEY:
            return in_words(self.total(column)[0])
        return ""

    def _read_all(self) -> None:
        self._values = {column: {} for column in self._columns}
        for column in self._columns:
            for row in self._model.ids:
                self._read(column, row)
        self.setAccessibleName(say("form.grid.total"))
        self.update()

    def _read(self, column: int, row: str) -> None:
        value = self._model.document.state(f"{self._model.table}/{row}/{self._model.columns[column].id}").value
        self._values[column][row] = value if isinstance(value, Decimal) else None
