"""Many files at once: in the order they were given in, each told where it is already, and nobody waits for what is no longer wanted."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from corpus import others, pdfs, pictures
from shenbao.records import RecordId
from shenbao.ui.form.attachments import AttachmentsPage
from shenbao.ui.form.slot_card import SlotCard
from shenbao.ui.nav import ATTACHMENTS
from shenbao.ui.turns import Queue
from shenbao.ui.window import MainWindow
from shenbao.workspace import Workspace


def page_of(window: MainWindow, record: RecordId) -> AttachmentsPage:
    window.open_record(record)
    assert window.desk is not None
    window.desk.show_place(ATTACHMENTS)
    assert window.desk.attachments is not None
    return window.desk.attachments


def drop(card: SlotCard, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    card.dropEvent(QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))


def names(page: AttachmentsPage, card: SlotCard) -> list[str]:
    return [page.document.state(f"{card.table}/{row}/name").stored for row in page.document.rows(card.table)]


def test_turns_come_up_in_the_order_they_were_taken() -> None:
    queue, told = Queue(), list[str]()
    first, second, third = queue.take(), queue.take(), queue.take()
    queue.ready(third, lambda: told.append("third"))
    queue.ready(first, lambda: told.append("first"))
    assert told == ["first"]
    queue.ready(second, lambda: told.append("second"))
    assert told == ["first", "second", "third"]


def test_a_folder_of_files_is_added_in_its_order(window: MainWindow, application: RecordId, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "合同"
    folder.mkdir()
    (folder / "1.pdf").write_bytes(pdfs.scan(Random(1), 30))  # takes longer than the others
    for number in (2, 3, 4, 5):
        (folder / f"{number}.pdf").write_bytes(pdfs.text(Random(number), 1))
    (folder / "Thumbs.db").write_bytes(b"x")
    (folder / ".hidden").write_bytes(b"x")
    page = page_of(window, application)
    card = next(iter(page.cards.values()))
    drop(card, folder)
    assert not card.more.isHidden()
    assert "2" in card.more.text()
    qtbot.waitUntil(lambda: not card.waiting, timeout=60_000)
    assert names(page, card) == ["1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf"]
    assert card.more.isHidden()


def test_a_file_that_is_no_longer_wanted_is_not_waited_for(window: MainWindow, application: RecordId, qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.pdf").write_bytes(pdfs.scan(Random(1), 200, size=(620, 877)))
    page = page_of(window, application)
    card = next(iter(page.cards.values()))
    drop(card, tmp_path / "a.pdf", tmp_path / "b.pdf")
    for row in list(card.waiting_rows.values()):
        row.stop.click()
    qtbot.waitUntil(lambda: not card.waiting, timeout=10_000)
    assert not page.document.rows(card.table)


def test_the_same_file_is_told_with_its_places(
    window: MainWindow, workspace: Workspace, application: RecordId, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "执照.png"
    file.write_bytes(pictures.tiny(Random(1)))
    page = page_of(window, application)
    first, second = list(page.cards.values())[:2]
    for card in (first, second):
        drop(card, file)
        qtbot.waitUntil(lambda card=card: bool(card.rows) and not card.waiting, timeout=60_000)
    (row,), (other,) = first.rows.values(), second.rows.values()
    assert f"同一份文件在本申报中还有一处：附件，第 1 行，{second.state.slot.label.zh}" in row.note.text()
    assert f"同一份文件在本申报中还有一处：附件，第 1 行，{first.state.slot.label.zh}" in other.note.text()
    other.take_out()
    assert "同一份文件" not in row.note.text()

    again = workspace.create_application(workspace.info(application).scheme, None)
    page = page_of(window, again)
    card = next(iter(page.cards.values()))
    drop(card, file)
    qtbot.waitUntil(lambda: bool(card.rows) and not card.waiting, timeout=60_000)
    (row,) = card.rows.values()
    assert "同一份文件已用于另一份申报：" in row.note.text()
    assert "第 1 行" in row.note.text()


@pytest.mark.skipif(sys.platform == "win32", reason="a script cannot stand for a program there")
def test_an_office_document_is_converted_when_the_person_says_so(
    window: MainWindow, application: RecordId, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, program, file = tmp_path / "made.pdf", tmp_path / "soffice", tmp_path / "承诺书.docx"
    made.write_bytes(pdfs.text(Random(3), 2))
    copy = f"shutil.copyfile({str(made)!r}, out / 'document.pdf')"
    program.write_text(f"#!{sys.executable} -I\nimport pathlib, shutil, sys\nout = pathlib.Path(sys.argv[-2])\nout.mkdir()\n{copy}\n")
    program.chmod(0o755)
    file.write_bytes(others.docx(Random(1)))
    monkeypatch.setenv("PATH", str(tmp_path))
    page = page_of(window, application)
    card = next(iter(page.cards.values()))
    drop(card, file)
    qtbot.waitUntil(lambda: bool(card.rows) and not card.waiting, timeout=60_000)
    (row,) = card.rows.values()
    assert "Word 文档，不是 PDF 或图片" in row.note.text()
    (bar,) = [bar for bar in window.messages.bars() if "须转换为 PDF 才能编入" in bar.text.text()]
    assert bar.button is not None
    bar.button.click()
    qtbot.waitUntil(lambda: names(page, card) == ["承诺书.pdf"], timeout=60_000)
    assert row.note.text().startswith("由本机 LibreOffice 从“承诺书.docx”转换为 PDF")
    assert "2 页" in row.facts.text()
    page.document.undo()
    assert names(page, card) == ["承诺书.docx"]


def test_a_scan_made_smaller_comes_back_with_undo(
    window: MainWindow, workspace: Workspace, application: RecordId, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "合同扫描.pdf"
    file.write_bytes(pdfs.scan(Random(3), 2, size=(2480, 3508), quality=92))
    page = page_of(window, application)
    card = next(iter(page.cards.values()))
    drop(card, file)
    qtbot.waitUntil(lambda: bool(card.rows) and not card.waiting, timeout=60_000)
    (row,) = card.rows.values()
    before = row.cell("sha256"), row.cell("merged"), row.cell("bytes")
    page.reduce(card.code, row.row, "usual")
    qtbot.waitUntil(lambda: "已由" in row.note.text(), timeout=60_000)
    assert int(row.cell("bytes")) < int(before[2]) * 0.5
    assert row.cell("pages") == "2"
    page.document.undo()
    assert (row.cell("sha256"), row.cell("merged"), row.cell("bytes")) == before
    assert workspace.file(before[0]).read_bytes() == file.read_bytes()
    assert row.shrink.isEnabled()
