"""`shenbao schemes`: what can be applied for."""

from __future__ import annotations

from argparse import Namespace

from shenbao import money
from shenbao.cli import console
from shenbao.cli.parser import Parser
from shenbao.cli.plain import plain
from shenbao.errors import InputError
from shenbao.forms.catalogue import catalogue
from shenbao.forms.offers import Cap, CapKind, CatalogueRow
from shenbao.forms.printing import percent_text
from shenbao.messages import say


def arguments(parser: Parser) -> None:
    parser.take("enterprise", "--for", shown="ENTERPRISE")
    parser.take("pdf", "--pdf", shown="FILE.pdf")
    parser.take("pdf_lang", "--in", choices=("zh", "en", "both"), shown="--in zh|en|both")
    parser.take("letterhead", "--letterhead", choices=("on", "off"), shown="--letterhead on|off")
    parser.take_json()


def run(options: Namespace) -> int:
    if options.enterprise:
        from shenbao.cli import advise

        return advise.run(options)
    if options.pdf:
        raise InputError("cli.pdf_for_whom")
    rows, lang = catalogue().rows(), options.lang
    if options.json:
        console.put_json({"schemes": [_json(row, lang) for row in rows]})
        return 0
    head = [say(f"cli.schemes.column.{name}", lang) for name in ("scheme", "class", "clause", "form", "cap", "title")]
    table = [
        [row.id, str(row.scheme_class), row.clause, "✓" if catalogue().has_form(row.id) else "", cap_text(row.cap, lang), row.title[lang]]
        for row in rows
    ]
    console.put_table(table, head)
    console.put()
    console.put(say("cli.schemes.classes", lang))
    console.put(say("cli.schemes.total", lang, count=len(rows), ready=sum(catalogue().has_form(row.id) for row in rows)))
    return 0


def cap_text(cap: Cap, lang: str) -> str:
    """What the policy grants at most: `30.00%，2,000.00 万元`."""
    parts = []
    if cap.share is not None:
        parts.append(percent_text(cap.share))
    if cap.max is not None:
        text = money.written(cap.max, "wan", lang)
        parts.append(say(f"cli.cap.per_{cap.per}", lang, amount=text) if cap.per else text)
    return say("cli.cap.both", lang, share=parts[0], amount=parts[1]) if len(parts) == 2 else parts[0] if parts else "—"


def _json(row: CatalogueRow, lang: str) -> dict[str, object]:
    cap = row.cap
    return {
        "scheme": row.id,
        "measure": row.measure,
        "class": str(row.scheme_class),
        "clause": row.clause,
        "title": row.title[lang],
        "title_official": row.title.official,
        "applicants": row.applicants[lang],
        "cap": None if cap.kind is CapKind.NONE else {"max": plain(cap.max, "yuan"), "share": plain(cap.share), "per": cap.per},
        "one_time": row.one_time,
        "has_form": catalogue().has_form(row.id),
    }
