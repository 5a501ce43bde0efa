"""The command line: its commands, their arguments and their help, in the person's language."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import Any, NoReturn

from shenbao.cli import console
from shenbao.errors import InputError
from shenbao.messages import LANGUAGES, pattern, say
from shenbao.records import Record

COMMANDS = ("schemes", "show", "example", "check", "explain", "pack", "verify", "open", "examine", "lint", "gui", "tour")
_VALUED = (["--lang"], ["--today"])
_GENERAL = ("help", "lang", "today", "version")


class Parsed(Record, frozen=True):
    """A command that was understood."""

    run: Callable[[argparse.Namespace], int]
    options: argparse.Namespace


def language(arguments: Sequence[str]) -> str:
    """The language to speak, known before anything else is: `--lang`, else the locale's, else Chinese."""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        chosen = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if chosen in LANGUAGES:
            return chosen
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name, ""))), "")
    if not named:  # Windows names its language in no variable
        import locale

        named = locale.getlocale()[0] or ""
    return "en" if named.lower().startswith("en") else "zh"


def parse(arguments: Sequence[str], lang: str) -> Parsed | None:
    """Reads the command; None when it was a question (`--help`, `--version`) and has been answered.
    InputError when it makes no sense."""
    at = next((at for at, word in enumerate(arguments) if not word.startswith("-") and arguments[at - 1 : at] not in _VALUED), None)
    if at is None:
        _answer_general(arguments, lang)
        return None
    command, rest = arguments[at], [*arguments[:at], *arguments[at + 1 :]]
    if command not in COMMANDS:
        raise _unknown_command(command)
    module = import_module(f"shenbao.cli.{command}")
    parser = Parser(command, lang)
    module.arguments(parser)
    parser.add_general()
    if "--help" in rest or "-h" in rest:
        parser.put_help()
        return None
    options = parser.parse_args(rest)
    options.lang_chosen, options.lang = options.lang, lang
    options.today = options.today or date.today()  # noqa: DTZ011 - the calendar day on the person's desk
    return Parsed(module.run, options)


def _formatter(prog: str) -> argparse.HelpFormatter:
    """argparse makes one for every argument, which without a width would load `shutil` to ask the terminal."""
    return argparse.HelpFormatter(prog, width=console.USUAL)


class Parser(argparse.ArgumentParser):
    """The arguments of one command. Their help is `cli.<command>.<name>`, or `cli.argument.<name>` where commands share it."""

    def __init__(self, command: str, lang: str) -> None:
        super().__init__(prog=f"shenbao {command}", formatter_class=_formatter, add_help=False, allow_abbrev=False)
        self.command, self.lang = command, lang
        self._taken: list[tuple[str, str, bool]] = []

    def take(self, name: str, *flags: str, shown: str = "", **more: Any) -> None:
        """Adds an argument called `name`: an option when it has flags. `shown`: how the usage line writes it."""
        action = self.add_argument(*flags, dest=name, **more) if flags else self.add_argument(name, metavar=name.upper(), **more)
        word = shown or (name.upper() if not flags else " ".join(flags))
        self._taken.append((name, word, not flags or action.required))

    def take_json(self) -> None:
        self.take("json", "--json", action="store_true")

    def take_out(self, shown: str) -> None:
        self.take("out", "-o", "--output", required=True, metavar="PATH", shown=f"-o {shown}")

    def add_general(self) -> None:
        """What every command understands."""
        self.take("today", "--today", type=_day, metavar="YYYY-MM-DD", shown="--today YYYY-MM-DD")
        self.take("lang", "--lang", type=_language, metavar="zh|en", shown="--lang zh|en")

    def put_help(self) -> None:
        """Usage, what the command does, its arguments, examples, exit codes."""
        needed = " ".join(word for _, word, is_needed in self._taken if is_needed)
        console.put(
            f"{say('cli.help.usage', self.lang)}shenbao {self.command} {needed} {say('cli.help.options', self.lang)}".replace("  ", " ")
        )
        console.put()
        console.put_text(say(f"cli.{self.command}.about", self.lang))
        console.put()
        console.put_table([(word, self._about(name)) for name, word, _ in self._taken], indent=2)
        for part in ("examples", "exits"):
            if pattern(code := f"cli.{self.command}.{part}"):
                console.put()
                console.put(console.style(say(f"cli.help.{part}", self.lang), "strong"))
                for line in say(code, self.lang).split("\n"):
                    console.put(f"  {line}".rstrip())

    def _about(self, name: str) -> str:
        own = f"cli.{self.command}.{name}"
        return say(own if pattern(own) else f"cli.argument.{name}", self.lang)

    def error(self, message: str) -> NoReturn:
        """argparse speaks English only: its few sentences are said again in the person's language."""
        for sentence, code in _SAID:
            if found := re.fullmatch(sentence, message, re.DOTALL):
                raise InputError(code, "", command=self.command, **found.groupdict())
        raise InputError("cli.misused", "", command=self.command, problem=message)


_SAID = (
    (r"the following arguments are required: (?P<words>.+)", "cli.required"),
    (r"unrecognized arguments: (?P<words>.+)", "cli.unrecognised"),
    (r"argument (?P<word>[^:]+): expected (?:one|at least one) argument", "cli.needs_value"),
    (r"argument (?P<word>[^:]+): invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)", "cli.no_choice"),
)


def _answer_general(arguments: Sequence[str], lang: str) -> None:
    if "--version" in arguments:
        import shenbao

        console.put(f"shenbao {shenbao.__version__}")
        return
    unknown = [word for word in arguments if word.startswith("-") and word.lstrip("-").partition("=")[0] not in (*_GENERAL, "h")]
    if unknown:
        raise InputError("cli.no_command_option", "", words=" ".join(unknown))
    console.put(say("cli.about", lang))
    console.put()
    console.put(f"{say('cli.help.usage', lang)}shenbao {say('cli.help.command', lang)}")
    console.put()
    console.put_table([(command, say(f"cli.{command}.short", lang)) for command in COMMANDS], indent=2)
    console.put()
    console.put(say("cli.help.more", lang))


def _unknown_command(command: str) -> InputError:
    from difflib import get_close_matches

    near = get_close_matches(command, COMMANDS, 1)
    if near:
        return InputError("cli.no_command_near", "", word=command, near=near[0])
    return InputError("cli.no_command", "", word=command, commands=" ".join(COMMANDS))


def _is_day(word: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d", word) is not None


def _day(word: str) -> date:
    try:
        if _is_day(word):
            return date.fromisoformat(word)
    except ValueError:
        pass
    raise InputError("cli.no_day", "", word=word)


def _language(word: str) -> str:
    if word not in LANGUAGES:
        raise InputError("cli.no_language", "", word=word)
    return word
