"""PDF/A-3b: every rule this program could break is broken once, in a pack that is sound otherwise, and is found."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from packs.example import built, example
from shenbao.packs.conformance import PROVED, Breach, breaches, drawn, draws_soundly, mark
from shenbao.packs.describing import srgb
from shenbao.packs.fonts import face

Change = Callable[[Pdf], object]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sound") / "sound.pdf"
    built(example("m03-poc-fund").snapshot(), out, final=True)
    return out


@pytest.fixture
def pdf(sound: Path) -> Iterator[Pdf]:
    with Pdf.open(sound) as opened:
        yield opened


def clauses(found: Iterator[Breach]) -> set[str]:
    return {breach.clause for breach in found}


def test_a_pack_breaks_none(pdf: Pdf) -> None:
    assert list(breaches(pdf)) == []


# -- the document -----------------------------------------------------------------------------------------------------


def first_file(pdf: Pdf) -> pikepdf.Object:
    return pdf.Root.AF[0]


def remove(holder: Callable[[Pdf], pikepdf.Object], key: str) -> Change:
    def change(pdf: Pdf) -> None:
        del holder(pdf)[key]

    return change


def put(holder: Callable[[Pdf], pikepdf.Object], key: str, value: object) -> Change:
    def change(pdf: Pdf) -> None:
        holder(pdf)[key] = value() if callable(value) else value

    return change


def root(pdf: Pdf) -> pikepdf.Object:
    return pdf.Root


def page(pdf: Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj


def said(name: str, value: str) -> Change:
    def change(pdf: Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata[name] = value

    return change


def annotated(**entries: object) -> Change:
    def change(pdf: Pdf) -> None:
        usual: dict[str, object] = {"Type": Name.Annot, "Subtype": Name.Link, "Rect": Array([0, 0, 9, 9]), "F": 4}
        page(pdf)[Name.Annots] = Array([Dictionary(**(usual | entries))])

    return change


@pytest.mark.parametrize(
    ("change", "clause"),
    [
        (lambda pdf: pdf.trailer.__delitem__("/ID"), "6.1.3"),
        (remove(root, "/Lang"), "6.7.4"),
        (put(root, "/Lang", String("")), "6.7.4"),
        (put(root, "/OpenAction", Dictionary()), "6.5.1"),
        (put(root, "/AA", Dictionary()), "6.5.2"),
        (put(root, "/AcroForm", Dictionary()), "6.4.1"),
        (put(root, "/OCProperties", Dictionary()), "6.9"),
        (put(root, "/Requirements", Array()), "6.11"),
        (put(root, "/Perms", Dictionary()), "6.1.12"),
        (put(lambda pdf: pdf.Root.Names, "/JavaScript", Dictionary()), "6.5.1"),
        (put(lambda pdf: pdf.Root.Names, "/AlternatePresentations", Dictionary()), "6.10"),
        (remove(root, "/Metadata"), "6.6.2.1"),
        (said("pdfaid:part", "2"), "6.6.4"),
        (said("pdfaid:conformance", "A"), "6.6.4"),
        (said("dc:title", "Another"), "6.6.3"),
        (said("xmp:ModifyDate", "2026-03-21T00:00:00+00:00"), "6.6.3"),
        (put(lambda pdf: pdf.docinfo, "/Author", String("Somebody")), "6.6.3"),
        (remove(root, "/OutputIntents"), "6.2.3"),
        (lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(b"profile"), "6.2.3"),
        (lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(srgb()[:16] + b"CMYK" + srgb()[20:]), "6.2.3"),
        (put(root, "/AF", Array()), "6.8"),
        (remove(first_file, "/AFRelationship"), "6.8"),
        (remove(first_file, "/UF"), "6.8"),
        (put(lambda pdf: first_file(pdf).EF.F, "/Subtype", Name("//application/json")), "6.8"),
        (remove(lambda pdf: first_file(pdf).EF.F.Params, "/ModDate"), "6.8"),
        (put(page, "/MediaBox", Array([0, 0, 2, 842])), "6.1.13"),
        (put(page, "/MediaBox", Array([0, 0, 595, 14401])), "6.1.13"),
        (put(page, "/AA", Dictionary()), "6.5.2"),
        (put(page, "/PresSteps", Dictionary()), "6.10"),
        (annotated(Subtype=Name.Text), "6.3.1"),
        (annotated(F=0), "6.3.2"),
        (annotated(F=6), "6.3.2"),
        (annotated(A=Dictionary(S=Name.URI)), "6.5.1"),
        (put(root, "/Note", String("x" * 32768)), "6.1.13"),
        (put(root, "/" + "n" * 128, True), "6.1.13"),
        (put(root, "/Note", Dictionary(S=Name.JavaScript)), "6.5.1"),
        (put(lambda pdf: first_file(pdf).EF.F, "/F", String("elsewhere")), "6.1.7.1"),
    ],
)  # fmt: skip
def test_a_document_that_breaks_a_rule(pdf: Pdf, change: Change, clause: str) -> None:
    change(pdf)
    assert clauses(breaches(pdf)) == {clause}


def test_an_encrypted_file(pdf: Pdf) -> None:
    saved = io.BytesIO()
    pdf.save(saved, encryption=pikepdf.Encryption(owner="o", user=""))
    with Pdf.open(saved) as encrypted:
        assert "6.1.3" in clauses(breaches(encrypted))


@pytest.mark.parametrize(
    "change",
    [
        put(root, "/Note", String("x" * 32767)),
        put(root, "/" + "n" * 127, True),
        put(page, "/MediaBox", Array([0, 0, 3, 14400])),
        annotated(F=4),
    ],
)
def test_a_document_just_within_a_rule(pdf: Pdf, change: Change) -> None:
    change(pdf)
    assert list(breaches(pdf)) == []


# -- what pages draw --------------------------------------------------------------------------------------------------


def image(pdf: Pdf, **entries: object) -> pikepdf.Stream:
    usual: dict[str, object] = {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray,
    }  # fmt: skip
    return pikepdf.Stream(pdf, b"\x80", Dictionary(**(usual | entries)))


def form(pdf: Pdf, content: bytes = b"", **entries: object) -> pikepdf.Stream:
    usual: dict[str, object] = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 9, 9])}
    return pikepdf.Stream(pdf, content, Dictionary(**(usual | entries)))


def profiled(pdf: Pdf, data: bytes, channels: int) -> Array:
    return Array([Name.ICCBased, pikepdf.Stream(pdf, data, Dictionary(N=channels))])


def one(kind: str, item: object) -> Dictionary:
    """Resources with one item called `X`."""
    return Dictionary({f"/{kind}": Dictionary(X=item)})


HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
SPOT = [Name.Separation, Name("/Gold"), Name.DeviceRGB, Dictionary()]
Resources = Callable[[Pdf], Dictionary]

WRONG: list[tuple[str, bytes, Resources, str]] = [
    ("CMYK operator", b"0 0 0 1 k", lambda _: Dictionary(), "6.2.4.3"),
    ("CMYK lines", b"0 0 0 1 K", lambda _: Dictionary(), "6.2.4.3"),
    ("CMYK space", b"/DeviceCMYK cs", lambda _: Dictionary(), "6.2.4.3"),
    ("unknown space", b"/Nothing cs", lambda _: Dictionary(), "6.2.4.1"),
    ("spot colour", b"/X cs", lambda _: one("ColorSpace", Array(SPOT)), "6.2.4.4"),
    ("indexed CMYK", b"/X cs", lambda _: one("ColorSpace", Array([Name.Indexed, Name.DeviceCMYK, 0, String("abcd")])), "6.2.4.3"),
    ("profile of other channels", b"/X cs", lambda pdf: one("ColorSpace", profiled(pdf, srgb(), 4)), "6.2.4.2"),
    ("profile too new", b"/X cs", lambda pdf: one("ColorSpace", profiled(pdf, srgb()[:8] + b"\x05" + srgb()[9:], 3)), "6.2.4.2"),
    ("no profile", b"/X cs", lambda pdf: one("ColorSpace", profiled(pdf, b"none", 3)), "6.2.4.2"),
    ("shading", b"/X sh", lambda _: one("Shading", Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK)), "6.2.4.3"),
    ("absent shading", b"/X sh", lambda _: Dictionary(), "6.2.2"),
    ("pattern", b"/Pattern cs /X scn",
     lambda pdf: one("Pattern", pikepdf.Stream(pdf, b"0 0 0 1 k", Dictionary(PatternType=1))), "6.2.4.3"),
    ("pattern of a shading", b"/Pattern cs /X scn",
     lambda _: one("Pattern", Dictionary(PatternType=2, Shading=Dictionary(ColorSpace=Name.DeviceCMYK))), "6.2.4.3"),
    ("intent", b"/Vivid ri", lambda _: Dictionary(), "6.2.6"),
    ("operator", b"1 2 zz", lambda _: Dictionary(), "6.2.2"),
    ("operator in BX", b"BX zz EX", lambda _: Dictionary(), "6.2.2"),
    ("nesting", b"q " * 29 + b"Q " * 29, lambda _: Dictionary(), "6.1.13"),
    ("absent state", b"/X gs", lambda _: Dictionary(), "6.2.2"),
    ("transfer function", b"/X gs", lambda _: one("ExtGState", Dictionary(TR=Name.Identity)), "6.2.5"),
    ("second transfer function", b"/X gs", lambda _: one("ExtGState", Dictionary(TR2=Name.Identity)), "6.2.5"),
    ("halftone phase", b"/X gs", lambda _: one("ExtGState", Dictionary(HTP=Array([0, 0]))), "6.2.5"),
    ("overprint", b"/X gs", lambda _: one("ExtGState", Dictionary(OPM=1, op=True)), "6.2.4.2"),
    ("blend mode", b"/X gs", lambda _: one("ExtGState", Dictionary(BM=Name("/Sparkle"))), "6.2.10"),
    ("intent of a state", b"/X gs", lambda _: one("ExtGState", Dictionary(RI=Name("/Vivid"))), "6.2.6"),
    ("soft mask", b"/X gs", lambda pdf: one("ExtGState", Dictionary(SMask=Dictionary(G=form(pdf, b"0 0 0 1 k")))), "6.2.4.3"),
    ("absent object", b"/X Do", lambda _: Dictionary(), "6.2.2"),
    ("CMYK picture", b"/X Do", lambda pdf: one("XObject", image(pdf, ColorSpace=Name.DeviceCMYK)), "6.2.4.3"),
    ("interpolation", b"/X Do", lambda pdf: one("XObject", image(pdf, Interpolate=True)), "6.2.8.1"),
    ("alternates", b"/X Do", lambda pdf: one("XObject", image(pdf, Alternates=Array())), "6.2.8.1"),
    ("JPEG 2000", b"/X Do", lambda pdf: one("XObject", image(pdf, Filter=Name.JPXDecode)), "6.1.7.2"),
    ("LZW", b"/X Do", lambda pdf: one("XObject", image(pdf, Filter=Array([Name.FlateDecode, Name.LZWDecode]))), "6.1.7.2"),
    ("encrypted picture", b"/X Do", lambda pdf: one("XObject", image(pdf, Filter=Name.Crypt)), "6.1.7.2"),
    ("external picture", b"/X Do", lambda pdf: one("XObject", image(pdf, F=String("other"))), "6.1.7.1"),
    ("intent of a picture", b"/X Do", lambda pdf: one("XObject", image(pdf, Intent=Name("/Vivid"))), "6.2.6"),
    ("mask of a picture", b"/X Do", lambda pdf: one("XObject", image(pdf, SMask=image(pdf, Interpolate=True))), "6.2.8.1"),
    ("inline CMYK", b"BI /W 1 /H 1 /BPC 8 /CS /CMYK ID abcd EI", lambda _: Dictionary(), "6.2.4.3"),
    ("inline LZW", b"BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID a EI", lambda _: Dictionary(), "6.1.7.2"),
    ("other document", b"/X Do", lambda pdf: one("XObject", form(pdf, Ref=Dictionary())), "6.2.9"),
    ("PostScript", b"/X Do", lambda pdf: one("XObject", form(pdf, Subtype=Name.PS)), "6.2.9"),
    ("group", b"/X Do", lambda pdf: one("XObject", form(pdf, Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK))), "6.2.4.3"),
    ("within a form", b"/X Do", lambda pdf: one("XObject", form(pdf, b"0 0 0 1 k")), "6.2.4.3"),
]  # fmt: skip

RIGHT: list[tuple[str, bytes, Resources]] = [
    ("gray and RGB", b"0 g 1 G 1 0 0 rg 0 1 0 RG /DeviceRGB cs", lambda _: Dictionary()),
    ("profile", b"/X cs 0 0 0 sc", lambda pdf: one("ColorSpace", profiled(pdf, srgb(), 3))),
    ("calibrated", b"/X cs", lambda _: one("ColorSpace", Array([Name.CalRGB, Dictionary()]))),
    ("intent", b"/Perceptual ri", lambda _: Dictionary()),
    ("deepest nesting", b"q " * 28 + b"Q " * 28, lambda _: Dictionary()),
    ("multiply", b"/X gs", lambda _: one("ExtGState", Dictionary(BM=Name.Multiply, TR2=Name.Default))),
    ("picture", b"/X Do", lambda pdf: one("XObject", image(pdf, Interpolate=False, SMask=image(pdf)))),
    ("stencil", b"/X Do", lambda pdf: one("XObject", image(pdf, ImageMask=True, ColorSpace=Name.DeviceCMYK))),
    ("inline", b"BI /W 1 /H 1 /BPC 8 /CS /G /F /A85 ID a EI", lambda _: Dictionary()),
    ("form", b"/X Do", lambda pdf: one("XObject", form(pdf, b"0 g"))),
    ("unused font", b"BT /X 9 Tf ET", lambda _: one("Font", HELVETICA)),
    ("invisible text", b"BT 3 Tr /X 9 Tf (scan) Tj ET", lambda _: one("Font", HELVETICA)),
]  # fmt: skip


def drawing(content: bytes, resources: Resources) -> Pdf:
    """A document of one page."""
    pdf = Pdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pdf.make_stream(content)
    pdf.pages[0].Resources = resources(pdf)
    return pdf


@pytest.mark.parametrize(("content", "resources", "clause"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG])
def test_a_page_that_breaks_a_rule(content: bytes, resources: Resources, clause: str) -> None:
    with drawing(content, resources) as pdf:
        assert clauses(drawn(pdf)) == {clause}


@pytest.mark.parametrize(("content", "resources"), [each[1:] for each in RIGHT], ids=[each[0] for each in RIGHT])
def test_a_page_just_within_the_rules(content: bytes, resources: Resources) -> None:
    with drawing(content, resources) as pdf:
        assert list(drawn(pdf)) == []


# -- fonts ------------------------------------------------------------------------------------------------------------


def text_font(pdf: Pdf) -> pikepdf.Object:
    """A font that is drawn with."""
    fonts = pdf.pages[2].Resources.Font
    return next(font for _, font in fonts.items() if "Serif" in str(font.BaseFont))


def descendant(pdf: Pdf) -> pikepdf.Object:
    return text_font(pdf).DescendantFonts[0]


@pytest.mark.parametrize(
    ("change", "clause"),
    [
        (remove(lambda pdf: descendant(pdf).FontDescriptor, "/FontFile2"), "6.2.11.4.1"),
        (lambda pdf: descendant(pdf).FontDescriptor.FontFile2.write(b"no font"), "6.2.11.3"),
        (put(descendant, "/W", Array()), "6.2.11.5"),
        (put(descendant, "/DW", 998), "6.2.11.5"),
        (lambda pdf: descendant(pdf).CIDToGIDMap.write(b""), "6.2.11.8"),
        (remove(descendant, "/CIDToGIDMap"), "6.2.11.3.2"),
        (put(descendant, "/Subtype", Name.CIDFontType0), "6.2.11.5"),
        (put(text_font, "/Encoding", Name("/GBK-EUC-H")), "6.2.11.3.3"),
        (lambda pdf: put(lambda p: descendant(p).FontDescriptor, "/CIDSet", pdf.make_stream(b""))(pdf), "6.2.11.4.2"),
    ],
)  # fmt: skip
def test_a_font_that_breaks_a_rule(pdf: Pdf, change: Change, clause: str) -> None:
    change(pdf)
    assert clauses(breaches(pdf)) == {clause}


def test_widths_may_differ_by_a_thousandth(pdf: Pdf) -> None:
    descendant(pdf).DW = 1001
    assert list(breaches(pdf)) == []


def test_a_standard_font_is_not_embedded() -> None:
    with drawing(b"BT /X 9 Tf (seen) Tj ET", lambda _: one("Font", HELVETICA)) as pdf:
        assert clauses(drawn(pdf)) == {"6.2.11.4.1"}


def simple(pdf: Pdf, **changes: object) -> Dictionary:
    """The whole of a face as a simple Latin font."""
    song = face("song")
    widths = [song.advance(song.gid(chr(code))) for code in range(65, 91)]
    descriptor = Dictionary(Type=Name.FontDescriptor, Flags=32, FontFile2=pdf.make_stream(song.path.read_bytes(), Length1=1))
    usual: dict[str, object] = {
        "Type": Name.Font, "Subtype": Name.TrueType, "BaseFont": Name("/Song"), "Encoding": Name.WinAnsiEncoding, "FirstChar": 65,
        "Widths": Array(widths), "FontDescriptor": descriptor,
    }  # fmt: skip
    return Dictionary(**(usual | changes))


@pytest.mark.parametrize(
    ("shown", "changes", "found"),
    [
        (b"(ABC)", {}, set()),
        (b"[(A) 20 (Z)]", {}, set()),
        (b"(a)", {}, {"6.2.11.5"}),
        (b"(A)", {"Widths": Array([400] * 26)}, {"6.2.11.5"}),
        (b"(A)", {"Encoding": Dictionary(Differences=Array([65, Name.B]))}, {"6.2.11.6"}),
    ],
)
def test_a_simple_font(shown: bytes, changes: dict[str, object], found: set[str]) -> None:
    operator = b" TJ" if shown.startswith(b"[") else b" Tj"
    with drawing(b"BT /X 9 Tf " + shown + operator + b" ET", lambda pdf: one("Font", simple(pdf, **changes))) as pdf:
        assert clauses(drawn(pdf)) == found


# -- marks ------------------------------------------------------------------------------------------------------------


def test_a_file_is_marked_when_its_pages_may_stand_in_a_pdf_a() -> None:
    for content, proved in ((b"0 g", True), (b"0 0 0 1 k", False)):
        with drawing(content, lambda _: Dictionary()) as pdf:
            mark(pdf)
            assert (PROVED in pdf.Root) is proved


def test_a_file_of_any_content_may_be_asked_about() -> None:
    for content in (b"BI ID", b"/X", b"[ ( << cs", b"/X 1 Tf (a) Tj", b"cs", b"gs Do sh ri Tr"):
        with drawing(content, lambda _: Dictionary(Font=Array())) as pdf:
            draws_soundly(pdf)
