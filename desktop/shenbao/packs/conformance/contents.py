"""What pages draw: each content stream read once, operator by operator, with all it makes use of (6.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Stream

from shenbao.packs.conformance import colours, fonts, pictures
from shenbao.packs.conformance.breach import Breach

NESTING = 28
"""How deep graphics states may be nested (6.1.13)."""
INVISIBLE = 3
OPERATORS = frozenset(
    ("b", "B", "b*", "B*", "BDC", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "DP", "EMC", "ET", "EX", "f", "F", "f*",
     "G", "g", "gs", "h", "i", "j", "J", "K", "k", "l", "M", "m", "MP", "n", "q", "Q", "re", "RG", "rg", "ri", "s", "S", "SC", "sc", "SCN",
     "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", '"',
     "INLINE IMAGE")
)  # fmt: skip
BLENDS = frozenset(
    ("/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn", "/HardLight",
     "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity")
)  # fmt: skip


class Contents:
    """Looks at pages one after another; fonts are judged at the end, when all their characters are known."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()
        self._fonts: dict[Any, tuple[Object, set[int], int | None]] = {}
        self._page: int | None = None
        self._breaches: list[Breach] = []

    def page(self, page: Page, number: int | None = None) -> list[Breach]:
        """Breaches of what one page draws, fonts left aside."""
        self._page, self._breaches = number, []
        resources = page.obj.get("/Resources", Dictionary())
        group = page.obj.get("/Group")
        if isinstance(group, Dictionary):
            self._group(group, resources)
        self._stream(page, resources)
        return self._breaches

    def fonts(self) -> Iterator[Breach]:
        """Breaches of the fonts that were drawn with."""
        for found, codes, page in self._fonts.values():
            if codes:
                for breach in fonts.font(found, codes):
                    yield Breach(breach.clause, f"{breach.what} ({found.get('/BaseFont')})", page)
                    break

    def _tell(self, breaches: Iterator[Breach]) -> None:
        self._breaches += [Breach(breach.clause, breach.what, self._page) for breach in breaches]

    def _say(self, clause: str, what: str) -> None:
        self._breaches.append(Breach(clause, what, self._page))

    def _is_new(self, item: Object) -> bool:
        """Whether an object was not looked at before; direct ones always count as new."""
        if not item.is_indirect:
            return True
        known = item.objgen in self._seen
        self._seen.add(item.objgen)
        return not known

    # -- one content stream -------------------------------------------------------------------------------------------

    def _stream(self, holder: Page | Object, resources: Object) -> None:
        """Reads the operators of a page, form, pattern or glyph."""
        state: tuple[set[int] | None, bool, int] = (None, False, 0)
        saved: list[tuple[set[int] | None, bool, int]] = []
        try:
            instructions = pikepdf.parse_content_stream(holder)
        except pikepdf.PdfError:
            self._say("6.2.2", "a content stream that cannot be read")
            return
        for instruction in instructions:
            operands, name = instruction.operands, str(instruction.operator)
            codes, wide, mode = state
            if name in ("Tj", "TJ", "'", '"'):
                if codes is not None and mode != INVISIBLE:
                    codes.update(_codes(operands[-1] if operands else "", wide=wide))
            elif name == "Tf":
                state = (*self._font(operands, resources), mode)
            elif name == "Tr":
                state = (codes, wide, int(operands[0]))
            elif name == "q":
                saved.append(state)
                if len(saved) > NESTING:
                    self._say("6.1.13", "graphics states nested too deep")
                    return
            elif name == "Q":
                state = saved.pop() if saved else state
            elif name not in OPERATORS:
                self._say("6.2.2", f"operator {name!s:.20}")
            else:
                self._other(name, operands, resources)

    def _other(self, name: str, operands: Any, resources: Object) -> None:
        """Operators that concern colour and what is drawn as a whole."""
        match name:
            case "k" | "K":
                self._say("6.2.4.3", "colour space /DeviceCMYK")
            case "cs" | "CS":
                self._tell(colours.space(operands[0], resources))
            case "ri":
                self._tell(colours.intent(operands[0]))
            case "gs":
                self._state(_named(resources, "/ExtGState", operands), resources)
            case "sh":
                self._shading(_named(resources, "/Shading", operands), resources)
            case "scn" | "SCN":
                if operands and isinstance(operands[-1], Name):
                    self._pattern(_named(resources, "/Pattern", operands), resources)
            case "Do":
                self._object(_named(resources, "/XObject", operands), resources)
            case "INLINE IMAGE":
                self._tell(pictures.inline(dict(operands[0].obj.items()), resources))

    # -- what it makes use of -----------------------------------------------------------------------------------------

    def _font(self, operands: Any, resources: Object) -> tuple[set[int] | None, bool]:
        found = _named(resources, "/Font", operands[:1])
        if not isinstance(found, Dictionary):
            self._say("6.2.2", "a font that is not in the resources")
            return None, False
        key = found.objgen if found.is_indirect else (id(resources), str(operands[0]))
        _, codes, _ = self._fonts.setdefault(key, (found, set(), self._page))
        return codes, fonts.is_wide(found)

    def _object(self, found: Object | None, resources: Object) -> None:
        if not isinstance(found, Stream):
            self._say("6.2.2", "something drawn that is not in the resources")
        elif self._is_new(found):
            if found.get("/Subtype") == Name.Image:
                self._tell(pictures.picture(found, resources))
            elif found.get("/Subtype") == Name.Form:
                self._form(found)
            else:
                self._say("6.2.9", f"an object of kind {found.get('/Subtype')}")

    def _form(self, found: Stream) -> None:
        self._tell(pictures.stream(found))
        for key in ("/OPI", "/PS", "/Subtype2", "/Ref"):
            if key in found:
                self._say("6.2.9", f"a form with {key}")
        resources = found.get("/Resources", Dictionary())
        if isinstance(group := found.get("/Group"), Dictionary):
            self._group(group, resources)
        self._stream(found, resources)

    def _group(self, group: Dictionary, resources: Object) -> None:
        if "/CS" in group:
            self._tell(colours.space(group["/CS"], resources))

    def _state(self, found: Object | None, resources: Object) -> None:
        if not isinstance(found, Dictionary):
            self._say("6.2.2", "a graphics state that is not in the resources")
            return
        if not self._is_new(found):
            return
        for key in ("/TR", "/HTP", "/Font"):
            if key in found:
                self._say("6.2.5", f"a graphics state with {key}")
        for key in ("/TR2", "/HT"):
            if key in found and found[key] != Name.Default:
                self._say("6.2.5", f"a graphics state with {key}")
        if int(found.get("/OPM", 0)) == 1 and True in (found.get("/OP"), found.get("/op")):
            self._say("6.2.4.2", "overprinting of process colours")
        if "/RI" in found:
            self._tell(colours.intent(found["/RI"]))
        blend = found.get("/BM", Name.Normal)
        if not {str(name) for name in (blend if isinstance(blend, Array) else [blend])} <= BLENDS:
            self._say("6.2.10", f"blend mode {blend}")
        mask = found.get("/SMask")
        if isinstance(mask, Dictionary) and isinstance(group := mask.get("/G"), Stream):
            self._object(group, resources)

    def _shading(self, found: Object | None, resources: Object) -> None:
        if isinstance(found, Stream | Dictionary):
            self._tell(colours.space(found.get("/ColorSpace"), resources))
        else:
            self._say("6.2.2", "a shading that is not in the resources")

    def _pattern(self, found: Object | None, resources: Object) -> None:
        if not isinstance(found, Stream | Dictionary):
            self._say("6.2.2", "a pattern that is not in the resources")
        elif self._is_new(found):
            if isinstance(found, Stream):
                self._tell(pictures.stream(found))
                self._stream(found, found.get("/Resources", Dictionary()))
                return
            self._shading(found.get("/Shading"), resources)
            if "/ExtGState" in found:
                self._state(found["/ExtGState"], resources)


def _named(resources: Object, kind: str, operands: Any) -> Object | None:
    """What the last operand names among the resources."""
    group = resources.get(kind)
    found: Object | None = group.get(str(operands[-1])) if isinstance(group, Dictionary) and operands else None
    return found


def _codes(shown: Any, *, wide: bool) -> Iterator[int]:
    for part in shown if isinstance(shown, Array) else [shown]:
        if isinstance(part, pikepdf.String):
            text = bytes(part)
            yield from (int.from_bytes(text[at : at + 2], "big") for at in range(0, len(text) - 1, 2)) if wide else text
