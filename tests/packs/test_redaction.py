"""A redacted copy: masked wherever it could be read, proved by looking, and told when it is opened again."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from packs.example import built, example
from shenbao.content import shipped
from shenbao.draft import Draft
from shenbao.errors import PackError
from shenbao.forms.schema import Kind
from shenbao.packs import opening, papers, readback, redaction
from shenbao.packs.concealment import revealed

FIRST = "m08-first"
SAMPLE = ("m08-procure", "m03-poc-fund")
SCHEMES = sorted(folder.name for folder in (shipped() / "forms" / "examples").iterdir() if folder.is_dir())


def secrets(draft: Draft) -> set[str]:
    """Every answer that must not be told, found without the code under test."""
    kinds = {Kind.RESIDENT_ID, Kind.PASSPORT, Kind.BANK_ACCOUNT, Kind.MOBILE, Kind.PHONE, Kind.EMAIL}
    found = set()
    for path, place in draft.scheme.places.items():
        answer = draft.snapshot().answers.get(path, "")
        cells = [(place.field, answer)] if isinstance(answer, str) else []
        if not isinstance(answer, str):
            cells = [(column, row.cells.get(column.id, "")) for row in answer for column in place.field.columns]
        found |= {text for field, text in cells if field.private or field.kind in kinds}
    return {text for text in found if len(text) >= 6}


def text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return re.sub(r"\s", "", text)


def everything(file: Path) -> tuple[bytes, str]:
    """All bytes of a file, unpacked, and all text, with what may stand between digits left out."""
    held, text = [file.read_bytes()], ""
    with pikepdf.open(file) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                held.append(item.read_bytes() if item.get("/Subtype") != "/Image" else item.read_raw_bytes())
            held.append(item.unparse(resolved=True) if not isinstance(item, pikepdf.Stream) else b"")
        text += "".join(str(pdf.docinfo[key]) for key in pdf.docinfo)
        qdf = BytesIO()
        pdf.save(qdf, qdf=True, static_id=True)
        held.append(qdf.getvalue())
    text += text_of(file)
    if shutil.which("pdftotext"):
        text += subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    return b"\n".join(held), re.sub(r"[\s\-]", "", text)


def told(file: Path, values: set[str]) -> list[str]:
    held, text = everything(file)
    lower = held.lower()
    found = {value for value in values if re.sub(r"[\s\-]", "", value) in text}
    for encoding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
        found |= {value for value in values if value.encode(encoding) in held or value.encode(encoding).hex().encode() in lower}
    return sorted(found)


def assert_tells_nothing(scheme: str, tmp_path: Path) -> None:
    draft, out = example(scheme), tmp_path / "copy.pdf"
    values = secrets(draft)
    built(draft.snapshot(), out, redacted=True)
    assert values, "an example has answers to be masked"
    assert told(out, values) == []


@pytest.mark.parametrize("scheme", SAMPLE)
def test_a_copy_tells_none_of_the_private_answers(scheme: str, tmp_path: Path) -> None:
    assert_tells_nothing(scheme, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", [each for each in SCHEMES if each not in SAMPLE])
def test_no_copy_tells_any_of_the_private_answers(scheme: str, tmp_path: Path) -> None:
    assert_tells_nothing(scheme, tmp_path)


def test_the_search_finds_them_in_an_ordinary_pack(tmp_path: Path) -> None:
    draft, out = example(FIRST, papers=False), tmp_path / "pack.pdf"
    built(draft.snapshot(), out)
    assert told(out, secrets(draft)) == sorted(secrets(draft))
    assert revealed(out.read_bytes(), secrets(draft)) == sorted(secrets(draft))


@pytest.fixture(scope="module")
def draft() -> Draft:
    return example(FIRST, papers=False)


def hidden(draft: Draft, text: str) -> str:
    """A text as a copy of the draft shows it."""
    draft.set("narrative.background", text)
    shown = redaction.redacted(draft.snapshot(), papers=False).snapshot
    states = [state for section in shown.sections for group in section.groups for state in group.fields]
    printed = next(state.stored for state in states if state.path == "narrative.background")
    assert shown.answers["narrative.background"] == printed
    return printed


@pytest.mark.parametrize("lang", ["en", "both"])
def test_a_copy_in_another_language_tells_none_either(lang: str, tmp_path: Path) -> None:
    draft, out = example(SAMPLE[0], papers=False), tmp_path / "copy.pdf"
    built(draft.snapshot(), out, redacted=True, lang=lang)
    assert told(out, secrets(draft)) == []


@pytest.mark.parametrize(
    "spelled", ["13800000117", "138 0000 0117", "138-0000-0117", "１３８０００００１１７", "+8613800000117", "138 0000\n0117"]
)  # fmt: skip
def test_a_number_is_masked_however_it_is_written_elsewhere(spelled: str, draft: Draft) -> None:
    assert hidden(draft, f"详情请致电{spelled}咨询。") in ("详情请致电138****0117咨询。", "详情请致电+86138****0117咨询。")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("身份证11010519491231002X。", "身份证110105********002X。"),
        ("手机13912345678，", "手机139****5678，"),
        ("电话021-61234567转8", "电话021*******67转8"),
        ("卡号6222020200112233445", "卡号***************3445"),
        ("邮箱someone@firm.example。", "邮箱s***@firm.example。"),
    ],
)
def test_what_reads_like_a_private_number_is_masked_in_free_text(written: str, shown: str, draft: Draft) -> None:
    assert hidden(draft, written) == shown


@pytest.mark.parametrize("kept", ["31050161360000000199", "合同编号20261234567890", "ISO13912345678B", "苏予安", "91310115MA1K4LS117"])
def test_other_numbers_and_names_stay(kept: str, draft: Draft) -> None:
    assert hidden(draft, f"（{kept}）") == f"（{kept}）"


def test_attachments_are_left_out_and_listed(tmp_path: Path) -> None:
    draft, out = example(SAMPLE[0]), tmp_path / "copy.pdf"
    result = built(draft.snapshot(), out, redacted=True)
    assert result.own_pages == result.pages
    assert "attachments" not in result.part_pages
    first, last = result.part_pages["redacted"]
    document = pypdfium2.PdfDocument(out)
    sheet = "".join(document[index].get_textpage().get_text_bounded() for index in range(first, last + 1))
    document.close()
    assert "未收入的附件" in sheet
    assert all(readback.squeezed(papers.title(paper)) in readback.squeezed(sheet) for paper in papers.papers(draft.snapshot()))
    assert "脱敏副本" in sheet
    with pikepdf.open(out) as pdf:
        assert list(pdf.attachments) == ["shenbao.json"]


def test_the_name_of_a_file_is_masked_too(tmp_path: Path) -> None:
    draft, out = example(SAMPLE[0]), tmp_path / "copy.pdf"
    slot = next(f"attachments.{state.slot.code}" for state in draft.slots() if state.rows)
    draft.set(f"{slot}/{draft.rows(slot)[0]}/title", "法定代表人11010519491231002X身份证")
    built(draft.snapshot(), out, redacted=True)
    assert told(out, {"11010519491231002X"}) == []


def test_pages_of_attachments_stay_only_when_asked_for(tmp_path: Path) -> None:
    draft, out = example(SAMPLE[0]), tmp_path / "copy.pdf"
    whole, ordinary = built(draft.snapshot(), out, redacted=True, keep_papers=True), built(draft.snapshot(), tmp_path / "pack.pdf")
    assert whole.pages - whole.own_pages == ordinary.pages - ordinary.own_pages > 0
    record = opening.carried(out)
    assert not record.originals, "an original cannot be masked"
    assert record.pages


def test_the_copy_opened_again_says_what_it_does_not_hold(tmp_path: Path) -> None:
    draft, out = example(SAMPLE[0]), tmp_path / "copy.pdf"
    built(draft.snapshot(), out, redacted=True)
    found = opening.verify(out)
    assert found.intact
    assert found.carried is not None
    assert found.carried.redacted
    assert "contact.mobile" in found.carried.masked
    assert not secrets(draft) & {answer for answer in found.carried.answers.values() if isinstance(answer, str)}
    assert redaction.label(draft.scheme, "contact.mobile", "zh") == "联系人 · 手机"


def test_its_fingerprint_is_not_that_of_the_whole_answers(tmp_path: Path) -> None:
    """Whoever has all but one number could try them all against the fingerprint."""
    draft = example(FIRST, papers=False)
    whole, copy = built(draft.snapshot(), tmp_path / "pack.pdf"), built(draft.snapshot(), tmp_path / "copy.pdf", redacted=True)
    assert whole.fingerprint != copy.fingerprint


def test_a_copy_that_would_tell_something_is_not_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction, "_walked", lambda value, hide: value)
    with pytest.raises(PackError) as caught:
        built(example(FIRST, papers=False).snapshot(), tmp_path / "copy.pdf", redacted=True)
    assert caught.value.code == "packs.not_concealed"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("printed", [False, True])
def test_the_notice_says_whether_an_ordinary_pack_prints_numbers_in_full(printed: bool, tmp_path: Path) -> None:
    draft, out = example(FIRST, papers=False), tmp_path / "pack.pdf"
    draft.set("notice.print_private", "yes" if printed else "no")
    number = draft.value("leader.resident_id")
    built(draft.snapshot(), out)
    assert (str(number) in text_of(out)) is printed
