"""What a template sees: plain dictionaries, lists and texts made from a snapshot, in the language of the pack."""

from __future__ import annotations

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


def data(snapshot: Snapshot, lang: str) -> Plain:
    """Everything the templates of one pack may print, but for the sections, of which each part has its own (`blocks.Layout`)."""
    masked = is_masked(snapshot)
    layout = Layout(snapshot, lang, masked=masked)
    return {
        "lang": lang,
        "with_zh": lang != "en",
        "with_en": lang != "zh",
        "label_width": LABELS[lang],
        "title": snapshot.summary.title,
        "policy": _named(policy().title, lang),
        "measure": _measure(snapshot.scheme.measure, lang),
        "parts": {part.id: words(part.title, lang) for part in snapshot.scheme.parts},
        "scheme": {
            "id": snapshot.scheme.id,
            "has_ceiling": snapshot.headline is not None,
            "clause": snapshot.scheme.clause,
            **_named(snapshot.scheme.title, lang),
        },
        "cover": _cover(snapshot, single(lang)),
        "values": _values(snapshot, lang, masked=masked),
        "notice": {name: shown(state.field, state.stored, lang) for name, state in snapshot.notice.items()},
        "amounts": reckoning.amounts(snapshot, layout),
        "clauses": reckoning.clauses(snapshot, lang),
        "checks": selfcheck.checks(snapshot, lang),
        "duplication": duplication.duplication(snapshot, lang),
        "slots": papers.slots(snapshot, lang),
        "redacted": redaction.sheet(snapshot, lang),
        "has_partners": any(path == "partners.list" and table.rows for path, table in snapshot.tables.items()),
    }


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


def _values(snapshot: Snapshot, lang: str, *, masked: bool) -> dict[str, dict[str, Any]]:
    """Every visible answer that is not a table, by group and field."""
    values: dict[str, dict[str, Any]] = {}
    for section in snapshot.sections:
        for group in section.groups:
            for state in group.fields:
                if state.field.kind is not Kind.TABLE:
                    name = state.path.partition(".")[2]
                    values.setdefault(group.id, {})[name] = shown(state.field, state.stored, lang, masked=masked)
    return values
