"""A `.shenbao` file gives back what was put in, is the same bytes every time, and nothing hostile gets past its doors."""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shenbao.errors import ExchangeError
from shenbao.exchange import archive
from shenbao.exchange.archive import Application, Archive
from shenbao.messages import describe
from shenbao.records import Answers, Edit, EditKind, Op, RecordId, Row, Summary

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 20
SHA = hashlib.sha256(PDF).hexdigest()


def sample(answers: Answers | None = None, journal: tuple[Edit, ...] = ()) -> Archive:
    return Archive(
        application=Application(
            id=RecordId("abc123def456"),
            kind="application",
            scheme="scheme",
            content_version="2026.1",
            created=datetime(2026, 3, 5, tzinfo=UTC),
            updated=datetime(2026, 3, 6, tzinfo=UTC),
            summary=Summary(title="首批次产品", enterprise="上海某公司"),
        ),
        answers={
            "org.name": "上海某公司",
            "attachments.A11": (Row(id="r1", cells={"name": "检测报告.pdf", "sha256": SHA}),),
            **(answers or {}),
        },
        journal=journal or (Edit(ops=(Op(path="org.name", new="上海某公司"),), kind=EditKind.DO),),
        attachments=frozenset({SHA}),
    )


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(PDF)
    return path


@pytest.fixture
def whole(tmp_path: Path, scan: Path) -> Path:
    path = tmp_path / "申报.shenbao"
    archive.write(sample(), {SHA: scan}, path)
    return path


def refused(path: Path) -> ExchangeError:
    with pytest.raises(ExchangeError) as error:
        archive.read(path)
    assert path.name in describe(error.value, "zh")
    assert path.name in describe(error.value, "en")
    return error.value


# -- what goes in comes out -------------------------------------------------------------------------------------------


def test_everything_comes_back(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert archive.read(whole, attachments_to=folder) == sample()
    assert [path.name for path in folder.iterdir()] == [SHA]
    assert (folder / SHA).read_bytes() == PDF


def test_same_content_same_bytes(whole: Path, scan: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.shenbao"
    answers = dict(reversed(sample().answers.items()))
    archive.write(Archive(application=sample().application, answers=answers, journal=sample().journal), {SHA: scan}, again)
    assert again.read_bytes() == whole.read_bytes()
    assert not list(tmp_path.glob("*.tmp"))


text = st.text(st.characters(codec="utf-8"), max_size=40)
rows = st.lists(st.builds(Row, id=text, cells=st.dictionaries(text, text, max_size=3)), max_size=3).map(tuple)
edits = st.lists(st.builds(Edit, ops=st.lists(st.builds(Op, path=text, new=text), max_size=3).map(tuple), label=text), max_size=4).map(
    tuple
)


@given(answers=st.dictionaries(text.map("group.".__add__), text | rows, max_size=6), journal=edits)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answers_come_back(tmp_path: Path, scan: Path, answers: Answers, journal: tuple[Edit, ...]) -> None:
    path = tmp_path / "any.shenbao"
    written = sample(answers, journal)
    archive.write(written, {SHA: scan}, path)
    assert archive.read(path) == written


def test_an_attachment_that_is_missing_or_changed_is_not_exported(scan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.shenbao"
    with pytest.raises(ExchangeError, match="attachment_missing"):
        archive.write(sample(), {}, out)
    scan.write_bytes(PDF + b"!")
    with pytest.raises(ExchangeError, match="attachment_changed"):
        archive.write(sample(), {SHA: scan}, out)
    with pytest.raises(ExchangeError, match="not_written"):
        archive.write(sample(), {SHA: scan}, tmp_path / "nowhere" / "out.shenbao")
    assert [path.name for path in tmp_path.iterdir()] == ["scan.pdf"]


# -- what is damaged --------------------------------------------------------------------------------------------------


def test_every_truncation_is_refused(whole: Path, tmp_path: Path) -> None:
    content = whole.read_bytes()
    short = tmp_path / "short.shenbao"
    for length in (*range(0, len(content), 97), len(content) - 1):
        short.write_bytes(content[:length])
        refused(short)


def test_a_changed_byte_is_refused_or_changes_nothing(whole: Path, tmp_path: Path) -> None:
    """Dates and attributes of the zip entries mean nothing here; every other byte does."""
    content = whole.read_bytes()
    random = Random(20260305)
    changed = tmp_path / "changed.shenbao"
    for _ in range(400):
        damaged = bytearray(content)
        damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
        changed.write_bytes(damaged)
        try:
            found = archive.read(changed)
        except ExchangeError:
            continue
        assert found == sample()


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.shenbao").code == "archive.unreadable"


# -- what is hostile --------------------------------------------------------------------------------------------------

Forge = Callable[[Path, dict[str, bytes]], None]


def members(whole: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(whole) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def forge(path: Path, content: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> None:
    """A zip with a manifest that agrees with whatever `content` is."""
    listed = [
        {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in content.items()
        if name != "manifest.json"
    ]
    manifest = json.dumps({"format": 1, "content_version": "x", "members": listed}).encode()
    with zipfile.ZipFile(path, "w", method) as zipped:
        for name, data in {**content, "manifest.json": content.get("forged", manifest)}.items():
            if name != "forged":
                zipped.writestr(name, data)


NAMES = (
    "../evil", "..", "/etc/passwd", "attachments/../../evil", "C:\\evil", "c:evil", "a\\b", "con ", "Attachments/x", "attachments/",
    "attachments//x", "attachments/./x", "a\nb", "a\u202etxt.exe", "附件.pdf", ".hidden", "-rf", "x" * 121, "manifest.json/x", "a b",
    "attachments/" + "0" * 63, "attachments/" + "G" * 64, "other.json",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_member_with_another_name_is_refused(whole: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile.shenbao"
    forge(path, {**members(whole), name: b"x"})
    assert refused(path).code == "archive.unsafe"
    assert {entry.name for entry in tmp_path.iterdir()} == {"scan.pdf", "申报.shenbao", "hostile.shenbao"}


JSON = {
    "deep": b"[" * 100_000,
    "deep object": b'{"a":' * 100_000,
    "not json": b"\x00\xff",
    "nan": b'{"org.name": NaN}',
    "big number": b'{"org.name": 1e400}',
    "number": b'{"org.name": 1}',
    "list": b"[]",
    "half a character": b'{"org.name": "\\ud83d"}',
    "row without id": b'{"org.list": [{"cells": {}}]}',
    "empty": b"",
}


@pytest.mark.parametrize("kind", JSON)
def test_answers_that_are_not_answers_are_refused(whole: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "hostile.shenbao"
    forge(path, {**members(whole), "answers.json": JSON[kind]})
    assert refused(path).code == "archive.malformed"


@pytest.mark.parametrize(
    ("manifest", "code"),
    [
        (b"[]", "archive.malformed"),
        (b"[" * 100_000, "archive.malformed"),
        (b'{"format": 2, "members": "in some other way"}', "archive.newer"),
        (b'{"format": 1, "content_version": "x", "members": []}', "archive.unsafe"),
        (b'{"format": 1, "content_version": "x", "members": [{"name": "../x", "bytes": 1, "sha256": "", "more": 1}]}', "archive.malformed"),
    ],
)
def test_a_manifest_that_is_none_is_refused(whole: Path, tmp_path: Path, manifest: bytes, code: str) -> None:
    path = tmp_path / "hostile.shenbao"
    forge(path, {**members(whole), "forged": manifest})
    assert refused(path).code == code


def test_bombs_are_refused_before_they_unpack(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "bomb.shenbao"
    forge(path, {**members(whole), "answers.json": b" " * (40 << 20)}, zipfile.ZIP_DEFLATED)
    assert refused(path).slots["reason"] == "size"


def test_too_many_members_are_refused(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "many.shenbao"
    forge(path, {**members(whole), **{f"attachments/{number:064x}": b"" for number in range(5_000)}})
    assert refused(path).slots["reason"] == "entries"


def test_other_packing_is_refused(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "packed.shenbao"
    forge(path, members(whole), zipfile.ZIP_LZMA)
    assert refused(path).slots["reason"] == "method"


def test_deflated_members_are_read(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "packed.shenbao"
    forge(path, members(whole), zipfile.ZIP_DEFLATED)
    assert archive.read(path) == sample()


def patched(content: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    at = content.index(signature) + offset
    return content[:at] + value + content[at + len(value) :]


DIRECTORY, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
BINARY: dict[str, Callable[[bytes], bytes]] = {
    "something before": lambda content: b"MZ" + content,
    "something behind": lambda content: content + b"x",
    "a comment": lambda content: content[:-2] + b"\x01\x00x",
    "encrypted": lambda content: patched(content, DIRECTORY, 8, b"\x01\x00"),
    "another name inside": lambda content: patched(content, LOCAL, 30, b"M"),
    "name cut by NUL": lambda content: patched(content, DIRECTORY, 46, b"m\0"),
    "lying size": lambda content: patched(content, DIRECTORY, 20, struct.pack("<LL", 10, 10)),
    "huge size": lambda content: patched(content, DIRECTORY, 24, b"\xfe\xff\xff\xff"),
    "zip64 size": lambda content: patched(content, DIRECTORY, 24, b"\xff\xff\xff\xff"),
    "on another disk": lambda content: patched(content, END, 4, b"\x01\x00"),
    "fewer entries": lambda content: patched(content, END, 8, b"\x01\x00\x01\x00"),
    "directory elsewhere": lambda content: patched(content, END, 16, b"\x00\x00\x00\x00"),
    "same body twice": lambda content: patched(content, b"PK\x01\x02", 42, struct.pack("<L", content.rindex(LOCAL))),
    "empty zip": lambda content: content[-22:-10] + bytes(10),
    "a pdf": lambda content: PDF,
}


@pytest.mark.parametrize("kind", BINARY)
def test_a_tampered_zip_is_refused(whole: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "tampered.shenbao"
    path.write_bytes(BINARY[kind](whole.read_bytes()))
    refused(path)


def test_two_members_of_one_name_are_refused(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "twice.shenbao"
    forge(path, members(whole))
    with zipfile.ZipFile(path, "a") as zipped, pytest.warns(UserWarning, match="Duplicate name"):
        zipped.writestr("answers.json", b"{}")
    assert refused(path).slots["reason"] == "names"


def test_an_attachment_under_the_name_of_another_is_refused(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "swapped.shenbao"
    forge(path, {**members(whole), f"attachments/{SHA}": b"something else"})
    assert refused(path).code == "archive.changed"


def test_answers_that_list_an_absent_attachment_are_refused(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "lacking.shenbao"
    forge(path, {name: data for name, data in members(whole).items() if not name.startswith("attachments/")})
    assert refused(path).code == "archive.attachment_missing"
