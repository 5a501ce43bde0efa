"""`shenbao explain APPLICATION [PATH]`: amounts step by step, or how one value came about."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from shenbao import loading
from shenbao.cli import console, plain
from shenbao.cli.check import put_head
from shenbao.cli.parser import Parser
from shenbao.draft import Draft
from shenbao.errors import ContentError, InputError
from shenbao.forms.printing import printed
from shenbao.messages import say
from shenbao.policy import policy
from shenbao.records import Amount, Missing, Step


def arguments(parser: Parser) -> None:
    parser.take("application")
    parser.take("path", nargs="?", shown="[PATH]")
    parser.take_json()


def run(options: Namespace) -> int:
    draft = console.follow(loading.load(options.application), options.lang).draft(options.today)
    found = _explained(draft, options.path) if options.path else None
    if options.json:
        console.put_json(_json(draft, found, options))
        return 0
    put_head(draft, options)
    if found is not None:
        console.put()
        _put_step(found, options.lang, 0)
        return 0
    for amount in draft.amounts():
        _put_amount(amount, options.lang)
    return 0


def _explained(draft: Draft, path: str) -> Step:
    try:
        return draft.explain(_with_row_id(draft, path))
    except (ContentError, KeyError) as error:
        from shenbao.forms.reader import did_you_mean

        known = [*draft.scheme.fields, *(f"amounts.{amount.id}" for amount in draft.scheme.amounts)]
        code, slots = did_you_mean("cli.no_path", path, known)
        raise InputError(code, "", **slots) from error


def _with_row_id(draft: Draft, path: str) -> str:
    """`contract.list/2/amount`: rows may be named by their number, as in a file of answers."""
    table, _, rest = path.partition("/")
    number, _, column = rest.partition("/")
    if not number.isdigit() or table not in draft.scheme.columns:
        return path
    rows = draft.rows(table)
    return f"{table}/{rows[int(number) - 1]}/{column}" if 0 < int(number) <= len(rows) else path


def _json(draft: Draft, found: Step | None, options: Namespace) -> dict[str, object]:
    head: dict[str, object] = {
        "scheme": draft.scheme.id,
        "content_version": draft.scheme.content_version,
        "today": options.today.isoformat(),
    }
    if found is not None:
        return head | {"path": options.path, "explanation": plain.step(found, options.lang)}
    return head | {
        "amounts": [plain.amount(each, options.lang) for each in draft.amounts()],
        "requested": plain.plain(draft.requested, "yuan"),
    }


def _put_amount(amount: Amount, lang: str) -> None:
    console.put()
    console.put(console.style(f"{amount.label[lang]}  {printed(amount.value, 'yuan', lang)}", "strong"))
    shown = [(step.label[lang] if step.label else step.text, printed(step.value, step.unit, lang)) for step in amount.steps]
    widest = (max(console.width(name) for name, _ in shown), max(console.width(value) for _, value in shown)) if shown else (0, 0)
    for number, ((name, value), step) in enumerate(zip(shown, amount.steps, strict=True), 1):
        line = f"{number:>4}  {console.padded(name, widest[0])}  {console.padded(value, widest[1], right=True)}"
        console.put(f"{line}  {say('cli.clause', lang, clause=step.clause)}" if step.clause else line)
        if step.note is not None:
            console.put_text(step.note[lang], 6, tone="soft")
        _put_missing(step, lang)
    put_clauses([step.clause for step in amount.steps], lang)


def put_clauses(ids: Sequence[str], lang: str) -> None:
    """The words of the policy that the lines rest on."""
    found = [clause for each in dict.fromkeys(ids) if each and (clause := policy().clause(each)) is not None]
    if found:
        console.put()
    for clause in found:
        words = clause.zh + ("" if clause.official else say("cli.unofficial", lang)) if lang == "zh" and clause.zh else clause.en
        console.put_text(say("cli.quote", lang, words=words), 12, f"  {clause.id}", tone="soft")


def _put_missing(step: Step, lang: str) -> None:
    if isinstance(step.value, Missing) and step.value.paths:
        console.put_text(say("cli.explain.needs", lang, paths="  ".join(sorted(step.value.paths))), 6)


def _put_step(step: Step, lang: str, depth: int) -> None:
    name = step.label[lang] if step.label else step.text
    console.put_text(f"{name} = {printed(step.value, step.unit, lang)}", depth * 2 + 2, " " * depth * 2)
    if step.label and step.text != name:
        console.put_text(step.text, depth * 2 + 2, tone="soft")
    for part in step.parts:
        if part.parts or part.text != step.text:
            _put_step(part, lang, depth + 1)
