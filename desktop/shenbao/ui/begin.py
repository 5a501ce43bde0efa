"""The page that begins an application: what the policy offers on the left, one offer and who applies on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from shenbao.forms.offers import Cap, CatalogueRow
from shenbao.forms.schema import SchemeClass
from shenbao.library.rows import RecordInfo
from shenbao.money import grouped, to_wan
from shenbao.policy import policy
from shenbao.records import RecordId
from shenbao.ui import theme
from shenbao.ui.icons import put_icon
from shenbao.ui.instead import Instead
from shenbao.ui.search_field import search_field
from shenbao.ui.words import language, pick, put, say
from shenbao.workspace import Offer

_OFFER = Qt.ItemDataRole.UserRole
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Choice(NamedTuple):
    """What the person decided: for which scheme, and for a known enterprise or a new one by name."""

    scheme: str
    enterprise: RecordId | None
    name: str


def cap_text(cap: Cap) -> str:
    """The ceiling in a few words, such as `最高 30 %，且不超过 2,000 万元`; 万元 in Chinese, yuan in English."""
    unit = to_wan if language.code == "zh" else abs
    figure = grouped(unit(cap.max), least=0) if cap.max is not None else ""
    share = f"{cap.share * 100:.0f} %" if cap.share is not None else ""
    per = say(f"ui.cap.per.{cap.per}") if cap.per else ""
    return say(f"ui.cap.{cap.kind.replace('+', '_')}", max=figure, share=share) + per


class BeginPage(QWidget):
    """Chooses scheme and enterprise; creates nothing itself."""

    chosen = Signal(object)
    """A `Choice`."""
    left = Signal()
    """Back without beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.offers = QListWidget()
        self.offers.setItemDelegate(_OfferDelegate(self.offers))
        self.offers.setMouseTracking(True)
        self.offers.setUniformItemSizes(True)
        put(self.offers, name="ui.begin.title")
        self.offers.currentItemChanged.connect(lambda *_: self._show_offer())
        self.offers.itemActivated.connect(self._ask_for_whom)
        self.search = search_field("ui.begin.search")
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._ask_for_whom)
        self.search.installEventFilter(self)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.XXL, theme.L, theme.XXL, theme.XL)
        page.setSpacing(theme.M)
        page.addLayout(self._heading())
        columns = QHBoxLayout()
        columns.setSpacing(theme.L)
        left = QVBoxLayout()
        left.setSpacing(theme.S)
        left.addWidget(self.search)
        self.none = QLabel()
        self.none.setProperty("role", "soft")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        put(self.none, "ui.begin.none")
        self.none.hide()
        left.addWidget(self.none)
        left.addWidget(self.offers, 1)
        columns.addLayout(left, 11)
        self.details = self._details()
        keeping = self.details.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)
        self.details.setSizePolicy(keeping)
        columns.addWidget(self.details, 9)
        page.addLayout(columns, 1)
        language.changed.connect(self._show_offer)

    def _heading(self) -> QHBoxLayout:
        back, title = QPushButton(), QLabel()
        back.setProperty("kind", "quiet")
        put_icon(back, "arrow-left")
        put(back, tip="ui.back")
        back.clicked.connect(self.left)
        title.setProperty("role", "title")
        put(title, "ui.begin.title")
        row = QHBoxLayout()
        row.addWidget(back)
        row.addWidget(title)
        row.addStretch(1)
        return row

    def _details(self) -> QFrame:
        inner = QWidget()
        inner.setProperty("role", "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.M)
        column.setSpacing(theme.S)
        self._title, self._measure, self._cap, self._who, self._note, self._clause = (QLabel() for _ in range(6))
        roles = ((self._measure, "small"), (self._title, "title"), (self._cap, "lead"), (self._who, "soft"), (self._note, "soft"))
        for label, role in (*roles, (self._clause, "quote")):
            label.setProperty("role", role)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        line = QFrame()
        line.setProperty("role", "hairline")
        column.addSpacing(theme.S)
        column.addWidget(line)
        column.addSpacing(theme.S)
        self.instead = Instead()
        self.instead.chosen.connect(self._show_scheme)
        column.addWidget(self.instead)
        column.addSpacing(theme.S)
        self.applying = QWidget()
        self.applying.setProperty("role", "plain")
        column.addWidget(self.applying)
        column.addStretch(1)
        column = QVBoxLayout(self.applying)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S)
        heading = QLabel()
        heading.setProperty("role", "strong")
        put(heading, "ui.begin.for_whom")
        column.addWidget(heading)
        self.known, self.new = QRadioButton(), QRadioButton()
        put(self.known, "ui.begin.known")
        put(self.new, "ui.begin.new")
        group = QButtonGroup(self)
        self.enterprise, self.name = QComboBox(), QLineEdit()
        put(self.enterprise, name="ui.begin.known")
        put(self.name, hint="ui.begin.name_hint", name="ui.begin.new")
        for button, editor in ((self.known, self.enterprise), (self.new, self.name)):
            group.addButton(button)
            button.toggled.connect(editor.setVisible)
            button.toggled.connect(self._weigh)
            column.addWidget(button)
            column.addWidget(editor)
        self.name.textChanged.connect(self._weigh)
        self.name.returnPressed.connect(self._decide)
        self.profile_note = QLabel()
        self.profile_note.setProperty("role", "faint")
        self.profile_note.setWordWrap(True)
        put(self.profile_note, "ui.begin.profile_note")
        column.addWidget(self.profile_note)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        card = QFrame()
        card.setProperty("role", "card")
        outer = QVBoxLayout(card)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        row = QHBoxLayout()
        row.setContentsMargins(theme.XL, theme.S, theme.XL, theme.L)
        row.addStretch(1)
        self.start = QPushButton()
        self.start.setProperty("kind", "primary")
        put(self.start, "ui.begin.start")
        self.start.clicked.connect(self._decide)
        for widget in (self.known, self.enterprise, self.new, self.start):
            widget.installEventFilter(self)
        row.addWidget(self.start)
        outer.addLayout(row)
        return card

    def show_choices(self, offers: Sequence[Offer], enterprises: Sequence[RecordInfo]) -> None:
        """Fills the page anew, before it is shown."""
        self.search.clear()
        self.offers.clear()
        for offer in offers:
            item = QListWidgetItem()
            item.setData(_OFFER, offer)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, pick(offer.row.title))
            self.offers.addItem(item)
        ready = next((row for row, offer in enumerate(offers) if offer.ready), 0)
        self.offers.setCurrentRow(ready)
        self.enterprise.clear()
        for info in enterprises:
            self.enterprise.addItem(info.summary.enterprise or say("ui.start.unnamed"), info.id)
        for widget in (self.known, self.new):
            widget.setVisible(bool(enterprises))
        self.name.clear()
        (self.known if enterprises else self.new).setChecked(True)
        self.enterprise.setVisible(bool(enterprises))
        self.name.setVisible(not enterprises)
        self._weigh()
        self.search.setFocus()

    def _offer(self) -> Offer | None:
        item = self.offers.currentItem()
        return item.data(_OFFER) if item else None

    def _show_offer(self) -> None:
        self.offers.viewport().update()
        offer = self._offer()
        self.details.setVisible(offer is not None)
        if offer is None:
            return
        row = offer.row
        self._measure.setText(say("ui.begin.measure", number=row.measure, clause=row.clause or "—"))
        self._title.setText(pick(row.title))
        applicable = row.scheme_class is not SchemeClass.D
        cap = cap_text(row.cap)
        self._cap.setText(cap[:1].upper() + cap[1:])
        self._cap.setVisible(applicable)
        self._who.setText(say("ui.begin.who", who=row.applicants))
        self._who.setVisible(applicable)
        begun = applicable or offer.ready  # some have a letter that may be handed in at will
        self.applying.setVisible(begun)
        self.start.setVisible(begun)
        titles = {offer.row.id: offer.row.title for offer in self._listed()}
        self.instead.show_row(row, titles)
        self.instead.setVisible(not applicable)
        once = say("ui.begin.one_time") if row.one_time else ""
        later = "" if offer.ready or not applicable else say("ui.begin.not_ready")
        kind = say("ui.class.D.letter" if offer.ready and not applicable else f"ui.class.{row.scheme_class}.text")
        self._note.setText(" ".join(part for part in (kind, once, later) if part))
        self._clause.setText(_clauses(row))
        self._clause.setVisible(bool(self._clause.text()))
        self._weigh()

    def _ask_for_whom(self) -> None:
        if self._offer() is None:
            return
        (self.enterprise if self.known.isChecked() else self.name).setFocus()

    def _weigh(self) -> None:
        offer = self._offer()
        named = (self.known.isChecked() and self.enterprise.count() > 0) or bool(self.name.text().strip())
        self.start.setEnabled(offer is not None and offer.ready and named)
        self.start.setToolTip("" if named else say("ui.begin.unnamed"))

    def _decide(self) -> None:
        offer = self._offer()
        if offer is None or not self.start.isEnabled():
            return
        known = self.enterprise.currentData() if self.known.isChecked() else None
        self.chosen.emit(Choice(offer.row.id, RecordId(known) if known else None, "" if known else self.name.text().strip()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the search field go through the list below it; Enter begins wherever one has said for whom."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self.search and event.key() in _STEPS:
            QApplication.sendEvent(self.offers, event)
            return True
        if watched is not self.search and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._decide()
            return True
        return super().eventFilter(watched, event)

    def _filter(self, wanted: str) -> None:
        sought = wanted.strip().casefold()
        for at in range(self.offers.count()):
            item = self.offers.item(at)
            row: CatalogueRow = item.data(_OFFER).row
            words = f"{row.id} {row.title.zh} {row.title.en} {row.applicants.zh} {row.applicants.en} {row.measure} {row.clause}".casefold()
            item.setHidden(sought not in words)
        found = [at for at in range(self.offers.count()) if not self.offers.item(at).isHidden()]
        self.none.setVisible(not found)
        self.offers.setVisible(bool(found))
        if not found:
            self.offers.setCurrentRow(-1)
        elif self.offers.currentItem() is None or self.offers.currentItem().isHidden():
            self.offers.setCurrentRow(found[0])

    def _listed(self) -> list[Offer]:
        return [self.offers.item(at).data(_OFFER) for at in range(self.offers.count())]

    def _show_scheme(self, scheme: str) -> None:
        self.search.clear()
        self.offers.setCurrentRow(next(at for at, offer in enumerate(self._listed()) if offer.row.id == scheme))
        self.offers.setFocus()


class _OfferDelegate(QStyledItemDelegate):
    """Two lines: the title, and below it measure, ceiling and kind."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]
        return QSize(320, theme.look.dp(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        self.initStyleOption(option, index)
        option.text = ""
        QApplication.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        offer: Offer = index.data(_OFFER)
        shades, row = theme.colours(), offer.row
        rect: QRect = option.rect
        edge, rim = theme.look.dp(theme.M), theme.look.dp(7)
        box = rect.adjusted(edge, rim, -edge, -rim)
        painter.save()
        number = QRect(box.left(), box.top(), theme.look.dp(34), box.height())
        painter.setFont(theme.font(theme.TITLE, theme.look.zoom, medium=True))
        painter.setPen(QColor(shades.accent if offer.ready else shades.text_faint))
        painter.drawText(number, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), str(row.measure))
        box.setLeft(number.right())
        half = box.height() // 2
        upper = QRect(box.left(), box.top(), box.width(), half)
        lower = QRect(box.left(), box.top() + half, box.width(), half)
        painter.setFont(theme.font(theme.BODY, theme.look.zoom, medium=True))
        painter.setPen(QColor(shades.text if offer.ready else shades.text_faint))
        title = painter.fontMetrics().elidedText(pick(row.title), Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), title)
        painter.setFont(theme.font(theme.SMALL, theme.look.zoom))
        painter.setPen(QColor(shades.text_soft if offer.ready else shades.text_faint))
        kind = say(f"ui.class.{row.scheme_class}")
        later = "" if offer.ready else say("ui.begin.later")
        parts = (kind,) if row.scheme_class is SchemeClass.D else (cap_text(row.cap), kind, later)
        about = " · ".join(dict.fromkeys(part for part in parts if part))
        about = painter.fontMetrics().elidedText(about, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter), about)
        painter.restore()


def _clauses(row: CatalogueRow) -> str:
    """The clause of a row; of what one cannot apply for, the whole measure, with the numbers of its clauses."""
    clause, measure = policy().clause(row.clause) if row.clause else None, policy().measure(row.measure)
    whole = row.scheme_class is SchemeClass.D and measure is not None
    found = measure.clauses if whole and measure else (clause,) if clause else ()
    chinese = [each for each in found if each.zh and language.code == "zh"]
    texts = [each.zh if each in chinese else each.en for each in found]
    lines = [f"{each.id}  {text}" for each, text in zip(found, texts, strict=True)] if whole else texts
    note = "" if all(each.official for each in chinese) else say("ui.begin.rendering")
    return "\n".join(lines) + note
