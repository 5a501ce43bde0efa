"""A foreign page on a page of the pack: whole, upright, with number and code below."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Page, Pdf

from packs.reading import printed_lines
from shenbao.packs.placing import A4, Placing, sight
from shenbao.packs.stamps import Stamp, stamps

DARK = b"0 g 10 10 30 60 re f"
"""A black bar at the lower left of a page."""


def foreign(size: tuple[float, float] = (100, 200), turn: int = 0, corner: tuple[float, float] = (0, 0), pages: int = 1) -> Pdf:
    """A document whose pages all draw one bar, from one stream."""
    pdf = Pdf.new()
    content = pdf.make_stream(b"1 0 0 1 %d %d cm " % corner + DARK)
    box = Array([corner[0], corner[1], corner[0] + size[0], corner[1] + size[1]])
    for _ in range(pages):
        page = Dictionary(Type=Name.Page, MediaBox=box, Rotate=turn, Contents=content, Resources=Dictionary())
        pdf.pages.append(Page(pdf.make_indirect(page)))
    return pdf


def placed(source: Pdf, foot: str = "— 7 —", code: str = "SB-1", *, draft: bool = False, binding: float = 0) -> bytes:
    """The pages of a document as they stand in a pack."""
    saved = io.BytesIO()
    source.save(saved)
    with Pdf.open(saved) as target:
        seen = [sight(page) for page in target.pages]
        made = stamps(Stamp(width=each.sheet[0], height=each.sheet[1], foot=foot, code=code, draft=draft) for each in seen)
        with Pdf.open(io.BytesIO(made.fonts)) as fonts:
            placing = Placing(target, fonts)
            for each, content in zip(seen, made.contents, strict=True):
                placing.place(each, content, binding)
            out = io.BytesIO()
            target.save(out)
    return out.getvalue()


def ink(pdf: bytes, page: int = 0) -> tuple[float, float, float, float]:
    """Left, lower, right and upper edge of what is black above the number, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[page].render(scale=1).to_pil().convert("L")
    box = picture.crop((0, 0, picture.width, picture.height - 50)).point(lambda level: 255 if level < 60 else 0).getbbox()
    assert box is not None
    return box[0], picture.height - box[3], box[2], picture.height - box[1]


def test_number_and_code_stand_below_on_every_page() -> None:
    pages = printed_lines(placed(foreign(pages=2)))
    assert [[line.text for line in page] for page in pages] == [["—7—", "SB-1"]] * 2


def test_pages_drawn_by_one_stream_are_all_there() -> None:
    made = placed(foreign(pages=3))
    assert len({ink(made, page) for page in range(3)}) == 1


@pytest.mark.parametrize("corner", [(0, 0), (-40, 25)])
def test_a_page_keeps_its_size_and_stands_in_the_middle(corner: tuple[float, float]) -> None:
    left, bottom, right, top = ink(placed(foreign(corner=corner)))
    assert (right - left, top - bottom) == pytest.approx((30, 60), abs=1.1)
    assert left == pytest.approx((A4[0] + 34 - 23) / 2 - 50 + 10, abs=3)


@pytest.mark.parametrize(("turn", "wide"), [(0, False), (90, True), (180, False), (270, True)])
def test_a_turned_page_is_upright(turn: int, wide: bool) -> None:
    made = placed(foreign(turn=turn))
    left, bottom, right, top = ink(made)
    assert ((right - left) > (top - bottom)) is wide
    with Pdf.open(io.BytesIO(made)) as pdf:
        width, height = map(float, list(pdf.pages[0].mediabox)[2:])
    assert (width > height) is wide


def test_a_large_page_is_made_smaller_and_stays_whole() -> None:
    left, bottom, right, top = ink(placed(foreign(size=(2000, 4000))))
    assert left > 12 / 25.4 * 72
    assert bottom > 20 / 25.4 * 72
    assert (right - left) / (top - bottom) == pytest.approx(0.5, abs=0.2)


def test_the_draft_mark_hides_nothing() -> None:
    assert ink(placed(foreign(), draft=True)) == ink(placed(foreign()))


def test_content_in_several_streams_is_drawn_too(tmp_path: Path) -> None:
    source = foreign()
    page = source.pages[0].obj
    page.Contents = Array([source.make_stream(b"q"), source.make_stream(DARK), source.make_stream(b"Q")])
    assert ink(placed(source)) == ink(placed(foreign()))


def test_what_is_not_ours_about_a_page_stays_behind() -> None:
    source = foreign()
    source.pages[0].obj.Annots = Array([])
    with pikepdf.open(io.BytesIO(placed(source))) as pdf:
        assert set(pdf.pages[0].obj.keys()) == {"/Type", "/MediaBox", "/Resources", "/Contents", "/Parent"}


@pytest.mark.parametrize(("binding", "left", "right"), [(28.0, 12, 8), (-28.0, 8, 12)])
def test_the_binding_edge_is_wider_and_changes_sides(binding: float, left: float, right: float) -> None:
    """A page as large as its room fills it, and stands away from the edge it is bound at."""
    full = foreign(size=(2000, 4000))
    found = ink(placed(full, binding=binding))
    middle = (A4[0] + (left - right) / 25.4 * 72 + binding) / 2
    whole = (A4[1] - 28 / 25.4 * 72) / 2
    assert found[0] == pytest.approx(middle - whole / 2 + 10 * whole * 2 / 4000, abs=1.5)


def test_a_lying_page_is_bound_at_its_upper_edge() -> None:
    wide = foreign(size=(3000, 2200))
    assert ink(placed(wide, binding=28))[0] > ink(placed(wide))[0]
    assert ink(placed(wide, binding=-28)) == ink(placed(wide, binding=28))
