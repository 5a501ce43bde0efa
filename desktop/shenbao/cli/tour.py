"""`shenbao tour -o DIR`: the desktop program driven through its main job; leaves the pack and a picture of each step."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from shenbao.cli.parser import Parser


def arguments(parser: Parser) -> None:
    parser.take_out("DIR")


def run(options: Namespace) -> int:
    from shenbao.ui.tour import run as drive

    return drive(Path(options.out), options.lang)
