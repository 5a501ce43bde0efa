"""What the language of rules accepts, what it refuses and where it points."""

from __future__ import annotations

from decimal import Decimal

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao import messages
from shenbao.errors import ContentError
from shenbao.expressions import FUNCTIONS, parse

ACCEPTED = [
    "org.name",
    "企业.投资额 * 0.3 <= 500000",
    'product.subtype in ["equipment", "batch"]',
    "not a.b and (c.d or e.f)",
    "1 < a.b <= 3",
    "min(constants.share * contract.eligible, constants.cap) if a.b else 0",
    "-a.b + 2 / c.d - 1",
    "row.amount == 'x'",
    "x.y not in []",
    "any_of(contract.list.related) == true",
    'attached("A11") and pages("A11") > 3',
]


@pytest.mark.parametrize("source", ACCEPTED)
def test_accepted(source: str) -> None:
    assert parse(source).source == source
    jinja2.Environment().compile_expression(source)


def test_what_an_expression_reads_calls_and_states() -> None:
    expression = parse('min(0.30 * contract.eligible, 20000000) - sum(prior.list.received) if attached("A11") else pages(attachments.A12)')
    assert expression.paths == {"contract.eligible", "prior.list.received", "attachments.A11", "attachments.A12.pages"}
    assert expression.functions == {"min", "sum", "attached", "pages"}
    assert expression.numbers == (Decimal("0.30"), Decimal(20000000))


@pytest.mark.parametrize(
    ("source", "code", "column"),
    [
        ("", "empty", None),
        ("a.b" + " + 1" * 200, "long", None),
        ("a ** b", "refused", 1),
        ("1 + a.b()", "refused", 5),
        ("企业.名称 + x[0]", "refused", 9),
        ("a == None", "refused", 6),
        ("True", "refused", 1),
        ("(a, b)", "refused", 1),
        ("a is b", "refused", 1),
        ("+a", "refused", 1),
        ("a % 2", "character", 3),
        ("[x for x in y]", "refused", 1),
        ("sum(*a)", "refused", 5),
        ("sum(values=a)", "character", 11),
        ("'a'.upper", "refused", 1),
        ("true.x", "refused", 1),
        ("lambda: 1", "character", 7),
        ("f'x'", "character", 1),
        ("b'x'", "character", 1),
        ("'''x'''", "character", 1),
        ("a := 1", "character", 3),
        ("{1: 2}", "character", 1),
        ("a.b == 'x\\n'", "character", 8),
        ("1e5", "character", 1),
        ("1_000", "character", 1),
        ("0x10", "character", 1),
        ("007", "character", 1),
        ("1.", "character", 1),
        (".5", "refused", 1),
        ("2j", "character", 1),
        ("a;b", "character", 2),
        ("a | upper", "character", 3),
        ("org.name ~ 'x'", "character", 10),
        ("a\0b", "character", 2),
        ("a.from == 1", "reserved", 3),
        ("a + class.b", "reserved", 5),
        ("a and", "syntax", None),
        ("(a", "syntax", None),
        ("a if b", "syntax", None),
        ("- " * 200 + "1", "deep", None),
        ("(" * 240 + "1" + ")" * 240, "syntax", None),
        ("total(a)", "function", 1),
        ("a + sun(b)", "function_like", 5),
        ("abs(a, b)", "arguments", 1),
        ("min()", "arguments", 1),
        ("attached(x.y)", "slot", 10),
        ('pages("A 1")', "slot", 7),
    ],
)
def test_refused_with_the_place(source: str, code: str, column: int | None) -> None:
    with pytest.raises(ContentError) as caught:
        parse(source)
    assert caught.value.code == f"expressions.{code}"
    if column is not None:
        assert caught.value.slots["column"] == column
    assert all(messages.describe(caught.value, lang) for lang in messages.LANGUAGES)


def test_a_slip_of_the_hand_is_guessed() -> None:
    with pytest.raises(ContentError) as caught:
        parse("flor_fen(a.b)")
    assert "floor_fen" in messages.describe(caught.value, "zh")


@given(st.text(alphabet=st.characters(exclude_categories=())).map(lambda text: f"a.b == '{text}'") | st.text(max_size=30))
def test_no_text_gets_past_the_refusal(source: str) -> None:
    try:
        parse(source)
    except ContentError as error:
        messages.describe(error, "zh")


@given(st.text(alphabet="ab.'\"0123 ()[],+-*/<>=!~|%{}\\\n_andortifelsu企\ud800\x00é", max_size=40))
def test_anything_is_either_an_expression_jinja_reads_too_or_refused(source: str) -> None:
    try:
        expression = parse(source)
    except ContentError:
        return
    jinja2.Environment().compile_expression(expression.source)


_names = st.sampled_from(["a.b", "企业.名称", "row.x", "t.c"])
_leaves = st.one_of(_names, st.sampled_from(["true", "false", "0.30", "12", "'x'", '"示例"']))
_trees = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "==", "<=", "and", "or", "in", "not in"]), inner).map(
            lambda p: f"({' '.join(p)})"
        ),
        inner.map(lambda p: f"(not {p})"),
        inner.map(lambda p: f"-({p})"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
        st.lists(inner, max_size=3).map(lambda p: f"[{', '.join(p)}]"),
        st.tuples(st.sampled_from(sorted(set(FUNCTIONS) - {"attached", "pages"})), inner).map(
            lambda p: f"{p[0]}({', '.join([p[1]] * len(FUNCTIONS[p[0]].parameters))})"
        ),
    ),
    max_leaves=6,
)


@given(_trees)
def test_what_is_accepted_is_a_jinja_expression(source: str) -> None:
    if len(source) <= 500:
        jinja2.Environment().compile_expression(parse(source).source)


def test_every_function_is_described_once_and_called_by_its_signature() -> None:
    for name, function in FUNCTIONS.items():
        assert function.signature.startswith(f"{name}(")
        assert function.description.endswith(".")
        assert "\n" not in function.description
