"""Volumes of a pack: each within the receiver's limits and complete in itself, all together the pack, and openable again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest

from finishing import finished
from packs.example import built, example
from shenbao.errors import PackError
from shenbao.packs import opening, readback, seal
from shenbao.packs.conformance import breaches
from shenbao.packs.navigation import labels
from shenbao.packs.piece import Limits
from shenbao.packs.volumes import Source, source, write_volumes
from shenbao.records import PieceFile

SCHEME = "m05-scaleup"
LIMITS = Limits(bytes=500_000)


def names(files: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(f"{title}.pdf" for _, title in files)


def made(pack: Source, limits: Limits, folder: Path) -> list[PieceFile]:
    folder.mkdir(exist_ok=True)
    return finished(write_volumes(pack, names, limits, folder))


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Source:
    snapshot = example(SCHEME).snapshot()
    out = tmp_path_factory.mktemp("pack") / "pack.pdf"
    built(snapshot, out)
    return source(out, snapshot)


@pytest.fixture(scope="module")
def volumes(pack: Source, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[PieceFile]]:
    folder = tmp_path_factory.mktemp("volumes")
    return folder, made(pack, LIMITS, folder)


def text(file: Path, page: int) -> str:
    return readback.text_of(file, [page])


def test_no_volume_is_over_the_limit(volumes: tuple[Path, list[PieceFile]]) -> None:
    folder, found = volumes
    assert len(found) > 2
    for volume in found:
        assert (folder / volume.name).stat().st_size == volume.bytes <= LIMITS.bytes


def test_volumes_keep_what_the_pack_says_of_itself(pack: Source, volumes: tuple[Path, list[PieceFile]]) -> None:
    folder, found = volumes
    for file in (pack.pack, *(folder / volume.name for volume in found)):
        with pikepdf.open(file) as pdf:
            assert pdf.open_metadata().pdfa_status == "3B"
            assert [str(breach) for breach in breaches(pdf)] == []


def test_pages_follow_each_other_through_all_volumes(pack: Source, volumes: tuple[Path, list[PieceFile]]) -> None:
    folder, found = volumes
    with pikepdf.open(pack.pack) as pdf:
        wanted = [each.text for each in labels(pdf)]
    together = []
    for number, volume in enumerate(found, 1):
        with pikepdf.open(folder / volume.name) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert len(pdf.pages) == volume.pages
            piece = opening.verify(folder / volume.name).piece
            assert piece is not None
            together += [each.text for each in labels(pdf)][piece.front :]
            front = pdf.Root.PageLabels.Nums[1]
            assert str(front.P) == f"册{number}-"
    assert together == wanted


def test_each_says_which_it_is_and_what_is_in_it(volumes: tuple[Path, list[PieceFile]]) -> None:
    folder, found = volumes
    for volume in found:
        sheet = text(folder / volume.name, 0)
        assert "申报材料第" in sheet
        assert all(readback.squeezed(title) in "".join(text(folder / volume.name, at) for at in range(2)) for title in volume.contents[:5])
        with pikepdf.open(folder / volume.name) as pdf, pdf.open_outline() as outline:
            assert outline.root[0].title.startswith("申报材料")
            assert len(outline.root) > 1


def test_the_index_stands_in_the_first(volumes: tuple[Path, list[PieceFile]]) -> None:
    folder, found = volumes
    index = "".join(text(folder / found[0].name, at) for at in range(3))
    assert "分册总目" in index
    for volume in found[1:]:
        assert volume.name in index
        assert volume.sha256[:16] in index
    assert "分册总目" not in text(folder / found[1].name, 0)


def test_page_codes_stay(pack: Source, volumes: tuple[Path, list[PieceFile]]) -> None:
    folder, found = volumes
    last = text(folder / found[-1].name, found[-1].pages - 1)
    with pikepdf.open(pack.pack) as pdf:
        assert f"{pack.record.fingerprint()}·{len(pdf.pages)}" in last
    assert f"{pack.record.fingerprint()}·册2-1" in text(folder / found[1].name, 0)


def test_the_same_pack_gives_the_same_bytes(pack: Source, volumes: tuple[Path, list[PieceFile]], tmp_path: Path) -> None:
    assert made(pack, LIMITS, tmp_path) == volumes[1]


def test_links_never_lead_out_of_a_volume(volumes: tuple[Path, list[PieceFile]]) -> None:
    folder, found = volumes
    for volume in found:
        with pikepdf.open(folder / volume.name) as pdf:
            here = {page.obj.objgen for page in pdf.pages}
            pages = sum(1 for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Page")
            assert pages == len(here)
            for page in pdf.pages:
                assert all(link.Dest[0].objgen in here for link in page.obj.get("/Annots", []))


def test_verify_tells_volume_and_change(volumes: tuple[Path, list[PieceFile]], tmp_path: Path) -> None:
    folder, found = volumes
    second = opening.verify(folder / found[1].name)
    assert second.intact
    assert second.piece is not None
    assert (second.piece.number, second.piece.of) == (2, len(found))
    changed = tmp_path / "changed.pdf"
    with pikepdf.open(folder / found[1].name) as pdf:
        pdf.save(changed)
    again = opening.verify(changed)
    assert not again.intact
    assert again.piece == second.piece
    assert seal.is_intact(changed) is False


def test_any_volume_gives_back_the_draft(pack: Source, volumes: tuple[Path, list[PieceFile]], tmp_path: Path) -> None:
    folder, found = volumes
    for name in (found[0].name, found[-1].name):
        record = opening.carried(folder / name)
        assert record == pack.record
    out = tmp_path / "out"
    out.mkdir()
    taken = opening.attachments(folder / found[-1].name, record, out)
    assert taken.keys() == record.pages.keys()
    for sha256, (_, count) in record.pages.items():
        with pikepdf.open(taken[sha256].file) as pdf:
            assert len(pdf.pages) == count


def test_renamed_volumes_still_find_each_other(volumes: tuple[Path, list[PieceFile]], tmp_path: Path) -> None:
    folder, found = volumes
    for number, volume in enumerate(found, 1):
        (tmp_path / f"x{number}.pdf").write_bytes((folder / volume.name).read_bytes())
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert opening.carried(tmp_path / "x2.pdf").scheme == SCHEME


def test_a_volume_alone_says_what_is_missing(volumes: tuple[Path, list[PieceFile]], tmp_path: Path) -> None:
    folder, found = volumes
    alone = tmp_path / found[1].name
    alone.write_bytes((folder / found[1].name).read_bytes())
    with pytest.raises(PackError) as caught:
        opening.carried(alone)
    assert caught.value.code == "volumes.not_beside"
    assert caught.value.slots["number"] == 1


def test_limits_of_pages_count_the_sheet(pack: Source, tmp_path: Path) -> None:
    found = made(pack, Limits(bytes=100_000_000, pages=12), tmp_path)
    assert all(volume.pages <= 12 for volume in found)


def test_one_volume_when_everything_fits(pack: Source, tmp_path: Path) -> None:
    assert len(made(pack, Limits(bytes=100_000_000), tmp_path)) == 1


def test_a_page_too_large_is_named(pack: Source, tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        made(pack, Limits(bytes=100_000), tmp_path)
    assert caught.value.code == "volumes.page_too_large"
    assert caught.value.slots["most"] == "100 KB"
