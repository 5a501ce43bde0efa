"""The lines below a step of an amount: what the step read and nothing else."""

from __future__ import annotations

from packs.example import example
from shenbao.draft import Draft
from shenbao.packs.blocks import Layout
from shenbao.packs.reckoning import amounts


def lines(draft: Draft, label: str) -> list[str]:
    """The lines below the step of this label, in Chinese."""
    snapshot = draft.snapshot()
    steps = (step for amount in amounts(snapshot, Layout(snapshot, "zh", masked=False)) for step in amount["steps"])
    return next(step["lines"] for step in steps if step["label"] == label)


def test_a_parameter_that_nobody_set_is_no_line_of_a_ceiling_known_without_it() -> None:
    draft = example("m04-basic", papers=False)
    assert not any("通知规定的最高金额" in line for line in lines(draft, "适用的最高金额"))
    draft.set("notice.ceiling", "800")
    assert "通知规定的最高金额 ＝ 800.00 万元" in lines(draft, "适用的最高金额")


def test_an_answer_that_leaves_a_step_without_a_value_is_a_line() -> None:
    draft = example("m04-basic", papers=False)
    draft.set("basic.year", "")
    assert "申报年度基础研究投入 ＝ （未填写）" in lines(draft, "申报年度基础研究投入")
