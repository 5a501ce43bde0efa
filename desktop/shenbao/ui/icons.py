"""Icons: Lucide's line drawings from `resources/icons`, tinted with the colours now shown and sharp at 100–200 %.

`put_icon` keeps a button's or action's icon right when light and dark change; `pixmap` is for widgets that paint themselves.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from shenbao.content import shipped
from shenbao.ui.theme import look

_ICON = "shenbao_icon"
_LARGE = 36
"""Device-independent pixels from which lines are drawn thinner, so that large drawings do not look bolder than the type."""


@cache
def _drawing(name: str) -> str:
    return (shipped() / "resources" / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, pixels: int, thin: bool = False) -> QPixmap:
    source = _drawing(name).replace("currentColor", colour)
    if thin:
        source = source.replace('stroke-width="2"', 'stroke-width="1.25"')
    image = QPixmap(pixels, pixels)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image


def pixmap(name: str, tone: str = "text_soft", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The drawing `size` device-independent pixels wide in the colour `tone` (a field of `Colours`)."""
    image = QPixmap(_drawn(name, getattr(look.colours, tone), round(size * ratio), size >= _LARGE))
    image.setDevicePixelRatio(ratio)
    return image


class _Lines(QIconEngine):
    """Draws when painted, at the very size and resolution asked for: nothing is drawn that is not seen, and nothing is scaled."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name, self._tone = name, tone

    def clone(self) -> QIconEngine:
        return _Lines(self._name, self._tone)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size() * ratio, mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        tone = "text_faint" if mode == QIcon.Mode.Disabled else self._tone
        pixels = max(min(size.width(), size.height()), 1)  # a squeezed button asks for none
        image = QPixmap(_drawn(self._name, getattr(look.colours, tone), pixels, pixels >= _LARGE * scale))
        image.setDevicePixelRatio(scale)
        return image


def icon(name: str, tone: str = "text_soft") -> QIcon:
    """The drawing as an icon in the colour `tone`; faint when disabled."""
    return QIcon(_Lines(name, tone))


def put_icon(item: QAbstractButton | QAction | QLabel, name: str, tone: str = "text_soft", size: int = 16) -> None:
    """Puts an icon on a button, action or label, now and after every switch of colours and size."""
    item.setProperty(_ICON, (name, tone, size))
    _draw(item)


def redraw() -> None:
    """Tints every icon that was put, in all windows; connected to `look.changed` by the application."""
    for window in QApplication.topLevelWidgets():
        for item in window.findChildren(QObject):
            if isinstance(item, (QAbstractButton, QAction, QLabel)) and item.property(_ICON):
                _draw(item)


def _draw(item: QAbstractButton | QAction | QLabel) -> None:
    name, tone, size = item.property(_ICON)
    if isinstance(item, QLabel):
        item.setPixmap(pixmap(name, tone, look.dp(size), item.devicePixelRatioF()))
    else:
        if isinstance(item, QAbstractButton):
            item.setIconSize(QSize(look.dp(size), look.dp(size)))
        item.setIcon(icon(name, tone))
