"""Packs as PDF/A-3b: claimed only when it is true, and made true on request by drawing what does not conform."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from packs.example import TODAY, built, examined, example
from shenbao.content import shipped
from shenbao.draft import Draft
from shenbao.errors import PackError, WorkerError
from shenbao.packs import archiving, opening, readback
from shenbao.packs.conformance import breaches

SAMPLE = ("m08-procure", "m15-coord")
SCHEMES = sorted(folder.name for folder in (shipped() / "forms" / "examples").iterdir() if folder.is_dir())


def claims(file: Path) -> str:
    """What the metadata say about PDF/A."""
    with pikepdf.open(file) as pdf, pdf.open_metadata() as metadata:
        return f"{metadata.get('pdfaid:part', '')}{metadata.get('pdfaid:conformance', '')}"


def broken(file: Path) -> list[str]:
    with pikepdf.open(file) as pdf:
        return [str(breach) for breach in breaches(pdf)]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper as office programs of the last century wrote it: its fonts are not in it, its colours are a printer's."""
    file = tmp_path_factory.mktemp("odd") / "旧合同.pdf"
    canvas = Canvas(str(file), invariant=1)
    canvas.setFillColorCMYK(0, 1, 1, 0)
    canvas.drawString(72, 720, "CONTRACT OF 1999")
    canvas.showPage()
    canvas.drawString(72, 720, "SECOND PAGE")
    canvas.save()
    return file


def with_odd(odd: Path) -> Draft:
    draft = example("m08-procure", today=TODAY)
    slot = next(state.slot.code for state in draft.slots())
    draft.attach(slot, {**examined(odd), "title": "旧合同"})
    return draft


def assert_conforms(scheme: str, tmp_path: Path) -> None:
    for name, asked in {"pack": {}, "archive": {"archive": True}, "copy": {"redacted": True}}.items():
        out = tmp_path / f"{name}.pdf"
        result = built(example(scheme).snapshot(), out, **asked)
        assert broken(out) == []
        assert claims(out) == "3B"
        assert result.pictured == (), "the papers of the examples conform"


@pytest.mark.parametrize("scheme", SAMPLE)
def test_packs_of_conforming_papers_conform(scheme: str, tmp_path: Path) -> None:
    assert_conforms(scheme, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", [each for each in SCHEMES if each not in SAMPLE])
def test_all_packs_of_conforming_papers_conform(scheme: str, tmp_path: Path) -> None:
    assert_conforms(scheme, tmp_path)


@pytest.mark.parametrize("lang", ["en", "both"])
def test_packs_in_other_languages_conform(lang: str, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    built(example("m08-procure").snapshot(), out, lang=lang)
    assert broken(out) == []
    assert claims(out) == "3B"


def test_a_pack_with_a_paper_that_does_not_conform_does_not_claim_to(odd: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    built(with_odd(odd).snapshot(), out)
    assert claims(out) == ""
    assert {line.split()[0] for line in broken(out)} == {"6.6.4", "6.2.4.3", "6.2.11.4.1"}


def test_on_request_such_a_paper_becomes_pictures(odd: Path, tmp_path: Path) -> None:
    ordinary, archive = tmp_path / "pack.pdf", tmp_path / "archive.pdf"
    before, after = built(with_odd(odd).snapshot(), ordinary), built(with_odd(odd).snapshot(), archive, archive=True)
    assert after.pictured == ("旧合同",)
    assert broken(archive) == []
    assert claims(archive) == "3B"
    assert after.pages == before.pages
    assert "CONTRACTOF1999" in readback.text_of(ordinary, range(before.pages))
    assert "CONTRACTOF1999" not in readback.text_of(archive, range(after.pages)), "the text is a picture now"


def test_carried_files_have_their_true_types(odd: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    built(with_odd(odd).snapshot(), out)
    with pikepdf.open(out) as pdf:
        types = {name: str(spec.obj.EF.F.Subtype) for name, spec in pdf.attachments.items()}
    assert types.pop("shenbao.json") == "/application/json"
    assert types[f"original-{examined(odd)['sha256']}"] == "/application/pdf"
    assert set(types.values()) <= {"/application/pdf", "/image/jpeg", "/image/png"}


def test_the_same_answers_give_the_same_archive_pack(odd: Path, tmp_path: Path) -> None:
    files = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for out in files:
        built(with_odd(odd).snapshot(), out, archive=True)
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("originals", [True, False])
def test_an_archive_pack_is_opened_again(odd: Path, originals: bool, tmp_path: Path) -> None:
    out, draft = tmp_path / "archive.pdf", with_odd(odd)
    built(draft.snapshot(), out, archive=True, originals=originals)
    found = opening.verify(out)
    assert found.intact
    assert found.carried is not None
    assert found.carried.archive
    assert found.carried.answers == draft.snapshot().answers
    taken = opening.attachments(out, found.carried, tmp_path)
    assert {each.original for each in taken.values()} == {originals}
    mine = taken[examined(odd)["sha256"]]
    if originals:
        assert mine.file.read_bytes() == odd.read_bytes()
    else:
        with pikepdf.open(mine.file) as pdf:
            assert len(pdf.pages) == 2


def test_a_paper_that_cannot_be_drawn_is_named(odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise WorkerError("worker.memory")

    monkeypatch.setattr(archiving, "run", fail)
    with pytest.raises(PackError) as caught:
        built(with_odd(odd).snapshot(), tmp_path / "archive.pdf", archive=True)
    assert caught.value.code == "packs.not_drawn"
    assert caught.value.slots["title"] == "旧合同"
    assert list(tmp_path.iterdir()) == []
