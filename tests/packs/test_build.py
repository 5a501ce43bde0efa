"""A whole pack: complete, sound, the same bytes for the same answers, and saying everything that was answered."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from packs.example import blob, built, example
from shenbao.draft import Draft
from shenbao.errors import ContentErrors, PackError
from shenbao.forms.schema import Kind
from shenbao.packs import carried, readback, seal
from shenbao.packs.build import PackResult
from shenbao.packs.render import environment

FIRST = "m08-first"
HOSTILE = "R&D <b> {{7*7}} {% x %} ]]> &lt; </td> \u201c\u201d"


@pytest.fixture(scope="module")
def final(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PackResult]:
    out = tmp_path_factory.mktemp("pack") / "final.pdf"
    return out, built(example(FIRST).snapshot(), out, final=True)


def text(file: Path, pages: range | None = None) -> str:
    with pikepdf.open(file) as pdf:
        count = len(pdf.pages)
    return readback.text_of(file, pages or range(count))


def test_is_sound_and_complete(final: tuple[Path, PackResult]) -> None:
    out, result = final
    with pikepdf.open(out) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == result.pages
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert titles[:2] == ["申报承诺书", "申报表"]
        assert titles[-2:] == ["附件清单", "附件"]
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.Root.PageLabels.Nums[0] == 0


def test_every_font_is_embedded(final: tuple[Path, PackResult]) -> None:
    with pikepdf.open(final[0]) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                assert any(name in item for name in ("/FontFile", "/FontFile2", "/FontFile3")), item.FontName
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and item.get("/Subtype") != "/Type0":
                assert "/FontDescriptor" in item, f"{item.get('/BaseFont')} is not embedded"


def test_nothing_in_it_acts(final: tuple[Path, PackResult]) -> None:
    forbidden = {
        "/JS",
        "/JavaScript",
        "/OpenAction",
        "/AA",
        "/Launch",
        "/SubmitForm",
        "/GoToR",
        "/GoToE",
        "/URI",
        "/RichMedia",
        "/XFA",
        "/AcroForm",
    }
    with pikepdf.open(final[0]) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary):
                assert not forbidden & set(item.keys())
                assert str(item.get("/S", "")) not in forbidden


def test_the_same_answers_give_the_same_bytes(final: tuple[Path, PackResult], tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    built(example(FIRST).snapshot(), again, final=True)
    assert again.read_bytes() == final[0].read_bytes()


def test_knows_whether_it_was_changed(final: tuple[Path, PackResult], tmp_path: Path) -> None:
    assert seal.is_intact(final[0]) is True
    changed = tmp_path / "changed.pdf"
    data = bytearray(final[0].read_bytes())
    data[len(data) // 2] ^= 1
    changed.write_bytes(data)
    assert seal.is_intact(changed) is False
    saved = tmp_path / "saved.pdf"
    with pikepdf.open(final[0]) as pdf:
        pdf.save(saved)
    assert seal.is_intact(saved) is False


def test_carries_its_answers(final: tuple[Path, PackResult]) -> None:
    snapshot = example(FIRST).snapshot()
    with pikepdf.open(final[0]) as pdf:
        record = carried.decoded(pdf.attachments[carried.NAME].get_file().read_bytes())
    assert record.answers == snapshot.answers
    assert record.fingerprint() == final[1].fingerprint
    assert sum(count for _, count in record.pages.values()) == final[1].pages - final[1].own_pages


def test_every_page_bears_its_code_and_number(final: tuple[Path, PackResult]) -> None:
    out, result = final
    for index in range(2, result.pages):
        page = text(out, range(index, index + 1))
        if page:
            assert f"{result.fingerprint}·{index + 1}" in page, index


def test_register_gives_the_true_pages(final: tuple[Path, PackResult]) -> None:
    out, result = final
    first, last = result.part_pages["register"]
    register = text(out, range(first, last + 1))
    with pikepdf.open(out) as pdf:
        record = carried.decoded(pdf.attachments[carried.NAME].get_file().read_bytes())
    front = result.part_pages["form"][0] - 4
    for start, count in record.pages.values():
        page = text(out, range(start, start + 1))
        number = page.split("—")[-2]
        assert (f"{number}–{int(number) + count - 1}" if count > 1 else number) in register, (start, front)


def test_a_draft_is_marked_and_a_final_pack_is_not(final: tuple[Path, PackResult], tmp_path: Path) -> None:
    draft = tmp_path / "draft.pdf"
    result = built(example(FIRST).snapshot(), draft)
    form, signed = result.part_pages["form"][0], result.part_pages["undertakings"][0]
    assert "草稿DRAFT" in text(draft, range(form, form + 1))
    assert "草稿DRAFT" not in text(draft, range(signed, signed + 1)), "it is printed from a draft to be signed"
    assert "草稿DRAFT" not in text(final[0])


def test_a_blocked_application_gets_no_final_pack(tmp_path: Path) -> None:
    draft = example(FIRST)
    draft.set("request.amount", "20000000.01元")
    with pytest.raises(PackError) as caught:
        built(draft.snapshot(), tmp_path / "x.pdf", final=True)
    assert caught.value.code == "packs.blocked"
    assert "R18" in str(caught.value.slots["codes"])
    assert list(tmp_path.iterdir()) == []


def fill(draft: Draft, text: str) -> list[str]:
    """Puts a text into every text field and every text column; returns the paths."""
    cells = []
    for path, place in draft.scheme.places.items():
        if place.field.compute or not draft.state(path).visible:
            continue
        if place.field.kind in (Kind.TEXT, Kind.LONG_TEXT):
            cells.append((path, text))
        elif place.field.kind is Kind.TABLE:
            rows = draft.rows(path)[:1]
            cells += [(f"{path}/{row}/{c.id}", text) for row in rows for c in place.field.columns if c.kind is Kind.TEXT and not c.compute]
    draft.set_many(cells)
    return [path for path, _ in cells]


def test_what_is_typed_is_what_is_printed(tmp_path: Path) -> None:
    draft = example(FIRST, papers=False)
    assert len(fill(draft, HOSTILE)) > 60
    out = tmp_path / "hostile.pdf"
    result = built(draft.snapshot(), out)
    assert result.pages > 10
    assert readback.squeezed(HOSTILE) in text(out)


def test_long_texts_many_rows_long_names_and_empty_groups_come_out_whole(tmp_path: Path) -> None:
    draft = example(FIRST, papers=False)
    long = "".join(f"第{number}句说明双臂机器人在产线上的应用情况，数据真实可查。" for number in range(120))
    draft.set("narrative.background", long)
    draft.set("org.name", "上海" + "示例" * 47 + "有限公司")
    draft.insert_rows("team.list", 0, [{"name": f"成员{number}", "task": "负责关节模组装配与调试工作"} for number in range(200)])
    draft.delete_rows("quals.list", draft.rows("quals.list"))
    out = tmp_path / "long.pdf"
    built(draft.snapshot(), out)
    printed = text(out)
    assert readback.squeezed(long)[-40:] in printed
    assert all(f"成员{number}" in printed for number in range(200))


def test_a_rare_name_is_printed(tmp_path: Path) -> None:
    draft = example(FIRST, papers=False)
    draft.set("leader.name", "𬱖㛃䶮")
    out = tmp_path / "rare.pdf"
    built(draft.snapshot(), out)
    assert "𬱖㛃䶮" in text(out)


def test_a_character_without_a_glyph_is_named(tmp_path: Path) -> None:
    draft = example(FIRST, papers=False)
    draft.set("leader.name", "王\U00020bb7")
    with pytest.raises(PackError) as caught:
        built(draft.snapshot(), tmp_path / "x.pdf")
    assert caught.value.code == "packs.no_glyph"
    assert "\U00020bb7" in str(caught.value.slots["characters"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", ["en", "both"])
def test_other_languages(lang: str, tmp_path: Path) -> None:
    out = tmp_path / f"{lang}.pdf"
    built(example(FIRST, papers=False).snapshot(), out, lang=lang)
    assert "Applicationform" in text(out)


def test_an_answer_that_is_not_printed_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readback, "text_of", lambda file, pages: "")
    with pytest.raises(PackError) as caught:
        built(example(FIRST, papers=False).snapshot(), tmp_path / "x.pdf")
    assert caught.value.code == "packs.lost"
    assert list(tmp_path.iterdir()) == []


def test_a_value_over_a_page_break_is_found_piece_by_piece() -> None:
    assert readback.is_in("甲乙丙丁戊己庚辛", "…甲乙丙丁页眉戊己庚辛…")
    assert not readback.is_in("甲乙丙丁戊己庚辛", "…甲乙丙丁页眉戊己…")


@pytest.fixture
def own_templates(home: Path) -> Path:
    environment.cache_clear()
    folder = home / "content" / "templates" / "common"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ('<part id="{{ part.id }}">\n{{ nothing_here }}\n</part>', 2),
        ('<part id="{{ part.id }}">\n\n{% if %}\n</part>', 3),
        ('<part id="{{ part.id }}">\n<p>{{ 1 + 2 }}</p>\n</part>', 2),
        ('<part id="{{ part.id }}">\n<p>{{ lang.upper() }}</p>\n</part>', 2),
        ('<part id="{{ part.id }}">\n<marquee>x</marquee>\n</part>', 2),
        ('<part id="{{ part.id }}">\n<p colour="red">x</p>\n</part>', 2),
        ('<part id="{{ part.id }}">\n<p>x</b>\n</part>', 2),
    ],
)
def test_a_wrong_template_is_told_with_file_and_line(source: str, line: int, own_templates: Path, tmp_path: Path) -> None:
    (own_templates / "opinions.xml.j2").write_text(source, encoding="utf-8")
    with pytest.raises((PackError, ContentErrors)) as caught:
        built(example(FIRST, papers=False).snapshot(), tmp_path / "x.pdf")
    error = caught.value.errors[0] if isinstance(caught.value, ContentErrors) else caught.value
    assert error.where == f"templates/common/opinions.xml.j2:{line}"
    environment.cache_clear()


def test_blobs_are_only_read(final: tuple[Path, PackResult]) -> None:
    assert all(blob(row["merged"]).exists() for row in _rows())


def _rows() -> list[dict[str, str]]:
    return [row.cells for slot in example(FIRST).slots() for row in slot.rows]
