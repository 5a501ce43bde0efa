"""One document being drawn: content operators, the faces in use and the places that can be jumped to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import msgspec
from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from shenbao.packs.embedding import EmbeddedFace
from shenbao.packs.fonts import Face
from shenbao.records import Logo

MM = 72 / 25.4


class LinkArea(msgspec.Struct, frozen=True):
    """A rectangle (points, origin at the lower left) on an own page that jumps to an anchor."""

    own: int
    rect: tuple[float, float, float, float]
    to: str


class _BareCanvas(Canvas):  # type: ignore[misc] # ReportLab is untyped
    """ReportLab's pages start by selecting Helvetica, which is not embedded; these do not."""

    def _make_preamble(self) -> None:
        self._preamble = ""


class Sheet:
    """Content of the current page. Coordinates are points from the lower left corner, as in PDF."""

    def __init__(self, *, title: str, author: str, subject: str, lang: str, compressed: bool = True) -> None:
        """`compressed`: False for pages that are looked at and thrown away."""
        rl_config.useA85 = 0  # ASCII-85 would make streams a quarter larger
        self._buffer = BytesIO()
        language = "en" if lang == "en" else "zh-CN"
        self._canvas: Any = _BareCanvas(self._buffer, invariant=1, pageCompression=int(compressed), pdfVersion=(1, 7), lang=language)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setCreator("Shenbao")
        self._compressed = compressed
        self._faces: dict[str, EmbeddedFace] = {}
        self.ops: list[str] = []
        self.links: list[LinkArea] = []
        self.pages = 0
        self.verso = False
        """The current page is a left-hand one of a document printed on both sides."""
        self.labels: dict[str, str] = {}
        """Printed page number of each anchor; known when drawing starts."""

    def font(self, face: Face, used: Any) -> str:
        """Name of the face in content streams; `used` are the keys drawn with it."""
        embedded = self._faces.get(face.name)
        if embedded is None:
            embedded = self._faces[face.name] = EmbeddedFace(face, f"T{len(self._faces) + 1}", compressed=self._compressed)
            self._canvas._doc.fontMapping[face.name] = "/" + embedded.internal_name
            self._canvas._doc.delayedFonts.append(embedded)
        embedded.used.update(used)
        return embedded.internal_name

    @property
    def faces(self) -> frozenset[str]:
        """Names of the faces drawn with so far."""
        return frozenset(self._faces)

    def using(self, face: Face) -> set[str]:
        """Keys drawn with a face so far; drawing adds to it."""
        return self._faces[face.name].used

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5, gray: float = 0, dash: str = "") -> None:
        dashes = f"[{dash}] 0 d " if dash else ""
        self.ops.append(f"q {dashes}{width} w {gray:g} G {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S Q")

    def fill(self, x: float, y: float, width: float, height: float, gray: float) -> None:
        self.ops.append(f"q {gray:g} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f Q")

    def frame(self, x: float, y: float, width: float, height: float, line: float = 0.5, gray: float = 0, dash: str = "") -> None:
        dashes = f"[{dash}] 0 d " if dash else ""
        self.ops.append(f"q {dashes}{line} w {gray:g} G {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S Q")

    def picture(self, logo: Logo, x: float, y: float, width: float, height: float) -> None:
        """A picture with its lower left corner here; the same one is put into the document once."""
        document = self._canvas._doc
        name = f"logo.{hashlib.sha256(logo.rgb).hexdigest()[:16]}"
        if not document.hasForm(name):
            entries = {
                "Type": PDFName("XObject"), "Subtype": PDFName("Image"), "Width": logo.width, "Height": logo.height,
                "ColorSpace": PDFName("DeviceRGB"), "BitsPerComponent": 8, "Filter": PDFName("FlateDecode"),
            }  # fmt: skip
            document.addForm(name, PDFStream(PDFDictionary(entries), logo.rgb, None))
        self._canvas._formsinuse.append(name)
        internal = document.getXObjectName(name)
        self.ops.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /{internal} Do Q")

    def circle(self, x: float, y: float, radius: float, line: float, gray: float, dash: str = "") -> None:
        k = 0.5523 * radius
        dashes = f"[{dash}] 0 d " if dash else ""
        self.ops.append(
            f"q {dashes}{line} w {gray:g} G {x + radius:.2f} {y:.2f} m "
            f"{x + radius:.2f} {y + k:.2f} {x + k:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c "
            f"{x - k:.2f} {y + radius:.2f} {x - radius:.2f} {y + k:.2f} {x - radius:.2f} {y:.2f} c "
            f"{x - radius:.2f} {y - k:.2f} {x - k:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c "
            f"{x + k:.2f} {y - radius:.2f} {x + radius:.2f} {y - k:.2f} {x + radius:.2f} {y:.2f} c S Q"
        )

    def link(self, x: float, y: float, width: float, height: float, to: str) -> None:
        self.links.append(LinkArea(self.pages, (x, y, x + width, y + height), to))

    def area(self, names: Iterable[str], x: float, y: float, width: float, height: float) -> None:
        """Told where the answers at `names` are drawn, in points from the lower left; a pack has no use for it, a preview keeps it."""

    def end_page(self, width: float, height: float) -> None:
        """Finish the page with this size in points."""
        canvas = self._canvas
        canvas.setPageSize((width, height))
        canvas._code[:] = ["\n".join(self.ops)]
        canvas.showPage()
        self.ops = []
        self.pages += 1

    def finish(self) -> bytes:
        self._canvas.save()
        return self._buffer.getvalue()
