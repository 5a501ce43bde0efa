"""Text as people type it: cleaned, folded to half width, made comparable, counted in 字."""

from __future__ import annotations

import re
import unicodedata

_UNWANTED = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab and line ends
    "\xad\u200b\u2060\ufeff"  # soft hyphen and invisible spaces
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that reorder what follows
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"  # lone surrogates, non-characters
)
_LINE_ENDS = "\r\n?|[\u2028\u2029\x85]"
_GAPS = re.compile(r"\s+")
_HALF_WIDTH = tuple(zip("。、‐‑‒–—―−〔〕【】", ".,-------()()", strict=True))
_NUMBER_MARKS = str.maketrans("", "", "-—–.·/\\ ")
_NAME_MARKS = str.maketrans("[]{}〔〕【】〈〉《》•‧・﹒", "()()()()()()····")


def clean(typed: str, *, lines: bool = False) -> str:
    """`typed` in NFC without control, reordering and broken characters, spaces at its ends removed.

    One line unless `lines`: then line ends are kept (as `\\n`), each line without spaces at its end.
    """
    # What is printable holds nothing unwanted; most of what is typed is, and a start need then not read the long pattern.
    text = typed if typed.isprintable() else re.sub(_UNWANTED, "", re.sub(_LINE_ENDS, "\n", typed))
    text = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    if lines:
        return "\n".join(line.rstrip() for line in text.replace("\t", " ").split("\n")).strip("\n")
    return text.replace("\n", " ").replace("\t", " ").strip()


def folded(text: str) -> str:
    """`text` in half width: digits, letters and punctuation of any width and every dash become ASCII; spaces at the ends go."""
    if text.isascii():
        return text.strip()
    text = unicodedata.normalize("NFKC", text)
    for mark, half in _HALF_WIDTH:  # ten times as fast as `translate` where, as mostly, few of them are there
        if mark in text:
            text = text.replace(mark, half)
    return text.strip()


def compact(text: str) -> str:
    """`folded` without any white space: the form in which identifiers and figures are read."""
    return _GAPS.sub("", folded(text))


def normalised(text: str) -> str:
    """A name for comparison: width, brackets, middle dots, case and spaces make no difference (`domain` 2.5)."""
    return _GAPS.sub("", unicodedata.normalize("NFKC", text)).translate(_NAME_MARKS).casefold()


def copied(text: str) -> str:
    """A number for comparison: as `normalised`, and the dashes, dots and slashes that numbers are copied with make no difference."""
    return normalised(text).translate(_NUMBER_MARKS)


def characters(text: str) -> int:
    """Length in 字: every character but white space counts one."""
    return len("".join(text.split()))


MB = 1_000_000
"""Bytes. A receiver's MB may be 1,048,576 of them; what keeps to the smaller one is accepted by both."""


def file_size(count: int) -> str:
    """Bytes for people: `12.3 MB`, `480 KB`; never rounded down."""
    if count >= MB:
        tenths = -(-count // 100_000)
        return f"{tenths // 10}.{tenths % 10} MB"
    return f"{-(-count // 1_000)} KB"
