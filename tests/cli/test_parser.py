"""Arguments of a command in every way in which they can be given, and what is said of those that make no sense."""

from __future__ import annotations

import pytest

from shenbao.cli.parser import Parser
from shenbao.errors import InputError


@pytest.fixture
def parser() -> Parser:
    made = Parser("pack", "zh")
    made.take("application")
    made.take("path", nargs="?")
    made.take_out("FILE.pdf")
    made.take("final", "--final", action="store_true")
    made.take("pack_lang", "--in", choices=("zh", "en"))
    made.add_general()
    return made


@pytest.mark.parametrize("out", [["-o", "x.pdf"], ["-ox.pdf"], ["--output", "x.pdf"], ["--output=x.pdf"], ["-o", "y.pdf", "-o", "x.pdf"]])
def test_an_option_takes_its_value_in_every_usual_way(parser: Parser, out: list[str]) -> None:
    options = parser.parse_args(["--final", *out, "a"])
    assert (options.out, options.application, options.path, options.final) == ("x.pdf", "a", None, True)
    assert (options.pack_lang, options.today) == (None, None)


def test_a_dash_a_negative_number_and_what_follows_two_dashes_are_no_options(parser: Parser) -> None:
    assert parser.parse_args(["-", "-5", "-o", "-1.5"]).path == "-5"
    assert parser.parse_args(["-o", "x", "--", "-a", "--final"]).path == "--final"


def test_any_number_of_arguments_may_be_none() -> None:
    many = Parser("lint", "zh")
    many.take("paths", nargs="*")
    many.take_json()
    assert many.parse_args([]).paths == []
    assert many.parse_args(["a", "b", "--json"]).paths == ["a", "b"]


@pytest.mark.parametrize(
    ("words", "code", "slots"),
    [
        (["a"], "cli.required", {"words": "-o/--output"}),
        ([], "cli.required", {"words": "APPLICATION, -o/--output"}),
        (["a", "-o"], "cli.needs_value", {"word": "-o/--output"}),
        (["a", "-o", "--final"], "cli.needs_value", {"word": "-o/--output"}),
        (["a", "-o", "x", "--in", "fr"], "cli.no_choice", {"word": "--in", "value": "'fr'", "choices": "'zh', 'en'"}),
        (["a", "b", "c", "-o", "x", "--fin"], "cli.unrecognised", {"words": "c --fin"}),
        (["a", "-o", "x", "--today", "2026-13-01"], "cli.no_day", {"word": "2026-13-01"}),
    ],
)
def test_what_makes_no_sense_is_named(parser: Parser, words: list[str], code: str, slots: dict[str, str]) -> None:
    with pytest.raises(InputError) as caught:
        parser.parse_args(words)
    assert caught.value.code == code
    assert slots.items() <= caught.value.slots.items()
