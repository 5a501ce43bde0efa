"""Sound files of every kind people send, damaged by number: the same number gives the same file where nothing else was drawn before."""

from __future__ import annotations

from functools import cache
from random import Random

from corpus import pdfs, pictures
from corpus.mutations import mutated

SOUND = (
    pdfs.text,
    pdfs.form,
    pdfs.annotated,
    pdfs.active,
    pdfs.signed,
    pdfs.rotated,
    pdfs.inherited,
    pdfs.layered,
    pdfs.with_old_restrictions,
    pdfs.xfa,
    pdfs.portfolio,
    pdfs.blank_and_odd,
    pictures.jpeg_turned,
    pictures.jpeg_cmyk,
    pictures.png,
    pictures.png_one_bit,
    pictures.png_palette,
    pictures.tiff_pages,
    pictures.tiff_fax,
    pictures.gif,
    pictures.webp,
)


def damaged(number: int) -> bytes:
    return mutated(_sound(number % len(SOUND)), Random(number))


@cache
def _sound(at: int) -> bytes:
    return SOUND[at](Random(7))
