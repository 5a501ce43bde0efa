"""`shenbao lint [PATH …]`: mistakes in forms, templates and examples, each with file and line."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Generator
from pathlib import Path
from typing import NamedTuple

from shenbao import content
from shenbao.cli import console
from shenbao.cli.parser import Parser
from shenbao.draft import cases
from shenbao.errors import ContentError, InputError
from shenbao.forms.catalogue import Catalogue
from shenbao.forms.lint import lint
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
    errors = list(proofreading.templates(roots))
    tried = 0
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
            own = f"forms/{each}.yaml"
            errors += [
                ContentError("lint.uncovered", own, word=code, outcome=str(outcome)) for code, outcome in cases.uncovered(scheme, results)
            ]
        tried += len(results)
    return Looked(len(schemes), tried, tuple(errors))
