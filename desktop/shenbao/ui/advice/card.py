"""The card of the best mix: the total, what each scheme gives, where each item goes, and what another choice would come to."""

from __future__ import annotations

from collections.abc import Generator
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from shenbao.advice import Item, Mix, Offer, best_mix
from shenbao.advice.finder import ITEMS
from shenbao.advice.mix import instead
from shenbao.forms.catalogue import catalogue
from shenbao.money import in_words
from shenbao.ui.advice.figures import in_yuan
from shenbao.ui.advice.sheet import Draw, SheetMaker, Start
from shenbao.ui.folding import scrolled
from shenbao.ui.form.clauses import quoted
from shenbao.ui.pressable import PressableRow
from shenbao.ui.tasks import Task
from shenbao.ui.theme import XS, M, S, look
from shenbao.ui.words import language, pick, put, say

ONCE = "closing.2"
"""The clause by which nothing is supported twice."""
_NODES = 20_000
"""Branches a search looks at: under a second, since closing the window waits for the one that runs."""
_HEIGHT = 320
"""Device-independent pixels the card has at first when there is a mix to show."""


class MixCard(QFrame):
    """Works the mix out beside the window; of several requests only the last one is shown."""

    go_to = Signal(str)
    room_wanted = Signal(int)
    """The height in pixels the card would like, now that there is a mix to show."""

    def __init__(self, start: Start, draw: Draw) -> None:
        super().__init__()
        self._start = start
        self._task: Task | None = None
        self._asking: Task | None = None
        self._items: tuple[Item, ...] = ()
        self._offers: tuple[Offer, ...] = ()
        self.mix: Mix | None = None
        self.rows: dict[str, ItemRow] = {}
        self.setProperty("role", "card")
        title, self.total, self.note = QLabel(), QLabel(), QLabel()
        for label, role in ((title, "lead"), (self.total, "amount"), (self.note, "small")):
            label.setProperty("role", role)
            label.setWordWrap(True)
        put(title, "advice.mix.title")
        self.begin = QPushButton()
        self.begin.setProperty("kind", "link")
        put(self.begin, "advice.mix.list")
        self.begin.clicked.connect(lambda: self.go_to.emit(ITEMS))
        self._scroll = scrolled()
        self._scroll.setMinimumHeight(look.dp(72))
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, XS, M)
        column.setSpacing(XS)
        for widget in (title, self.total, self.note):
            column.addWidget(widget)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._scroll, 1)
        self.sheet = SheetMaker(start, draw)
        column.addWidget(self.sheet)
        language.changed.connect(self._draw)
        self._draw()

    def work_out(self, items: tuple[Item, ...], offers: tuple[Offer, ...]) -> None:
        """Looks for the best mix of these; nothing is done when they are the same as before."""
        if self.mix is not None and (items, offers) == (self._items, self._offers):
            return
        self._items, self._offers = items, offers
        for task in (self._task, self._asking):
            if task is not None:
                task.cancel()
        self._asking = None
        if not items:
            self._task = None
            self._show(Mix())
            return
        self._task = self._start(_mixing(items, offers))
        self._task.done.connect(self._mixed)

    def _mixed(self, found: tuple[tuple[Item, ...], Mix]) -> None:
        items, mix = found
        if items is self._items:
            self._show(mix)

    def _show(self, mix: Mix) -> None:
        appears = bool(self._items) and self._scroll.isHidden()
        self.mix = mix
        self._draw()
        if appears:
            self.room_wanted.emit(look.dp(_HEIGHT))

    def _draw(self) -> None:
        mix = self.mix or Mix()
        some = bool(self._items)
        self.total.setVisible(some)
        self.begin.setVisible(not some)
        self._scroll.setVisible(some)
        self.sheet.setVisible(some)
        self.total.setText(in_yuan(mix.total))
        self.total.setToolTip(in_words(mix.total))
        self.note.setText(say(("advice.mix.exact" if mix.exact else "advice.mix.so_far") if some else "advice.mix.none"))
        self._scroll.setWidget(self._details(mix))

    def _details(self, mix: Mix) -> QWidget:
        inside = QWidget()
        inside.setProperty("role", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, S, 0)
        column.setSpacing(XS)
        if mix.amounts:
            column.addWidget(_line(say("advice.mix.schemes"), "faint"))
        for scheme, amount in mix.amounts.items():
            line = _line(f"{title_of(scheme)}\n{in_yuan(amount)}", "")
            line.setToolTip(in_words(amount))
            column.addWidget(line)
        column.addWidget(_line(say("advice.mix.items"), "faint"))
        self.rows = {}
        for item in self._items:
            row = ItemRow(item, mix.of.get(item.id, ""))
            row.opened.connect(self._ask)
            self.rows[item.id] = row
            column.addWidget(row)
        column.addWidget(_line(quoted(ONCE), "quote"))
        column.addWidget(_line(say("advice.mix.decides"), "faint"))
        column.addStretch(1)
        return inside

    def _ask(self, item: Item) -> None:
        """What the total would be with the item elsewhere."""
        if self._asking is not None:
            self._asking.cancel()
        self._asking = self._start(_comparing(self._items, self._offers, item))
        self._asking.done.connect(self._compared)

    def _compared(self, found: tuple[tuple[Item, ...], Item, list[tuple[str, Decimal]]]) -> None:
        items, item, totals = found
        if items is self._items and item.id in self.rows:
            self.rows[item.id].show_totals(totals)


class ItemRow(PressableRow):
    """An item with the scheme it goes to; a click or Enter shows what the total would be otherwise."""

    opened = Signal(object)
    """The `Item` whose alternatives are asked for."""

    def __init__(self, item: Item, scheme: str) -> None:
        super().__init__()
        self.item, self._scheme = item, scheme
        self.pressed.connect(self._turn)
        goes, amount = named_or_unused(scheme), in_yuan(item.amount)
        self.setAccessibleName(say("advice.mix.item", name=item.name, amount=amount, scheme=goes))
        worth = _line(amount, "small")
        worth.setToolTip(in_words(item.amount))
        self.otherwise = _line("", "quote")
        self.otherwise.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(S, XS, S, XS)
        column.setSpacing(0)
        for line in (_line(item.name, "strong"), worth, _line(f"→ {goes}", "small"), self.otherwise):
            column.addWidget(line)

    def show_totals(self, totals: list[tuple[str, Decimal]]) -> None:
        """Totals in yuan by scheme, "" for none, best first."""
        lines = []
        for scheme, total in totals:
            said = "advice.mix.now" if scheme == self._scheme else "advice.mix.instead"
            lines.append(say(said, scheme=named_or_unused(scheme), total=in_yuan(total)))
        self.otherwise.setText("\n".join(lines))

    def _turn(self) -> None:
        opened = self.otherwise.isHidden()
        self.otherwise.setVisible(opened)
        if opened:
            self.otherwise.setText(say("advice.mix.working"))
            self.opened.emit(self.item)


def title_of(scheme: str) -> str:
    """The title of a scheme of the catalogue."""
    return next(pick(row.title) for row in catalogue().rows() if row.id == scheme)


def named_or_unused(scheme: str) -> str:
    """Where an item goes; "" is nowhere."""
    return title_of(scheme) if scheme else say("advice.mix.unused")


def _mixing(items: tuple[Item, ...], offers: tuple[Offer, ...]) -> Generator[None, None, tuple[tuple[Item, ...], Mix]]:
    yield
    return items, best_mix(items, offers, most_nodes=_NODES)


def _comparing(
    items: tuple[Item, ...],
    offers: tuple[Offer, ...],
    item: Item,
) -> Generator[None, None, tuple[tuple[Item, ...], Item, list[tuple[str, Decimal]]]]:
    yield
    return items, item, instead(items, offers, item, _NODES)


def _line(text: str, role: str) -> QLabel:
    line = QLabel(text)
    line.setProperty("role", role)
    line.setWordWrap(True)
    return line
