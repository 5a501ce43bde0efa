"""`shenbao lint [PATH …]`: mistakes in forms, templates and examples, each with file and line."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import NamedTuple

from shenbao import content
from shenbao.cli import console
from shenbao.cli.parser import Parser
from shenbao.draft import cases
from shenbao.draft.cases import CaseResult
from shenbao.errors import ContentError, InputError
from shenbao.forms.catalogue import Catalogue
from shenbao.forms.lint import lint
from shenbao.forms.scheme import Scheme
from shenbao.messages import describe, say
from shenbao.policy import load
from shenbao.records import Progress


class Looked(NamedTuple):
    """What was looked at, and what was found."""

    schemes: int = 0
    cases: int = 0
    errors: tuple[ContentError, ...] = ()


def arguments(parser: Parser) -> None:
    parser.take("paths", nargs="*", shown="[PATH ...]")
    parser.take_json()


def run(options: Namespace) -> int:
    wanted = [_wanted(path) for path in options.paths] or [(content.roots(), "")]
    looked = Looked()
    for roots, scheme in wanted:
        found = console.follow(look(roots, scheme), options.lang)
        new = tuple(error for error in found.errors if not any(str(error) == str(known) for known in looked.errors))
        looked = Looked(looked.schemes + found.schemes, looked.cases + found.cases, looked.errors + new)
    if options.json:
        told = [{"where": error.where, "code": error.code, "message": describe(error, options.lang)} for error in looked.errors]
        console.put_json({"schemes": looked.schemes, "cases": looked.cases, "mistakes": told})
        return 1 if looked.errors else 0
    for error in looked.errors:
        console.put(describe(error, options.lang))
    code = "cli.lint.found" if looked.errors else "cli.lint.clean"
    console.put(say(code, options.lang, count=len(looked.errors), schemes=looked.schemes, cases=looked.cases))
    return 1 if looked.errors else 0


def _wanted(named: str) -> tuple[tuple[Path, ...], str]:
    """Roots and scheme ("" for all) that a path means: a content folder, a file in one, or the id of a scheme."""
    path = Path(named)
    if path.is_dir() and ((path / "forms").is_dir() or (path / "templates").is_dir()):
        return (path.resolve(), *content.roots()), ""
    if path.is_file():
        file = path.resolve()
        for folder in file.parents:
            if folder.name in ("forms", "templates"):
                direct = folder.name == "forms" and file.parent == folder and file.suffix == ".yaml"
                roots = (folder.parent, *content.roots())
                return roots, file.stem if direct and file.stem in Catalogue(roots).ids() else ""
    if Catalogue().has_form(named):
        return content.roots(), named
    raise InputError("cli.no_lint_path", named)


def look(roots: tuple[Path, ...], scheme_id: str = "") -> Generator[Progress, None, Looked]:
    """Looks at the forms, the templates and every case of the examples found in `roots`."""
    from shenbao.packs import proofreading

    catalogue = Catalogue(roots)
    schemes = (scheme_id,) if scheme_id else (*catalogue.ids(), "enterprise")
    clauses = {clause.id: clause.en for clause in load(roots)[0].clauses()}
    errors = [*content.strays(roots), *proofreading.templates(roots)]
    tried = 0
    looked: dict[str, tuple[Scheme, list[CaseResult]]] = {}
    for done, each in enumerate(schemes):
        yield Progress(done=done, total=len(schemes), code="cli.lint.looking", slots={"name": each})
        found = lint(catalogue, each, clauses=clauses, lacks=proofreading.lacks)
        errors += found
        try:
            scheme = catalogue.scheme(each)
        except ContentError:
            continue  # its mistakes are in `found`
        results = []
        for result in cases.run_all(scheme, roots):
            results.append(result)
            yield Progress(done=done, total=len(schemes), code="cli.lint.case", slots={"name": result.name})
        errors += [error for result in results for error in result.errors]
        if results:
            looked[each] = (scheme, results)
        tried += len(results)
    return Looked(len(schemes), tried, (*errors, *_uncovered(catalogue, looked)))


def _uncovered(catalogue: Catalogue, looked: dict[str, tuple[Scheme, list[CaseResult]]]) -> Iterator[ContentError]:
    """Checks no case shows met, or none violated. A check that several schemes share is shown by the cases of any of them."""
    shown = {each for _, results in looked.values() for result in results for each in result.tried}
    others = [each for each in catalogue.ids() if each not in looked]
    elsewhere = {check.id for each in others for check in catalogue.scheme(each).checks} if len(looked) == 1 else set()
    told: set[tuple[str, str]] = set()
    for name, (scheme, results) in looked.items():
        for code, outcome in cases.uncovered(scheme, results):
            if (code, outcome) not in shown and code not in elsewhere and (code, outcome) not in told:
                told.add((code, outcome))
                yield ContentError("lint.uncovered", f"forms/{name}.yaml", word=code, outcome=str(outcome))
