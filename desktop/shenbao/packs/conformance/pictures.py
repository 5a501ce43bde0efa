"""Pictures: their colours, their compression, and nothing that shows one thing here and another there (6.1.7, 6.2.8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Name, Object, Stream

from shenbao.packs.conformance import colours
from shenbao.packs.conformance.breach import Breach

DECODERS = frozenset(
    {"/FlateDecode", "/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/RunLengthDecode", "/ASCIIHexDecode", "/ASCII85Decode"}
    | {"/Fl", "/DCT", "/CCF", "/RL", "/AHx", "/A85"}
)
"""JPEG 2000 is allowed within limits that are not looked into here; LZW and private filters are forbidden."""


def picture(image: Stream, resources: Object | None) -> Iterator[Breach]:
    """Breaches of an image XObject and of its masks."""
    yield from stream(image)
    for key in ("/Alternates", "/OPI"):
        if key in image:
            yield Breach("6.2.8.1", f"an image with {key}")
    if "/Interpolate" in image and bool(image["/Interpolate"]):
        yield Breach("6.2.8.1", "an image to be interpolated")
    if "/Intent" in image:
        yield from colours.intent(image["/Intent"])
    if "/ImageMask" not in image or not bool(image["/ImageMask"]):
        yield from colours.space(image.get("/ColorSpace"), resources)
    for key in ("/SMask", "/Mask"):
        if isinstance(mask := image.get(key), Stream):
            yield from picture(mask, resources)


def inline(entries: dict[str, Any], resources: Object | None) -> Iterator[Breach]:
    """Breaches of an inline image, by the entries of its dictionary."""
    yield from _filters(entries.get("/F", entries.get("/Filter")))
    if True in (entries.get("/I"), entries.get("/Interpolate")):
        yield Breach("6.2.8.1", "an image to be interpolated")
    if True not in (entries.get("/IM"), entries.get("/ImageMask")):
        yield from colours.space(entries.get("/CS", entries.get("/ColorSpace")), resources)


def stream(found: Stream) -> Iterator[Breach]:
    """Breaches any stream can have: data elsewhere, or packed in a way that is not allowed."""
    for key in ("/F", "/FFilter", "/FDecodeParms"):
        if key in found:
            yield Breach("6.1.7.1", f"a stream with {key}")
    yield from _filters(found.get("/Filter"))


def _filters(found: Any) -> Iterator[Breach]:
    names = [found] if isinstance(found, Name) else list(found) if isinstance(found, Array) else []
    for name in names:
        if str(name) not in DECODERS:
            yield Breach("6.1.7.2", f"filter {name}")
