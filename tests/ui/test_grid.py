"""Tables: keys and clipboard as in a spreadsheet, every block of cells one step of undo, nothing redrawn that did not change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shenbao.ui.document import Document
from shenbao.ui.form.faults import by_path
from shenbao.ui.grid import clipboard
from shenbao.ui.grid.model import FAULTS
from shenbao.ui.grid.panel import GridPanel
from ui.small import TODAY, small_document, type_in

NUMBER, SIGNED, AMOUNT, RATE, NET, RELATED, REMARK, PAID = range(8)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass
class Table:
    """A grid in a window, and the few things the tests do with it."""

    panel: GridPanel
    document: Document
    qtbot: QtBot

    def stand_on(self, row: int, column: int) -> None:
        self.panel.view.setCurrentIndex(self.panel.model.index(row, column))

    def select(self, top: int, left: int, bottom: int, right: int) -> None:
        model = self.panel.model
        self.stand_on(top, left)
        block = QItemSelection(model.index(top, left), model.index(bottom, right))
        self.panel.view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.panel.view, key, held)

    def editor(self) -> QWidget:
        here = self.panel.view.indexWidget(self.panel.view.currentIndex()) or QApplication.focusWidget()
        assert here is not None
        return here

    def text(self, row: int, column: int) -> str:
        return self.panel.model.index(row, column).data() or ""

    def here(self) -> tuple[int, int]:
        index = self.panel.view.currentIndex()
        return index.row(), index.column()

    def rows(self) -> int:
        return len(self.document.rows("money.list"))


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    """Three contracts of 100 yuan."""
    document = small_document(rows=3)
    panel = GridPanel(document, "money.list")
    qtbot.addWidget(panel)
    document.changed.connect(lambda changes, initiator: (panel.follow(changes), panel.show_faults(by_path(document.findings()))))
    panel.resize(900, 500)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.view.setFocus()
    return Table(panel, document, qtbot)


def copied() -> str:
    return QApplication.clipboard().mimeData().text()


def put_on_clipboard(text: str) -> None:
    QApplication.clipboard().setText(text)


# -- keys -------------------------------------------------------------------------------------------------------------


def test_typing_replaces_a_cell_and_enter_goes_down(table: Table) -> None:
    table.stand_on(0, AMOUNT)
    table.press(Qt.Key.Key_2)
    type_in(table.editor(), "50.5")
    table.qtbot.keyClick(table.editor(), Qt.Key.Key_Return)
    assert table.text(0, AMOUNT) == "250.50"
    assert table.here() == (1, AMOUNT)


def test_escape_leaves_a_cell_as_it_was(table: Table) -> None:
    table.stand_on(0, NUMBER)
    table.press(Qt.Key.Key_X)
    table.qtbot.keyClick(table.editor(), Qt.Key.Key_Escape)
    assert table.text(0, NUMBER) == "HT-1"


def test_f2_edits_what_is_there(table: Table) -> None:
    table.stand_on(0, NUMBER)
    table.press(Qt.Key.Key_F2)
    editor = table.editor()
    assert isinstance(editor, QLineEdit)
    editor.deselect()
    editor.end(False)
    type_in(editor, "a")
    table.qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert table.text(0, NUMBER) == "HT-1a"
    assert table.here() == (0, SIGNED)


def test_tab_wraps_to_the_next_row_and_leaves_behind_the_last_cell(table: Table) -> None:
    table.stand_on(0, PAID)
    table.press(Qt.Key.Key_Tab)
    assert table.here() == (1, NUMBER)
    table.press(Qt.Key.Key_Backtab, SHIFT)
    assert table.here() == (0, PAID)
    table.stand_on(3, PAID)
    table.press(Qt.Key.Key_Tab)
    assert not table.panel.view.hasFocus()


def test_home_end_and_corners(table: Table) -> None:
    table.stand_on(1, AMOUNT)
    table.press(Qt.Key.Key_End)
    assert table.here() == (1, PAID)
    table.press(Qt.Key.Key_Home)
    assert table.here() == (1, NUMBER)
    table.press(Qt.Key.Key_End, CONTROL)
    assert table.here() == (3, PAID)
    table.press(Qt.Key.Key_Home, CONTROL)
    assert table.here() == (0, NUMBER)


def test_typing_in_the_empty_line_adds_a_row_and_stays_on_it(table: Table) -> None:
    table.stand_on(3, NUMBER)
    table.press(Qt.Key.Key_N)
    table.qtbot.keyClick(table.editor(), Qt.Key.Key_Tab)
    assert table.rows() == 4
    assert table.text(3, NUMBER) == "n"
    assert table.here() == (3, SIGNED)


def test_computed_cells_cannot_be_edited(table: Table) -> None:
    table.stand_on(0, NET)
    table.press(Qt.Key.Key_5)
    assert table.panel.view.hasFocus(), "no editor opened"


def test_today_in_a_date(table: Table) -> None:
    table.stand_on(0, SIGNED)
    table.press(Qt.Key.Key_Semicolon, CONTROL)
    assert table.text(0, SIGNED) == TODAY.isoformat()


def test_a_choice_is_picked_from_its_list(table: Table) -> None:
    table.stand_on(0, RELATED)
    table.press(Qt.Key.Key_F2)
    editor = table.editor()
    assert isinstance(editor, QComboBox)
    assert [editor.itemText(at) for at in range(editor.count())] == ["", "是", "否"]
    editor.setCurrentIndex(1)
    table.qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert table.text(0, RELATED) == "是"


# -- blocks -----------------------------------------------------------------------------------------------------------


def test_a_block_is_copied_as_text_and_html(table: Table) -> None:
    table.document.set("money.list/r1/remark", "a")
    table.select(0, NUMBER, 1, AMOUNT)
    table.press(Qt.Key.Key_C, CONTROL)
    assert copied() == "HT-1\t\t100.00\r\nHT-2\t\t100.00\r\n"
    assert "<td" in QApplication.clipboard().mimeData().html()


def test_more_rows_than_there_are_arrive_in_one_step_of_undo(table: Table) -> None:
    put_on_clipboard("A\t2026-1-5\t1,234.5\r\nB\t20260106\t２００\r\nC\t\t300\r\n")
    table.stand_on(2, NUMBER)
    table.press(Qt.Key.Key_V, CONTROL)
    assert [table.text(row, NUMBER) for row in range(5)] == ["HT-1", "HT-2", "A", "B", "C"]
    assert (table.text(2, AMOUNT), table.text(3, SIGNED), table.text(3, AMOUNT)) == ("1,234.50", "2026-01-06", "200.00")
    table.document.undo()
    assert table.rows() == 3
    assert table.text(2, NUMBER) == "HT-3"


def test_one_copied_cell_fills_the_selection(table: Table) -> None:
    put_on_clipboard("7")
    table.select(0, AMOUNT, 2, AMOUNT)
    table.press(Qt.Key.Key_V, CONTROL)
    assert [table.text(row, AMOUNT) for row in range(3)] == ["7.00"] * 3


def test_cut_delete_and_undo(table: Table) -> None:
    table.select(0, NUMBER, 1, NUMBER)
    table.press(Qt.Key.Key_X, CONTROL)
    assert copied() == "HT-1\r\nHT-2\r\n"
    assert [table.text(row, NUMBER) for row in range(3)] == ["", "", "HT-3"]
    table.document.undo()
    assert table.text(0, NUMBER) == "HT-1"
    table.press(Qt.Key.Key_Delete)
    assert table.text(1, NUMBER) == ""


def test_fill_down(table: Table) -> None:
    table.document.set(f"money.list/{table.document.rows('money.list')[0]}/amount", "5")
    table.select(0, AMOUNT, 2, AMOUNT)
    table.press(Qt.Key.Key_D, CONTROL)
    assert [table.text(row, AMOUNT) for row in range(3)] == ["5.00"] * 3
    table.document.undo()
    assert table.text(2, AMOUNT) == "100.00"


# -- rows -------------------------------------------------------------------------------------------------------------


def test_rows_move_with_the_cell_one_stands_on(table: Table) -> None:
    table.stand_on(0, AMOUNT)
    table.press(Qt.Key.Key_Down, CONTROL | SHIFT)
    assert [table.text(row, NUMBER) for row in range(3)] == ["HT-2", "HT-1", "HT-3"]
    assert table.here() == (1, AMOUNT)


def test_rows_are_inserted_and_deleted(table: Table) -> None:
    table.stand_on(1, NUMBER)
    table.press(Qt.Key.Key_Plus, CONTROL)
    assert [table.text(row, NUMBER) for row in range(4)] == ["HT-1", "", "HT-2", "HT-3"]
    table.select(1, NUMBER, 2, NUMBER)
    table.press(Qt.Key.Key_Minus, CONTROL)
    assert [table.text(row, NUMBER) for row in range(2)] == ["HT-1", "HT-3"]


def test_a_row_opens_as_a_form(table: Table) -> None:
    table.stand_on(1, NUMBER)
    table.press(Qt.Key.Key_Space)
    detail = table.panel.detail
    assert detail is not None
    assert detail.title.text() == "第 2 行　HT-2"
    target = detail.questions[NUMBER].editor.target()
    assert target.hasFocus()
    type_in(target, "x")
    table.qtbot.keyClick(target, Qt.Key.Key_Escape)
    assert table.panel.detail is None
    assert table.text(1, NUMBER) == "x", "the first key replaces, and closing commits"


# -- what is shown ----------------------------------------------------------------------------------------------------


def test_totals_follow_and_say_what_is_empty(table: Table) -> None:
    totals = table.panel.totals
    assert totals.total(AMOUNT) == (Decimal("300.00"), 0)
    rows = table.document.rows("money.list")
    table.document.set(f"money.list/{rows[0]}/amount", "")
    assert totals.total(AMOUNT) == (Decimal("200.00"), 1)
    table.document.delete_rows("money.list", rows[:1])
    assert totals.total(AMOUNT) == (Decimal("200.00"), 0)


def test_a_wrong_cell_says_what_is_wrong(table: Table) -> None:
    table.document.set(f"money.list/{table.document.rows('money.list')[0]}/amount", "-5")
    cell = table.panel.model.index(0, AMOUNT)
    assert cell.data() == "-5.00", "kept as typed"
    assert cell.data(FAULTS) or cell.data(Qt.ItemDataRole.ToolTipRole)
    assert cell.data(Qt.ItemDataRole.ToolTipRole)


def test_an_edit_redraws_only_its_row(table: Table) -> None:
    redrawn: list[tuple[int, int]] = []
    table.panel.model.dataChanged.connect(lambda first, last, roles: redrawn.append((first.row(), last.row())))
    table.document.set(f"money.list/{table.document.rows('money.list')[1]}/remark", "x")
    assert redrawn == [(1, 1)]


def test_a_problem_leads_into_the_cell(table: Table) -> None:
    row = table.document.rows("money.list")[2]
    table.panel.focus_input(f"money.list/{row}/amount")
    assert table.here() == (2, AMOUNT)


# -- clipboard text ---------------------------------------------------------------------------------------------------

cells = st.text(st.characters(exclude_characters="\r\0", exclude_categories=("Cs",)), max_size=12)


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=5)))
def test_a_block_survives_the_clipboard(block: list[list[str]]) -> None:
    assert clipboard.from_tsv(clipboard.to_tsv(block)) == block


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\tb\nc", [["a", "b"], ["c", ""]]),
        ('"two\nlines"\t"say ""yes"""\n', [["two\nlines", 'say "yes"']]),
        ('5" pipe\t6" pipe\n', [['5" pipe', '6" pipe']]),
        ('"not closed\tb', [['"not closed', "b"]]),
        ("one", [["one"]]),
        ("\r\n", [[""]]),
    ],
)
def test_what_excel_and_wps_put_on_the_clipboard(text: str, block: list[list[str]]) -> None:
    assert clipboard.from_tsv(text) == block


def test_html_keeps_line_breaks_in_their_cell() -> None:
    assert "a<br" in clipboard.to_html([["a\nb", "<c>"]])
    assert "&lt;c&gt;" in clipboard.to_html([["a\nb", "<c>"]])
