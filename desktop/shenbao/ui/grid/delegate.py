"""How a cell is drawn and edited, by the kind of its column. No widget exists but the one being edited."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QLocale, QObject, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shenbao.forms.schema import Kind
from shenbao.records import Finding, Level
from shenbao.ui.fields import wording
from shenbao.ui.fields.combo import SEARCH_ABOVE, Combo
from shenbao.ui.fields.date import is_today
from shenbao.ui.grid.checklist import Checklist
from shenbao.ui.grid.model import FAULTS, STATE, Index, TableModel
from shenbao.ui.theme import colours, look

if TYPE_CHECKING:
    from shenbao.draft import FieldState

CORNER = 7
STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class CellDelegate(QStyledItemDelegate):
    """Draws computed cells grey and wrong cells with a corner, and makes the editor of a cell."""

    stepped = Signal(int, int)
    """(lines, columns) to move after an editor was left by key."""

    def __init__(self, today: date, parent: QObject) -> None:
        super().__init__(parent)
        self._today = today.isoformat()

    # -- drawing ------------------------------------------------------------------------------------------------------

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideRight
        option.text = option.text.replace("\n", " ")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: FieldState | None = index.data(STATE)
        faults: tuple[Finding, ...] = index.data(FAULTS) or ()
        wrong = bool(faults)
        shades = colours()
        if state is not None and not state.visible:
            painter.fillRect(option.rect, QColor(shades.sunken))
            return
        if state is not None and state.computed:
            painter.fillRect(option.rect, QColor(shades.window))
        grave = wrong and faults[0].level is Level.BLOCK
        if grave:
            painter.fillRect(option.rect, QColor(shades.danger_soft))
        super().paint(painter, option, index)
        if wrong:
            self._corner(painter, option, QColor(shades.danger if grave else shades.warning))

    def _corner(self, painter: QPainter, option: QStyleOptionViewItem, colour: QColor) -> None:
        """A filled corner, as spreadsheets mark a remark: seen without telling colours apart."""
        size, corner = look.dp(CORNER), QPointF(option.rect.topRight()) + QPointF(1, 0)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([corner, corner - QPointF(size, 0), corner + QPointF(0, size)]))
        painter.restore()

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        return str(value) if value is not None else ""

    # -- editing ------------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, TableModel)
        field = model.columns[index.column()]
        editor: QWidget
        if field.kind in (Kind.ONE_OF, Kind.YES_NO):
            editor = self._combo(parent, index)
        elif field.kind is Kind.SOME_OF:
            editor = Checklist(parent, wording.column_options(field))
        elif field.kind is Kind.LONG_TEXT:
            editor = QPlainTextEdit(parent)
            editor.setTabChangesFocus(True)
        else:
            editor = QLineEdit(parent)
            editor.setAlignment(index.data(Qt.ItemDataRole.TextAlignmentRole))
        editor.setProperty("role", "cell")
        editor.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        return editor

    def _combo(self, parent: QWidget, index: Index) -> QComboBox:
        model = index.model()
        assert isinstance(model, TableModel)
        state = model.state(index)
        options = wording.options(state) if state is not None else wording.column_options(model.columns[index.column()])
        combo = Combo(parent)
        combo.addItem("", "")
        for code, label in options:
            combo.addItem(label, code)
        if len(options) > SEARCH_ABOVE:
            combo.setEditable(True)
            combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = QCompleter(combo.model(), combo)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            combo.setCompleter(completer)
        combo.activated.connect(lambda: self._finish(combo, (0, 0)))
        # Only once the editor stands in its cell does the list know where to open.
        QTimer.singleShot(0, combo, combo.showPopup)
        return combo

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        typed = index.data(Qt.ItemDataRole.EditRole) or ""
        if isinstance(editor, QComboBox):
            at = editor.findData(typed)
            editor.setCurrentIndex(at)
            if at < 0 and editor.isEditable():
                editor.setEditText(typed)
        elif isinstance(editor, Checklist):
            editor.choose(typed)
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(typed)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(typed)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            at = editor.findText(editor.currentText())
            model.setData(index, editor.itemData(at) if at >= 0 else editor.currentText())
        elif isinstance(editor, Checklist):
            model.setData(index, editor.chosen())
        elif isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(_roomy(editor, option.rect))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            if is_today(event) and isinstance(watched, QLineEdit):
                watched.setText(self._today)
                return True
            if (step := self._step(watched, event)) is not None:
                self._finish(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, editor: QWidget, event: QKeyEvent) -> tuple[int, int] | None:
        """Where the key leads out of the editor; None when it belongs to the editor."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if held & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier) or key not in STEPS:
            return None
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not isinstance(editor, QLineEdit):
            return None
        lines, columns = STEPS[key]
        return (-lines, columns) if lines and held & Qt.KeyboardModifier.ShiftModifier else (lines, columns)

    def _finish(self, editor: QWidget, step: tuple[int, int]) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.stepped.emit(*step)


def _roomy(editor: QWidget, cell: QRect) -> QRect:
    """The cell's place; long text and lists of ticks get more room, kept within the table."""
    if isinstance(editor, QPlainTextEdit):
        wanted = QSize(look.dp(320), look.dp(120))
    elif isinstance(editor, Checklist):
        wanted = editor.sizeHint()
    else:
        return cell
    box, table = QRect(cell.topLeft(), cell.size().expandedTo(wanted)), editor.parentWidget()
    assert table is not None
    box.moveRight(min(box.right(), table.width()))
    box.moveBottom(min(box.bottom(), table.height()))
    box.moveTopLeft(QPoint(max(box.left(), 0), max(box.top(), 0)))
    return box
