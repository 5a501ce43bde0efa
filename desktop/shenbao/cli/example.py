"""`shenbao example SCHEME -o DIR`: the worked example, ready to be checked, changed and packed."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from shenbao import content
from shenbao.cli import console
from shenbao.cli.parser import Parser
from shenbao.errors import InputError
from shenbao.forms.catalogue import catalogue
from shenbao.forms.reader import did_you_mean
from shenbao.loading import ANSWERS
from shenbao.messages import say
from shenbao.placing import place


def arguments(parser: Parser) -> None:
    parser.take("scheme")
    parser.take_out("DIR")


def run(options: Namespace) -> int:
    answers = content.find(f"forms/examples/{options.scheme}/{ANSWERS}") if catalogue().has_form(options.scheme) else None
    if answers is None:
        known = [each for each in catalogue().ids() if content.find(f"forms/examples/{each}/{ANSWERS}")]
        code, slots = did_you_mean("cli.no_example", options.scheme, known)
        raise InputError(code, "", **slots, known=" ".join(known))
    attachments = {f"attachments/{file.name}": file for file in sorted((answers.parent / "attachments").glob("*")) if file.is_file()}
    out = Path(options.out)
    place(out, {ANSWERS: answers, **attachments})
    console.put(say("cli.example.written", options.lang, folder=out, count=len(attachments)))
    return 0
