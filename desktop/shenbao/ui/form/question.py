"""One field on a page: label, required mark, editor, unit, help, and what is wrong with it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shenbao.money import in_words
from shenbao.records import Changes, Finding, Level
from shenbao.ui.document import Document
from shenbao.ui.fields.choose import editor_for
from shenbao.ui.form.aid import AidButton
from shenbao.ui.form.faults import ICONS, ROLES, TONES, is_open
from shenbao.ui.form.remark import Remark
from shenbao.ui.sizes import put_size
from shenbao.ui.theme import XS, L, S, set_role
from shenbao.ui.words import language, pick, say, unmarked

LABEL_WIDTH = 200
FLASH_MS = 1200


def show_when(widget: QWidget, wanted: bool) -> None:
    """Show or hide a part of a page. A widget without a parent would open as a window of its own; its page will show it."""
    if widget.parentWidget() is not None or not wanted:
        widget.setVisible(wanted)


class Question(QFrame):
    """One field. Redrawn when the document says that its state or its findings changed."""

    entered = Signal(str)
    advanced = Signal()

    def __init__(self, document: Document, path: str) -> None:
        super().__init__()
        self.document = document
        self.path = path
        self._faults: tuple[Finding, ...] = ()
        self.setProperty("role", "question")
        state = document.state(path)
        self.editor = editor_for(state, path, document.today)
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setBuddy(self.editor)
        self.help = AidButton(document, path)
        self.problem = Remark()
        self.words = QLabel()
        self.words.setProperty("role", "small")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._arrange()
        self.editor.edited.connect(self._on_edited)
        self.editor.entered.connect(self.entered)
        self.editor.advanced.connect(self.advanced)
        language.changed.connect(self.redraw)
        self.redraw()

    def _arrange(self) -> None:
        """Short fields stand beside their label, wide ones below it. Boxes only: a grid gives wrapped labels too little height."""
        head, column = QHBoxLayout(), QVBoxLayout()
        column.setSpacing(XS)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(S, XS, S, XS)
        outer.setSpacing(L)
        if self.editor.full_width:
            head.setSpacing(XS)
            head.addWidget(self.label)
            head.addWidget(self.help)
            head.addStretch(1)
            column.addLayout(head)
        else:
            put_size(self.label, fixed=LABEL_WIDTH, tall=32)
            beside = QVBoxLayout()
            beside.addWidget(self.label)
            beside.addStretch(1)
            outer.addLayout(beside)
            self.editor.add_beside(self.help)
        column.addWidget(self.editor)
        for widget in (self.problem, self.words, self.help.panel):
            column.addWidget(widget)
        column.addStretch(1)
        outer.addLayout(column, 1)

    # -- showing ------------------------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Show the state the document has now."""
        state = self.document.state(self.path)
        label = pick(state.field.label)
        show_when(self, state.visible)
        self.label.setText(unmarked(label) + (" *" if state.required and not state.computed else ""))
        self.label.setToolTip(say("form.required") if state.required and not state.computed else "")
        set_role(self.label, "soft" if state.computed else "")
        self.editor.present(state)
        self._show_words()
        self._show_problem()

    def follow(self, changes: Changes) -> None:
        """Redraw when an edit changed this field."""
        if self.path in changes.fields:
            self.redraw()

    def show_faults(self, faults: dict[str, tuple[Finding, ...]]) -> None:
        """Show what the checks say about this field."""
        mine = faults.get(self.path, ())
        if mine != self._faults:
            self._faults = mine
            self._show_problem()

    def _show_problem(self) -> None:
        state = self.document.state(self.path)
        label = pick(state.field.label)
        told = list(filter(is_open, self._faults))
        if told:
            said = " ".join(pick(fault.message) for fault in told)
            self.problem.tell(said, ICONS[told[0].level], TONES[told[0].level], ROLES[told[0].level])
        elif state.problem is not None and not self._faults:
            # Parameters of the notice have no findings of their own.
            said = pick(state.problem)
            self.problem.tell(said, ICONS[Level.BLOCK], TONES[Level.BLOCK], ROLES[Level.BLOCK])
        else:
            said = pick(state.field.help) if state.field.help is not None else ""
            self.problem.hide()
        self.editor.mark(told[0].level is Level.BLOCK if told else state.problem is not None and not self._faults)
        self.editor.describe(f"{label} {say('form.required')}" if state.required else label, said)

    def _show_words(self) -> None:
        """大写 below the amount that is asked for; other amounts say it when pointed at."""
        value = self.document.state(self.path).value
        asked = self.path == self.document.scheme.request and isinstance(value, Decimal)
        self.words.setVisible(asked)
        if asked and isinstance(value, Decimal):
            self.words.setText(in_words(value))

    # -- acting -------------------------------------------------------------------------------------------------------

    def focus_input(self, path: str) -> None:
        """Take the focus and be seen for a moment."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.flash()

    def flash(self) -> None:
        """Draw attention for a moment, without motion."""
        set_role(self, "flash")
        QTimer.singleShot(FLASH_MS, self, lambda: set_role(self, "question"))

    def covers(self, path: str) -> bool:
        """`path` is this field."""
        return path == self.path

    def flush(self) -> None:
        """Commit what is being typed."""
        self.editor.flush()

    def _on_edited(self, path: str, typed: str) -> None:
        self.document.set(path, typed, self)
