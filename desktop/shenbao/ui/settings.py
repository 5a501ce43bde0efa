"""What the program remembers about itself: language, colours, zoom, window, columns, library folder. Nothing that changes a result."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QSettings

from shenbao import durable, paths
from shenbao.messages import LANGUAGES
from shenbao.ui.theme import MODES, Mode


class Settings:
    """A small ini file beside the library, so that a portable folder carries it along."""

    def __init__(self, file: Path) -> None:
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """`zh` or `en`; the first time, Chinese unless the system speaks English."""
        kept = self._text("language")
        if kept in LANGUAGES:
            return kept
        return "en" if QLocale.system().language() == QLocale.Language.English else "zh"

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("language", code)

    @property
    def mode(self) -> Mode:
        kept = self._text("theme")
        return next((mode for mode in MODES if mode == kept), "system")

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._store.setValue("theme", mode)

    @property
    def zoom(self) -> float:
        try:
            return float(self._text("zoom") or "1")
        except ValueError:
            return 1.0

    @zoom.setter
    def zoom(self, zoom: float) -> None:
        self._store.setValue("zoom", f"{zoom:g}")

    @property
    def library(self) -> Path | None:
        """The folder of the library, when the person chose another one than the program's own."""
        return paths.chosen_library()

    @library.setter
    def library(self, folder: Path) -> None:
        named = b"" if folder == paths.data() else str(folder).encode()
        with suppress(OSError):  # a home that cannot be written forgets the choice, as it does every other setting
            paths.home().mkdir(parents=True, exist_ok=True)
            durable.write_file(paths.library_note(), [named])

    def state(self, name: str) -> QByteArray:
        """A widget's kept state (`window`, `splitter.desk.1`, `header.start` …); empty the first time."""
        kept = self._store.value(f"state/{name}")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_state(self, name: str, state: QByteArray) -> None:
        self._store.setValue(f"state/{name}", state)

    def flag(self, name: str, default: bool) -> bool:
        kept = self._text(f"flag/{name}")
        return kept == "yes" if kept else default

    def keep_flag(self, name: str, value: bool) -> None:
        self._store.setValue(f"flag/{name}", "yes" if value else "no")

    @property
    def preview_language(self) -> str:
        """The language of the pack one previews; empty the first time."""
        return self._text("preview.language")

    def keep_preview_language(self, code: str) -> None:
        self._store.setValue("preview.language", code)

    def place(self, record: str) -> str:
        """The section in which an application was left."""
        return self._text(f"place/{record}")

    def keep_place(self, record: str, section: str) -> None:
        self._store.setValue(f"place/{record}", section)

    def write(self) -> None:
        """Writes the file now."""
        self._store.sync()

    def _text(self, key: str) -> str:
        kept = self._store.value(key)
        return kept if isinstance(kept, str) else ""
