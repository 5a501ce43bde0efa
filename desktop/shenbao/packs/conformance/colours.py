"""Colour: nothing may depend on a device, except gray and RGB, which the document's sRGB output intent settles (6.2.3, 6.2.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Stream

from shenbao.packs.conformance.breach import Breach

SETTLED = frozenset({"/DeviceGray", "/DeviceRGB", "/CalGray", "/CalRGB", "/Lab", "/G", "/RGB"})
"""With an RGB output intent; the short names are those of inline images."""
CHANNELS = {b"GRAY": 1, b"RGB ": 3, b"Lab ": 3, b"CMYK": 4}
CLASSES = frozenset({b"scnr", b"mntr", b"prtr", b"spac"})
INTENTS = frozenset({"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"})


def space(found: Any, resources: Object | None = None) -> Iterator[Breach]:
    """Breaches of a colour space; a name may stand for one of `resources`."""
    if isinstance(found, Name):
        yield from _named(str(found), resources)
    elif isinstance(found, Array) and len(found):
        yield from _array(found, resources)
    else:
        yield Breach("6.2.4.1", "a colour space that is none")


def _named(name: str, resources: Object | None) -> Iterator[Breach]:
    if name in SETTLED or name == "/Pattern":
        return
    spaces = resources.get("/ColorSpace") if resources is not None else None
    known = spaces.get(name) if isinstance(spaces, Dictionary) else None
    if known is None or known == Name(name):
        clause = "6.2.4.3" if name in ("/DeviceCMYK", "/CMYK") else "6.2.4.1"
        yield Breach(clause, f"colour space {name}")
    else:
        yield from space(known)


def _array(found: Array, resources: Object | None) -> Iterator[Breach]:
    kind = str(found[0])
    if kind == "/ICCBased" and len(found) > 1 and isinstance(found[1], Stream):
        yield from profile(found[1].read_bytes(), found[1].get("/N"), "6.2.4.2")
    elif kind in ("/Indexed", "/I", "/Pattern"):
        if len(found) > 1:
            yield from space(found[1], resources)
    elif kind not in SETTLED:
        # Spot colours must agree through the whole document, which one attachment cannot tell.
        yield Breach("6.2.4.4" if kind in ("/Separation", "/DeviceN") else "6.2.4.1", f"colour space {kind}")


def profile(data: bytes, channels: Any, clause: str) -> Iterator[Breach]:
    """Breaches of an ICC profile: a header of version 2 or 4, of an input, display, output or colour space class, with `channels`."""
    if len(data) < 128 or data[36:40] != b"acsp" or data[8] not in (2, 4) or data[12:16] not in CLASSES:
        yield Breach(clause, "an ICC profile that is none, or too new")
    elif CHANNELS.get(data[16:20]) != channels:
        yield Breach(clause, "an ICC profile with another number of channels")


def intent(found: Any) -> Iterator[Breach]:
    """Breaches of a rendering intent (6.2.6)."""
    if str(found) not in INTENTS:
        yield Breach("6.2.6", f"rendering intent {found}")
