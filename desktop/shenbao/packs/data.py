"""What a template sees: plain dictionaries, lists and texts made from a snapshot, in the language of the pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shenbao.draft.states import Snapshot
from shenbao.forms.schema import Kind
from shenbao.packs import duplication, papers, reckoning, redaction, selfcheck
from shenbao.packs.blocks import Layout
from shenbao.packs.numerals import chinese
from shenbao.packs.tabulated import Plain
from shenbao.packs.wording import phrase, shown, single, words
from shenbao.policy import policy
from shenbao.records import Text

COVER = (
    ("org.name", "packs.cover.applicant"),
    ("org.reg_district", ""),
    ("cover.recommender", ""),
    ("leader.name", "packs.cover.leader"),
    ("contact.name", "packs.cover.contact"),
    ("contact.mobile", "packs.cover.phone"),
    ("cover.date", ""),
)
"""Lines of the cover after the title, in the order of practice (`domain` 3), each with the words that stand for its label there."""


LABELS = {"zh": 27, "en": 38, "both": 36}
"""Width of the label cells of a form in millimetres: no English word of the forms is cut in two."""


class Data(Mapping[str, Any]):
    """Everything the templates of one pack may print, but for the sections, of which each part has its own (`blocks.Layout`). Each is
    worked out when a template reads it for the first time."""

    def __init__(self, snapshot: Snapshot, lang: str) -> None:
        self._snapshot, self._lang = snapshot, lang
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _MAKERS[name](self._snapshot, self._lang)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in _MAKERS

    def __iter__(self) -> Iterator[str]:
        return iter(_MAKERS)

    def __len__(self) -> int:
        return len(_MAKERS)


def is_masked(snapshot: Snapshot) -> bool:
    """Private answers are printed in full only when the notice asks for them."""
    state = snapshot.notice.get("print_private")
    return state is None or state.value is not True


def _named(title: Text, lang: str) -> Plain:
    """A title in every way the templates want it; a cover has room for one language."""
    return {"title": words(title, lang), "cover_title": words(title, single(lang)), "title_zh": title.zh, "title_en": title.en}


def _measure(number: int, lang: str) -> Plain:
    """The measure that a form belongs to; without a title when it belongs to none."""
    title = next((measure.title for measure in policy().measures if measure.number == number), Text(zh="", en=""))
    return {"number": number, "numeral": chinese(number), **_named(title, lang)}


def _cover(snapshot: Snapshot, lang: str) -> list[Plain]:
    visible = {state.path: state for section in snapshot.sections for group in section.groups for state in group.fields}
    lines = []
    kind = next((path for path in visible if path.endswith(".subtype")), "")
    for path, label in ((snapshot.scheme.title_path, ""), COVER[0], (kind, ""), *COVER[1:]):
        if path in visible:
            state = visible[path]
            name = phrase(label, lang) if label else words(state.field.label, lang)
            lines.append({"path": path, "label": name, "text": shown(state.field, state.stored, lang)})
    return lines


def _values(snapshot: Snapshot, lang: str) -> dict[str, dict[str, Any]]:
    """Every visible answer that is not a table, by group and field."""
    masked = is_masked(snapshot)
    values: dict[str, dict[str, Any]] = {}
    for section in snapshot.sections:
        for group in section.groups:
            for state in group.fields:
                if state.field.kind is not Kind.TABLE:
                    name = state.path.partition(".")[2]
                    values.setdefault(group.id, {})[name] = shown(state.field, state.stored, lang, masked=masked)
    return values


def _scheme(snapshot: Snapshot, lang: str) -> Plain:
    scheme = snapshot.scheme
    return {"id": scheme.id, "has_ceiling": snapshot.headline is not None, "clause": scheme.clause, **_named(scheme.title, lang)}


def _amounts(snapshot: Snapshot, lang: str) -> Any:
    return reckoning.amounts(snapshot, Layout(snapshot, lang, masked=is_masked(snapshot)))


_MAKERS: dict[str, Callable[[Snapshot, str], Any]] = {
    "lang": lambda snapshot, lang: lang,
    "with_zh": lambda snapshot, lang: lang != "en",
    "with_en": lambda snapshot, lang: lang != "zh",
    "label_width": lambda snapshot, lang: LABELS[lang],
    "title": lambda snapshot, lang: snapshot.summary.title,
    "policy": lambda snapshot, lang: _named(policy().title, lang),
    "measure": lambda snapshot, lang: _measure(snapshot.scheme.measure, lang),
    "parts": lambda snapshot, lang: {part.id: words(part.title, lang) for part in snapshot.scheme.parts},
    "scheme": _scheme,
    "cover": lambda snapshot, lang: _cover(snapshot, single(lang)),
    "values": _values,
    "notice": lambda snapshot, lang: {name: shown(state.field, state.stored, lang) for name, state in snapshot.notice.items()},
    "amounts": _amounts,
    "clauses": reckoning.clauses,
    "checks": selfcheck.checks,
    "duplication": duplication.duplication,
    "slots": papers.slots,
    "redacted": redaction.sheet,
    "has_partners": lambda snapshot, lang: any(path == "partners.list" and table.rows for path, table in snapshot.tables.items()),
}
