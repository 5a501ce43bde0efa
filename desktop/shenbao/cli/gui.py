"""`shenbao gui`: the desktop program."""

from __future__ import annotations

from argparse import Namespace

from shenbao.cli.parser import Parser


def arguments(parser: Parser) -> None:
    parser.take("files", nargs="*", shown="[FILE ...]")
    parser.take("sample", "--sample", action="store_true")


def run(options: Namespace) -> int:
    from shenbao.ui.app import main

    return main(options.files, today=options.today, sample=options.sample)
