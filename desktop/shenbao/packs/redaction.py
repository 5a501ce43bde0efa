"""A snapshot for a redacted copy: numbers of papers, accounts, phones and e-mail addresses masked wherever they stand.

Masked are answers by their kind or because the form calls them private, every other text in which such an answer stands again,
however it is spaced, and what reads like such a number in free text. Names stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from shenbao.draft.states import FieldState, Snapshot
from shenbao.forms import kinds
from shenbao.forms.schema import Field, Kind, Part
from shenbao.forms.scheme import Scheme
from shenbao.messages import say
from shenbao.packs.wording import words
from shenbao.records import Answers, Missing, Record, Row, Text

SECRET = frozenset({Kind.RESIDENT_ID, Kind.PASSPORT, Kind.BANK_ACCOUNT, Kind.MOBILE, Kind.PHONE, Kind.EMAIL})
SHORTEST = 6
"""A masked answer with fewer characters is not looked for elsewhere: `yes` stands in many a text."""
LEFT_OUT = ("register", "attachments")
"""Parts a copy without attachments does not have."""
SHEET = Part(
    id="redacted", template="common/redacted.xml.j2", title=Text(zh=say("packs.redacted.title", "zh"), en=say("packs.redacted.title", "en"))
)
_BETWEEN = r"[\s.·\-‐‑–—()（）]*"
_ALONE = r"(?<![0-9A-Za-z]){}(?![0-9A-Za-z])"
_FREE = tuple(
    (re.compile(_ALONE.format(pattern), re.ASCII), kind)
    for kind, pattern in (
        (Kind.RESIDENT_ID, r"\d{17}[\dXx]"),
        (Kind.MOBILE, r"1[3-9]\d{9}"),
        (Kind.PHONE, r"0\d{2,3}-\d{7,8}"),
        (Kind.BANK_ACCOUNT, r"62\d{14,17}"),
        (Kind.EMAIL, r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    )
)
"""What is masked in free text though no field holds it; 62 begins the numbers of Chinese bank cards (ISO/IEC 7812)."""


class Redacted(Record, frozen=True):
    """A snapshot fit to be shown around, and what it must not say any more."""

    snapshot: Snapshot
    secrets: frozenset[str]
    """Answers as they were stored, for the proof that none is left."""
    paths: tuple[str, ...]
    """Where the masked answers stand; a column once, as `table/*/column`."""


def is_secret(field: Field) -> bool:
    """Whether an answer to this field is masked in a redacted copy."""
    return field.private or field.kind in SECRET


def redacted(snapshot: Snapshot, *, papers: bool) -> Redacted:
    """The snapshot masked. Without `papers` the attachments stay away: pages and files cannot be masked."""
    found = list(_secret_answers(snapshot.scheme, snapshot.answers))
    masks = {stored: kinds.masked(field, stored) for _, field, stored in found}
    hide = _hiding({stored: mask for stored, mask in masks.items() if len(stored) >= SHORTEST})
    known = snapshot.scheme
    scheme = msgspec.structs.replace(known, parts=(*known.parts, SHEET))
    parts = [part for part in snapshot.parts if papers or part not in LEFT_OUT]
    parts.insert(1 if parts[:1] == ["cover"] else 0, SHEET.id)
    walked = {
        name: _walked(getattr(snapshot, name), hide)
        for name in snapshot.__struct_fields__
        if name not in ("scheme", "today", "answers", "parts", "slots")
    }
    made = Snapshot(
        scheme=scheme, today=snapshot.today, answers=_answers(scheme, snapshot.answers, hide, papers=papers),
        parts=tuple(parts), slots=_walked(snapshot.slots, hide), **walked,
    )  # fmt: skip
    return Redacted(snapshot=made, secrets=frozenset(masks), paths=tuple(dict.fromkeys(path for path, _, _ in found)))


def sheet(snapshot: Snapshot, lang: str) -> dict[str, Any]:
    """What the sheet of a redacted copy tells; nothing for other packs."""
    if SHEET.id not in snapshot.parts:
        return {}
    counts: dict[str, int] = {}
    for path, _, _ in _secret_answers(snapshot.scheme, snapshot.answers):
        name = label(snapshot.scheme, path, lang)
        counts[name] = counts.get(name, 0) + 1
    return {
        "masked": [{"number": at, "label": label, "count": count} for at, (label, count) in enumerate(counts.items(), 1)],
        "with_papers": "attachments" in snapshot.parts,
        "has_papers": any(row.cells.get("merged") for state in snapshot.slots for row in state.rows),
    }


def label(scheme: Scheme, path: str, lang: str) -> str:
    """What a masked answer is called: its group or table, and itself. The path as it is, when the form does not know it (any more)."""
    table, _, column = path.partition("/*/")
    if (place := scheme.places.get(table)) is None:
        return path
    field = next((each for each in place.field.columns if each.id == column), place.field)
    titles = {group.id: group.title for section in scheme.sections for group in section.groups}
    above = place.field.label if column else titles.get(table.partition(".")[0])
    own = words(field.label, lang)
    return own if above is None or own.startswith(words(above, lang)) else f"{words(above, lang)} · {own}"


def _secret_answers(scheme: Scheme, answers: Answers) -> Iterator[tuple[str, Field, str]]:
    """Path, field and stored text of every answer to be masked, hidden ones too."""
    for path, answer in answers.items():
        if (place := scheme.places.get(path)) is None:
            continue
        if isinstance(answer, str):
            if answer and is_secret(place.field):
                yield path, place.field, answer
            continue
        for column in filter(is_secret, place.field.columns):
            yield from ((f"{path}/*/{column.id}", column, row.cells[column.id]) for row in answer if row.cells.get(column.id))


def _answers(scheme: Scheme, answers: Answers, hide: Callable[[str], str], *, papers: bool) -> Answers:
    """The answers that the copy carries. Without papers the rows that name files go too: nothing could be opened again from them."""
    made: Answers = {}
    for path, answer in answers.items():
        place = scheme.places.get(path)
        if path.startswith("attachments.") and not papers:
            continue
        if isinstance(answer, str):
            made[path] = kinds.masked(place.field, answer) if place and is_secret(place.field) else hide(answer)
            continue
        columns = {column.id: column for column in place.field.columns if is_secret(column)} if place else {}
        made[path] = tuple(_row(row, columns, hide) for row in answer)
    return made


def _row(row: Row, columns: dict[str, Field], hide: Callable[[str], str]) -> Row:
    cells = {name: kinds.masked(columns[name], text) if name in columns else hide(text) for name, text in row.cells.items()}
    return Row(id=row.id, cells=cells)


def _walked(value: Any, hide: Callable[[str], str]) -> Any:
    """The same with every text masked; what the form says is left as it is."""
    if type(value) is str:
        return hide(value)
    if isinstance(value, FieldState):
        return _field(value, hide)
    if isinstance(value, tuple):
        return tuple(_walked(each, hide) for each in value)
    if isinstance(value, dict):
        return {key: _walked(each, hide) for key, each in value.items()}
    if isinstance(value, Record) and not isinstance(value, Missing) and type(value).__module__ != Field.__module__:
        return type(value)(**{name: _walked(getattr(value, name), hide) for name in value.__struct_fields__})
    return value


def _field(state: FieldState, hide: Callable[[str], str]) -> FieldState:
    stored = kinds.masked(state.field, state.stored) if is_secret(state.field) else hide(state.stored)
    value = stored if is_secret(state.field) and isinstance(state.value, str) else _walked(state.value, hide)
    return msgspec.structs.replace(state, stored=stored, value=value, problem=_walked(state.problem, hide))


def _hiding(masks: dict[str, str]) -> Callable[[str], str]:
    """Masks what is known, in any spacing, and then what only looks like it."""
    plain = {_squeezed(stored): mask for stored, mask in masks.items() if _squeezed(stored)}
    spelled = (_BETWEEN.join(_letter(letter) for letter in text) for text in sorted(plain, key=len, reverse=True))
    known = re.compile("|".join(spelled) or r"(?!)", re.IGNORECASE)

    def hide(text: str) -> str:
        if len(text) < SHORTEST:
            return text
        text = known.sub(lambda found: plain[_squeezed(found.group())], text)
        for pattern, kind in _FREE:
            text = pattern.sub(lambda found, kind=kind: _mask_if(kind, found.group()), text)  # type: ignore[misc]
        return text

    return hide


def _mask_if(kind: Kind, text: str) -> str:
    field = Field(id="found", kind=kind, label=Text(zh="", en=""))
    return text if kinds.problem(field, text.upper() if kind is Kind.RESIDENT_ID else text) else kinds.masked(field, text)


def _squeezed(text: str) -> str:
    """A number without what people put between its digits, full-width digits made plain."""
    return re.sub(_BETWEEN[:-1], "", text).translate(_PLAIN).casefold()


def _letter(letter: str) -> str:
    wide = chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter
    return re.escape(letter) if wide == letter else f"[{re.escape(letter)}{wide}]"


_PLAIN = {ord("！") + at: ord("!") + at for at in range(94)}
