"""A small form that tests of the engine share: one field of each trait that matters, a table, an amount, checks of every kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from shenbao.checks import EMPTY, Ledger
from shenbao.draft import Draft, opening
from shenbao.errors import ContentErrors
from shenbao.forms.catalogue import Catalogue
from shenbao.forms.scheme import Scheme
from shenbao.records import Edit, Finding, Summary

TODAY = date(2026, 3, 5)

NOTICE = """
id: notice
title: {zh: 通知, en: Notice}
fields:
  - {id: most, kind: integer, label: {zh: 最多份数, en: Most}, default: "2", basis: {zh: 惯例, en: Practice}}
"""

FORM = """
id: small
version: "1"
title: {zh: 小表, en: Small form}
headline: amounts.ceiling
request: request.amount
constants:
  - {id: share,
      value: "0.30", label: {zh: 比例, en: Share}, clause: "8.4", quote: up to 30%, unit: percent}
  - {id: cap, value: "1000", label: {zh: 上限, en: Cap}, clause: "8.4", quote: up to 30%, unit: yuan}
sections:
  - id: org
    title: {zh: 单位, en: Organisation}
    fields:
      - {id: name, kind: text, label: {zh: 单位名称, en: Name}, max: 20}
      - {id: code, kind: credit_code, label: {zh: 信用代码, en: Code}, ledger: applicant}
      - {id: kind, kind: one_of, label: {zh: 性质, en: Kind},
          choices: [{code: firm, label: {zh: 企业, en: Firm}}, {code: school, label: {zh: 学校, en: School}, shown: org.state == true}]}
      - {id: state, kind: yes_no, label: {zh: 国有, en: State-owned}}
      - {id: ministry, kind: text, label: {zh: 主管部门, en: Ministry}, shown: org.state == true}
      - {id: bank, kind: text, label: {zh: 户名, en: Account name}, required: "no"}
      - {id: intro, kind: long_text, label: {zh: 简介, en: Introduction}, required: "no"}
      - {id: language, kind: text, label: {zh: 语言, en: Language}, default: 中文}
  - id: deal
    title: {zh: 合同, en: Contracts}
    fields:
      - {id: none, kind: yes_no, label: {zh: 无合同, en: None}, required: "no"}
      - id: list
        kind: table
        label: {zh: 合同清单, en: Contracts}
        none_path: deal.none
        totals: [amount]
        columns:
          - {id: number, kind: text, label: {zh: 编号, en: Number}, ledger: contract}
          - {id: amount, kind: money, label: {zh: 金额, en: Amount}, min: 0}
          - {id: paid, kind: money, label: {zh: 已付, en: Paid}, required: "no"}
          - {id: open, kind: money, label: {zh: 未付, en: Open}, compute: row.amount - row.paid}
          - {id: day, kind: date, label: {zh: 日期, en: Day}, required: "no"}
  - id: request
    title: {zh: 申请, en: Request}
    fields:
      - {id: amount, kind: money, label: {zh: 申请金额, en: Amount asked for}}
      - {id: total, kind: money, label: {zh: 合同总额, en: Total}, compute: sum(deal.list.amount)}
amounts:
  - id: ceiling
    label: {zh: 上限, en: Ceiling}
    steps:
      - {id: base, label: {zh: 基数, en: Base}, value: request.total, clause: "8.4"}
      - {id: shared, label: {zh: 按比例, en: Share},
          value: amounts.ceiling.base * constants.share, clause: "8.4"}
      - {id: capped, label: {zh: 封顶, en: Capped},
          value: "min(amounts.ceiling.shared, constants.cap)"}
      - {id: floored, label: {zh: 取整, en: Floored}, value: floor_fen(amounts.ceiling.capped)}
checks:
  - {id: R18, kind: at_most, level: block, title: {zh: 不得超过上限, en: Within the ceiling},
      value: request.amount, limit: amounts.ceiling, clause: "8.4"}
  - {id: R25, kind: at_most, level: block, title: {zh: 合同份数, en: Number of contracts},
      value: count(deal.list.number), limit: notice.most, path: deal.list}
  - {id: R12, kind: at_most, level: warn, title: {zh: 已付不超过金额, en: Paid within amount}, each: deal.list,
      value: row.paid, limit: row.amount}
  - {id: R22, kind: at_most, level: block, title: {zh: 日期不晚于今天, en: Not in the future}, each: deal.list,
      value: row.day, limit: today, when: answered(row.day)}
  - {id: R03, kind: same_name, level: block, title: {zh: 户名一致, en: Same name},
      value: org.bank, limit: org.name, when: answered(org.bank)}
  - {id: U1, kind: unique, level: block, title: {zh: 编号不重复, en: Numbers differ},
      value: deal.list.number}
  - {id: H1, kind: holds, level: note, title: {zh: 有主管部门, en: Has a ministry},
      value: length(org.ministry) > 2, message: {zh: "部门“{value}”不对。", en: Wrong.}}
  - {id: W1, kind: within, level: note, title: {zh: 字数合适, en: Of fitting length},
      value: length(org.intro), low: "2", high: "4", when: answered(org.intro),
      label: {zh: 简介字数, en: Length}, unit: count, clause: "8.4"}
  - {id: P1, kind: present, level: warn, title: {zh: 有照片, en: Has a photograph},
      value: attached("A01")}
slots:
  - {code: A01, label: {zh: 照片, en: Photograph}, max_files: 2}
  - {code: A02, label: {zh: 批文, en: Approval}, required: org.state == true, signed: yes}
  - {code: A03, label: {zh: 证书, en: Certificate}, expires: yes}
"""


def write(root: Path, **files: str) -> Path:
    """Writes content files; `forms__small` is `forms/small.yaml`."""
    for name, text in files.items():
        file = root / (name.replace("__", "/") + ".yaml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def small_scheme(root: Path, form: str = FORM) -> Scheme:
    """The form above, or another written in the same way."""
    try:
        return Catalogue((write(root, forms__notice=NOTICE, forms__small=form),)).scheme("small")
    except ContentErrors as several:
        raise AssertionError([str(error) for error in several.errors]) from None


class Desk:
    """A draft with its journal in memory."""

    def __init__(self, scheme: Scheme, edits: Iterable[Edit] = (), *, others: Ledger = EMPTY, today: date = TODAY) -> None:
        self.journal: list[Edit] = [*opening(scheme), *edits]
        self.summaries: list[Summary] = []
        self.draft = Draft(scheme, self.journal, today, append=self.append, others=others)

    def append(self, edit: Edit, summary: Summary) -> None:
        self.journal.append(edit)
        self.summaries.append(summary)

    def finding(self, code: str, path: str = "") -> Finding:
        """The only finding of a code, or the one at `path`."""
        found = [each for each in self.draft.findings() if each.code == code and path in ("", each.path)]
        assert len(found) == 1, found
        return found[0]

    def codes(self) -> set[str]:
        """Codes of everything that is violated."""
        return {each.code for each in self.draft.findings() if each.outcome == "violated"}
