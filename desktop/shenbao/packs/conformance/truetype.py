"""What a PDF says of an embedded TrueType program, held against the program: advances and glyph numbers."""

from __future__ import annotations

from struct import error, unpack_from


class Program:
    """The tables of a TrueType file that matter here. ValueError when it cannot be read."""

    def __init__(self, data: bytes) -> None:
        try:
            count = unpack_from(">H", data, 4)[0]
            entries = (unpack_from(">4sLLL", data, 12 + 16 * number) for number in range(count))
            self._tables = {tag: data[offset : offset + length] for tag, _, offset, length in entries}
            self.units: int = unpack_from(">H", self._tables[b"head"], 18)[0]
            self.glyphs: int = unpack_from(">H", self._tables[b"maxp"], 4)[0]
            self._metrics = unpack_from(">H", self._tables[b"hhea"], 34)[0]
            self.maps = self._read_maps()
        except (error, KeyError) as broken:
            raise ValueError("not a TrueType program") from broken
        if not self.units or not self._metrics or b"glyf" not in self._tables:
            raise ValueError("not a TrueType program")

    def advance(self, glyph: int) -> float:
        """Advance of a glyph in 1/1000 em."""
        try:
            units: float = unpack_from(">H", self._tables[b"hmtx"], 4 * min(glyph, self._metrics - 1))[0]
        except (error, KeyError) as broken:
            raise ValueError("not a TrueType program") from broken
        return units * 1000 / self.units

    def _read_maps(self) -> dict[tuple[int, int], dict[int, int]]:
        """Character maps by platform and encoding; of formats that are not read, an empty one."""
        table = self._tables.get(b"cmap", b"")
        if not table:
            return {}
        found = (unpack_from(">HHL", table, 4 + 8 * number) for number in range(unpack_from(">H", table, 2)[0]))
        return {(platform, encoding): _map(table[offset:]) for platform, encoding, offset in found}


def _map(table: bytes) -> dict[int, int]:
    """Code → glyph, of formats 0, 4 and 6 (OpenType, table cmap)."""
    kind = unpack_from(">H", table)[0]
    if kind == 0:
        return dict(enumerate(table[6:262]))
    if kind == 6:
        first, count = unpack_from(">HH", table, 6)
        return {first + at: unpack_from(">H", table, 10 + 2 * at)[0] for at in range(count)}
    if kind != 4:
        return {}
    segments = unpack_from(">H", table, 6)[0] // 2
    codes = {}
    for at in range(segments):
        end = unpack_from(">H", table, 14 + 2 * at)[0]
        start, delta, offset = (unpack_from(">H", table, 16 + 2 * (at + part * segments))[0] for part in (1, 2, 3))
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = unpack_from(">H", table, 16 + 2 * (at + 3 * segments) + offset + 2 * (code - start))[0]
            codes[code] = (glyph + delta) & 0xFFFF if glyph or not offset else 0
    return codes
