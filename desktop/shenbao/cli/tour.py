"""`shenbao tour -o DIR`: the desktop program driven through its main job; leaves the pack and a picture of each step."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from shenbao.cli.parser import Parser


def arguments(parser: Parser) -> None:
    parser.take_out("DIR")


def run(options: Namespace) -> int:
    drive: Callable[[Path, str], int] = import_module("shenbao.ui.tour").run
    return drive(Path(options.out), options.lang)
