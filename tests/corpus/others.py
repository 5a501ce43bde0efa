"""What people add that is neither PDF nor picture, whatever its name says."""

from __future__ import annotations

import zipfile
from io import BytesIO
from random import Random


def _zip(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), f"<{name}/>")
    return out.getvalue()


def docx(random: Random) -> bytes:
    return _zip("[Content_Types].xml", "word/document.xml")


def xlsx(random: Random) -> bytes:
    return _zip("[Content_Types].xml", "xl/workbook.xml")


def pptx(random: Random) -> bytes:
    return _zip("[Content_Types].xml", "ppt/presentation.xml")


def ofd(random: Random) -> bytes:
    return _zip("OFD.xml", "Doc_0/Document.xml")


def archive(random: Random) -> bytes:
    return _zip("scan1.pdf", "scan2.pdf")


def old_office(random: Random) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.randbytes(2000)


def html(random: Random) -> bytes:
    return "<!DOCTYPE html><html><body>下载失败，请重新登录</body></html>".encode()


def plain(random: Random) -> bytes:
    return "本公司承诺所提交的材料真实有效。\n".encode("gb18030") * 200


def heic(random: Random) -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0" + random.randbytes(500)


def program(random: Random) -> bytes:
    return b"MZ" + random.randbytes(2000)


def noise(random: Random) -> bytes:
    return b"\x00\x01\x02" + random.randbytes(4000)


def empty(random: Random) -> bytes:
    return b""


def zeros(random: Random) -> bytes:
    return b"\0" * 3000


def compound(stream: str) -> bytes:
    """An old office document, or one with a password: a compound file whose directory names one stream."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[30:32] = (9).to_bytes(2, "little")
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", stream))
    return bytes(head) + entries.ljust(512, b"\0")
