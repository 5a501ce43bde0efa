"""Commands of the window, and the actions made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from shenbao.records import Record
from shenbao.ui.icons import put_icon
from shenbao.ui.words import put


class Command(Record, frozen=True):
    """One command: `ui.do.<id>` are its words, `keys` its shortcuts, the first one shown."""

    id: str
    icon: str
    keys: tuple[str, ...]
    act: Callable[[], object]


def make_actions(commands: Iterable[Command], window: QWidget) -> dict[str, QAction]:
    """The commands as actions of `window`, by id."""
    made = {}
    for command in commands:
        action = QAction(window)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        put_icon(action, command.icon)
        put(action, f"ui.do.{command.id}", tip=f"ui.do.{command.id}")
        action.triggered.connect(lambda _=False, act=command.act: act())
        window.addAction(action)
        made[command.id] = action
    return made
