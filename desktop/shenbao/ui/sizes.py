"""Widths, heights, icon sizes, margins and gaps that code sets, kept in step with the size of type."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QGridLayout, QLayout, QWidget

from shenbao.ui.theme import look

_SIZES = "sizes"
_GAPS = "gaps"


def put_size(widget: QWidget, *, fixed: int = 0, least: int = 0, most: int = 0, icon: int = 0, tall: int = 0) -> None:
    """Width (`fixed`, `least`, `most`), icon size and least height (`tall`) of `widget`, in device-independent pixels at 100 %, now and
    at every other size."""
    widget.setProperty(_SIZES, (fixed, least, most, icon, tall))
    _fit(widget)


def refit() -> None:
    """Fits everything again, in all windows; connected to `look.changed` by the application."""
    for window in QApplication.topLevelWidgets():
        for widget in window.findChildren(QWidget):
            if widget.property(_SIZES):
                _fit(widget)
        for layout in window.findChildren(QLayout):
            _space(layout)
    _watch()


def _fit_gaps(widget: QWidget) -> None:
    if (layout := widget.layout()) is not None:
        for each in (layout, *layout.findChildren(QLayout)):
            _space(each)


class _Polishing(QObject):
    """Fits margins and gaps of what is made at another size than 100 %, before it is first shown."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish and isinstance(watched, QWidget):
            _fit_gaps(watched)
        return False


_polishing: list[_Polishing] = []


def _watch() -> None:
    """At 100 % nothing is watched: every event would go through Python."""
    app = QApplication.instance()
    assert app is not None
    if look.zoom != 1.0 and not _polishing:
        _polishing.append(_Polishing(app))
        app.installEventFilter(_polishing[0])
    elif look.zoom == 1.0 and _polishing:
        app.removeEventFilter(_polishing.pop())


def _space(layout: QLayout) -> None:
    """Margins and gaps as code set them, times the size of type. What differs from what was put there last was set anew."""
    now = _gaps(layout)
    known = layout.property(_GAPS)
    plain = [code if put == length else length for code, put, length in zip(*known, now, strict=True)] if known else now
    fitted = [look.dp(length) if length > 0 else length for length in plain]
    if fitted != now:
        layout.setContentsMargins(*fitted[:4])
        if isinstance(layout, QGridLayout):
            layout.setHorizontalSpacing(fitted[4])
            layout.setVerticalSpacing(fitted[5])
        else:
            layout.setSpacing(fitted[4])
    if known or fitted != now:
        layout.setProperty(_GAPS, [plain, fitted])


def _gaps(layout: QLayout) -> list[int]:
    margins = layout.contentsMargins()
    around = [margins.left(), margins.top(), margins.right(), margins.bottom()]
    if isinstance(layout, QGridLayout):
        return [*around, layout.horizontalSpacing(), layout.verticalSpacing()]
    return [*around, layout.spacing()]


def _fit(widget: QWidget) -> None:
    fixed, least, most, icon, tall = widget.property(_SIZES)
    if fixed:
        widget.setFixedWidth(look.dp(fixed))
    if least:
        widget.setMinimumWidth(look.dp(least))
    if most:
        widget.setMaximumWidth(look.dp(most))
    if tall:
        widget.setMinimumHeight(look.dp(tall))
    if icon and isinstance(widget, (QAbstractButton, QAbstractItemView)):
        widget.setIconSize(QSize(look.dp(icon), look.dp(icon)))
