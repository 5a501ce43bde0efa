"""What the terminal shows: text that knows how wide Chinese is, tables, progress, and sentences about errors."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Generator, Iterator, Sequence
from typing import TextIO, TypeVar

from shenbao.errors import ShenbaoError
from shenbao.messages import describe, say
from shenbao.records import Progress

T = TypeVar("T")

NARROWEST, USUAL, WIDEST = 40, 100, 120
_MOST_ERRORS = 50
_STYLES = {"strong": "1", "soft": "2", "bad": "31", "warn": "33", "good": "32"}
_NO_START = "，。、；：？！）》」』】”’…·,.;:?!)"


def speak_utf8() -> None:
    """Output is UTF-8 wherever it goes; what a broken name holds besides is shown as it can be."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def put(text: str = "") -> None:
    """One piece of output."""
    print(text)


def put_json(value: object) -> None:
    """A document for programs: UTF-8, keys in the documented order."""
    import msgspec

    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def tell(code: str, lang: str, /, **slots: object) -> None:
    """A sentence for the person, beside the output."""
    print(say(code, lang, **slots), file=sys.stderr)


def tell_error(error: ShenbaoError, lang: str) -> None:
    """What went wrong; of several mistakes each on a line of its own."""
    errors: Sequence[ShenbaoError] = getattr(error, "errors", None) or (error,)
    for each in errors[:_MOST_ERRORS]:
        print(describe(each, lang), file=sys.stderr)
    if len(errors) > _MOST_ERRORS:
        tell("cli.more_errors", lang, count=len(errors) - _MOST_ERRORS)


def follow(work: Generator[Progress, None, T], lang: str) -> T:
    """Runs long work to its end, telling a terminal how far it is. Returns what the work returns."""
    stream = sys.stderr
    shown = stream.isatty()
    try:
        while True:
            step = next(work)
            if shown:
                _show(stream, step, lang)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
    finally:
        work.close()
        if shown:
            stream.write("\r\x1b[K")
            stream.flush()


def _show(stream: TextIO, step: Progress, lang: str) -> None:
    count = f"[{step.done + 1}/{step.total}] " if step.total else ""
    text = next(iter(lines(count + say(step.code, lang, **step.slots), columns() - 1)), "")
    stream.write(f"\r\x1b[K{text}")
    stream.flush()


# -- text -------------------------------------------------------------------------------------------------------------


def columns() -> int:
    """Width to write for."""
    told = os.environ.get("COLUMNS", "")
    try:
        # Not shutil's: loading it takes longer than everything this module does.
        wide = int(told) if told.isdigit() else os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 0
    except (OSError, ValueError):
        wide = 0
    return max(NARROWEST, min(WIDEST, wide or USUAL))


def width(text: str) -> int:
    """Columns that `text` takes: Chinese two, marks that stand on others none."""
    if text.isascii():
        return len(text)
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def padded(text: str, room: int, *, right: bool = False) -> str:
    """`text` filled with spaces to `room` columns."""
    gap = " " * max(0, room - width(text))
    return gap + text if right else text + gap


def lines(text: str, room: int) -> Iterator[str]:
    """`text` broken to `room` columns: between words, or anywhere between Chinese characters but before a closing mark."""
    for paragraph in text.split("\n"):
        line, used = "", 0
        for piece in _pieces(paragraph):
            wide = width(piece)
            if line and used + wide > room and piece[0] not in _NO_START:
                yield line.rstrip()
                line, used = "", 0
                piece, wide = piece.lstrip(), width(piece.lstrip())
            line, used = line + piece, used + wide
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """The shortest stretches that are not broken: a word with the spaces before it, or one Chinese character."""
    piece = ""
    for letter in text:
        wide = unicodedata.east_asian_width(letter) in ("W", "F")
        if piece and (wide or (letter == " " and not piece.isspace()) or width(piece[-1]) == 2):
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def put_text(text: str, indent: int = 0, first: str = "", *, tone: str = "") -> None:
    """A paragraph, every line indented; `first` stands in the indent of the first."""
    lead = padded(first, indent)
    for line in lines(text, columns() - indent):
        put(f"{lead}{style(line, tone)}".rstrip())
        lead = " " * indent


def put_table(rows: Sequence[Sequence[str]], head: Sequence[str] = (), *, right: frozenset[int] = frozenset(), indent: int = 0) -> None:
    """Aligned columns, two spaces apart. The last column is broken into lines when the terminal is too narrow for it."""
    everything = [head, *rows] if head else rows
    if not everything:
        return
    widths = [max(width(row[at]) for row in everything) for at in range(len(everything[0]))]
    before = indent + sum(each + 2 for each in widths[:-1])
    room = max(columns() - before, 20)
    for number, row in enumerate(everything):
        cells = [padded(cell, widths[at], right=at in right) for at, cell in enumerate(row[:-1])]
        lead = " " * indent + "".join(f"{cell}  " for cell in cells)
        last = padded(row[-1], widths[-1], right=True) if len(row) - 1 in right else row[-1]
        for line in lines(last, room):
            text = f"{lead}{line}".rstrip()
            put(style(text, "soft") if head and number == 0 else text)
            lead = " " * before


def style(text: str, tone: str) -> str:
    """`text` in a tone for terminals; plain where output goes to a file or colours are not wanted."""
    if not tone or not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\x1b[{_STYLES[tone]}m{text}\x1b[0m"
