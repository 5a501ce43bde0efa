"""Asks which slot a file is for: a menu of the slots, the ones still empty first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from shenbao.ui.icons import icon
from shenbao.ui.words import pick, say

if TYPE_CHECKING:
    from shenbao.checks import SlotState


def slot_menu(parent: QWidget, slots: Iterable[SlotState], chosen: Callable[[str], object]) -> QMenu:
    """Calls `chosen` with the code of the slot."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(say("form.slots.ask"))
    menu.addSection(say("form.slots.ask"))
    for state in sorted(slots, key=lambda state: (bool(state.rows), not state.required)):
        slot = state.slot
        action = menu.addAction(f"{slot.code}　{pick(slot.label)}", partial(chosen, slot.code))
        action.setIcon(icon("circle-check" if state.rows else "circle-dashed", "success" if state.rows else "text_faint"))
    return menu
