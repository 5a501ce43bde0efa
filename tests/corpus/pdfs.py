"""Sound PDFs with every feature that a careless merge loses or lets through."""

from __future__ import annotations

from io import BytesIO
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

A4 = (595.276, 841.89)
A3_WIDE = (1190.55, 841.89)
LETTER = (612.0, 792.0)


def text(random: Random, pages: int = 2, size: tuple[float, float] = A4) -> bytes:
    """Pages of words and figures, like a contract."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    for number in range(pages):
        canvas.setFont("Helvetica", 10.5)
        for line in range(30):
            words = " ".join("".join(random.choices("abcdefghijklmnop", k=random.randint(2, 9))) for _ in range(9))
            canvas.drawString(60, size[1] - 60 - line * 20, f"{number + 1}.{line} {words}"[:90])
        canvas.rect(60, 40, 200, 60)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def photo(random: Random, size: tuple[int, int] = (620, 877), mode: str = "RGB") -> Image.Image:
    """A picture with structure: bands, blocks and grain, reproducible."""
    image = Image.new("RGB", size, "white")
    for _ in range(40):
        left, top = random.randrange(size[0]), random.randrange(size[1])
        box = (left, top, left + random.randint(5, size[0] // 3), top + random.randint(3, max(4, size[1] // 20)))
        image.paste(tuple(random.randrange(200) for _ in range(3)), box)
    return image.convert(mode)


def scan(random: Random, pages: int, size: tuple[int, int] = (1240, 1754), quality: int = 60) -> bytes:
    """A document as scanners write it: each page one JPEG."""
    with Pdf.new() as pdf:
        for _ in range(pages):
            packed = BytesIO()
            photo(random, size, "L").save(packed, "JPEG", quality=quality)
            page = pdf.add_blank_page(page_size=A4)
            picture = Stream(
                pdf,
                packed.getvalue(),
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=size[0],
                Height=size[1],
                ColorSpace=Name.DeviceGray,
                BitsPerComponent=8,
                Filter=Name.DCTDecode,
            )
            page.obj["/Resources"] = Dictionary(XObject=Dictionary(Im0=picture))
            page.obj["/Contents"] = Stream(pdf, b"q %.2f 0 0 %.2f 0 0 cm /Im0 Do Q" % A4)
        return _saved(pdf)


def with_open_password(random: Random) -> bytes:
    return _encrypted(random, user="secret")


def with_restrictions(random: Random) -> bytes:
    return _encrypted(random, user="")


def with_old_restrictions(random: Random) -> bytes:
    """The same bytes each time, which no newer encryption gives."""
    return _encrypted(random, user="", revision=3)


def _encrypted(random: Random, user: str, revision: int = 6) -> bytes:
    modern = revision == 6
    manner = pikepdf.Encryption(
        owner="owner", user=user, R=revision, aes=modern, metadata=modern, allow=pikepdf.Permissions(modify_other=False)
    )
    with _opened(text(random)) as pdf:
        out = BytesIO()
        pdf.save(out, encryption=manner, static_id=not modern)
        return out.getvalue()


def form(random: Random, answer: str = "Shanghai Future Ltd", *, appearances: bool = True) -> bytes:
    """A filled form: text field, tick box, choice. `appearances`: whether the program that filled it stored how it looks."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(60, 780, "Applicant")
    fields = canvas.acroForm
    fields.textfield(name="name", value=answer if appearances else "", x=150, y=770, width=300, height=22, borderStyle="solid")
    fields.checkbox(name="agree", checked=True, x=150, y=730, size=18, buttonStyle="check")
    fields.choice(name="district", value="Pudong", options=["Pudong", "Minhang"], x=150, y=690, width=120, height=20)
    canvas.showPage()
    canvas.save()
    if appearances:
        return out.getvalue()
    with _opened(out.getvalue()) as pdf:
        for annotation in pdf.pages[0].obj["/Annots"]:
            if annotation.get("/T") == "name":
                annotation["/V"] = String(answer)
                del annotation["/AP"]
        pdf.Root.AcroForm.NeedAppearances = True
        return _saved(pdf)


def annotated(random: Random) -> bytes:
    """Stamp and highlight with appearances, a hidden comment, a link, and a note without appearance."""
    with _opened(text(random, 1)) as pdf:
        stamp = _appearance(pdf, b"1 0 0 RG 3 w 2 2 116 36 re S 1 0 0 rg 20 14 80 12 re f", (120, 40))
        hidden = _appearance(pdf, b"0 0 1 rg 0 0 200 200 re f", (200, 200))
        pdf.pages[0].obj["/Annots"] = pdf.make_indirect(
            Array(
                [
                    _annotation(pdf, Name.Stamp, (300, 100, 420, 140), AP=Dictionary(N=stamp), F=4),
                    _annotation(pdf, Name.Square, (100, 300, 300, 500), AP=Dictionary(N=hidden), F=2),
                    _annotation(pdf, Name.Link, (60, 700, 200, 720), A=Dictionary(S=Name.URI, URI=String("http://example.com/"))),
                    _annotation(pdf, Name.Text, (500, 700, 520, 720), Contents=String("please check")),
                ]
            )
        )
        return _saved(pdf)


def active(random: Random) -> bytes:
    """Everything that acts: scripts, launching, submitting, links, embedded files, page actions, a film, an external stream."""
    with _opened(text(random)) as pdf:
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
        pdf.Root["/OpenAction"] = script
        pdf.Root["/AA"] = Dictionary(WC=script)
        pdf.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
        pdf.attachments["secret.exe"] = b"MZ not a program"
        page = pdf.pages[0].obj
        page["/AA"] = Dictionary(O=Dictionary(S=Name.Launch, F=String("cmd.exe")))
        submit = _annotation(
            pdf, Name.Widget, (60, 60, 90, 90), FT=Name.Btn, T=String("send"), A=Dictionary(S=Name.SubmitForm, F=String("http://x/"))
        )
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([submit]))
        page["/Annots"] = Array(
            [
                submit,
                _annotation(pdf, Name.Link, (10, 10, 50, 50), A=Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))),
                _annotation(pdf, Name.Link, (60, 10, 90, 50), A=Dictionary(S=Name.GoToR, F=String("\\\\server\\share\\x.pdf"))),
                _annotation(pdf, Name.Screen, (90, 60, 120, 90), A=Dictionary(S=Name.Rendition)),
            ]
        )
        reference = Dictionary(F=String("http://example.com/other.pdf"), Page=0)
        nested = Stream(pdf, b"0 0 50 50 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 50, 50]), Ref=reference)
        nested["/PieceInfo"] = Dictionary(X=Dictionary(Private=script))
        nested["/Resources"] = Dictionary(Hidden=script, Properties=Dictionary(MC0=Dictionary(A=script)))
        page["/Resources"]["/XObject"] = Dictionary(JS=nested)  # a picture may well be named /JS
        page["/Contents"] = Array([page["/Contents"], Stream(pdf, b"\nq 1 0 0 1 400 50 cm /JS Do Q")])
        return _saved(pdf)


def signed(random: Random) -> bytes:
    """A seal field with its picture, as electronic invoices carry."""
    with _opened(text(random, 1)) as pdf:
        seal = _appearance(pdf, b"1 0 0 RG 4 w 10 10 80 80 re S", (100, 100))
        value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String("x" * 40), ByteRange=Array([0, 1, 2, 3]))
        field = _annotation(pdf, Name.Widget, (400, 60, 500, 160), FT=Name.Sig, T=String("seal"), V=value, AP=Dictionary(N=seal), F=4)
        pdf.pages[0].obj["/Annots"] = Array([field])
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]), SigFlags=3)
        return _saved(pdf)


def portfolio(random: Random) -> bytes:
    with _opened(text(random, 1)) as pdf:
        pdf.attachments["contract.pdf"] = text(random, 3)
        pdf.Root["/Collection"] = Dictionary(Type=Name.Collection, View=Name.D)
        return _saved(pdf)


def xfa(random: Random) -> bytes:
    with _opened(text(random, 1)) as pdf:
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([]), XFA=Stream(pdf, b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>"))
        pdf.Root["/NeedsRendering"] = True
        return _saved(pdf)


def layered(random: Random) -> bytes:
    """A layer that is switched off: a merge that drops the switches would show it."""
    with _opened(text(random, 1)) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("hidden")))
        pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
        page = pdf.pages[0].obj
        page["/Resources"]["/Properties"] = Dictionary(MC0=layer)
        page["/Contents"] = Array([page["/Contents"], Stream(pdf, b"\n/OC /MC0 BDC 0 0 1 rg 50 50 400 400 re f EMC")])
        return _saved(pdf)


def rotated(random: Random) -> bytes:
    """Four pages turned by 0, 90, 180 and 270 degrees, one cropped, one in larger units."""
    with _opened(text(random, 4)) as pdf:
        for number, page in enumerate(pdf.pages):
            page.obj["/Rotate"] = number * 90
        pdf.pages[1].obj["/CropBox"] = Array([50, 50, 545, 792])
        pdf.pages[2].obj["/UserUnit"] = 2
        return _saved(pdf)


def inherited(random: Random) -> bytes:
    """Size, turn and resources stand once, at the root of the page tree."""
    with _opened(text(random, 3)) as pdf:
        tree = pdf.Root["/Pages"]
        tree["/Rotate"] = 90
        tree["/MediaBox"] = Array([0, 0, 595, 842])
        tree["/Resources"] = pdf.pages[0].obj["/Resources"]
        for page in pdf.pages:
            for key in ("/MediaBox", "/Resources", "/Rotate"):
                if key in page.obj:
                    del page.obj[key]
        return _saved(pdf)


def huge_boxes(random: Random) -> bytes:
    with _opened(text(random)) as pdf:
        pdf.pages[0].obj["/MediaBox"] = Array([0, 0, 200000, 200000])
        pdf.pages[1].obj["/MediaBox"] = Array([-32000, -32000, 32000, 32000])
        return _saved(pdf)


def no_pages(random: Random) -> bytes:
    with Pdf.new() as pdf:
        return _saved(pdf)


def blank_and_odd(random: Random) -> bytes:
    """A blank A4 page, a wide A3 page and a Letter page."""
    with Pdf.new() as pdf:
        pdf.add_blank_page(page_size=A4)
        for size in (A3_WIDE, LETTER):
            with _opened(text(random, 1, size)) as other:
                pdf.add_pages_from(other)
        return _saved(pdf)


def faint(random: Random) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setFillGray(0.85)
    canvas.setFont("Helvetica", 12)
    for line in range(40):
        canvas.drawString(60, 780 - line * 18, "the toner of this copier has run out " * 2)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _annotation(pdf: Pdf, subtype: Name, box: tuple[int, ...], **more: object) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=subtype, Rect=Array(box), **more))


def _appearance(pdf: Pdf, content: bytes, size: tuple[int, int]) -> pikepdf.Object:
    return Stream(pdf, content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, *size]), Resources=Dictionary())


def _opened(data: bytes) -> Pdf:
    return pikepdf.open(BytesIO(data))


def _saved(pdf: Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()
