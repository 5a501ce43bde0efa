"""Makes `resources/fonts` from the published TrueType builds of Noto Serif SC and Noto Sans SC.

The builds come from the npm packages `@expo-google-fonts/noto-serif-sc` and `@expo-google-fonts/noto-sans-sc` (0.4.3, SIL OFL 1.1):

    npm pack @expo-google-fonts/noto-serif-sc@0.4.3 @expo-google-fonts/noto-sans-sc@0.4.3
    python packaging/fonts/make_fonts.py noto-serif-sc.tgz noto-sans-sc.tgz

Every glyph that a character reaches is kept. Dropped are the tables neither ReportLab nor the screens use: vertical metrics,
positioning and substitution (2 % of the size), and glyphs no character reaches. The same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FACES = {
    "NotoSerifSC-Regular.ttf": "package/400Regular/NotoSerifSC_400Regular.ttf",
    "NotoSerifSC-SemiBold.ttf": "package/600SemiBold/NotoSerifSC_600SemiBold.ttf",
    "NotoSansSC-Regular.ttf": "package/400Regular/NotoSansSC_400Regular.ttf",
    "NotoSansSC-Medium.ttf": "package/500Medium/NotoSansSC_500Medium.ttf",
}
DROPPED = ["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "gasp", "vhea", "vmtx"]


def slim(data: bytes) -> bytes:
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    options = Options(drop_tables=DROPPED, layout_features=[], glyph_names=False, notdef_outline=True, hinting=False)
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def main(archives: list[str]) -> None:
    target = Path(__file__).resolve().parents[2] / "resources" / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    opened = [tarfile.open(archive) for archive in archives]
    for name, member in FACES.items():
        source = next(archive for archive in opened if member in archive.getnames())
        stream = source.extractfile(member)
        if stream is None:
            raise SystemExit(f"{member} is not a file")
        data = slim(stream.read())
        (target / name).write_bytes(data)
        print(f"{name}  {len(data):>10,} bytes  sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main(sys.argv[1:])
