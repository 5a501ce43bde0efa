"""The sheet before each volume: which of how many it is, what is in it; in the first, the index over all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from shenbao.draft.states import Snapshot
from shenbao.errors import PackError
from shenbao.packs.carried import Carried
from shenbao.packs.data import LABELS
from shenbao.packs.division import Cut
from shenbao.packs.extract import Front
from shenbao.packs.navigation import Label
from shenbao.packs.numerals import chinese
from shenbao.packs.origins import element
from shenbao.packs.pages import Meta, typeset
from shenbao.packs.papers import FINGERPRINT
from shenbao.packs.tabulated import Plain
from shenbao.packs.wording import phrase, single, words
from shenbao.records import PieceFile, Text
from shenbao.text import file_size

TEMPLATE = "common/volume.xml.j2"


class Sheet(NamedTuple):
    """The pages before a volume, and how many they are."""

    front: Front
    pages: int


def front(
    snapshot: Snapshot, record: Carried, numbered: Sequence[Label], divided: Sequence[Sequence[Cut]], number: int,
    names: Sequence[str], made: Mapping[int, PieceFile],
) -> Sheet:  # fmt: skip
    """The sheet of volume `number`. `made`: the other volumes, for the index in the first. PackError as any page."""
    lang, count = record.lang, len(divided)
    cuts = divided[number - 1]
    heading = phrase("volumes.heading", lang, number=_numeral(number, lang), count=_numeral(count, lang))
    data: Plain = {
        "lang": lang,
        "label_width": LABELS[lang],
        "volume": {"heading": heading},
        "lines": _lines(snapshot, record, numbered, cuts),
        "rows": _rows(cuts, numbered, lang),
        "index": [_indexed(at, each, numbered, names, made, lang) for at, each in enumerate(divided, 1)] if number == 1 else [],
    }
    scheme = snapshot.scheme
    code = f"{scheme.id} {scheme.version} · {record.fingerprint()} · {phrase('volumes.label', lang, number=number)}"
    title = snapshot.summary.title or words(scheme.title, single(lang))
    sheet = typeset(
        [element(TEMPLATE, data)],
        Meta(
            title=title, short_title=title, lang=lang, author=snapshot.summary.enterprise, subject=words(scheme.title, lang),
            draft=not record.final, duplex=False, code=lambda page: f"{code}{page}",
        ),
    )  # fmt: skip
    if sheet.missing:
        raise PackError("packs.no_glyph", characters="、".join(sheet.missing))
    return Sheet(Front(pdf=sheet.pdf, label=phrase("volumes.label", lang, number=number), title=heading), len(sheet.pages))


def title(cut: Cut, lang: str) -> str:
    """What a cut is called; a file in several volumes with its 上, 下 or number."""
    name = cut.stretch.title
    if cut.stretch.kind == "divider":
        name = phrase("volumes.divider", lang, title=name)
    return marked(name, cut.number, cut.of, lang)


def marked(name: str, number: int, count: int, lang: str) -> str:
    """The name of something that is in several files: with 上 or 下, 中 between them, or its number."""
    if count == 1:
        return name
    if single(lang) == "en":
        mark = phrase("volumes.part", lang, number=number, count=count)
    else:
        mark = {2: "上下", 3: "上中下"}[count][number - 1] if count <= 3 else chinese(number)
    return phrase("volumes.marked", lang, title=name, mark=mark)


def span(numbered: Sequence[Label], pages: Sequence[int]) -> tuple[str, str]:
    """Numbers of the first and the last numbered page."""
    found = [numbered[index].text for index in pages if numbered[index].style]
    return (found[0], found[-1]) if found else ("", "")


def _numeral(number: int, lang: str) -> str:
    return str(number) if single(lang) == "en" else chinese(number)


def _lines(snapshot: Snapshot, record: Carried, numbered: Sequence[Label], cuts: Sequence[Cut]) -> list[Plain]:
    lang = record.lang
    pages = [index for cut in cuts for index in cut.pages]
    told = (
        ("volumes.line.title", snapshot.summary.title, True),
        ("volumes.line.applicant", snapshot.summary.enterprise, True),
        ("volumes.line.scheme", words(snapshot.scheme.title, lang), True),
        ("volumes.line.span", _span(numbered, pages), False),
        ("volumes.line.pages", phrase("volumes.pages", lang, pages=len(pages)), False),
        ("volumes.line.fingerprint", record.fingerprint(), False),
        ("volumes.line.state", phrase("volumes.final" if record.final else "volumes.draft", lang), False),
    )
    labels = {code: words(Text(zh=phrase(code, "zh"), en=phrase(code, "en")), lang) for code, _, _ in told}
    return [{"label": labels[code], "text": text, "wide": wide} for code, text, wide in told]


def _rows(cuts: Sequence[Cut], numbered: Sequence[Label], lang: str) -> list[Plain]:
    """A line for each part and file; a divider sheet counts to the file behind it."""
    rows: list[Plain] = []
    pages: list[int] = []
    for at, cut in enumerate(cuts):
        pages += cut.pages
        if cut.stretch.kind == "divider" and at + 1 < len(cuts):
            continue
        span = _span(numbered, pages)
        rows.append({"number": len(rows) + 1, "title": title(cut, lang), "slot": cut.stretch.slot, "span": span, "pages": len(pages)})
        pages = []
    return rows


def _indexed(
    at: int, cuts: Sequence[Cut], numbered: Sequence[Label], names: Sequence[str], made: Mapping[int, PieceFile], lang: str
) -> Plain:
    pages = [index for cut in cuts for index in cut.pages]
    there = made.get(at)
    return {
        "number": at,
        "name": names[at - 1],
        "title": _contents(cuts, lang),
        "span": _span(numbered, pages),
        "pages": len(pages),
        "size": file_size(there.bytes) if there else "",
        "fingerprint": there.sha256[:FINGERPRINT] if there else phrase("volumes.this", lang),
    }


def contents(cuts: Sequence[Cut], lang: str) -> tuple[str, ...]:
    """What a volume holds; dividers only where nothing else is there."""
    return tuple(title(cut, lang) for cut in cuts if cut.stretch.kind != "divider") or tuple(title(cut, lang) for cut in cuts)


def _contents(cuts: Sequence[Cut], lang: str) -> str:
    """From what to what."""
    told = contents(cuts, lang)
    return told[0] if len(told) == 1 else phrase("volumes.from_to", lang, first=told[0], last=told[-1])


def _span(numbered: Sequence[Label], pages: Sequence[int]) -> str:
    first, last = span(numbered, pages)
    return first if first == last else f"{first}–{last}"
