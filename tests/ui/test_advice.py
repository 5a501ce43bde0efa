"""What suits an enterprise, beside its profile: found, counted and begun with real clicks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from shenbao.advice import Fit
from shenbao.advice.finder import ITEMS
from shenbao.forms.catalogue import catalogue
from shenbao.policy import policy
from shenbao.records import RecordId
from shenbao.ui.advice.card import ONCE
from shenbao.ui.advice.panel import AdvicePanel
from shenbao.ui.advice.row import AdviceRow
from shenbao.ui.care import Care
from shenbao.ui.fields.segments import SegmentsEditor
from shenbao.ui.form.question import Question
from shenbao.ui.tour.hands import click, until
from shenbao.ui.window import MainWindow
from shenbao.ui.words import language
from shenbao.workspace import Workspace

FACTS = [
    ("org.reg_district", "310115"), ("org.legal_form", "company"), ("claimable.first_product", "yes"), ("claimable.roles", "enterprise"),
]  # fmt: skip
ROWS = [("sale", "甲合同", "38000000"), ("sale", "乙合同", "40000000"), ("scenario", "巡检场景", "3000000"), ("event", "展台", "863210.55")]


def form_version(scheme: str) -> str:
    return catalogue().scheme(scheme).content_version


@pytest.fixture
def profile(workspace: Workspace) -> RecordId:
    """An enterprise that has said what it is, with four things to claim for."""
    record = workspace.create_enterprise("上海示例灵枢机器人有限公司")
    draft = workspace.draft(record)
    draft.set_many(FACTS)
    draft.insert_rows(ITEMS, 0, [{"kind": kind, "name": name, "amount": amount} for kind, name, amount in ROWS])
    return record


@pytest.fixture
def panel(window: MainWindow, profile: RecordId) -> AdvicePanel:
    window.advise(profile)
    return shown(window)


def shown(window: MainWindow) -> AdvicePanel:
    assert window.desk is not None
    assert window.desk.aside.advice is not None
    panel = window.desk.aside.advice
    until(panel.isVisible, "advice")
    until(lambda: rows(panel, Fit.UNSURE), "schemes")
    return panel


def rows(panel: AdvicePanel, fit: Fit) -> dict[str, AdviceRow]:
    return panel.groups[fit].rows


def follow_link(label: QLabel) -> None:
    """Clicks where the first link of the label is: behind the words before it."""
    paths: list[str] = []
    label.linkActivated.connect(paths.append)
    middle = label.fontMetrics().height() // 2
    for x in range(0, label.width(), 6):
        if not paths:
            click(label, QPoint(x, middle))


def test_schemes_stand_under_whether_they_suit(panel: AdvicePanel) -> None:
    first = rows(panel, Fit.YES)["m08-first"]
    assert "2,000.00 万元" in first.about.text()
    assert first.about.toolTip() == "人民币贰仟万元整"
    assert "有首次投放市场的创新产品" in first.reason.text()
    assert first.takes.text().startswith("需准备：")
    assert "政策未规定金额" in rows(panel, Fit.YES)["m05-keystage"].about.text()
    assert "还差：" in rows(panel, Fit.UNSURE)["m05-scaleup"].missing.text()


def test_what_does_not_suit_is_closed_until_asked_for(panel: AdvicePanel) -> None:
    group = panel.groups[Fit.NO]
    assert group.rows == {}
    assert any(letter.isdigit() for letter in group.head.text())
    click(group.head)
    assert "须为孵化器运营单位" in group.rows["m03-incubator"].reason.text()


def test_an_answer_moves_a_scheme_at_once(window: MainWindow, panel: AdvicePanel) -> None:
    assert window.desk is not None
    assert "m10-listing" in rows(panel, Fit.UNSURE)
    editor = next(
        editor
        for question in window.desk.form.findChildren(Question)
        for editor in question.findChildren(SegmentsEditor)
        if question.path == "claimable.listing"
    )
    click(editor.buttons["yes"])
    until(lambda: "m10-listing" in rows(panel, Fit.YES), "m10-listing")
    window.opened.undo()
    until(lambda: "m10-listing" in rows(panel, Fit.UNSURE), "m10-listing")


def test_what_is_missing_leads_to_its_question(window: MainWindow, panel: AdvicePanel) -> None:
    entered: list[str] = []
    assert window.desk is not None
    window.desk.form.entered.connect(entered.append)
    follow_link(rows(panel, Fit.UNSURE)["m10-listing"].missing)
    until(lambda: entered == ["claimable.listing"], "claimable.listing")


def test_an_application_is_begun_with_the_profile(window: MainWindow, workspace: Workspace, profile: RecordId, panel: AdvicePanel) -> None:
    click(rows(panel, Fit.YES)["m08-first"].apply)
    assert window.document is not None
    assert window.document.scheme.id == "m08-first"
    assert window.document.state("org.reg_district").stored == "310115"
    assert workspace.info(window.document.record).enterprise == profile


def test_the_best_mix_is_told_with_the_clause_and_its_alternatives(panel: AdvicePanel) -> None:
    card = panel.card
    until(lambda: card.mix and card.mix.total, "mix")
    assert card.mix is not None
    assert card.mix.total == Decimal("23431605.27")
    assert card.total.text() == "23,431,605.27 元"
    assert card.total.toolTip() == "人民币贰仟叁佰肆拾叁万壹仟陆佰零伍元贰角柒分"
    clause = policy().clause(ONCE)
    assert clause is not None
    assert any(clause.zh in label.text() for label in card.findChildren(QLabel))
    row = next(row for row in card.rows.values() if row.item.name == "甲合同")
    click(row)
    until(lambda: "合计" in row.otherwise.text(), "alternatives")
    best, *others = row.otherwise.text().split("\n")
    assert best.endswith("合计 23,431,605.27 元（现在）")
    assert others[-1] == "不用于申报：合计 15,431,605.27 元"


def test_the_mix_follows_the_items(window: MainWindow, panel: AdvicePanel) -> None:
    until(lambda: panel.card.mix and panel.card.mix.total, "mix")
    assert window.document is not None
    window.document.delete_rows(ITEMS, window.document.rows(ITEMS))
    until(lambda: panel.card.begin.isVisible(), "nothing to mix")
    assert not panel.card.total.isVisible()
    window.opened.undo()
    until(panel.card.total.isVisible, "mix")


def test_the_panel_speaks_english(panel: AdvicePanel) -> None:
    until(lambda: panel.card.mix and panel.card.mix.total, "mix")
    language.switch("en")
    first = rows(panel, Fit.YES)["m08-first"]
    assert first.about.text().startswith("At most 20,000,000.00 yuan")
    assert first.apply.text() == "New application"
    assert panel.card.total.text() == "23,431,605.27 yuan"


def test_the_start_page_asks_for_an_enterprise(window: MainWindow, profile: RecordId) -> None:
    assert not window.start.advise.isVisible()
    window.start.show_kind("enterprise")
    assert not window.start.advise.isEnabled()
    table = window.start.table
    click(table.viewport(), table.visualRect(window.model.index(0, 0)).center())
    click(window.start.advise)
    assert window.document is not None
    assert window.document.record == profile
    assert window.desk is not None
    assert window.desk.nav.current_section() == "claims"


def test_an_application_has_no_such_panel(window: MainWindow, application: RecordId) -> None:
    window.open_record(application)
    assert window.desk is not None
    assert window.desk.aside.advice is None


def test_claims_are_settled_when_nobody_types(window: MainWindow, workspace: Workspace, application: RecordId) -> None:
    care: Care = window.care
    stale = list(workspace.claims.stale(workspace.records("application"), form_version))
    assert [info.id for info in stale] == [application]
    care.settle()
    care.wait()
    assert care.next_in() > 1_000, "an edit puts it off"
    care.settle()
    until(lambda: not list(workspace.claims.stale(workspace.records("application"), form_version)), "claims")


def test_a_closed_window_leaves_the_library_alone(window: MainWindow, workspace: Workspace, application: RecordId) -> None:
    window.care.settle()
    window.close()
    QTest.qWait(250)
    assert list(workspace.claims.stale(workspace.records("application"), form_version))


def test_the_comparison_is_made_beside_the_window_and_opened(panel: AdvicePanel) -> None:
    until(lambda: panel.card.mix is not None and bool(panel.card.mix.of), "mix")
    opened: list[Path] = []
    panel.card.sheet.opened.disconnect()
    panel.card.sheet.opened.connect(opened.append)
    click(panel.card.sheet.make)
    assert not panel.card.sheet.make.isEnabled()
    until(lambda: bool(opened), "the sheet")
    assert opened[0].read_bytes().startswith(b"%PDF")
    assert panel.card.sheet.make.isEnabled()
    panel.card.sheet.show_again.click()
    assert len(opened) == 2
