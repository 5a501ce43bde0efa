"""Sheets of paper below each other: pictures as they arrive, the answer being edited marked, a click leading to its question."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from shenbao.packs.sights import Area, PartSight
from shenbao.previewing.wire import Picture
from shenbao.ui import theme
from shenbao.ui.preview.sheets import Lying, Place, Sheets
from shenbao.ui.words import put, say

KEPT = 24
"""Pictures kept; at half a megabyte each they cost little, and going back shows them at once."""
ZOOMS = (1.0, 1.25, 1.5, 2.0)
"""Sizes to look at, as multiples of the width of the panel."""
READ_AT = 0.3
"""Where in the window the answer being edited is scrolled to, as a share of its height."""


class PreviewView(QAbstractScrollArea):
    """Knows sheets and pictures, not what they are of."""

    looked = Signal()
    """Other pages are in sight, or they are wanted in another size."""
    chosen = Signal(str)
    """The path of what was clicked or, with Enter, of what is marked."""
    left = Signal()
    """Escape: back to the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: tuple[PartSight, ...] = ()
        self.sheets = Sheets((), 1, 1)
        self._pictures: OrderedDict[str, QImage] = OrderedDict()
        self._before: dict[Place, QImage] = {}
        """What was last shown of a page: until its new picture is there, it stays."""
        self._dropped: list[str] = []
        self._names: tuple[str, ...] = ()
        self._part = ""
        self._hovered: QRectF | None = None
        self._zoom = 0
        self.is_path: Callable[[str], bool] = lambda path: True
        """Whether a click on a place leads anywhere."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        put(self, name="preview.name")
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(lambda _: self.viewport().update())
        theme.look.changed.connect(self._lay)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_parts(self, parts: Sequence[PartSight]) -> None:
        """Shows these pages; what one looks at stays where it is, or the answer being edited comes into sight."""
        before = {sheet.place: sheet.sight.key for sheet in self.sheets.lying}
        self.parts = tuple(parts)
        self._lay()
        changed = {sheet.place for sheet in self.sheets.lying if before.get(sheet.place) != sheet.sight.key}
        self._follow(changed if before else set())
        for place in [place for place in self._before if self.sheets.at(place) is None]:
            del self._before[place]
        self.looked.emit()

    def put_picture(self, picture: Picture) -> None:
        """Shows a page that has been drawn."""
        image = QImage(picture.grey, picture.width, picture.height, picture.width, QImage.Format.Format_Grayscale8).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._pictures[picture.key] = image
        self._pictures.move_to_end(picture.key)
        in_sight = {sheet.sight.key for sheet in self.in_sight()}
        while len(self._pictures) > KEPT and (key := next(iter(self._pictures))) not in in_sight:
            del self._pictures[key]
            self._dropped.append(key)
        self.viewport().update()

    def mark(self, names: tuple[str, ...], part: str) -> None:
        """Marks the answer printed under the first of these names, preferably in `part`, and brings it into sight."""
        if names != self._names:
            self._names, self._part = names, part
            self._follow(set())
            self.viewport().update()

    def forget(self) -> None:
        """Shows nothing, as before the first pages came."""
        self.parts = ()
        self._pictures.clear()
        self._before.clear()
        self._lay()

    def picture_of(self, key: str) -> QImage | None:
        """The picture of the page with this key, if it has come."""
        return self._pictures.get(key)

    def in_sight(self) -> list[Lying]:
        """The sheets one sees."""
        top = self.verticalScrollBar().value()
        return self.sheets.between(top, top + self.viewport().height())

    @property
    def named(self) -> tuple[str, tuple[str, ...]]:
        """The part one follows to, and the names of the answer there."""
        return self._part, self._names

    def wanted(self) -> tuple[tuple[Place, ...], int]:
        """Pages in sight, then those just before and after; and the width of their pictures in pixels."""
        width = round(self._width() * self.devicePixelRatioF())
        seen = self.in_sight()
        if not seen:
            return (), width
        first, last = self.sheets.lying.index(seen[0]), self.sheets.lying.index(seen[-1])
        near = [*self.sheets.lying[last + 1 : last + 2], *self.sheets.lying[max(first - 1, 0) : first]]
        return tuple(sheet.place for sheet in (*seen, *near)), width

    def dropped(self) -> tuple[str, ...]:
        """Keys of pictures thrown away since the last time this was asked."""
        gone, self._dropped = tuple(self._dropped), []
        return gone

    def marked(self) -> list[tuple[Lying, Area]]:
        """Where the answer being edited stands."""
        return self.sheets.places_of(self._names, self._part)

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller; at the smallest, pages are as wide as the panel."""
        self._zoom = min(max(self._zoom + steps, 0), len(ZOOMS) - 1)
        self._lay()
        self.looked.emit()

    # -- geometry -----------------------------------------------------------------------------------------------------

    def _width(self) -> float:
        """How wide sheets lie: whole pixels of the screen."""
        ratio = self.devicePixelRatioF()
        return max(int((self.viewport().width() - 2 * theme.look.dp(theme.M)) * ZOOMS[self._zoom] * ratio) / ratio, 1)

    def _lay(self) -> None:
        here = self.in_sight()
        anchor = here[0] if here else None
        offset = (self.verticalScrollBar().value() - anchor.rect.top()) / anchor.scale if anchor else 0.0
        gap, width = theme.look.dp(theme.M), self._width()
        self.sheets = Sheets(self.parts, width, gap, self.devicePixelRatioF())
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(round(width + 2 * gap - self.viewport().width()), 0))
        across.setPageStep(self.viewport().width())
        down.setRange(0, max(round(self.sheets.height - self.viewport().height()), 0))
        down.setPageStep(self.viewport().height())
        down.setSingleStep(theme.look.dp(40))
        if anchor and (again := self.sheets.at(anchor.place)):
            down.setValue(round(again.rect.top() + offset * again.scale))
        self.viewport().update()

    def _follow(self, changed: set[Place]) -> None:
        """Scrolls to the answer being edited unless it is in sight: to the page the last edit changed where it stands on several."""
        marked = self.marked()
        if not marked:
            first = next((sheet for sheet in self.sheets.lying if sheet.place.part == self._part and sheet.sight.areas), None)
            if first and not any(sheet.place.part == self._part for sheet in self.in_sight()):
                self.verticalScrollBar().setValue(round(first.rect.top() - theme.M))
            return
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        new = [pair for pair in marked if pair[0].place in changed and pair[0].place.part == marked[0][0].place.part]
        sheet, area = (new or marked)[0]
        rect = sheet.area(area)
        seen = min(rect.bottom(), top + height) - max(rect.top(), top)
        if seen < min(rect.height(), height * 0.5):
            self.verticalScrollBar().setValue(round(rect.top() - height * READ_AT))
        left, width = self.horizontalScrollBar().value(), self.viewport().width()
        if rect.left() < left or rect.right() > left + width:
            self.horizontalScrollBar().setValue(round(min(rect.left(), rect.right() - width / 2) - theme.M))

    def _scrolled(self) -> None:
        self._hovered = None
        self.viewport().update()
        self.looked.emit()

    # -- Qt's events --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()
        self.looked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        shades = theme.colours()
        painter.fillRect(self.viewport().rect(), QColor(shades.sunken))
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for sheet in self.in_sight():
            if sheet.sight.foreign:
                self._paint_foreign(painter, sheet)
            else:
                self._paint_sheet(painter, sheet)
        self._paint_marks(painter)
        if self.hasFocus():
            painter.resetTransform()
            painter.setPen(QPen(QColor(shades.accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_sheet(self, painter: QPainter, sheet: Lying) -> None:
        image = self._pictures.get(sheet.sight.key)
        if image is not None:
            self._before[sheet.place] = image
        image = image or self._before.get(sheet.place)
        painter.fillRect(sheet.rect, QColor("white"))
        if image is not None:
            # A picture of the right size is copied pixel by pixel; one of another size only stands in until the right one comes.
            fits = abs(image.width() - sheet.rect.width() * image.devicePixelRatio()) < 1
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not fits)
            if fits:
                painter.drawImage(sheet.rect.topLeft(), image)
            else:
                painter.drawImage(sheet.rect, image)
        painter.setPen(QPen(QColor(theme.colours().hairline_strong), 1))
        painter.drawRect(sheet.rect)

    def _paint_foreign(self, painter: QPainter, sheet: Lying) -> None:
        told, shades = sheet.sight.foreign, theme.colours()
        assert told is not None
        painter.fillRect(sheet.rect, QColor(shades.surface))
        painter.setPen(QPen(QColor(shades.hairline_strong), 1, Qt.PenStyle.DashLine))
        painter.drawRect(sheet.rect)
        inside = sheet.rect.adjusted(theme.M, theme.S, -theme.M, -theme.S)
        painter.setFont(theme.font(theme.BODY, theme.look.zoom))
        painter.setPen(QColor(shades.text_soft))
        words = say("preview.foreign", title=told.title, pages=told.pages)
        painter.drawText(inside, (Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words)

    def _paint_marks(self, painter: QPainter) -> None:
        accent = QColor(theme.LIGHT.accent)  # paper is white in the dark too
        for sheet, area in self.marked():
            rect = sheet.area(area).adjusted(-2, -1, 2, 1)
            light = QColor(accent)
            light.setAlpha(28)
            painter.fillRect(rect, light)
            painter.fillRect(QRectF(rect.left() - 3, rect.top(), 3, rect.height()), accent)
        if self._hovered is not None:
            painter.setPen(QPen(accent, 1))
            painter.drawRect(self._hovered)

    def _hit(self, point: QPoint) -> tuple[Lying, Area] | None:
        """The smallest place at a point of the viewport that leads to a question."""
        at = QPointF(point) + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        found = self.sheets.under(at)
        if found is None:
            return None
        sheet, areas = found
        return next(((sheet, area) for area in areas if self.is_path(area.path)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event.position().toPoint())
        rect = hit[0].area(hit[1]) if hit else None
        if rect != self._hovered:
            self._hovered = rect
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hit else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event.position().toPoint()) if event.button() == Qt.MouseButton.LeftButton else None
        if hit:
            self.chosen.emit(hit[1].path)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                down.setValue(0)
            case Qt.Key.Key_End:
                down.setValue(down.maximum())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._names:
                self.chosen.emit(self._names[0])
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)
