"""A scrolled page of sections: each is built when it comes into sight and redrawn only while it is seen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from shenbao.forms.scheme import PlacedSection
from shenbao.records import Changes, Finding
from shenbao.ui.document import Document
from shenbao.ui.form.body import SectionBody
from shenbao.ui.form.sections import holds, is_asked
from shenbao.ui.theme import look

PLACEHOLDER_HEIGHT = 600


class Paper(QScrollArea):
    """A scrolled page of one or more sections. A section is built when it comes into sight."""

    entered = Signal(str)
    finished = Signal(str)
    """The id of the section whose last question was left with Enter."""

    def __init__(self, document: Document, sections: list[PlacedSection]) -> None:
        super().__init__()
        self.document = document
        self.sections = {section.id: section for section in sections}
        self.bodies: dict[str, SectionBody] = {}
        self.stale = False
        self._faults: dict[str, tuple[Finding, ...]] = {}
        self.setProperty("role", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("role", "plain")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._places: dict[str, QWidget] = {}
        for section in sections:
            place = QWidget()
            QVBoxLayout(place).setContentsMargins(0, 0, 0, 0)
            place.setMinimumHeight(look.dp(PLACEHOLDER_HEIGHT))
            self._places[section.id] = place
            self.column.addWidget(place)
        self.column.addStretch(1)
        self.inside = inside
        self.setWidget(inside)
        self.verticalScrollBar().valueChanged.connect(self.build_seen)
        self.show_sections()

    # -- building -----------------------------------------------------------------------------------------------------

    def build(self, section: str) -> SectionBody:
        """The body of a section, made now if it was not yet."""
        body = self._begun(section)
        if not body.complete:
            body.build_all()
            body.show_faults(self._faults)
        return body

    def build_on(self, section: str) -> bool:
        """Build one more question of a section that nobody looks at yet; False when all are there."""
        body = self._begun(section)
        if body.complete:
            return False
        if body.build_on():
            body.show_faults(self._faults)
        return True

    def _begun(self, section: str) -> SectionBody:
        if section not in self.bodies:
            body = SectionBody(self.document, self.sections[section])
            body.entered.connect(self._on_entered)
            body.advanced.connect(lambda: self.finished.emit(section))
            place = self._places[section]
            layout = place.layout()
            assert layout is not None
            layout.addWidget(body)
            # A widget added to a visible page is shown by a later event; it can take the focus only once it is.
            body.show()
            place.setMinimumHeight(0)
            self.bodies[section] = body
        return self.bodies[section]

    def build_seen(self) -> None:
        """Make the bodies of the sections in sight and just beyond; what one looks at stays where it is."""
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        shown = {section: place for section, place in self._places.items() if place.isVisible()}
        near = [
            section
            for section, place in shown.items()
            if section not in self.bodies and place.y() < top + 2 * height and place.y() + place.height() > top - height
        ]
        if not near:
            return
        anchor = max((place for place in shown.values() if place.y() <= top), key=QWidget.y, default=self.inside)
        before = anchor.y()
        for section in near:
            self.build(section)
        _settle()
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + anchor.y() - before)

    # -- following ----------------------------------------------------------------------------------------------------

    def follow(self, changes: Changes, faults: dict[str, tuple[Finding, ...]]) -> None:
        """Redraw what an edit changed; the question with the focus keeps its place on the screen."""
        self._faults = faults
        if not self.isVisible():
            self.stale = True
            return
        anchor = self.inside.focusWidget()
        before = anchor.mapTo(self.inside, anchor.rect().topLeft()).y() if anchor is not None else 0
        for body in self.bodies.values():
            body.follow(changes)
            if changes.findings:
                body.show_faults(faults)
        if changes.fields or changes.tables:
            self.show_sections()
        if anchor is not None and anchor.hasFocus():
            self._keep(anchor, before)

    def _keep(self, anchor: QWidget, before: int) -> None:
        """Scroll by as much as what appeared or vanished above the question one is in."""
        _settle()
        moved = anchor.mapTo(self.inside, anchor.rect().topLeft()).y() - before
        if moved:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

    def refresh(self) -> None:
        """Catch up with what changed while the page was out of sight."""
        if self.stale:
            self.stale = False
            for body in self.bodies.values():
                body.redraw()
                body.show_faults(self._faults)
        self.show_sections()
        QTimer.singleShot(0, self, self.build_seen)

    def show_sections(self) -> None:
        """Hide the sections that are not asked."""
        for section, place in self._places.items():
            asked = is_asked(self.document, self.sections[section])
            if place.isHidden() == asked:
                place.setVisible(asked)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.refresh()
        return super().event(event)

    # -- acting -------------------------------------------------------------------------------------------------------

    def go_to(self, path: str) -> bool:
        """Focus the field of `path`, scrolled to where it is read at ease; False when it is not on this page."""
        for section in self.sections.values():
            if not holds(section, path):
                continue
            item = self.build(section.id).item_for(path)
            if item is not None:
                _settle()
                item.focus_input(path)
                QTimer.singleShot(0, item, partial(self.ensureWidgetVisible, item, 0, look.dp(60)))
                return True
        return False

    def start(self) -> None:
        """Focus the first question, at the top of the page."""
        self.verticalScrollBar().setValue(0)
        for body in self.bodies.values():
            body.start()
            return

    def _on_entered(self, path: str) -> None:
        self.entered.emit(path)
        _settle()
        here = self.inside.focusWidget()
        if here is not None and not self._in_sight(here):
            self.ensureWidgetVisible(here, 0, look.dp(60))

    def _in_sight(self, widget: QWidget) -> bool:
        top = widget.mapTo(self.viewport(), widget.rect().topLeft()).y()
        return (top >= 0 and top + widget.height() <= self.viewport().height()) or widget.height() > self.viewport().height()

    def top_of(self, section: str) -> None:
        """Scroll so that the section begins at the upper edge."""
        self.build(section)
        self.show_sections()
        _settle()
        self.verticalScrollBar().setValue(self._places[section].y())
        self.build_seen()

    def flush(self) -> None:
        """Commit what is being typed."""
        for body in self.bodies.values():
            body.flush()


def _settle() -> None:
    """Let every layout take its final shape now: what was shown or hidden a moment ago is only asked for by posted events."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
