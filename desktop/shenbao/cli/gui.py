"""`shenbao gui`: the desktop program."""

from __future__ import annotations

from argparse import Namespace

from shenbao import paths
from shenbao.cli import console
from shenbao.cli.parser import Parser


def arguments(parser: Parser) -> None:
    parser.take("files", nargs="*", shown="[FILE ...]")
    parser.take("sample", "--sample", action="store_true")


def run(options: Namespace) -> int:
    folder = None
    if options.sample:
        from shenbao.samples import fill

        folder = paths.home() / "sample"
        console.follow(fill(folder, options.today), options.lang)
    from shenbao.ui.app import main

    return main(options.files, today=options.today, folder=folder)
