"""The questions of one section below each other, built one after the other, redrawn only where something changed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from shenbao.forms.schema import Kind
from shenbao.forms.scheme import PlacedSection
from shenbao.records import Changes, Finding
from shenbao.ui.document import Document
from shenbao.ui.form.question import Question
from shenbao.ui.grid.panel import GridPanel
from shenbao.ui.sizes import put_size
from shenbao.ui.theme import XL, L, M, S
from shenbao.ui.words import language, pick

TEXT_WIDTH = 920
"""Widest a column of questions gets; tables take the whole page."""

Item = Question | GridPanel


class SectionBody(QWidget):
    """Title, introduction, groups and fields of one section."""

    entered = Signal(str)
    advanced = Signal()
    """Enter behind the last question: on to the next section."""

    def __init__(self, document: Document, section: PlacedSection) -> None:
        super().__init__()
        self.document = document
        self.section = section
        self.setProperty("role", "plain")
        self.items: list[Item] = []
        self._heads: list[tuple[QLabel, QFrame, list[Item]]] = []
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(XL, L, XL, XL)
        self._inside.setSpacing(S)
        self.title, self.intro = QLabel(), QLabel()
        self.title.setProperty("role", "title")
        self.intro.setProperty("role", "soft")
        self.intro.setWordWrap(True)
        put_size(self.intro, most=TEXT_WIDTH)
        self._inside.addWidget(self.title)
        self._inside.addWidget(self.intro)
        self._parts = self._build()
        self.complete = False
        """Whether all questions are there; until then the page must not be shown."""

    def build_on(self) -> bool:
        """Build the next question: a few milliseconds, so that a section can be made ready while nobody waits for it. Returns
        whether that was all."""
        if next(self._parts, None) is None:
            self.complete = True
        return self.complete

    def build_all(self) -> None:
        """Build whatever is not there yet."""
        while not self.complete:
            self.build_on()

    def _build(self) -> Iterator[Item]:
        several = len(self.section.groups) > 1
        for group in self.section.groups:
            head = QLabel()
            head.setProperty("role", "lead")
            head.setContentsMargins(0, M, 0, 0)
            self._inside.addWidget(head)
            head.setVisible(several)
            card = QFrame()
            card.setProperty("role", "card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(S, S, S, S)
            inside.setSpacing(0)
            self._inside.addWidget(card)
            items: list[Item] = []
            self._heads.append((head, card, items))
            for field in group.fields:
                item = self._item(f"{group.id}.{field.id}", field.kind, inside)
                self.items.append(item)
                items.append(item)
                _polish(item)
                yield item
        self._inside.addStretch(1)
        language.changed.connect(self._say)
        self._say()
        self._show_heads()

    def _item(self, path: str, kind: Kind, inside: QVBoxLayout) -> Item:
        item: Item
        if kind is Kind.TABLE:
            item = GridPanel(self.document, path)
        else:
            item = Question(self.document, path)
            put_size(item, most=TEXT_WIDTH)
        inside.addWidget(item)
        item.entered.connect(self.entered)
        item.advanced.connect(lambda: self._advance(item))
        return item

    # -- showing ------------------------------------------------------------------------------------------------------

    def follow(self, changes: Changes) -> None:
        """Redraw what an edit changed here."""
        for item in self.items:
            item.follow(changes)
        self._show_heads()

    def show_faults(self, faults: dict[str, tuple[Finding, ...]]) -> None:
        """Show what the checks say about the fields here."""
        for item in self.items:
            item.show_faults(faults)

    def redraw(self) -> None:
        """Show everything as the document has it now: the page was out of sight while things changed."""
        for item in self.items:
            item.follow(Changes(fields=frozenset({item.path}), tables=frozenset({item.path})))
        self._show_heads()

    def _show_heads(self) -> None:
        """A group without a visible field has neither heading nor card."""
        several = len(self._heads) > 1
        for head, card, items in self._heads:
            shown = any(self.document.state(item.path).visible for item in items)
            head.setVisible(shown and several and bool(head.text()))
            card.setVisible(shown)

    def _say(self) -> None:
        self.title.setText(pick(self.section.title))
        self.intro.setVisible(self.section.intro is not None)
        self.intro.setText(pick(self.section.intro) if self.section.intro is not None else "")
        for (head, _, _), group in zip(self._heads, self.section.groups, strict=True):
            head.setText(pick(group.title) if group.title is not None else "")

    # -- acting -------------------------------------------------------------------------------------------------------

    def item_for(self, path: str) -> Item | None:
        """The question or table that shows `path`."""
        return next((item for item in self.items if item.covers(path)), None)

    def flush(self) -> None:
        """Commit what is being typed."""
        for item in self.items:
            item.flush()

    def _advance(self, item: Item) -> None:
        """From one question to the next visible one; behind the last one, on to the next section."""
        following = self.items[self.items.index(item) + 1 :]
        if not self._enter_first(following):
            self.advanced.emit()

    def start(self) -> None:
        """Focus the first question."""
        self._enter_first(self.items)

    def _enter_first(self, items: list[Item]) -> bool:
        for item in items:
            if self._answerable(item):
                target = item.view if isinstance(item, GridPanel) else item.editor
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def _answerable(self, item: Item) -> bool:
        state = self.document.state(item.path)
        return state.visible and not state.computed


def _polish(item: QWidget) -> None:
    """Style a question now; Qt would do it for the whole page at once when that is first shown."""
    item.ensurePolished()
    for child in item.findChildren(QWidget):
        child.ensurePolished()
