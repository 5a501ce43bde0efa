"""Spreadsheets that go out: every cell is text as it was given, whatever it begins with, and equal sheets are equal bytes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shenbao.draft.listed import Grid, Line, ListedSection
from shenbao.exchange.bundle import write_bundle
from shenbao.exchange.copysheet import copy_sheet
from shenbao.exchange.manifest import listing, manifest
from shenbao.exchange.workbook import MOST_IN_CELL, Cell, Page, sheet_name, workbook
from shenbao.records import PieceFile

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def cells(data: bytes, sheet: int = 1) -> list[list[str]]:
    """Texts of a sheet; fails on any cell that is not a shared string."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        strings = ["".join(each.itertext()) for each in ElementTree.fromstring(archive.read("xl/sharedStrings.xml")).findall("m:si", SPACE)]
        root = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml"))
    assert root.find(".//m:f", SPACE) is None, "no formula"
    rows = []
    for row in root.findall(".//m:row", SPACE):
        found = []
        for cell in row.findall("m:c", SPACE):
            if (value := cell.find("m:v", SPACE)) is not None:
                assert cell.get("t") == "s", "text and nothing else"
                found.append(strings[int(value.text or "")])
        rows.append(found)
    return rows


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 21", "-5", "@SUM(A1)", "007", "http://example.org", "'quoted", "=cmd|' /C calc'!A0", "TRUE", "1E5", "3-5"]
)
def test_what_looks_like_something_else_stays_text(text: str) -> None:
    data = workbook([Page(name="x", rows=((Cell(text=text),),))])
    assert cells(data) == [[text]]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "rels" in name and b"hyperlink" in archive.read(name)]


@given(st.text(min_size=1, max_size=40))
@example("0" * 12 + "𐀀" * 10)
@example("0" * 30 + "𐀀")
def test_any_text_gives_a_sheet_that_can_be_read(text: str) -> None:
    data = workbook([Page(name=text, rows=((Cell(text=text),),))])
    assert len(cells(data)) <= 1


@given(st.lists(st.text(max_size=50), max_size=6))
def test_sheet_names_are_what_excel_takes(wanted: list[str]) -> None:
    names: list[str] = []
    for each in wanted:
        names.append(sheet_name(each, names))
    assert len({name.casefold() for name in names}) == len(wanted)
    assert all(0 < len(name.encode("utf-16-le")) <= 62 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


def test_equal_sheets_are_equal_bytes() -> None:
    page = Page(name="一", rows=((Cell(text="a"), Cell(text="1", look="figure")),))
    assert workbook([page]) == workbook([page])


def test_the_copy_sheet_keeps_order_units_and_tables() -> None:
    entries = (
        Line(path="a.b", label="名称", value="007", unit=""),
        Line(path="a.c", label="金额", value="120.50", unit="万元"),
        Grid(path="a.t", label="合同", heads=(("编号", ""), ("金额", "元")), rows=(("=A1", "1.00"),)),
        Line(path="a.d", label="备注", value="", unit=""),
    )
    rows = [row for row in cells(copy_sheet([ListedSection(title="甲", entries=entries)], "项目", "zh")) if row]
    assert ["名称", "007"] in [row[:2] for row in rows]
    assert ["金额", "120.50", "万元"] in rows
    assert ["编号", "金额（元）"] in rows
    assert ["=A1", "1.00"] in rows
    assert rows.index(["合同"]) < rows.index(["=A1", "1.00"]) < [row[0] for row in rows].index("备注")


def test_a_text_longer_than_a_cell_goes_on_below() -> None:
    long = "长" * (MOST_IN_CELL + 5)
    entries = (Line(path="a.b", label="正文", value=long, unit=""),)
    rows = cells(copy_sheet([ListedSection(title="甲", entries=entries)], "项目", "zh"))
    assert "".join(text for row in rows for text in row if text.startswith("长")) == long


FILE = PieceFile(name="01_执照.pdf", slot="A01", contents=("营业执照",), pages=2, first="5", last="6", bytes=1234, sha256="ab" * 32)


def test_a_bundle_lists_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    members = {"manifest.json": manifest({"scheme": "s"}, [FILE]), **listing([FILE], "zh"), FILE.name: tmp_path / "x.pdf"}
    for name in ("a.zip", "b.zip"):
        write_bundle(members, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == ["manifest.json", "清单.xlsx", FILE.name]
        assert all(entry.flag_bits & 0x800 for entry in archive.infolist() if not entry.filename.isascii()), "names are marked as UTF-8"
        assert archive.read(FILE.name) == b"%PDF"
        rows = cells(archive.read("清单.xlsx"))
    assert rows[1] == ["1", "01_执照.pdf", "A01", "营业执照", "2", "5–6", "1234", "ab" * 32]


def test_half_a_bundle_is_never_left(tmp_path: Path) -> None:
    out = tmp_path / "a.zip"
    out.write_bytes(b"old")
    with pytest.raises(OSError, match="gone"):
        write_bundle({"a": b"1", "b": tmp_path / "gone"}, out)
    assert out.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.zip"]
