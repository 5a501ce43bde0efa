"""One scheme in the list of what suits an enterprise: why, how much, what is still open, what it takes, and the way to begin."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from shenbao.advice import Advice, Fit
from shenbao.money import in_words
from shenbao.records import Missing
from shenbao.ui.advice.figures import amount_of, place_of
from shenbao.ui.document import Document
from shenbao.ui.form.missing import MOST_LINKS, name_of
from shenbao.ui.icons import put_icon
from shenbao.ui.theme import XS, S, colours, look
from shenbao.ui.words import language, pick, put, say


class AdviceRow(QFrame):
    """Follows the advice it is given; what is missing leads to its question."""

    go_to = Signal(str)
    wanted = Signal(str)
    """Id of the scheme an application is to be begun for."""

    def __init__(self, document: Document, advice: Advice, *, can_apply: bool) -> None:
        """`can_apply`: there is a form, and the library may be written."""
        super().__init__()
        self._document, self.advice = document, advice
        self.setProperty("role", "card")
        self.title, self.about, self.reason, self.missing, self.takes = (QLabel() for _ in range(5))
        column = QVBoxLayout(self)
        column.setContentsMargins(S, S, S, S)
        column.setSpacing(XS)
        labels = ((self.title, "strong"), (self.about, "small"), (self.reason, ""), (self.missing, "small"), (self.takes, "faint"))
        for label, role in labels:
            label.setProperty("role", role)
            label.setWordWrap(True)
            column.addWidget(label)
        self.missing.setTextFormat(Qt.TextFormat.RichText)
        by = Qt.TextInteractionFlag
        self.missing.setTextInteractionFlags(by.LinksAccessibleByMouse | by.LinksAccessibleByKeyboard)
        self.missing.linkActivated.connect(self.go_to)
        self.apply = QPushButton()
        self.apply.setProperty("kind", "quiet")
        put_icon(self.apply, "file-plus", "accent")
        put(self.apply, "advice.apply" if can_apply else "advice.no_form")
        self.apply.setEnabled(can_apply)
        self.apply.clicked.connect(lambda: self.wanted.emit(self.advice.row.id))
        column.addWidget(self.apply, 0, Qt.AlignmentFlag.AlignLeft)
        language.changed.connect(self._say)
        look.changed.connect(self._say)
        self._say()

    def show_advice(self, advice: Advice) -> None:
        """The same scheme after other answers."""
        if advice != self.advice:
            self.advice = advice
            self._say()

    def _say(self) -> None:
        advice, title = self.advice, pick(self.advice.row.title)
        self.title.setText(title)
        # Class B is the class of schemes without an amount: that is not said twice.
        known_by = [] if advice.row.scheme_class == "B" and advice.ceiling is None else [say(f"ui.class.{advice.row.scheme_class}")]
        self.about.setText(" · ".join([self._ceiling(), *known_by]))
        self.about.setToolTip(in_words(advice.ceiling) if isinstance(advice.ceiling, Decimal) else "")
        said = {Fit.YES: "", Fit.UNSURE: "advice.needs", Fit.NO: "advice.against"}[advice.fit]
        self.reason.setText(say(said, reason=advice.reason) if said else pick(advice.reason))
        links = self._links()
        self.missing.setText(say("advice.missing", links=links))
        self.missing.setVisible(bool(links))
        self.takes.setText(say("advice.takes", papers=advice.takes) if advice.takes else "")
        self.takes.setVisible(advice.takes is not None)
        self.apply.setAccessibleName(say("advice.apply.of", title=title))

    def _ceiling(self) -> str:
        if isinstance(self.advice.ceiling, Decimal):
            return say("advice.ceiling", amount=amount_of(self.advice.ceiling))
        return say("advice.ceiling.none" if self.advice.ceiling is None else "advice.ceiling.open")

    def _links(self) -> str:
        """The open questions by name, a column as its table."""
        ceiling = self.advice.ceiling
        paths = (*self.advice.missing, *(sorted(ceiling.paths) if isinstance(ceiling, Missing) else ()))
        places = dict.fromkeys(place_of(self._document.scheme, path) for path in paths)
        tone = colours().accent
        linked = [f'<a style="color: {tone}" href="{escape(path)}">{escape(name_of(self._document, path))}</a>' for path in places]
        return say("form.list_separator").join(linked[:MOST_LINKS])
