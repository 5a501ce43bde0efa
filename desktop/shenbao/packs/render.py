"""Fills a template with plain data and gives markup text. Templates print and test; they never calculate.

Only dictionaries, lists, texts, numbers and yes/no reach a template, a dot reads a dictionary's key and nothing else, and
`rules` admits a template node by node before it runs: an author of templates is not trusted with code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, Undefined, UndefinedError, pass_context
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from shenbao import content
from shenbao.content import find
from shenbao.errors import ContentError, PackError
from shenbao.packs.markup import escape, excerpt
from shenbao.packs.rules import refuse_forbidden

PUNCTUATION = frozenset(":;,.()\u201c\u201d ")


class Templates(BaseLoader):
    """Finds templates by their path below `templates/`, user content first."""

    def __init__(self) -> None:
        self.reads: dict[str, frozenset[str]] = {}
        """Names in the data that a template reads."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        path = find(f"templates/{template}")
        if path is None:
            raise TemplateNotFound(template)
        source = read(path, f"templates/{template}")
        tree = environment.parse(source, template)
        refuse_forbidden(tree, f"templates/{template}", source)
        self.reads[template] = frozenset({*find_undeclared_variables(tree), "lang"})  # the filters read `lang`
        return source, str(path), None


def read(path: Path, name: str) -> str:
    """The source of a template. Raises ContentError with the line that is not UTF-8."""
    raw = content.read(path, name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ContentError("forms.not_utf8", f"{name}:{line}") from error


class Unknown(StrictUndefined):
    """What the data does not have; its error says the name alone."""

    @property
    def _undefined_message(self) -> str:
        return self._undefined_name or ""


class PlainData(ImmutableSandboxedEnvironment):
    """An environment in which `a.b` is the key `b` of a dictionary, never an attribute or a method."""

    loader: Templates

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: str | Any) -> Any:
        if isinstance(obj, Undefined):
            return obj  # what is missing is what came first
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if isinstance(obj, list | tuple) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=argument)


@pass_context
def en(context: Context, zh: str, english: str) -> str:
    """`{{ '目录' | en('Contents') }}`: the Chinese, the English, or both side by side, as the pack's language wants."""
    lang = context["lang"]
    if lang == "both":
        return zh if PUNCTUATION.issuperset(english) else f"{zh} {english}"
    return zh if lang == "zh" else english


@pass_context
def below(context: Context, zh: str, english: str) -> str:
    """As `en`, but the English of a bilingual pack is a paragraph of its own below the Chinese."""
    lang = context["lang"]
    if lang == "both":
        return f"{zh}\n{english}"
    return zh if lang == "zh" else english


@cache
def environment() -> PlainData:
    jinja = PlainData(
        loader=Templates(),
        undefined=Unknown,
        autoescape=False,  # `finalize` escapes everything that is printed, attribute or text, by the one gate
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    jinja.globals.clear()
    jinja.tests = {name: jinja.tests[name] for name in ("defined", "none", "odd", "even")}
    jinja.filters = {"en": en, "below": below}
    return jinja


def _printed(value: Any) -> Any:
    if isinstance(value, Undefined | Markup):
        return value
    return Markup(escape("" if value is None else str(value)))


def render(template: str, data: Mapping[str, Any]) -> str:
    """The markup of one part; of `data`, only what the template reads is worked out. Raises PackError naming file, line and what is
    wrong."""
    with _mistakes_told(template):
        found = environment().get_template(template)
    with _mistakes_told(template):
        return found.render(given(template, data))


def given(template: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Of `data` what the template reads."""
    return {name: data[name] for name in environment().loader.reads[template] if name in data}


@contextmanager
def _mistakes_told(template: str) -> Iterator[None]:
    try:
        yield
    except TemplateNotFound as error:
        raise PackError("packs.no_template", template=error.name) from error
    except UndefinedError as error:
        raise _mistake(error, template, "packs.no_value", name=error.message or "") from error
    except TemplateError as error:
        raise _mistake(error, template, "packs.template", problem=error.message or "") from error
    except (TypeError, ValueError, ArithmeticError) as error:
        raise _mistake(error, template, "packs.template", problem=str(error)) from error


def _mistake(error: Exception, template: str, code: str, **slots: str) -> PackError:
    """With the lines around it, of the first line where none is known."""
    where = place(error, template)
    path = find(f"templates/{template}")
    source = path.read_text(encoding="utf-8", errors="replace") if path else ""
    return PackError(code, where=where, around=excerpt(source, int(where.rpartition(":")[2])), **slots)


def place(error: BaseException, template: str) -> str:
    """`templates/<file>:<line>` of the deepest template line an error went through; the first line when it went through none."""
    line = getattr(error, "lineno", None)
    step = error.__traceback__
    while line is None and step is not None:
        step = step.tb_next
        if step is not None and step.tb_frame.f_code.co_filename.endswith(".j2"):
            line = step.tb_lineno
    return f"templates/{template}:{line or 1}"
