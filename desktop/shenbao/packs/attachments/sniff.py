"""What a file is by its content; its name is never asked."""

from __future__ import annotations

import zipfile
from pathlib import Path

_HEAD_BYTES = 4096
_PDF_WITHIN = 1024  # ISO 32000-1, Annex H, note 13: readers accept the header anywhere in the first 1,024 bytes
_ZIP_ENTRIES_READ = 2000

_MAGIC = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office-old"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"8BPS", "photoshop"),
    (b"%!PS", "postscript"),
    (b"AC10", "drawing"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\x00", "database"),
)
_BOXES = {b"heic": "heic", b"heix": "heic", b"heim": "heic", b"hevc": "heic", b"mif1": "heic", b"msf1": "heic", b"avif": "heic"}
_ZIP_MEMBERS = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("OFD.xml", "ofd"),
    ("content.xml", "odf"),
)
_OLD_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"))
_OPEN_ENDINGS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_LOCKED = "EncryptedPackage"
_DIRECTORY_SECTORS = 4
PICTURES = frozenset({"jpeg", "png", "tiff", "bmp", "gif", "webp"})


def kind_of(file: Path) -> str:
    """`pdf`, one of `PICTURES`, or what else it is (a key of `attachments.refused.not-a-document`); `empty` for no content."""
    with file.open("rb") as reader:
        head = reader.read(_HEAD_BYTES)
    if not head.strip(b"\x00\t\n\r "):
        return "empty" if file.stat().st_size <= len(head) else "unknown"
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return "office-locked" if kind == "office-old" and _LOCKED in _streams(file) else kind
    if head.startswith(b"RIFF"):
        return "webp" if head[8:12] == b"WEBP" else "media"
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00":
        return "bmp"
    if head[4:8] == b"ftyp":
        return _BOXES.get(head[8:12], "media")
    if head.startswith((b"ID3", b"OggS")):
        return "media"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(file)
    return _text_kind(head)


def office_ending(file: Path, kind: str) -> str:
    """The ending by which an office program knows the content; old documents are told apart by the streams they consist of."""
    if kind == "odf":
        with zipfile.ZipFile(file) as archive:
            return _OPEN_ENDINGS.get(archive.read("mimetype").rpartition(b".")[2].decode("ascii", "replace"), "odt")
    if kind == "office-old":
        return next((ending for stream, ending in _OLD_STREAMS if stream in _streams(file)), "doc")
    return kind


def _streams(file: Path) -> frozenset[str]:
    """Names in the first sectors of a compound file's directory ([MS-CFB] 2.2 and 2.6)."""
    with file.open("rb") as reader:
        head = reader.read(512)
        if len(head) < 512:
            return frozenset()
        size = 1 << min(int.from_bytes(head[30:32], "little"), 12)
        reader.seek((int.from_bytes(head[48:52], "little") + 1) * size)
        entries = reader.read(size * _DIRECTORY_SECTORS)
    names = (entries[at : at + 64] for at in range(0, len(entries), 128))
    return frozenset(name.decode("utf-16-le", "replace").partition("\0")[0] for name in names)


def _zip_kind(file: Path) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()[:_ZIP_ENTRIES_READ]
    except Exception:  # a damaged zip raises half a dozen kinds of errors; it is an archive all the same
        return "archive"
    for start, kind in _ZIP_MEMBERS:
        if any(name.startswith(start) for name in names):
            return kind
    return "archive"


def _text_kind(head: bytes) -> str:
    text = _decoded(head)
    if text is None:
        return "unknown"
    lowered = text.lstrip("\ufeff \t\r\n").lower()
    if lowered.startswith(("<!doctype html", "<html", "<head", "<body")):
        return "html"
    if lowered.startswith(("<?xml", "<svg")):
        return "html" if "<html" in lowered else "svg" if "<svg" in lowered else "xml"
    if lowered.startswith(("return-path:", "received:", "from:", "mime-version:")):
        return "mail"
    return "text"


def _decoded(head: bytes) -> str | None:
    """The head as text in the encodings Chinese offices use; None when it is none."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    if b"\x00" in head:
        return None
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):  # the head may end inside a character
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return text if sum(c < " " and c not in "\t\r\n\f" for c in text) * 20 <= len(text) else None
    return None
