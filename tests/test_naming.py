"""Names by the receiver's rule: what the rule says, fit for every system, short enough, none twice."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao import naming
from shenbao.errors import InputError

VALUES = {
    "number": "02",
    "paper": "营业执照",
    "slot": "A01",
    "applicant": "上海示例机器人有限公司",
    "project": "双臂机器人",
    "year": "2026",
}


def test_the_usual_rule() -> None:
    assert naming.name(naming.USUAL, VALUES, ".pdf") == "02_营业执照_上海示例机器人有限公司.pdf"


def test_placeholders_in_either_language() -> None:
    assert naming.name("{year}-{ 附件代码 }", VALUES, ".pdf") == "2026-A01.pdf"


def test_an_empty_value_leaves_no_joint_behind() -> None:
    assert naming.name("{单位名称}_{事项}_{序号}", VALUES, ".pdf") == "上海示例机器人有限公司_02.pdf"


@pytest.mark.parametrize("pattern", ["{序号}_{名字}", "{}", "{0}", "{number.real}", "{number!r}"])
def test_an_unknown_placeholder_is_named(pattern: str) -> None:
    with pytest.raises(InputError) as caught:
        naming.read(pattern)
    assert caught.value.code == "naming.placeholder"
    assert "{单位名称}" in str(caught.value.slots["known"])


@pytest.mark.parametrize("pattern", ["{序号", "序号}", "{{序号}}", "a}b{"])
def test_a_lonely_brace_is_an_error(pattern: str) -> None:
    with pytest.raises(InputError) as caught:
        naming.read(pattern)
    assert caught.value.code == "naming.brace"


def test_a_rule_without_placeholders_still_tells_files_apart() -> None:
    first = naming.name("材料", VALUES, ".pdf")
    assert naming.name("材料", VALUES, ".pdf", [first]) == "材料-2.pdf"


def test_upper_and_lower_case_are_one_name() -> None:
    assert naming.free("A.PDF", ["a.pdf"]) == "A-2.PDF"


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("名称. . ", "名称"),
        ("a\u202egpj.exe", "a_gpj.exe"),
        ("e\u0301", "é"),
        ("", ""),
        ("\x00", "_"),
    ],
)
def test_what_systems_refuse_is_taken_out(text: str, fits: str) -> None:
    assert naming.fit(text) == fits


def test_the_longest_value_is_shortened_first() -> None:
    made = naming.name("{序号}_{材料名称}_{单位名称}", {**VALUES, "paper": "报告" * 100}, ".pdf")
    assert len(made.encode()) <= naming.MOST_BYTES
    assert made.startswith("02_报告")
    assert made.endswith("_上海示例机器人有限公司.pdf")


@given(
    st.dictionaries(st.sampled_from(list(naming.PLACEHOLDERS.values())), st.text(max_size=300)),
    st.sampled_from([naming.USUAL, "{项目名称}", "x"]),
)
def test_any_answers_give_a_name_every_system_takes(values: dict[str, str], pattern: str) -> None:
    made = naming.name(pattern, values, ".pdf", ["x.pdf"])
    assert 4 < len(made.encode()) <= naming.MOST_BYTES
    assert naming.fit(made) == made
    assert unicodedata.is_normalized("NFC", made)
    assert made != "x.pdf"
