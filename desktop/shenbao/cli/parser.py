"""The command line: its commands, their arguments and their help, in the person's language."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from shenbao.cli import console
from shenbao.errors import InputError
from shenbao.messages import LANGUAGES, pattern, say
from shenbao.records import Record

COMMANDS = ("schemes", "show", "example", "check", "explain", "pack", "verify", "open", "examine", "lint", "gui", "tour")
_VALUED = (["--lang"], ["--today"])
_GENERAL = ("help", "lang", "today", "version")


class Parsed(Record, frozen=True):
    """A command that was understood."""

    run: Callable[[Options], int]
    options: Options


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
    options = parser.parse(rest)
    options.lang_chosen, options.lang = options.lang, lang
    options.today = options.today or date.today()  # noqa: DTZ011 - the calendar day on the person's desk
    return Parsed(module.run, options)


class Options(SimpleNamespace):
    """What was asked for, by the names of the arguments."""


class _Argument(Record, frozen=True):
    name: str
    flags: tuple[str, ...]
    """None: told by its place."""
    shown: str
    """How the usage line writes it."""
    many: str
    """Of an argument told by its place: `?` at most one, `*` any number, else one."""
    switch: bool
    """An option without a value."""
    required: bool
    choices: tuple[str, ...]
    read: Callable[[str], Any]

    @property
    def said(self) -> str:
        return "/".join(self.flags) or self.name.upper()


class Parser:
    """The arguments of one command. Their help is `cli.<command>.<name>`, or `cli.argument.<name>` where commands share it.

    Not argparse: with what it loads that takes as long as reading a form, and it says what is wrong in English only."""

    def __init__(self, command: str, lang: str) -> None:
        self.command, self.lang = command, lang
        self._taken: list[_Argument] = []

    def take(
        self,
        name: str,
        *flags: str,
        shown: str = "",
        many: str = "",
        switch: bool = False,
        required: bool = False,
        choices: tuple[str, ...] = (),
        read: Callable[[str], Any] = str,
    ) -> None:
        """Adds an argument called `name`: an option when it has flags, then with a value unless it is a `switch`."""
        word = shown or (" ".join(flags) if flags else name.upper())
        self._taken.append(_Argument(name, flags, word, many, switch, required or not (flags or many), choices, read))

    def take_json(self) -> None:
        self.take("json", "--json", switch=True)

    def take_out(self, shown: str) -> None:
        self.take("out", "-o", "--output", required=True, shown=f"-o {shown}")

    def add_general(self) -> None:
        """What every command understands."""
        self.take("today", "--today", read=_day, shown="--today YYYY-MM-DD")
        self.take("lang", "--lang", read=_language, shown="--lang zh|en")

    def parse(self, words: Sequence[str]) -> Options:
        """What `words` ask for; what was not said is None, False or empty. InputError says what is wrong."""
        options = Options(**{each.name: False if each.switch else [] if each.many == "*" else None for each in self._taken})
        flags = {flag: each for each in self._taken for flag in each.flags}
        placed, strange, rest = [], [], [*words]
        while rest:
            word = rest.pop(0)
            if word == "--":
                placed += rest
                break
            if not _is_option(word):
                placed.append(word)
                continue
            flag, equals, value = word.partition("=")
            if flag not in flags and not word.startswith("--"):
                flag, equals, value = word[:2], word[2:], word[2:]
            option = flags.get(flag)
            if option is None or (option.switch and equals):
                strange.append(word)
            elif option.switch:
                setattr(options, option.name, True)
            elif equals or (rest and not _is_option(rest[0])):
                setattr(options, option.name, self._value(option, value if equals else rest.pop(0)))
            else:
                raise InputError("cli.needs_value", "", command=self.command, word=option.said)
        for each in self._taken:
            if not each.flags and each.many == "*":
                setattr(options, each.name, placed)
                placed = []
            elif not each.flags and placed:
                setattr(options, each.name, self._value(each, placed.pop(0)))
        if lacking := [each.said for each in self._taken if each.required and getattr(options, each.name) is None]:
            raise InputError("cli.required", "", command=self.command, words=", ".join(lacking))
        if strange or placed:
            raise InputError("cli.unrecognised", "", command=self.command, words=" ".join((*strange, *placed)))
        return options

    def _value(self, argument: _Argument, word: str) -> Any:
        if argument.choices and word not in argument.choices:
            raise InputError("cli.no_choice", "", word=argument.said, value=word, choices=", ".join(argument.choices))
        return argument.read(word)

    def put_help(self) -> None:
        """Usage, what the command does, its arguments, examples, exit codes."""
        needed = " ".join(each.shown for each in self._taken if each.required or not each.flags)
        console.put(
            f"{say('cli.help.usage', self.lang)}shenbao {self.command} {needed} {say('cli.help.options', self.lang)}".replace("  ", " ")
        )
        console.put()
        console.put_text(say(f"cli.{self.command}.about", self.lang))
        console.put()
        console.put_table([(each.shown, self._about(each.name)) for each in self._taken], indent=2)
        for part in ("examples", "exits"):
            if pattern(code := f"cli.{self.command}.{part}"):
                console.put()
                console.put(console.style(say(f"cli.help.{part}", self.lang), "strong"))
                for line in say(code, self.lang).split("\n"):
                    console.put(f"  {line}".rstrip())

    def _about(self, name: str) -> str:
        own = f"cli.{self.command}.{name}"
        return say(own if pattern(own) else f"cli.argument.{name}", self.lang)


def _is_option(word: str) -> bool:
    """A dash alone and a negative number are values."""
    return word.startswith("-") and len(word) > 1 and not word[1:].replace(".", "", 1).isdecimal()


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
