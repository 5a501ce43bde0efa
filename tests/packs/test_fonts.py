"""Faces: widths, codes and subsets."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont

from shenbao.packs.embedding import subset, to_unicode
from shenbao.packs.fonts import DASH, FILES, face, fallback

FACES = [(family, bold) for family, bold in FILES]


@pytest.mark.parametrize(("family", "bold"), FACES)
def test_widths_and_glyphs_are_those_of_the_font_file(family: str, bold: bool) -> None:
    ours = face(family, bold)
    with TTFont(ours.path, lazy=True) as theirs:
        cmap, metrics = theirs.getBestCmap(), theirs["hmtx"]
        for character in "中国，。（“ABCxyz%·—…①㎡𬱖𫖯":
            name = cmap[ord(character)]
            assert ours.gid(character) == theirs.getGlyphID(name)
            assert ours.advance(ours.gid(character)) == metrics[name][0]


def test_digits_are_equally_wide() -> None:
    assert len({face("song").width[digit] for digit in "0123456789"}) == 1


def test_the_chinese_dash_is_one_mark_two_ems_long() -> None:
    assert face("song").width[DASH] == 2000


def test_a_subset_is_a_font_with_the_same_outlines() -> None:
    song = face("song")
    wanted = [song.gid(character) for character in "申报材料é"]
    program, numbers = subset(song, wanted)
    with TTFont(io.BytesIO(program)) as made, TTFont(song.path, lazy=True) as whole:
        assert made["maxp"].numGlyphs == max(numbers.values()) + 1
        new_glyphs, old_glyphs = made["glyf"], whole["glyf"]
        for gid in wanted:
            new, old = new_glyphs[made.getGlyphName(numbers[gid])], old_glyphs[whole.getGlyphName(gid)]
            assert new.getCoordinates(new_glyphs)[0] == old.getCoordinates(old_glyphs)[0]


def test_characters_above_the_basic_plane_are_mapped_as_utf_16() -> None:
    glyph = face("song").glyphs["𬱖"]
    assert f"<{glyph.code:04X}> <d873dc56>".encode() in to_unicode([glyph])


def test_keys_that_share_a_glyph_have_codes_of_their_own() -> None:
    song = face("song")
    assert song.glyphs[" "].code != song.glyphs["😀"].code != song.glyphs["□"].code
    assert song.glyphs["😀"].gid == song.glyphs["□"].gid


def test_what_song_lacks_is_taken_from_hei() -> None:
    song, hei = face("song"), face("hei")
    only_hei = next(chr(point) for point in range(0x2000, 0xFFFF) if not song.gid(chr(point)) and hei.gid(chr(point)))
    assert fallback(song, only_hei) is hei
    assert fallback(song, "😀") is song
