"""Switches language, colours and size of type, and remembers what was chosen."""

from __future__ import annotations

from shenbao.ui import icons, sizes
from shenbao.ui.settings import Settings
from shenbao.ui.theme import MODES, ZOOMS, Mode, look
from shenbao.ui.words import language


class Appearance:
    """The one way to change how the program looks."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def start(self) -> None:
        """As it was when the program was closed."""
        look.changed.connect(icons.redraw)
        look.changed.connect(sizes.refit)
        language.switch(self._settings.language)
        look.start(self._settings.mode, self._settings.zoom)

    def switch_language(self, code: str) -> None:
        language.switch(code)
        self._settings.language = code

    def next_language(self) -> None:
        """The other one of Chinese and English."""
        self.switch_language("en" if language.code == "zh" else "zh")

    def set_mode(self, mode: Mode) -> None:
        look.set_mode(mode)
        self._settings.mode = mode

    def next_mode(self) -> None:
        """From light to dark and back; whoever wants to follow the system again says so in the settings."""
        self.set_mode("light" if look.colours.scheme == "dark" else "dark")

    def set_zoom(self, zoom: float) -> None:
        look.set_zoom(zoom)
        self._settings.zoom = look.zoom

    def zoom_by(self, steps: int) -> None:
        """To the next larger or smaller size."""
        nearest = min(range(len(ZOOMS)), key=lambda at: abs(ZOOMS[at] - look.zoom))
        self.set_zoom(ZOOMS[min(max(nearest + steps, 0), len(ZOOMS) - 1)])


def as_mode(value: str) -> Mode:
    """The mode called `value`; `system` for anything unknown."""
    return next((mode for mode in MODES if mode == value), "system")
