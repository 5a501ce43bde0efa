"""`shenbao show SCHEME`: clause, ceiling, fields and attachments of one scheme."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from shenbao.cli import console
from shenbao.cli.parser import Parser
from shenbao.cli.plain import plain
from shenbao.cli.schemes import cap_text
from shenbao.forms.catalogue import catalogue
from shenbao.forms.offers import CapKind, CatalogueRow
from shenbao.forms.printing import printed
from shenbao.forms.schema import Field, Kind, SchemeClass
from shenbao.forms.scheme import Scheme
from shenbao.messages import say
from shenbao.policy import Clause, policy


def arguments(parser: Parser) -> None:
    parser.take("scheme")
    parser.take_json()


def run(options: Namespace) -> int:
    row = next((row for row in catalogue().rows() if row.id == options.scheme), None)
    if row is not None and not catalogue().has_form(row.id):
        _show_row(row, options)
        return 0
    scheme = catalogue().scheme(options.scheme)
    if options.json:
        console.put_json(_json(scheme, options.lang) | (_reference_json(row, options.lang) if row is not None else {}))
        return 0
    _show(scheme, row, options.lang)
    return 0


def _show_row(row: CatalogueRow, options: Namespace) -> None:
    """A scheme that this version knows but has no form for."""
    lang = options.lang
    if options.json:
        console.put_json(
            {
                "scheme": row.id,
                "measure": row.measure,
                "title": row.title[lang],
                "has_form": False,
                "clauses": _clauses(_row_clauses(row), lang),
                **_reference_json(row, lang),
            }
        )
        return
    _head(row.id, row.title[lang], row.measure, lang)
    _clause_texts(_row_clauses(row), lang)
    if row.scheme_class is SchemeClass.D:
        _reference(row, lang)
    else:
        console.put(say("cli.show.no_form", lang))


def _row_clauses(row: CatalogueRow) -> list[str]:
    """The clause of a row; of what one cannot apply for, the whole measure."""
    if row.scheme_class is not SchemeClass.D:
        return [row.clause]
    return [clause.id for measure in policy().measures if measure.number == row.measure for clause in measure.clauses]


def _reference(row: CatalogueRow, lang: str) -> None:
    """Who acts where there is nothing to apply for, and what can be applied for instead."""
    if row.responsible:
        console.put_text(say("cli.show.responsible", lang, who=row.responsible[lang]), 0)
    console.put(say("cli.show.nothing_to_apply", lang))
    console.put()
    others = [other for name in row.see for other in catalogue().rows() if other.id == name]
    if others:
        _title("cli.show.instead", lang)
        console.put_table([[other.id, other.title[lang]] for other in others], indent=2)
        console.put()


def _reference_json(row: CatalogueRow, lang: str) -> dict[str, object]:
    if row.scheme_class is not SchemeClass.D:
        return {}
    return {"nothing_to_apply_for": True, "responsible": row.responsible[lang] if row.responsible else "", "see": list(row.see)}


def _show(scheme: Scheme, row: CatalogueRow | None, lang: str) -> None:
    _head(scheme.id, scheme.title[lang], scheme.measure, lang)
    if scheme.applicants:
        console.put_text(scheme.applicants[lang], 0)
        console.put()
    if row is not None and row.scheme_class is SchemeClass.D:
        _clause_texts(_row_clauses(row), lang)
        _reference(row, lang)
        console.put(say("cli.show.at_will", lang))
        console.put()
    else:
        _clause_texts(clause_ids(scheme), lang)
    _title("cli.show.ceiling", lang)
    if row is not None:
        console.put_text(_cap(row, lang), 2)
    for constant in scheme.constants:
        text = f"{constant.label[lang]}  {printed(constant.value, constant.unit, lang)}"
        console.put_text(say("cli.show.constant", lang, text=text, clause=constant.clause, quote=constant.quote), 2)
    console.put()
    for section in scheme.sections:
        _title("cli.show.section", lang, title=section.title[lang])
        fields = [(group.id, field) for group in section.groups for field in group.fields]
        console.put_table([list(_field_row(group, field, lang)) for group, field in fields] or [["—"]], indent=2)
        console.put()
    _title("cli.show.slots", lang)
    console.put_table([[slot.code, _required(slot.required, lang), slot.label[lang]] for slot in scheme.slots], indent=2)
    console.put()
    _title("cli.show.notice", lang)
    console.put_table([[f"notice.{field.id}", field.default or "—", field.label[lang]] for field in scheme.notice], indent=2)


def _cap(row: CatalogueRow, lang: str) -> str:
    if row.cap.kind is not CapKind.NONE:
        return cap_text(row.cap, lang)
    return say("cli.show.no_figure" if row.scheme_class is SchemeClass.B else "cli.show.no_money", lang)


def _head(scheme: str, title: str, measure: int, lang: str) -> None:
    console.put_text(f"{scheme}  {title}", tone="strong")
    console.put(say("cli.show.measure", lang, number=measure))
    console.put()


def _title(code: str, lang: str, **slots: object) -> None:
    console.put(console.style(say(code, lang, **slots), "strong"))


def clause_ids(scheme: Scheme) -> list[str]:
    """Clauses the scheme and its figures rest on, each once."""
    steps = [step.clause for amount in scheme.amounts for step in amount.steps]
    return [each for each in dict.fromkeys([scheme.clause, *(c.clause for c in scheme.constants), *steps]) if each]


def _found(ids: list[str]) -> Iterator[Clause]:
    return (found for each in ids if (found := policy().clause(each)) is not None)


def _clause_texts(ids: list[str], lang: str) -> None:
    for clause in _found(ids):
        if lang == "zh" and clause.zh:
            console.put_text(clause.zh + ("" if clause.official else say("cli.unofficial", lang)), 12, f"  {clause.id}")
            console.put_text(clause.en, 12, tone="soft")
        else:
            console.put_text(clause.en, 12, f"  {clause.id}")
    console.put()


def _clauses(ids: list[str], lang: str) -> list[dict[str, object]]:
    return [{"clause": each.id, "en": each.en, "zh": each.zh, "zh_official": each.official} for each in _found(ids)]


def _required(rule: str, lang: str) -> str:
    return say({"yes": "cli.show.required", "no": "cli.show.optional"}.get(rule, "cli.show.depends"), lang)


def _field_row(group: str, field: Field, lang: str) -> Iterator[str]:
    yield f"{group}.{field.id}"
    yield say("cli.show.computed", lang) if field.compute else _required(field.required, lang)
    yield say(f"cli.kind.{field.kind}", lang)
    label = field.label[lang]
    if field.kind is Kind.TABLE:
        label += say("cli.show.columns", lang, columns=" ".join(column.id for column in field.columns))
    elif field.choices:
        label += say(
            "cli.show.choices",
            lang,
            choices=" ".join(choice.code for choice in field.choices[:8]) + (" …" if len(field.choices) > 8 else ""),
        )
    yield label


def _json(scheme: Scheme, lang: str) -> dict[str, object]:
    return {
        "scheme": scheme.id,
        "content_version": scheme.content_version,
        "version": scheme.version,
        "measure": scheme.measure,
        "title": scheme.title[lang],
        "has_form": True,
        "applicants": scheme.applicants[lang] if scheme.applicants else "",
        "one_time": scheme.one_time,
        "clauses": _clauses(clause_ids(scheme), lang),
        "constants": [
            {
                "id": each.id,
                "label": each.label[lang],
                "value": plain(each.value, each.unit),
                "unit": each.unit,
                "clause": each.clause,
                "quote": each.quote,
            }
            for each in scheme.constants
        ],
        "sections": [
            {
                "id": section.id,
                "title": section.title[lang],
                "fields": [_field_json(f"{group.id}.{field.id}", field, lang) for group in section.groups for field in group.fields],
            }
            for section in scheme.sections
        ],
        "notice": [_field_json(f"notice.{field.id}", field, lang) for field in scheme.notice],
        "attachments": [
            {
                "slot": slot.code,
                "label": slot.label[lang],
                "required": slot.required,
                "shown": slot.shown,
                "min_files": slot.min_files,
                "max_files": slot.max_files,
            }
            for slot in scheme.slots
        ],
    }


def _field_json(path: str, field: Field, lang: str) -> dict[str, object]:
    return {
        "path": path,
        "label": field.label[lang],
        "kind": str(field.kind),
        "required": field.required,
        "shown": field.shown,
        "computed": bool(field.compute),
        "default": field.default,
        "choices": [{"code": choice.code, "label": choice.label[lang]} for choice in field.choices],
        "columns": [_field_json(column.id, column, lang) for column in field.columns],
    }
