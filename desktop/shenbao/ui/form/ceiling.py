"""The card at the upper right: how much may be asked for, how much is asked for, and how that came about."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from shenbao.money import in_words, written
from shenbao.records import Changes, Missing
from shenbao.ui.document import Document
from shenbao.ui.form.missing import MissingLinks
from shenbao.ui.form.steps import StepsPanel
from shenbao.ui.icons import put_icon
from shenbao.ui.theme import XS, M, colours, look, set_role
from shenbao.ui.words import language, pick, put, say


class CeilingCard(QFrame):
    """Headline amount, bar, and on demand the steps with their clauses. What is unknown is said and leads to its field."""

    go_to = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.setProperty("role", "card")
        self.title, self.amount, self.words, self.asked = QLabel(), QLabel(), QLabel(), QLabel()
        for label, role in ((self.title, "small"), (self.amount, "amount"), (self.words, "faint"), (self.asked, "small")):
            label.setProperty("role", role)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = Bar()
        self.missing = MissingLinks(document)
        self.missing.go_to.connect(self.go_to)
        self.opener = QPushButton()
        self.opener.setProperty("kind", "link")
        self.opener.setCheckable(True)
        self.opener.toggled.connect(self._show_steps)
        put(self.opener, "form.ceiling.how")
        self.steps = StepsPanel(document)
        self.steps.go_to.connect(self.go_to)
        self.steps.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M, M)
        column.setSpacing(XS)
        for widget in (self.title, self.amount, self.words, self.bar, self.asked, self.missing):
            column.addWidget(widget)
        column.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.steps)
        document.changed.connect(self._on_changed)
        language.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the amounts as they are now."""
        headline, requested = self.document.headline, self.document.requested
        ceiling = headline.value if headline is not None else Missing()
        known = isinstance(ceiling, Decimal)
        self.setHidden(headline is None and not self.document.amounts())
        self.title.setText(pick(headline.label) if headline is not None else say("form.ceiling.title"))
        set_role(self.amount, "amount" if known else "title")
        self.amount.setText(written(ceiling, "yuan", language.code) if isinstance(ceiling, Decimal) else say("form.ceiling.unknown"))
        self.words.setText(in_words(ceiling) if isinstance(ceiling, Decimal) else "")
        self.words.setVisible(known)
        self.missing.fill(ceiling.paths if isinstance(ceiling, Missing) else ())
        self._show_request(ceiling, requested)
        put_icon(self.opener, "chevron-down" if self.opener.isChecked() else "chevron-right", "accent")
        if self.opener.isChecked():
            self.steps.fill(self.document.amounts())

    def _show_request(self, ceiling: Decimal | Missing, requested: Decimal | Missing) -> None:
        if isinstance(requested, Missing):
            self.asked.setText(say("form.ceiling.not_asked"))
            set_role(self.asked, "small")
        elif isinstance(ceiling, Missing) or requested <= ceiling:
            self.asked.setText(say("form.ceiling.asked", amount=written(requested, "yuan", language.code)))
            set_role(self.asked, "small")
        else:
            amount, over = (written(yuan, "yuan", language.code) for yuan in (requested, requested - ceiling))
            self.asked.setText(say("form.ceiling.over", amount=amount, over=over))
            set_role(self.asked, "text-danger")
        share = requested / ceiling if isinstance(requested, Decimal) and isinstance(ceiling, Decimal) and ceiling > 0 else None
        self.bar.show_share(share)
        self.bar.setVisible(share is not None)

    def _show_steps(self, opened: bool) -> None:
        self.steps.setVisible(opened)
        self.refresh()

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        if changes.amounts or (self.document.scheme.request in changes.fields):
            self.refresh()


class Bar(QWidget):
    """What is asked for as a part of the ceiling; beyond it the bar is hatched, so that it can be told without colour."""

    def __init__(self) -> None:
        super().__init__()
        self._share: Decimal | None = None
        look.changed.connect(self.update)

    def show_share(self, share: Decimal | None) -> None:
        """`share`: requested amount by ceiling, None while either is unknown."""
        self._share = share
        if share is not None:
            self.setAccessibleName(say("form.ceiling.share", share=f"{share * 100:.1f}"))
            self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, look.dp(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        shades, painter = colours(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box, round_by = QRectF(self.rect()).adjusted(0, 1, 0, -1), self.height() / 2 - 1
        painter.setBrush(QColor(shades.sunken))
        painter.drawRoundedRect(box, round_by, round_by)
        if self._share is not None and self._share > 0:
            over = self._share > 1
            filled = QRectF(box)
            # Geometry only: the figures themselves stay Decimal.
            filled.setWidth(max(box.width() * float(min(self._share, Decimal(1))), box.height()))
            painter.setBrush(QColor(shades.danger if over else shades.accent))
            painter.drawRoundedRect(filled, round_by, round_by)
            if over:
                painter.setBrush(Qt.BrushStyle.BDiagPattern)
                painter.drawRoundedRect(filled, round_by, round_by)
        painter.end()
