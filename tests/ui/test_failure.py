"""A library that does not open: the window says why and offers what is possible, on real files."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from shenbao import paths
from shenbao.errors import LibraryError
from shenbao.library.schema import VERSION
from shenbao.messages import catalogue
from shenbao.records import RecordId
from shenbao.ui import forward, rescue
from shenbao.ui.app import make_window
from shenbao.ui.appearance import Appearance
from shenbao.ui.failure import FailureWindow
from shenbao.ui.rescue import Way
from shenbao.ui.settings import Settings
from shenbao.ui.window import MainWindow
from shenbao.workspace import Workspace
from ui.conftest import TODAY

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"
HOLD = """
import sys; sys.path.insert(0, sys.argv[2])
from pathlib import Path
from shenbao.library import Library
library = Library.open(Path(sys.argv[1]), reserve_bytes=0)
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def library(home: Path) -> Path:
    """A closed library with one application and a backup of it."""
    workspace = Workspace.open(paths.data(), TODAY)
    scheme = next(offer.row.id for offer in workspace.offers() if offer.ready)
    workspace.create_application(scheme, workspace.create_enterprise("上海示例灵枢机器人有限公司"))
    workspace.back_up()
    workspace.close()
    return paths.data()


def failure_of(settings: Settings, folder: Path) -> LibraryError:
    appearance = Appearance(settings)
    with pytest.raises(LibraryError) as error:
        make_window(settings, appearance, TODAY, folder)
    return error.value


@contextmanager
def shown(window: MainWindow) -> Iterator[MainWindow]:
    window.show()
    window.start_up()
    yield window
    window.close()
    window.workspace.close()


def damage(library: Path) -> None:
    content = bytearray((library / "library.db").read_bytes())
    for at in range(len(content) // 2, len(content)):
        content[at] ^= 0x55
    (library / "library.db").write_bytes(content)


def offered(qtbot: QtBot, error: LibraryError, folder: Path) -> FailureWindow:
    window = FailureWindow(error, folder)
    qtbot.addWidget(window)
    window.show()
    return window


def press(qtbot: QtBot, window: FailureWindow, way: Way) -> None:
    qtbot.mouseClick(window.buttons[way], Qt.MouseButton.LeftButton)


def test_a_library_open_elsewhere_is_said_with_who_has_it(library: Path, settings: Settings, qtbot: QtBot) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(library), str(DESKTOP)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout
    assert holder.stdout.readline() == "open\n"
    error = failure_of(settings, library)
    window = offered(qtbot, error, library)
    assert str(holder.pid) in window.text.text()
    assert list(window.buttons) == [Way.AGAIN, Way.ELSEWHERE]
    assert not forward.ask(library, ())
    holder.communicate()
    press(qtbot, window, Way.AGAIN)
    assert window.chosen is Way.AGAIN
    with shown(make_window(settings, Appearance(settings), TODAY, window.folder)) as opened:
        assert opened.model.rowCount() == 1


def test_the_first_window_comes_forward_with_the_files_of_the_second(library: Path, qtbot: QtBot, window: MainWindow) -> None:
    asked: list[list[Path]] = []
    listener = forward.Listener(library, asked.append, window)
    answers: list[bool] = []
    second = threading.Thread(target=lambda: answers.append(forward.ask(library, ["a.pdf", "/b.shenbao"])))
    second.start()
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    second.join()
    assert answers == [True]
    assert asked == [[Path("a.pdf").absolute(), Path("/b.shenbao").absolute()]]
    listener.deleteLater()


def test_a_newer_library_is_opened_read_only(library: Path, settings: Settings, qtbot: QtBot) -> None:
    connection = apsw.Connection(str(library / "library.db"))
    connection.pragma("user_version", VERSION + 1)
    connection.close()
    error = failure_of(settings, library)
    assert error.code == "library.newer"
    window = offered(qtbot, error, library)
    press(qtbot, window, Way.READ_ONLY)
    assert window.chosen is Way.READ_ONLY


def test_read_only_is_seen_and_edits_are_refused_with_a_sentence(library: Path, settings: Settings, qtbot: QtBot) -> None:
    before = {file: file.read_bytes() for file in library.rglob("*.db")}
    with shown(make_window(settings, Appearance(settings), TODAY, library, read_only=True)) as window:
        (bar,) = window.messages.bars()
        assert "只读" in bar.text.text()
        window.messages.clear()
        assert window.messages.bars() == [bar], "the bar stays as long as it is true"
        assert not window.commands["new"].isEnabled()
        window.open_record(window.model.info(window.model.index(0, 0)).id)
        assert window.document is not None
        path = window.document.scheme.applicant_path
        stored = window.document.state(path).stored
        assert not window.document.set(path, "另一家")
        assert window.document.state(path).stored == stored
        assert any("只读" in told.text.text() for told in window.messages.bars() if told is not bar)
        window.copy(window.document.record)
        window.care.discard(RecordId(window.document.record))
        assert window.workspace.info(window.document.record).deleted is False
    assert {file: file.read_bytes() for file in library.rglob("*.db")} == before


def test_a_damaged_library_is_recovered(library: Path, settings: Settings, qtbot: QtBot) -> None:
    damage(library)
    error = failure_of(settings, library)
    assert error.code == "library.damaged"
    window = offered(qtbot, error, library)
    assert "2 项" in window.backup.text()
    press(qtbot, window, Way.RECOVER)
    qtbot.waitUntil(lambda: "已修复" in window.text.text(), timeout=10_000)
    press(qtbot, window, Way.RECOVER)
    assert window.chosen is Way.AGAIN
    with shown(make_window(settings, Appearance(settings), TODAY, library)) as opened:
        assert opened.model.rowCount() == 1


def test_a_damaged_library_is_salvaged(
    library: Path, settings: Settings, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = apsw.Connection(str(library / "library.db"))
    connection.execute("UPDATE journal SET body = replace(body, '灵枢', '灵书') WHERE body LIKE '%灵枢%'")
    connection.close()
    error = failure_of(settings, library)
    window = offered(qtbot, error, library)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    press(qtbot, window, Way.SALVAGE)
    qtbot.waitUntil(lambda: "已导出" in window.text.text(), timeout=10_000)
    assert len(list(tmp_path.glob("*.json"))) == 2
    assert window.chosen is None


def test_nothing_that_can_be_read_is_said(library: Path, settings: Settings, qtbot: QtBot) -> None:
    (library / "library.db").write_bytes(b"nothing")
    for backup in (library / "backups").glob("*.db"):
        backup.write_bytes(b"nothing")
    window = offered(qtbot, failure_of(settings, library), library)
    press(qtbot, window, Way.RECOVER)
    qtbot.waitUntil(lambda: "备份都无法读取" in window.text.text(), timeout=10_000)


def test_another_folder_is_chosen(library: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    window = offered(qtbot, LibraryError("library.network_folder", folder=str(library)), library)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    press(qtbot, window, Way.ELSEWHERE)
    assert (window.chosen, window.folder) == (Way.ELSEWHERE, tmp_path / "Shenbao")


def test_a_chosen_folder_that_is_gone_is_not_made_anew(settings: Settings, tmp_path: Path) -> None:
    settings.library = tmp_path / "disk"
    error = failure_of(settings, tmp_path / "disk")
    assert error.code == "ui.failure.gone"
    assert not (tmp_path / "disk").exists()
    assert rescue.ways(error, tmp_path / "disk") == (Way.AGAIN, Way.ELSEWHERE, Way.DEFAULT)


def test_every_way_has_its_words() -> None:
    assert {f"ui.failure.{way}{part}" for way in Way for part in ("", ".text")} <= catalogue().keys()
