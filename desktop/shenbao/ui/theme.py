"""The one visual system: colour, spacing and type tokens, and the palette and style sheet made from them.

Colour has meaning: `danger` blocks, `warning` asks for a reason, `success` is done, `accent` is where one acts; all else is grey.
Style sheets in `resources/styles/*.qss` read the tokens: `@name` is a colour, `12dp` a length that follows the zoom. Widgets are
styled through two dynamic properties: `role` of labels and frames, `kind` of buttons (listed at the top of `ui.qss`).
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec.structs import asdict
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from shenbao.content import shipped
from shenbao.records import Record

Mode = Literal["system", "light", "dark"]
MODES: tuple[Mode, ...] = ("system", "light", "dark")

XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32
"""Spacing in device-independent pixels: a 4-px grid. Use these for margins and gaps in code."""

SMALL, BODY, LEAD, TITLE, DISPLAY = 12, 13, 15, 18, 24
"""Type scale in device-independent pixels."""

ZOOMS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)

FACE = "Noto Sans SC"


class Colours(Record, frozen=True, kw_only=True):
    """One scheme of colours. Text colours reach 4.5 : 1 on `window` and `surface`."""

    scheme: str
    window: str
    sunken: str
    surface: str
    raised: str
    hover: str
    hairline: str
    hairline_strong: str
    text: str
    text_soft: str
    text_faint: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    selection: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str


LIGHT = Colours(
    scheme="light",
    window="#f5f4f1",
    sunken="#eceae5",
    surface="#ffffff",
    raised="#ffffff",
    hover="#efede9",
    hairline="#e3e0da",
    hairline_strong="#c8c4bb",
    text="#1e2221",
    text_soft="#565b58",
    text_faint="#6a6f6c",
    accent="#0e6672",
    accent_hover="#0a535d",
    accent_soft="#e2eff0",
    on_accent="#ffffff",
    selection="#d3e7e9",
    danger="#b3261e",
    danger_soft="#fbebe9",
    warning="#875800",
    warning_soft="#fcf2dc",
    success="#1b7342",
    success_soft="#e5f3ea",
)
DARK = Colours(
    scheme="dark",
    window="#191b1c",
    sunken="#131516",
    surface="#222526",
    raised="#2b2f30",
    hover="#2d3132",
    hairline="#34393a",
    hairline_strong="#525859",
    text="#e8e9e7",
    text_soft="#b4b9b7",
    text_faint="#939997",
    accent="#62bcc6",
    accent_hover="#82cfd7",
    accent_soft="#1d383c",
    on_accent="#0a2225",
    selection="#26474b",
    danger="#f28b82",
    danger_soft="#40211f",
    warning="#e6b65c",
    warning_soft="#3a2e17",
    success="#6fc696",
    success_soft="#1b3526",
)


class Look(QObject):
    """What the program looks like now; `changed` fires after palette and style sheet have been set."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colours = LIGHT
        self.mode: Mode = "system"
        self.zoom = 1.0

    def start(self, mode: Mode, zoom: float) -> None:
        """Applies the look for the first time and follows the system from now on."""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.mode, self.zoom = mode, zoom
        self.set_mode(mode)

    def set_mode(self, mode: Mode) -> None:
        """Follows the system, or stays light or dark."""
        self.mode = mode
        wanted = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        QGuiApplication.styleHints().setColorScheme(wanted[mode])
        self._apply()

    def set_zoom(self, zoom: float) -> None:
        """Scales type and controls; 1.0 is 13-px text."""
        self.zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        self._apply()

    def dp(self, length: float) -> int:
        """Device-independent pixels after zoom, for sizes set in code."""
        return round(length * self.zoom)

    def _system_changed(self) -> None:
        if self.mode == "system":
            self._apply()

    def _apply(self) -> None:
        dark = self.mode == "dark" or (self.mode == "system" and QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark)
        self.colours = DARK if dark else LIGHT
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # Qt replaces one sheet by another in time that grows with the square of the widgets; taking the old one away first is linear.
        app.setStyleSheet("")
        app.setPalette(palette(self.colours))
        app.setFont(font(BODY, self.zoom))
        app.setStyleSheet(style_sheet(self.colours, self.zoom))
        self.changed.emit()


look = Look()


def colours() -> Colours:
    """The colours now shown, for widgets that paint themselves (as `QColor(colours().accent)`)."""
    return look.colours


def load_fonts() -> None:
    """Makes the bundled faces known to Qt, so that Chinese shows on a machine without Chinese fonts."""
    for file in sorted((shipped() / "resources" / "fonts").glob("NotoSansSC-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def font(size: int, zoom: float = 1.0, *, medium: bool = False) -> QFont:
    """The face of the screens at `size` device-independent pixels."""
    face = QFont(FACE)
    face.setPixelSize(max(round(size * zoom), 1))
    face.setWeight(QFont.Weight.Medium if medium else QFont.Weight.Normal)
    # Vertical hinting snaps Han strokes to the pixel grid without disturbing the widths.
    face.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return face


def palette(shades: Colours) -> QPalette:
    """Qt's palette in these colours: what Fusion and self-painting widgets read."""
    made = QPalette()
    role = QPalette.ColorRole
    for target, shade in {
        role.Window: shades.window,
        role.WindowText: shades.text,
        role.Base: shades.surface,
        role.AlternateBase: shades.window,
        role.ToolTipBase: shades.raised,
        role.ToolTipText: shades.text,
        role.Text: shades.text,
        role.Button: shades.surface,
        role.ButtonText: shades.text,
        role.BrightText: shades.danger,
        role.Link: shades.accent,
        role.LinkVisited: shades.accent,
        role.Highlight: shades.selection,
        role.HighlightedText: shades.text,
        role.PlaceholderText: shades.text_faint,
        role.Light: shades.raised,
        role.Midlight: shades.hairline,
        role.Mid: shades.hairline_strong,
        role.Dark: shades.hairline_strong,
        role.Shadow: shades.sunken,
        role.Accent: shades.accent,
    }.items():
        made.setColor(target, QColor(shade))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(shades.text_faint))
    return made


def style_sheet(shades: Colours, zoom: float) -> str:
    """All of `resources/styles/*.qss` with the tokens filled in."""
    folder = shipped() / "resources" / "styles"
    tokens = asdict(shades) | {"styles": folder.as_posix()}
    source = "\n".join(file.read_text("utf-8") for file in sorted(folder.glob("*.qss")))
    filled = re.sub(r"@([a-z_]+)", lambda found: tokens[found[1]], source)
    return re.sub(r"(\d+)dp", lambda found: f"{round(int(found[1]) * zoom)}px", filled)


def set_role(widget: QWidget, role: str) -> None:
    """Changes a widget's `role` while it is shown (Qt reads properties in style sheets only when told)."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # before it is first shown, Qt has not read it yet
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        # Polishing alone leaves a frame with the padding it had before.
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        widget.updateGeometry()
