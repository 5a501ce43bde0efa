"""What every kind of check says: met, violated, undecided, with figures."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from checks.small import FORM, Desk, small_scheme
from shenbao.checks import LedgerFact, ledger_of
from shenbao.forms.schema import Fact


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(small_scheme(tmp_path))


def contract(number: str, amount: str, **cells: str) -> dict[str, str]:
    return {"number": number, "amount": amount, **cells}


def test_a_request_above_the_ceiling_says_by_how_much(desk: Desk) -> None:
    desk.draft.insert_rows("deal.list", 0, [contract("HT-1", "1234.57")])
    desk.draft.set("request.amount", "370.38")
    found = desk.finding("R18")
    assert found.outcome == "violated"
    assert found.message.zh == "申请金额 370.38 元，最多 370.37 元，超出 0.01 元。"
    assert (found.actual, found.limit, found.over) == (Decimal("370.38"), Decimal("370.37"), Decimal("0.01"))
    assert (found.path, found.clause) == ("request.amount", "8.4")


def test_the_ceiling_is_explained_line_by_line_and_floored_to_the_fen(desk: Desk) -> None:
    desk.draft.insert_rows("deal.list", 0, [contract("HT-1", "1234.57")])
    ceiling = desk.draft.headline
    assert ceiling is not None
    lines = [(step.label.zh, step.value, step.clause) for step in ceiling.steps if step.label]
    assert lines == [
        ("基数", Decimal("1234.57"), "8.4"),
        ("按比例", Decimal("370.3710"), "8.4"),
        ("封顶", Decimal("370.3710"), ""),
        ("取整", Decimal("370.37"), ""),
    ]
    assert [part.text for part in ceiling.steps[1].parts] == ["amounts.ceiling.base", "constants.share"]
    assert ceiling.value == Decimal("370.37")


def test_what_is_not_answered_leaves_a_check_open_and_is_named(desk: Desk) -> None:
    found = desk.finding("R18")
    assert found.outcome == "undecided"
    assert found.message.zh == "还缺“合同清单”、“申请金额”，填写后核对。"
    assert "request.amount" in found.missing


def test_rows_report_each_violation_and_are_met_together(desk: Desk) -> None:
    desk.draft.insert_rows("deal.list", 0, [contract("HT-1", "10", paid="5"), contract("HT-2", "10", paid="11")])
    found = desk.finding("R12")
    assert found.message.zh == "第 2 行（HT-2）：已付 11.00 元，最多 10.00 元，超出 1.00 元。"
    assert found.path == f"deal.list/{desk.draft.rows('deal.list')[1]}/paid"
    desk.draft.set(found.path, "10")
    assert desk.finding("R12").message.zh == "共 2 行，均符合。"


def test_a_row_is_named_by_where_it_stands_now(desk: Desk) -> None:
    desk.draft.insert_rows("deal.list", 0, [contract("HT-1", "10", paid="11")])
    desk.draft.insert_rows("deal.list", 0, [contract("HT-0", "10")])
    assert desk.finding("R12", f"deal.list/{desk.draft.rows('deal.list')[1]}/paid").message.zh.startswith("第 2 行（HT-1）")


def test_dates_are_later_not_more(desk: Desk) -> None:
    desk.draft.insert_rows("deal.list", 0, [contract("HT-1", "10", day="2026-03-06")])
    found = desk.finding("R22")
    assert found.message.zh == "第 1 行（HT-1）：日期 2026年3月6日，不得晚于 2026年3月5日。"
    assert found.over is None


def test_what_must_lie_between_two_bounds_is_told_both(desk: Desk) -> None:
    desk.draft.set("org.intro", "一二三四五")
    found = desk.finding("W1")
    assert found.message.zh == "简介字数 5，应当在 2 至 4 之间，相差 1。"
    assert (found.limit, found.over) == (Decimal(4), Decimal(1))
    desk.draft.set("org.intro", "一二三四")
    assert desk.finding("W1").outcome == "met"


def test_a_parameter_of_the_notice_is_a_limit(desk: Desk) -> None:
    desk.draft.insert_rows("deal.list", 0, [contract(f"HT-{n}", "10") for n in range(3)])
    assert desk.finding("R25").outcome == "violated"
    desk.draft.set("notice.most", "3")
    assert desk.finding("R25").outcome == "met"
    desk.draft.set("notice.most", "")
    assert desk.finding("R25").limit == Decimal(2)


def test_names_differ_only_where_people_would_say_so(desk: Desk) -> None:
    desk.draft.set_many([("org.name", "上海（示例）公司"), ("org.bank", "上海(示例) 公司")])
    assert desk.finding("R03").outcome == "met"
    desk.draft.set("org.bank", "上海示例公司")
    assert desk.finding("R03").message.zh == "户名“上海示例公司”与“上海（示例）公司”不一致。"


def test_a_check_that_does_not_apply_is_not_reported(desk: Desk) -> None:
    assert not [each for each in desk.draft.findings() if each.code == "R03"]


def test_the_second_of_two_equal_numbers_is_pointed_at(desk: Desk) -> None:
    desk.draft.insert_rows("deal.list", 0, [contract("HT-1", "10"), contract("ht－1", "10")])
    assert desk.finding("U1").path == f"deal.list/{desk.draft.rows('deal.list')[1]}/number"


def test_rules_about_hidden_answers_are_not_tried(desk: Desk) -> None:
    assert "H1" not in {each.code for each in desk.draft.findings()}
    desk.draft.set("org.state", "是")
    assert desk.finding("H1").outcome == "undecided"
    desk.draft.set("org.ministry", "部")
    assert desk.finding("H1").message.zh == "部门“否”不对。"


def test_a_warning_with_a_reason_is_settled(desk: Desk) -> None:
    before = desk.draft.summary().warnings
    desk.draft.set("reasons.P1", "另附照片")
    assert desk.finding("P1").reason == "另附照片"
    assert desk.draft.summary().warnings == before - 1


def test_a_refused_or_unsigned_file_is_said(desk: Desk) -> None:
    desk.draft.set("org.state", "yes")
    assert desk.finding("R11").path == "attachments.A02"
    desk.draft.attach("A02", {"name": "批文.pdf", "verdict": "refused:attachment.encrypted"})
    assert desk.finding("R15").message.zh.startswith("批文：“批文.pdf”无法放入材料")
    row = desk.draft.rows("attachments.A02")[0]
    desk.draft.set(f"attachments.A02/{row}/verdict", "merged")
    assert desk.finding("R08").final_only
    desk.draft.set(f"attachments.A02/{row}/signed", "yes")
    assert "R08" not in desk.codes()


def test_only_usable_files_count_as_attached(desk: Desk) -> None:
    desk.draft.attach("A01", {"name": "a.jpg", "verdict": "refused:attachment.type"})
    assert desk.finding("P1").outcome == "violated"
    assert desk.finding("R16").path.startswith("attachments.A01/")
    desk.draft.attach("A01", {"name": "b.jpg", "verdict": "merged"})
    assert desk.finding("P1").outcome == "met"


def test_files_are_asked_about_only_where_one_is_there_or_may_be_needed(tmp_path: Path) -> None:
    needed, optional = Desk(small_scheme(tmp_path)), Desk(small_scheme(tmp_path, FORM.replace("required: org.state == true, ", "")))
    assert needed.finding("R15").outcome == "undecided"
    assert {"R15", "R16"}.isdisjoint(finding.code for finding in optional.draft.findings())
    optional.draft.attach("A01", {"name": "a.jpg", "verdict": "merged"})
    assert [optional.finding(code).outcome for code in ("R15", "R16")] == ["met", "met"]


def test_an_expired_paper_is_a_warning(desk: Desk) -> None:
    desk.draft.attach("A03", {"name": "证书.pdf", "verdict": "merged", "valid_to": "2026-03-04"})
    assert desk.finding("R13").message.zh == "证书：“证书.pdf”已于 2026年3月4日 到期。"


def test_papers_must_be_valid_on_the_day_of_the_application(tmp_path: Path) -> None:
    dated = FORM.replace(
        "  - id: request\n",
        """  - id: cover
    title: {zh: 填报, en: Date}
    fields: [{id: date, kind: date, label: {zh: 填报日期, en: Date}}]
  - id: request
""",
    )
    desk = Desk(small_scheme(tmp_path, dated))
    desk.draft.attach("A03", {"name": "证书.pdf", "verdict": "merged", "valid_to": "2026-03-04"})
    assert "R13" in desk.codes()
    desk.draft.set("cover.date", "2026-03-04")
    assert "R13" not in desk.codes()
    desk.draft.set("cover.date", "2026-03-05")
    assert "R13" in desk.codes()


@pytest.mark.parametrize(
    ("text", "code"),
    [("公司成立于XXX年", "R39"), ("市场前景：待补充。", "R39"), ("负责人 11010519491231002X。", "R34"), ("本项目属于机密级", "R34")],
)
def test_placeholders_and_secrets_in_texts_are_found(desk: Desk, text: str, code: str) -> None:
    desk.draft.set("org.intro", text)
    found = desk.finding(code)
    assert (found.outcome, found.path) == ("violated", "org.intro")
    assert "19491231" not in found.message.zh


def test_a_number_another_application_uses_is_said(tmp_path: Path) -> None:
    others = ledger_of([LedgerFact(kind=Fact.CONTRACT, value="HT 2026-001", title="甲公司申报")])
    desk = Desk(small_scheme(tmp_path), others=others)
    desk.draft.insert_rows("deal.list", 0, [contract("ht-2026001", "10")])
    assert desk.finding("D01").message.zh == "编号 ht-2026001 已用于另一份申报“甲公司申报”。"


def test_an_answer_that_cannot_be_read_is_kept_and_marked(desk: Desk) -> None:
    desk.draft.set("request.amount", "很多")
    assert desk.draft.state("request.amount").stored == "很多"
    assert desk.finding("R04").path == "request.amount"
    assert desk.finding("R18").outcome == "undecided"


def test_a_choice_no_longer_offered_is_kept_and_marked(desk: Desk) -> None:
    desk.draft.set_many([("org.state", "yes"), ("org.kind", "学校")])
    assert "R04" not in desk.codes()
    desk.draft.set("org.state", "no")
    assert desk.draft.state("org.kind").stored == "school"
    assert desk.finding("R04").message.zh == "性质所选“学校”现已不在可选项中，请重新选择。"


def test_what_one_application_claims_the_next_one_is_told(tmp_path: Path) -> None:
    scheme = small_scheme(tmp_path)
    first = Desk(scheme)
    first.draft.insert_rows("deal.list", 0, [contract("HT-1", "10")])
    first.draft.attach("A01", {"name": "照片.jpg", "sha256": "ab" * 32, "verdict": "merged"})
    second = Desk(scheme, others=ledger_of(first.draft.claims("甲公司申报")))
    second.draft.insert_rows("deal.list", 0, [contract("HT-2", "10"), contract("HT－1", "10")])
    assert second.finding("D01").path == f"deal.list/{second.draft.rows('deal.list')[1]}/number"
    second.draft.attach("A01", {"name": "同一张.jpg", "sha256": "ab" * 32, "verdict": "merged"})
    assert "D02.file" not in second.codes(), "an enterprise uses its own licence in all of its applications"
    someone_else = [replace(fact, applicant="91310115MA0000000X") for fact in first.draft.claims("甲公司申报")]
    third = Desk(scheme, others=ledger_of(someone_else))
    third.draft.attach("A01", {"name": "同一张.jpg", "sha256": "ab" * 32, "verdict": "merged"})
    assert third.finding("D02.file").message.zh == "照片“同一张.jpg”已用于另一份申报“甲公司申报”。"
    assert third.finding("D02.file").level == "warn"
