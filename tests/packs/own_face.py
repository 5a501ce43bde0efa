"""Faces as a person may bring them along, made of the program's own."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from shenbao.packs.fonts import face

LACKING = "鑫"
"""A character the face does not have."""


@cache
def _small() -> bytes:
    """Hei with some 3,500 characters, as different from Song as Fang is."""
    with TTFont(face("hei").path, lazy=True, recalcTimestamp=False) as font:
        points = sorted(
            set(range(0x4E00, 0x5C00)) | set(map(ord, _standard())) | set(range(0x20, 0x7F)) | set(map(ord, "，。：；（）《》、"))
        )
        options = Options(layout_features=[], name_IDs=["*"], hinting=True, notdef_outline=True, glyph_names=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[point for point in points if chr(point) != LACKING])
        subsetter.subset(font)
        saved = BytesIO()
        font.save(saved)
        return saved.getvalue()


def _standard() -> str:
    return (Path(__file__).parent / "standard_characters.txt").read_text(encoding="utf-8")[:600]


def own_face(file: Path, *, rights: int = 0, name: str = "FangSong_Test", old_map: bool = False, without: str = "") -> Path:
    """Writes the face. `rights`: OS/2.fsType; `old_map`: a character map of format 4, as files of the nineties have; `without` a table."""
    with TTFont(BytesIO(_small()), recalcTimestamp=False) as font:
        font["OS/2"].fsType = rights
        font["name"].setName(name, 6, 3, 1, 0x409)
        if old_map:
            made = CmapSubtable.newSubtable(4)
            made.platformID, made.platEncID, made.language = 3, 1, 0
            made.cmap = {point: glyph for point, glyph in font.getBestCmap().items() if point < 0xFFFF}
            font["cmap"] = table = newTable("cmap")
            table.tableVersion, table.tables = 0, [made]
        if without:
            del font[without]
        font.save(file)
    return file
