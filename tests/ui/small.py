"""A small form with every kind of field, opened as a document: what the tests of the form's widgets work on."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from shenbao.draft import Draft
from shenbao.forms.catalogue import Catalogue
from shenbao.forms.scheme import Scheme
from shenbao.records import Edit, RecordId, Summary
from shenbao.ui.document import Document

TODAY = date(2026, 3, 5)

FORM = """
id: small
version: "1"
title: {zh: 小表, en: Small form, official: no}
clause: "8.4"
constants:
  - {id: share, value: "0.30", label: {zh: 比例, en: Share}, clause: "8.4", quote: up to 30% of the contract value, unit: percent}
sections:
  - id: who
    title: {zh: 单位, en: Applicant}
    fields:
      - {id: name, kind: text, label: {zh: 单位名称, en: Name}, help: {zh: 与执照一致, en: As on the licence}, example: 灵枢机器人, max: 10}
      - {id: code, kind: credit_code, label: {zh: 信用代码, en: Credit code}, required: "no"}
      - {id: person, kind: resident_id, label: {zh: 证件号码, en: ID}, private: yes, required: "no"}
      - {id: postcode, kind: postcode, label: {zh: 邮编, en: Postcode}, required: "no"}
      - {id: since, kind: date, label: {zh: 成立日期, en: Founded}}
      - {id: month, kind: month, label: {zh: 起始年月, en: From}, required: "no"}
      - {id: listed, kind: yes_no, label: {zh: 是否上市, en: Listed}}
      - {id: market, kind: text, label: {zh: 上市地, en: Market}, shown: who.listed}
      - id: size
        kind: one_of
        label: {zh: 规模, en: Size}
        choices:
          - {code: large, label: {zh: 大型, en: Large}}
          - {code: small, label: {zh: 小型, en: Small}}
      - id: district
        kind: one_of
        label: {zh: 所在区, en: District}
        choices:
          - {code: hp, label: {zh: 黄浦区, en: Huangpu}}
          - {code: xh, label: {zh: 徐汇区, en: Xuhui}}
          - {code: cn, label: {zh: 长宁区, en: Changning}}
          - {code: ja, label: {zh: 静安区, en: Jing'an}}
          - {code: pt, label: {zh: 普陀区, en: Putuo}}
          - {code: hk, label: {zh: 虹口区, en: Hongkou}}
          - {code: yp, label: {zh: 杨浦区, en: Yangpu}}
          - {code: mh, label: {zh: 闵行区, en: Minhang}}
          - {code: bs, label: {zh: 宝山区, en: Baoshan}}
      - id: honours
        kind: some_of
        label: {zh: 资质, en: Honours}
        required: "no"
        choices:
          - {code: high, label: {zh: 高新技术企业, en: High-tech}}
          - {code: giant, label: {zh: 小巨人, en: Little giant}}
      - {id: intro, kind: long_text, label: {zh: 简介, en: About}, min: 5, max: 20, required: "no"}
  - id: money
    title: {zh: 合同与金额, en: Contracts}
    fields:
      - id: list
        kind: table
        label: {zh: 合同, en: Contracts}
        min: 1
        totals: [amount]
        columns:
          - {id: number, kind: text, label: {zh: 编号, en: Number}}
          - {id: signed, kind: date, label: {zh: 签订日期, en: Signed}, required: "no"}
          - {id: amount, kind: money, label: {zh: 金额, en: Amount}, min: "0"}
          - {id: rate, kind: percent, label: {zh: 税率, en: VAT}, required: "no"}
          - {id: net, kind: money, label: {zh: 不含税, en: Net}, compute: "row.amount / (1 + row.rate)"}
          - {id: related, kind: yes_no, label: {zh: 关联方, en: Related}, required: "no"}
          - {id: remark, kind: long_text, label: {zh: 备注, en: Remark}, required: "no"}
          - {id: paid, kind: yes_no, label: {zh: 已付款, en: Paid}, required: "no"}
      - {id: total, kind: money, label: {zh: 合同合计, en: Total}, compute: sum(money.list.amount)}
      - {id: request, kind: money, unit: wan, label: {zh: 申请金额, en: Request}}
amounts:
  - id: ceiling
    label: {zh: 可申请上限, en: Ceiling}
    steps:
      - {id: base, label: {zh: 合同金额, en: Contract value}, value: money.total}
      - {id: part, label: {zh: 按比例, en: Share of it}, value: amounts.ceiling.base * constants.share, clause: "8.4"}
headline: amounts.ceiling
request: money.request
checks:
  - id: C1
    kind: at_most
    level: block
    title: {zh: 申请金额不超过上限, en: Request within the ceiling}
    value: money.request
    limit: amounts.ceiling
    unit: yuan
    clause: "8.4"
  - id: C2
    kind: at_least
    level: warn
    title: {zh: 成立满一年, en: Founded a year ago}
    value: days_between(who.since, today)
    limit: "365"
    unit: count
    path: who.since
slots:
  - {code: A01, label: {zh: 营业执照, en: Licence}, required: "yes", expires: yes}
  - {code: A02, label: {zh: 上市证明, en: Proof of listing}, required: who.listed, names_model: yes, signed: yes}
"""


@cache
def small_scheme() -> Scheme:
    """The form above, read as any form is."""
    with TemporaryDirectory() as folder:
        forms = Path(folder) / "forms"
        forms.mkdir()
        (forms / "small.yaml").write_text(FORM, encoding="utf-8")
        return Catalogue((Path(folder),)).scheme("small")


def small_document(*answers: tuple[str, str], rows: int = 0) -> Document:
    """A document with these answers and `rows` contracts of 100.00 yuan each, numbered from 1."""
    written: list[Edit] = []

    def append(edit: Edit, summary: Summary) -> None:
        written.append(edit)

    draft = Draft(small_scheme(), (), TODAY, append=append)
    if rows:
        draft.insert_rows("money.list", 0, [{"number": f"HT-{at}", "amount": "100"} for at in range(1, rows + 1)])
    if answers:
        draft.set_many(answers)
    return Document(RecordId("small0000001"), draft)


def type_in(widget: QWidget, text: str) -> None:
    """Types `text` key by key; what is on no key comes as an input method sends it."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(widget, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(widget, event)
