"""Files for uploading from the window: which limits they keep, what is made, and that stopping leaves nothing behind."""

from __future__ import annotations

import zipfile
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shenbao import paths
from shenbao.records import RecordId
from shenbao.ui.pack_page import PackPage
from shenbao.ui.window import MainWindow
from ui.packing import built, pack_page


def ended(page: PackPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.progress.isVisible(), timeout=60_000)


def left(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.name.endswith((".tmp", ".parts")))


def test_limits_and_an_example_of_a_name_follow_the_notice(window: MainWindow, application: RecordId) -> None:
    page = pack_page(window, application)
    assert window.document is not None
    assert "10 MB" in page.uploads.limits.text()
    window.document.set("notice.attachment_max_mb", "5")
    window.document.set("notice.file_max_pages", "200")
    assert "5 MB、200 页" in page.uploads.limits.text()
    window.document.set("notice.file_name_pattern", "{附件代码}-{单位名称}")
    assert page.uploads.named.text() == "命名示例：A01-上海示例灵枢机器人有限公司.pdf"
    window.document.set("notice.file_name_pattern", "{公司}")
    assert "{公司}" not in page.uploads.named.text()
    assert "没有“公司”这个占位符" in page.uploads.named.text()
    assert page.uploads.named.property("role") == "text-danger"


def test_volumes_and_separate_files_are_made_of_the_pack(window: MainWindow, application: RecordId, qtbot: QtBot) -> None:
    page = pack_page(window, application)
    assert not page.uploads.volumes.isEnabled(), "there is no pack yet"
    assert page.uploads.sheet.isEnabled()
    pack = built(page, qtbot)
    qtbot.mouseClick(page.uploads.volumes, Qt.MouseButton.LeftButton)
    assert not page.uploads.bundle.isEnabled(), "one thing at a time"
    ended(page, qtbot)
    assert [file.name for file in (pack.parent / f"{pack.stem}_分册").iterdir()] == ["01_申报材料第1册_上海示例灵枢机器人有限公司.pdf"]
    qtbot.mouseClick(page.uploads.bundle, Qt.MouseButton.LeftButton)
    ended(page, qtbot)
    with zipfile.ZipFile(pack.parent / f"{pack.stem}_上传.zip") as archive:
        assert "manifest.json" in archive.namelist()
    assert left(pack.parent) == []
    assert window.document is not None
    window.document.set(window.document.scheme.applicant_path, "临港示例材料有限公司")
    assert not page.uploads.volumes.isEnabled(), "the pack says something else now"


def test_a_copy_sheet_needs_no_pack(window: MainWindow, application: RecordId, qtbot: QtBot) -> None:
    page = pack_page(window, application)
    for kind in ("xlsx", "pdf"):
        page.uploads.wanted.emit(kind)
        ended(page, qtbot)
    made = sorted(file.suffix for file in (paths.home() / "packs").iterdir())
    assert made == [".pdf", ".xlsx"]


def test_stopping_leaves_nothing_behind(window: MainWindow, application: RecordId, qtbot: QtBot) -> None:
    page = pack_page(window, application)
    pack = built(page, qtbot)
    before = sorted(pack.parent.iterdir())
    qtbot.mouseClick(page.uploads.bundle, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    ended(page, qtbot)
    assert sorted(pack.parent.iterdir()) == before
    assert page.messages.bars()


def test_what_cannot_be_made_is_said(window: MainWindow, application: RecordId, qtbot: QtBot) -> None:
    page = pack_page(window, application)
    assert window.document is not None
    window.document.set("notice.file_name_pattern", "{")
    built(page, qtbot)
    qtbot.mouseClick(page.uploads.volumes, Qt.MouseButton.LeftButton)
    ended(page, qtbot)
    assert any("花括号" in bar.text.text() for bar in page.messages.bars())
