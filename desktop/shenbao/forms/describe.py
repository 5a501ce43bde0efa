"""Writes down what forms may contain: `forms/schema.json` for editors, and the tables of `forms/README.md` for authors.

Run as `python -m shenbao.forms.describe`; a test proves that both files are current.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

import msgspec

from shenbao.content import shipped
from shenbao.expressions import FUNCTIONS
from shenbao.forms import files, offers, schema
from shenbao.forms.patterns import PATTERNS

MARK = "<!-- generated below this line: python -m shenbao.forms.describe -->"
_FILES = (files.SchemeFile, files.Group, files.ChecksFile, files.PartsFile, offers.SchemesFile, offers.AdviceFile)
_STRUCTS = (
    files.SchemeFile,
    files.Section,
    files.Use,
    files.Group,
    schema.Field,
    schema.Choice,
    schema.Constant,
    schema.AmountRule,
    schema.AmountStep,
    schema.Check,
    schema.Slot,
    schema.Part,
)


def json_schema() -> str:
    """The schema of every kind of content file, as editors read it."""
    refs, parts = msgspec.json.schema_components(_FILES, ref_template="#/$defs/{name}")
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "anyOf": list(refs), "$defs": parts}
    return msgspec.json.format(msgspec.json.encode(whole, order="sorted"), indent=1).decode() + "\n"


def tables() -> str:
    """Markdown tables of kinds, checks, functions, patterns, and the keys of everything that is written."""
    return "\n".join(_lines()) + "\n"


def readme(text: str) -> str:
    """The README with its tables made anew."""
    return f"{text.partition(MARK)[0].rstrip()}\n\n{MARK}\n\n{tables()}"


def _lines() -> Iterator[str]:
    remarks = _remarks()
    yield from ("## Kinds of fields", "", "| kind | |", "|---|---|")
    yield from (f"| `{kind}` | {remarks.get(f'Kind.{kind.name}', '')} |" for kind in schema.Kind)
    yield from ("", "## Kinds of checks", "", "| kind | holds when |", "|---|---|")
    yield from (f"| `{kind}` | {remarks.get(f'CheckKind.{kind.name}', '')} |" for kind in schema.CheckKind)
    yield from ("", "Patterns for `clean`: " + ", ".join(f"`{name}`" for name in PATTERNS) + ".")
    yield from ("", "## Functions of expressions", "", "| function | |", "|---|---|")
    yield from (f"| `{_cell(function.signature)}` | {_cell(function.description)} |" for function in FUNCTIONS.values())
    for struct in _STRUCTS:
        yield from ("", f"## {struct.__name__}", "", _first(struct.__doc__), "", "| key | default | |", "|---|---|---|")
        for field in msgspec.structs.fields(struct):
            yield f"| `{field.encode_name}` | {_default(field)} | {_cell(remarks.get(f'{struct.__name__}.{field.name}', ''))} |"


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "must be given"
    if field.default is msgspec.NODEFAULT or field.default in ("", (), None):
        return ""
    default = {True: "yes", False: "no"}.get(field.default, field.default) if isinstance(field.default, bool) else field.default
    return f"`{default}`"


def _remarks() -> dict[str, str]:
    """What the structs' source says about each attribute: the text below it, or the comment beside it."""
    source = "\n".join(inspect.getsource(module) for module in (schema, files, offers))
    lines = source.splitlines()
    found: dict[str, str] = {}
    for node in ast.parse(source).body:
        if not isinstance(node, ast.ClassDef):
            continue
        name = ""
        for item in node.body:
            if isinstance(item, ast.AnnAssign | ast.Assign):
                target = item.target if isinstance(item, ast.AnnAssign) else item.targets[0]
                name = f"{node.name}.{ast.unparse(target)}"
                found[name] = lines[item.lineno - 1].partition("# ")[2]
            elif name and isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant):
                found[name] = " ".join(str(item.value.value).split())
                name = ""
    return found


def _first(text: str | None) -> str:
    return " ".join((text or "").split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    folder = shipped() / "forms"
    (folder / "schema.json").write_text(json_schema(), encoding="utf-8")
    page = folder / "README.md"
    page.write_text(readme(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
