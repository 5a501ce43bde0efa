"""The list that is put into order: arrows, Alt and an arrow key, the usual order again."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shenbao.draft import FieldState
from shenbao.forms.schema import Choice, Field, Kind
from shenbao.records import Missing, Text
from shenbao.ui.fields.choose import editor_for
from shenbao.ui.fields.ordered import OrderedEditor

CODES = ("cover", "contents", "form")


def state(stored: str) -> FieldState:
    choices = tuple(Choice(code=code, label=Text(zh=code, en=code)) for code in CODES)
    field = Field(id="page_order", kind=Kind.SOME_OF, ordered=True, label=Text(zh="顺序", en="Order"), choices=choices)
    return FieldState(
        path="notice.page_order", field=field, stored=stored, value=tuple(stored.split()) or Missing(), visible=True, required=False,
        computed=False, problem=None, origin="typed", choices=choices,
    )  # fmt: skip


@pytest.fixture
def editor(qtbot: QtBot) -> OrderedEditor:
    made = editor_for(state(""), "notice.page_order", date(2026, 3, 20))
    assert isinstance(made, OrderedEditor)
    qtbot.addWidget(made)
    made.show()
    return made


def order(editor: OrderedEditor) -> list[str]:
    return [editor.list.item(row).text() for row in range(editor.list.count())]


def test_arrows_move_the_row_and_say_the_whole_order(editor: OrderedEditor, qtbot: QtBot) -> None:
    editor.list.setCurrentRow(2)
    with qtbot.waitSignal(editor.edited) as said:
        editor.up.click()
    assert said.args == ["notice.page_order", "cover form contents"]
    assert order(editor) == ["cover", "form", "contents"]
    assert editor.list.currentRow() == 1


def test_alt_and_an_arrow_key_do_the_same_and_stop_at_the_ends(editor: OrderedEditor, qtbot: QtBot) -> None:
    editor.list.setCurrentRow(0)
    qtbot.keyClick(editor.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(editor) == list(CODES)
    qtbot.keyClick(editor.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order(editor) == ["contents", "cover", "form"]


def test_a_partial_order_is_shown_as_the_pack_will_have_it_and_can_be_given_up(editor: OrderedEditor, qtbot: QtBot) -> None:
    editor.present(state("contents cover"))
    assert order(editor) == ["contents", "form", "cover"]
    with qtbot.waitSignal(editor.edited) as said:
        editor.usual.click()
    assert said.args == ["notice.page_order", ""]
