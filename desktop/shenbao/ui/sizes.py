"""Widths, heights and icon sizes that code sets, kept in step with the size of type."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from shenbao.ui.theme import look

_SIZES = "sizes"


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
