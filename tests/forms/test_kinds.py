"""Every kind of field: what it accepts, how it is stored, what it means, how it prints, and what is said when it is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from string import Formatter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao import messages
from shenbao.errors import InputError
from shenbao.forms import kinds
from shenbao.forms.schema import Field, Kind
from shenbao.records import Missing, Text, Value

CHOICES = [
    {"code": "equipment", "label": {"zh": "首台套装备", "en": "First set of equipment"}},
    {"code": "batch", "label": {"zh": "首批次产品", "en": "First batch of products"}},
    {"code": "software", "label": {"zh": "首版次软件", "en": "First version of software"}},
]


def field(kind: str, **settings: object) -> Field:
    """A field as a form file would describe it."""
    described = {"id": "x", "kind": kind, "label": {"zh": "某项", "en": "Some item"}, **settings}
    return msgspec.convert(described, Field, strict=False)


FIELDS = {
    "text": field("text", max=10),
    "long": field("long_text", min=2, max=20),
    "integer": field("integer", min=0, max=5000, suffix=Text(zh="人", en="people")),
    "number": field("number", places=3, suffix=Text(zh="平方米", en="m²")),
    "percent": field("percent", min=0, max=1),
    "yuan": field("money", min=0),
    "wan": field("money", unit="wan", max=20_000_000),
    "date": field("date"),
    "month": field("month"),
    "yes_no": field("yes_no"),
    "one_of": field("one_of", choices=CHOICES),
    "some_of": field("some_of", choices=CHOICES),
    "free_choice": field("one_of", choices_from="contract.list.number"),
    **{
        kind.value: field(kind)
        for kind in Kind
        if kind.value not in {"text", "date", "month", "integer", "number", "percent", "yes_no", "one_of", "some_of", "table"}
    },
}


@pytest.mark.parametrize(
    ("name", "typed", "stored", "value", "zh", "en"),
    [
        ("text", " 甲　乙 ", "甲　乙", "甲　乙", "甲　乙", "甲　乙"),
        ("long", "一 \r\n二\n", "一\n二", "一\n二", "一\n二", "一\n二"),
        ("integer", "１，２００人", "1200", Decimal(1200), "1200 人", "1200 people"),
        ("number", "12.50 平方米", "12.5", Decimal("12.5"), "12.5 平方米", "12.5 m²"),
        ("number", "-0", "0", Decimal(0), "0 平方米", "0 m²"),
        ("percent", "30", "30", Decimal("0.3"), "30.00%", "30.00%"),
        ("percent", "３０．５％", "30.5", Decimal("0.305"), "30.50%", "30.50%"),
        ("yuan", "1,234.5", "1234.50", Decimal("1234.5"), "1,234.50 元", "1,234.50 yuan"),
        ("yuan", "1，234.5", "1234.50", Decimal("1234.5"), "1,234.50 元", "1,234.50 yuan"),
        ("yuan", "12.5万", "125000.00", Decimal(125000), "125,000.00 元", "125,000.00 yuan"),
        ("yuan", "￥ 20 元", "20.00", Decimal(20), "20.00 元", "20.00 yuan"),
        ("wan", "12.5", "125000.00", Decimal(125000), "12.50 万元", "125,000.00 yuan"),
        ("wan", "125000元", "125000.00", Decimal(125000), "12.50 万元", "125,000.00 yuan"),
        ("wan", "12.345678", "123456.78", Decimal("123456.78"), "12.345678 万元", "123,456.78 yuan"),
        ("date", "2026-3-5", "2026-03-05", date(2026, 3, 5), "2026年3月5日", "5 March 2026"),
        ("date", "20260305", "2026-03-05", date(2026, 3, 5), "2026年3月5日", "5 March 2026"),
        ("date", "2026/3/5", "2026-03-05", date(2026, 3, 5), "2026年3月5日", "5 March 2026"),
        ("date", "2026.3.5", "2026-03-05", date(2026, 3, 5), "2026年3月5日", "5 March 2026"),
        ("date", "2026年3月5日", "2026-03-05", date(2026, 3, 5), "2026年3月5日", "5 March 2026"),
        ("date", "２０２６ 年 ３ 月 ５ 号", "2026-03-05", date(2026, 3, 5), "2026年3月5日", "5 March 2026"),
        ("date", "2026-03-05 00:00:00", "2026-03-05", date(2026, 3, 5), "2026年3月5日", "5 March 2026"),
        ("month", "2026-3", "2026-03", date(2026, 3, 1), "2026年3月", "March 2026"),
        ("month", "202603", "2026-03", date(2026, 3, 1), "2026年3月", "March 2026"),
        ("month", "2026年3月", "2026-03", date(2026, 3, 1), "2026年3月", "March 2026"),
        ("month", "2026-03-05", "2026-03", date(2026, 3, 1), "2026年3月", "March 2026"),
        ("yes_no", "是", "yes", True, "是", "Yes"),
        ("yes_no", "Ｎ", "no", False, "否", "No"),
        ("one_of", "首批次产品", "batch", "batch", "首批次产品", "First batch of products"),
        ("one_of", "first  Batch of products", "batch", "batch", "首批次产品", "First batch of products"),
        (
            "some_of",
            "software equipment",
            "equipment software",
            ("equipment", "software"),
            "首台套装备、首版次软件",
            "First set of equipment, First version of software",
        ),
        (
            "some_of",
            "首批次产品、首台套装备",
            "equipment batch",
            ("equipment", "batch"),
            "首台套装备、首批次产品",
            "First set of equipment, First batch of products",
        ),
        ("free_choice", "HT-001", "HT-001", "HT-001", "HT-001", "HT-001"),
    ],
)
def test_accepted(name: str, typed: str, stored: str, value: Value, zh: str, en: str) -> None:
    form_field = FIELDS[name]
    assert kinds.parse(form_field, typed) == (stored, value)
    assert kinds.kept(form_field, typed) == stored
    assert kinds.value_of(form_field, stored) == value
    assert kinds.problem(form_field, stored) is None
    assert kinds.stored_of(form_field, value) == stored
    assert (kinds.display(form_field, stored, "zh"), kinds.display(form_field, stored, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("name", "typed", "code", "kept", "said"),
    [
        ("text", "一二三四五六七八九十一", "long", "一二三四五六七八九十一", "不得超过 10 字，现有 11 字。"),
        ("long", "一", "short", "一", "不得少于 2 字，现有 1 字。"),
        ("integer", "1.5", "integer", "1.5", "必须是整数，例如 12。"),
        ("integer", "约 20", "integer", "约 20", "必须是整数，例如 12。"),
        ("integer", "5001", "at_most", "5001", "不得超过 5000 人。"),
        ("number", "1.2345", "places", "1.2345", "小数不得超过 3 位。"),
        ("number", "1e5", "number", "1e5", "必须是数字，例如 12.5。"),
        ("number", "9" * 70, "too_large", "9" * 70, "数字过大；请核对位数和单位。"),
        ("percent", "101", "at_most", "101", "不得超过 100.00%。"),
        ("percent", "百分之三", "percent", "百分之三", "必须是百分数，例如 30。"),
        ("yuan", "1.234", "fen", "1.234", "必须精确到分：以元计，小数不得超过 2 位。"),
        ("yuan", "-1", "at_least", "-1.00", "不得少于 0.00 元。"),
        ("yuan", "12,34", "money", "12,34", "必须是金额，例如 1,234.50。"),
        ("yuan", "99999999亿", "too_large", "9999999900000000.00", "数字过大；请核对位数和单位。"),
        ("wan", "3000", "at_most", "30000000.00", "不得超过 2,000.00 万元。"),
        ("date", "2026-02-30", "no_such_date", "2026-02-30", "没有“2026-02-30”这个日期；请核对年、月、日。"),
        ("date", "26-3-5", "date", "26-3-5", "必须是日期，例如 2026-03-05。"),
        ("date", "0026-03-05", "year", "0026-03-05", "年份必须在 1900 至 2199 之间，现为 26。"),
        ("month", "三月", "month", "三月", "必须是年月，例如 2026-03。"),
        ("yes_no", "也许", "yes_no", "也许", "必须是“是”或“否”。"),
        ("one_of", "首抬套装备", "choice_like", "首抬套装备", "必须是所列选项之一；没有“首抬套装备”这一项，是否指“首台套装备”？"),
        ("one_of", "其他" * 30, "choice", "其他" * 30, f"必须是所列选项之一；没有“{'其他' * 19}其…”这一项。"),
        ("some_of", "首台套装备、其他", "choice", "首台套装备、其他", "必须是所列选项之一；没有“其他”这一项。"),
    ],
)
def test_refused_kept_and_explained(name: str, typed: str, code: str, kept: str, said: str) -> None:
    form_field = FIELDS[name]
    with pytest.raises(InputError) as caught:
        kinds.parse(form_field, typed)
    assert caught.value.code == f"values.{code}"
    assert messages.describe(caught.value, "zh") == said
    assert messages.describe(caught.value, "en")
    assert kinds.kept(form_field, typed) == kept
    assert kinds.value_of(form_field, kept) == Missing()
    problem = kinds.problem(form_field, kept)
    assert problem is not None
    assert problem.code == caught.value.code


def test_a_bare_figure_out_of_bounds_in_a_wan_field_is_not_read_as_yuan_later() -> None:
    """3000 万元 is above the ceiling; kept as `3000` it would come back as a harmless 3000 yuan."""
    stored = kinds.kept(FIELDS["wan"], "3000")
    assert kinds.display(FIELDS["wan"], stored, "zh") == "3,000.00 万元"
    assert kinds.typed(FIELDS["wan"], stored) == "3,000.00"


def test_nothing_is_unanswered() -> None:
    for form_field in FIELDS.values():
        for typed in ("", " 　\t", "\u200b"):
            assert kinds.parse(form_field, typed) == ("", Missing())
        assert kinds.value_of(form_field, "") == Missing()
        assert kinds.problem(form_field, "") is None
        assert kinds.display(form_field, "", "zh") == ""
        assert kinds.masked(form_field, "") == ""
        assert kinds.remark(form_field, "") is None
        assert kinds.stored_of(form_field, Missing()) == ""


likely = st.one_of(
    st.text(max_size=30),
    st.text(alphabet=st.characters(exclude_categories=()), max_size=10),
    st.text(alphabet="0123456789０１.,，-+/%％万亿元年月日 ZLSRX@　\n", max_size=24),
    st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str),
    st.decimals(min_value=-(10**14), max_value=10**14, places=2).map(str),
)


@given(st.sampled_from(sorted(FIELDS)), likely)
def test_anything_typed_is_read_or_refused_and_never_lost_twice(name: str, typed: str) -> None:
    form_field = FIELDS[name]
    stored = kinds.kept(form_field, typed)
    stored.encode("utf-8")
    for lang in messages.LANGUAGES:
        assert isinstance(kinds.display(form_field, stored, lang), str)
    assert isinstance(kinds.masked(form_field, stored), str)
    kinds.remark(form_field, stored)
    problem = kinds.problem(form_field, stored)
    if problem:
        assert kinds.value_of(form_field, stored) == Missing()
        assert all(messages.describe(problem, lang) for lang in messages.LANGUAGES)
        with pytest.raises(InputError):
            kinds.parse(form_field, typed)
        return
    parsed = kinds.parse(form_field, typed)
    assert parsed == (stored, kinds.value_of(form_field, stored))
    assert kinds.stored_of(form_field, parsed[1]) == stored
    assert kinds.parse(form_field, kinds.typed(form_field, stored)) == parsed


@given(st.sampled_from(["date", "month", "yes_no", "one_of", "yuan", "wan", "percent"]), likely)
def test_what_is_printed_can_be_typed_again(name: str, typed: str) -> None:
    form_field = FIELDS[name]
    try:
        parsed = kinds.parse(form_field, typed)
    except InputError:
        return
    assert kinds.parse(form_field, kinds.display(form_field, parsed[0], "zh")) == parsed


@pytest.mark.parametrize(
    ("name", "stored", "masked"),
    [
        ("resident_id", "11010519491231002X", "110105********002X"),
        ("passport", "E12345678", "E1*****78"),
        ("mobile", "13800000000", "138****0000"),
        ("bank_account", "310066001018000000000", "*****************0000"),
        ("email", "zhang.san@example.com", "z***@example.com"),
        ("text", "张三丰", "张**"),
        ("text", "张", "*"),
        ("date", "1980-01-01", "***"),
        ("yuan", "1234.50", "***"),
    ],
)
def test_masked(name: str, stored: str, masked: str) -> None:
    assert kinds.masked(FIELDS[name], stored) == masked


def test_a_table_is_not_one_answer() -> None:
    with pytest.raises(TypeError):
        kinds.parse(field("table"), "x")


def test_the_sentences_of_both_languages_use_the_same_slots() -> None:
    for code, sentences in messages.catalogue().items():
        if code.startswith(("values.", "expressions.")):
            used = {lang: {name for _, name, _, _ in Formatter().parse(sentence) if name} for lang, sentence in sentences.items()}
            assert used["zh"] == used["en"], code


def test_nothing_said_in_a_word_is_not_too_short() -> None:
    narrative = Field(id="risks", kind=Kind.LONG_TEXT, label=Text(zh="风险", en="Risks"), min=100)
    assert kinds.problem(narrative, "无") is None
    assert kinds.problem(narrative, "没有") is not None
