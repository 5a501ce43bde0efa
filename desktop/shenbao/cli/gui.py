"""`shenbao gui`: the desktop program."""

from __future__ import annotations

from argparse import Namespace

from shenbao.cli.parser import Parser


def arguments(parser: Parser) -> None:
    parser.take("files", nargs="*", shown="[FILE ...]")
    parser.take("sample", "--sample", action="store_true")


def run(options: Namespace) -> int:
    # Qt's bindings read the source of every module loaded after them, to see whether it uses them: the core comes first.
    import shenbao.forms.catalogue
    import shenbao.workspace  # noqa: F401
    from shenbao.ui.app import main

    return main(options.files, today=options.today, sample=options.sample, lang=options.lang_chosen or "")
