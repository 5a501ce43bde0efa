"""Icons: Lucide's line drawings from `resources/icons`, tinted with the colours now shown and sharp at 100–200 %.

`put_icon` keeps a button's or action's icon right when light and dark change; `pixmap` is for widgets that paint themselves.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from shenbao.content import shipped
from shenbao.ui.theme import Colours, look

_ICON = "shenbao_icon"
_PIXELS = (16, 20, 24, 28, 30, 32, 36, 40, 48)
"""16-, 18-, 20- and 24-px icons at 100, 125, 150 and 200 %: Qt takes the nearest without blurring."""


@cache
def _drawing(name: str) -> str:
    return (shipped() / "resources" / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, pixels: int) -> QPixmap:
    source = _drawing(name).replace("currentColor", colour)
    image = QPixmap(pixels, pixels)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image


def pixmap(name: str, tone: str = "text_soft", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The drawing `size` device-independent pixels wide in the colour `tone` (a field of `Colours`)."""
    image = QPixmap(_drawn(name, getattr(look.colours, tone), round(size * ratio)))
    image.setDevicePixelRatio(ratio)
    return image


def icon(name: str, tone: str = "text_soft") -> QIcon:
    """The drawing as an icon in the colour `tone`; faint when disabled."""
    made = QIcon()
    shades: Colours = look.colours
    for pixels in _PIXELS:
        made.addPixmap(_drawn(name, getattr(shades, tone), pixels))
        made.addPixmap(_drawn(name, QColor(shades.text_faint).name(), pixels), QIcon.Mode.Disabled)
    return made


def put_icon(item: QAbstractButton | QAction | QLabel, name: str, tone: str = "text_soft", size: int = 16) -> None:
    """Puts an icon on a button, action or label, now and after every switch of colours."""
    item.setProperty(_ICON, (name, tone, size))
    if isinstance(item, QAbstractButton):
        item.setIconSize(QSize(size, size))
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
        item.setPixmap(pixmap(name, tone, size, item.devicePixelRatioF()))
    else:
        item.setIcon(icon(name, tone))
