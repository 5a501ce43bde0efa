"""Identifiers: the standards' own examples, what is refused and why, and what is only remarked on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from shenbao import messages
from shenbao.errors import InputError
from shenbao.forms import identifiers, kinds
from shenbao.forms.schema import Field, Kind
from shenbao.records import Text


def field(kind: str) -> Field:
    return Field(id="x", kind=Kind(kind), label=Text(zh="某项", en="Some item"))


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("credit_code", "91000000MA0000007C", "91000000MA0000007C"),
        ("credit_code", "91000000123456788T", "91000000123456788T"),
        ("credit_code", "９１００００００ ma00 0000-7c", "91000000MA0000007C"),
        ("resident_id", "11010519491231002x", "11010519491231002X"),
        ("resident_id", "440524 18800101 0014", "440524188001010014"),
        ("passport", " e1234 5678", "E12345678"),
        ("patent", "ZL 2017 1 0601862.3", "201710601862.3"),
        ("patent", "2017106018623", "201710601862.3"),
        ("patent", "zl201710601862．3", "201710601862.3"),
        ("patent", "95115608.x", "95115608.X"),
        ("patent", "软著登字第2024SR0123456号", "2024SR0123456"),
        ("patent", "PCT/CN2023/123456", "PCT/CN2023/123456"),
        ("patent", "US 11,123,456 B2", "US11123456B2"),
        ("invoice", "25312000000012345678", "25312000000012345678"),
        ("invoice", "031002400111 12345678", "031002400111-12345678"),
        ("invoice", "2531 2000 0000 1234 5678", "25312000000012345678"),
        ("invoice", "031002400111-12345678", "031002400111-12345678"),
        ("invoice", "310024001112345678", "3100240011-12345678"),
        ("invoice", "12345678", "12345678"),
        ("bank_account", "3100 6600 1018 0000 0000 0", "310066001018000000000"),
        ("cnaps", "1052 9003 6005", "105290036005"),
        ("mobile", "138 0000 0000", "13800000000"),
        ("mobile", "+86-138-0000-0000", "13800000000"),
        ("mobile", "0086 13800000000", "13800000000"),
        ("mobile", "+44 7911 123456", "+447911123456"),
        ("phone", "021-2311 0000", "021-23110000"),
        ("phone", "（０２１）２３１１００００转１２", "021-23110000-12"),
        ("phone", "051262345678", "0512-62345678"),
        ("phone", "+86 21 2311 0000", "021-23110000"),
        ("phone", "400-820-8820", "400-820-8820"),
        ("phone", "4008208820", "400-820-8820"),
        ("phone", "13800000000", "13800000000"),
        ("phone", "23110000", "23110000"),
        ("phone", "+1 (212) 555-0100", "+12125550100"),
        ("email", "Zhang.San＠Example。COM", "Zhang.San@example.com"),
        ("postcode", "２００００３", "200003"),
    ],
)
def test_accepted(kind: str, typed: str, stored: str) -> None:
    assert kinds.parse(field(kind), typed) == (stored, stored)
    assert kinds.parse(field(kind), stored) == (stored, stored)
    assert kinds.display(field(kind), stored, "zh") == stored


@pytest.mark.parametrize(
    ("kind", "typed", "code", "said"),
    [
        ("credit_code", "91000000MA0000007D", "credit_code_check", "统一社会信用代码的校验位不符；请对照营业执照逐位核对。"),
        ("credit_code", "91000000MA000000", "credit_code_length", "统一社会信用代码必须是 18 位，现有 16 位；请对照营业执照。"),
        (
            "credit_code",
            "91000000MAO000007C",
            "credit_code_character",
            "统一社会信用代码第 11 位不得是“O”；只用数字和 I、O、S、V、Z 以外的字母。",
        ),
        ("resident_id", "110105194912310021", "resident_id_check", "身份证号码的校验位不符；请对照证件逐位核对。"),
        ("resident_id", "11010519491231002", "resident_id_length", "身份证号码必须是 18 位，现有 17 位。"),
        ("resident_id", "1101051949123100OX", "resident_id_character", "身份证号码第 17 位必须是数字，现为“O”。"),
        ("resident_id", "11010519900230001X", "resident_id_date", "身份证号码中的出生日期“19900230”不存在；请对照证件核对。"),
        ("passport", "E123", "passport", "证件号码必须是 5 至 17 位字母和数字，例如 E12345678。"),
        ("patent", "发明专利", "patent", "必须是专利号、申请号或登记号，例如 201710601862.3 或 2024SR0123456。"),
        (
            "invoice",
            "123456789",
            "invoice",
            "必须是 20 位数电发票号码，或旧版发票的 8 位号码，前面可加 10 或 12 位代码，例如 031002400111-12345678。",
        ),
        ("bank_account", "1234567", "bank_account", "银行账号必须是 8 至 32 位数字。"),
        ("cnaps", "10529003600", "cnaps", "联行号必须是 12 位数字，例如 102290000000。"),
        ("mobile", "12800000000", "mobile", "必须是 11 位手机号码，例如 13800000000；境外号码以 + 和国家代码开头。"),
        ("mobile", "+44 1", "mobile", "必须是 11 位手机号码，例如 13800000000；境外号码以 + 和国家代码开头。"),
        ("mobile", "+999", "mobile", "必须是 11 位手机号码，例如 13800000000；境外号码以 + 和国家代码开头。"),
        ("phone", "021-123", "phone", "必须是电话号码，例如 021-23110000-123；境外号码以 + 和国家代码开头。"),
        ("email", "name@example", "email", "必须是电子邮箱地址，例如 name@example.com。"),
        ("email", "a..b@example.com", "email", "必须是电子邮箱地址，例如 name@example.com。"),
        ("email", "a" * 250 + "@example.com", "email", "必须是电子邮箱地址，例如 name@example.com。"),
        ("postcode", "20000", "postcode", "必须是 6 位邮政编码，例如 200003。"),
    ],
)
def test_refused_with_the_reason(kind: str, typed: str, code: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        kinds.parse(field(kind), typed)
    assert caught.value.code == f"values.{code}"
    assert messages.describe(caught.value, "zh") == said


@pytest.mark.parametrize(
    ("kind", "stored", "code"),
    [
        ("credit_code", "91310000MA0000007L", None),
        ("credit_code", "91310000MA0000008P", "remark_organisation"),
        ("patent", "201710601862.3", None),
        ("patent", "95115608.X", None),
        ("patent", "2024SR0123456", None),
        ("patent", "PCT/CN2023/123456", None),
        ("patent", "201710601862.4", "remark_patent_check"),
        ("patent", "201710601862", "remark_patent_short"),
        ("patent", "US11123456B2", "remark_patent_form"),
        ("bank_account", "310066001018000000000", None),
        ("bank_account", "1001234567890123456", None),
        ("bank_account", "6222021001116245702", "remark_card"),
        ("postcode", "200003", None),
        ("postcode", "100000", "remark_postcode"),
        ("mobile", "13800000000", None),
    ],
)
def test_what_is_only_remarked_on_stays_valid(kind: str, stored: str, code: str | None) -> None:
    assert kinds.value_of(field(kind), stored) == stored
    remark = kinds.remark(field(kind), stored)
    assert (remark and remark[0]) == (code and f"values.{code}")
    if remark:
        assert all(messages.say(remark[0], lang, **remark[1]) for lang in messages.LANGUAGES)


@given(st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9), st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_the_check_of_a_credit_code_agrees_with_the_library(organisation: str, start: str) -> None:
    code = start + organisation
    valid = code + uscc.calc_check_digit(code)
    assert identifiers.read_credit_code(valid) == valid
    for other in "0123456789ABCDEFGHJKLMNPQRTUWXY".replace(valid[-1], ""):
        with pytest.raises(InputError):
            identifiers.read_credit_code(code + other)


@given(st.from_regex(r"[1-9][0-9]{5}", fullmatch=True), st.dates(), st.from_regex(r"[0-9]{3}", fullmatch=True))
def test_the_check_of_a_resident_id_agrees_with_the_library(region: str, born: object, order: str) -> None:
    body = region + str(born).replace("-", "") + order
    number = body + ric.calc_check_digit(body + "0")
    if str(born) >= "1800":
        assert identifiers.read_resident_id(number) == number
    else:
        with pytest.raises(InputError):
            identifiers.read_resident_id(number)
