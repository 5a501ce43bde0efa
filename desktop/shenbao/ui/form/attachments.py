"""The attachments: a card for each slot the answers ask for; files are dropped, pasted or chosen, and examined beside the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from shenbao.records import Changes
from shenbao.ui.document import Document
from shenbao.ui.form.dropping import files_of
from shenbao.ui.form.faults import by_path
from shenbao.ui.form.slot_card import SlotCard
from shenbao.ui.form.slot_menu import slot_menu
from shenbao.ui.sizes import put_size
from shenbao.ui.tasks import Task
from shenbao.ui.theme import XL, L, S, look
from shenbao.ui.words import language, put, say

Examine = Callable[[str, Path], Task]
"""(slot, file) → the task that examines the file and, when it can be used, attaches it."""
Reduce = Callable[[str, str], Task]
"""(path of a file's row, manner) → the task that makes the file smaller and puts the smaller one into its row."""
CARD_WIDTH = 920


class AttachmentsPage(QScrollArea):
    """Required slots first. A file dropped beside the cards asks for its slot."""

    opened = Signal(str)
    """SHA-256 of a file to show."""

    def __init__(self, document: Document, examine: Examine, reduce: Reduce, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._examine, self._reduce = examine, reduce
        self.cards: dict[str, SlotCard] = {}
        self.setProperty("role", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        put(self, name="form.slots.title")
        title, intro, self.count = QLabel(), QLabel(), QLabel()
        for label, role in ((title, "title"), (intro, "soft"), (self.count, "small")):
            label.setProperty("role", role)
            label.setWordWrap(True)
        put(title, "form.slots.title")
        put(intro, "form.slots.intro")
        inside = QWidget()
        inside.setProperty("role", "plain")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(XL, L, XL, XL)
        self.column.setSpacing(S)
        for label in (title, intro, self.count):
            self.column.addWidget(label)
        self.column.addStretch(1)
        self.setWidget(inside)
        document.changed.connect(self._on_changed)
        language.changed.connect(self._say_count)
        self.refresh()

    def refresh(self) -> None:
        """Show the slots asked for now; cards stay where their slot does."""
        slots = sorted(self.document.slots(), key=lambda state: not state.required)
        for code in [code for code in self.cards if all(state.slot.code != code for state in slots)]:
            gone = self.cards.pop(code)
            gone.hide()
            gone.deleteLater()
        faults, same = by_path(self.document.findings()), self.document.same_files()
        for at, state in enumerate(slots):
            card = self.cards.get(state.slot.code)
            if card is None:
                card = SlotCard(self.document, state)
                put_size(card, most=CARD_WIDTH)
                card.added.connect(self.add)
                card.opened.connect(self.opened)
                card.reworked.connect(partial(self.reduce, state.slot.code))
                self.cards[state.slot.code] = card
            if self.column.indexOf(card) != at + 3:
                self.column.insertWidget(at + 3, card)
            card.show_state(state, same)
            card.show_faults(faults)
        self._say_count()

    def go_to(self, path: str) -> None:
        """Show the slot of `attachments.<slot>` or of one of its files."""
        code, _, rest = path.removeprefix("attachments.").partition("/")
        card = self.cards.get(code)
        if card is None:
            return
        row = card.rows.get(rest.partition("/")[0])
        (row or card.add).setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, card, lambda: self.ensureWidgetVisible(card, 0, look.dp(40)))
        card.flash()

    def add(self, slot: str, file: Path) -> None:
        """Have `file` examined for `slot`; the card shows that it goes on."""
        self.cards[slot].wait_for(self._examine(slot, file), file)

    def reduce(self, slot: str, row: str, manner: str) -> None:
        """Have an attached file made smaller."""
        card = self.cards[slot]
        card.rows[row].wait_for(self._reduce(f"{card.table}/{row}", manner))

    def paste(self) -> None:
        """Files on the clipboard go into the slot with the focus, or ask for one."""
        files = files_of(QGuiApplication.clipboard().mimeData())
        card = next((card for card in self.cards.values() if card.isAncestorOf(self.focusWidget() or self)), None)
        if card is not None:
            card.take(files)
        elif files:
            self._ask_slot(files)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _ask_slot(self, files: list[Path]) -> None:
        def add_all(slot: str) -> None:
            for file in files:
                self.add(slot, file)

        slot_menu(self, self.document.slots(), add_all).popup(self.cursor().pos())

    def _say_count(self) -> None:
        if not self.cards:
            self.count.setText(say("form.slots.none"))
            return
        required = [state for state in self.document.slots() if state.required]
        self.count.setText(say("form.slots.count", filled=sum(1 for state in required if state.rows), required=len(required)))

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        if changes.findings or any(path.startswith("attachments.") for path in (*changes.tables, *changes.fields)):
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._ask_slot(files_of(event.mimeData()))
