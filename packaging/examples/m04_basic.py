"""Makes the attachments of the worked example m04-basic from its answers, so that papers and answers cannot disagree.

Run: python packaging/examples/m04_basic.py
"""

from __future__ import annotations

from decimal import Decimal

from accounts import audit
from given import WORDING, Answers, Row, day, read_answers, said, yuan
from papers import Paper, drawn
from usual import begin, credit, keep, licence, option, qualification, task_book, undertaking

SCHEME = "m04-basic"
UNIVERSITIES = ("示例大学物理学院", "示例科学院微系统研究所", "示例理工大学")


def special_audit(answers: Answers) -> bytes:
    org, basic, proofs = answers["org"], answers["basic"], answers["proofs"]
    names = {"name": org["name"], "year": basic["year"], "input": said(yuan(proofs["audited"])), "rd": said(yuan(proofs["audited_rd"]))}

    def draw(paper: Paper) -> None:
        paper.heading(f"{basic['year']}年度基础研究投入专项审计报告", 20)
        paper.line(proofs["number"], align="right")
        paper.line(f"{org['name']}：")
        for part in WORDING["special_audit"]:
            paper.text(part.format(**names))
        paper.signed(proofs["firm"], day(proofs["signed"]), proofs["firm"])
        paper.page()
        paper.heading("附表一　基础研究投入构成", 15)
        parts = [(option("basic_items", row["item"]), said(yuan(row["amount"])), row["basis"]) for row in answers["makeup"]["parts"]]
        paper.table([("科目", "金额（元）", "归集依据"), *parts, ("合计", names["input"], "")], (1.4, 1.3, 3))
        paper.space(16)
        paper.heading("附表二　基础研究项目支出", 15)
        topics = [(row["title"], row["lead"], said(yuan(row["spent"]))) for row in answers["topics"]["list"]]
        paper.table([("项目", "负责人", "年度支出（元）"), *topics, ("合计", "", names["input"])], (3.2, 0.9, 1.6))

    return drawn("基础研究投入专项审计报告", draw)


def agreements(answers: Answers) -> bytes:
    parts = {row["item"]: row["amount"] for row in answers["makeup"]["parts"]}
    shares = ("380.00万元", "328.00万元", "210.00万元")
    assert sum(map(yuan, shares)) == yuan(parts["external"])
    name, year = answers["org"]["name"], answers["basic"]["year"]

    def draw(paper: Paper) -> None:
        for other, amount in zip(UNIVERSITIES, shares, strict=True):
            paper.heading("基础研究委托合同（首页与签章页）", 18)
            paper.line(f"甲方：{name}")
            paper.line(f"乙方：{other}")
            paper.line(f"{year}年度研究经费：人民币{said(yuan(amount))}元")
            for term in WORDING["commission"]:
                paper.text(term)
            paper.signed(f"甲方（盖章）：{name}", day(f"{year}-02-18"), name)
            paper.page()
        paper.heading("联合基金出资协议（首页）", 18)
        paper.text(f"{name}向联合基金出资人民币{said(yuan(parts['donation']))}元，用于面向青年学者公开征集量子测量与生命过程的交叉问题。")
        paper.signed(f"出资方（盖章）：{name}", day(f"{year}-03-27"), name)

    return drawn("委托研究合同与联合基金协议", draw)


def statistics(answers: Answers) -> bytes:
    org, proofs = answers["org"], answers["proofs"]
    rows: list[Row] = answers["makeup"]["parts"]
    outside = sum((yuan(row["amount"]) for row in rows if row["item"] in ("external", "donation")), Decimal(0))

    def draw(paper: Paper) -> None:
        paper.heading("企业研究开发活动及相关情况（107-2 表）", 18)
        paper.line(f"填报单位：{org['name']}　　统一社会信用代码：{org['uscc']}", 10)
        paper.line(f"{answers['basic']['year']}年　　单位：元", 10, align="right")
        paper.table(
            [
                ("指标名称", "本年"),
                ("研究开发费用合计", said(yuan(proofs["stated_rd"]))),
                ("其中：基础研究支出（内部支出）", said(yuan(proofs["stated"]))),
                ("委托外单位与联合基金的基础研究支出", said(outside)),
            ],
            (3, 1.6),
            11,
        )
        paper.signed(f"统计负责人：{answers['finance_head']['name']}", "2026年2月26日", org["name"])

    return drawn("研发活动统计报表", draw)


def results(answers: Answers) -> bytes:
    def draw(paper: Paper) -> None:
        paper.heading("论文首页与专利清单", 20)
        paper.line(f"单位：{answers['org']['name']}")
        rows = [(row["title"], row["result"]) for row in answers["topics"]["list"]]
        paper.table([("基础研究项目", "申报年度主要成果"), *rows], (2, 2.4), 10)
        paper.space(12)
        paper.text(
            f"近三年合计发表学术论文{answers['bodies']['papers']}篇，授权相关发明专利{answers['bodies']['patents']}项，首页与证书按项目顺序附后（样例从略）。"
        )
        paper.signed("科学委员会", "2026年3月12日", answers["org"]["name"])

    return drawn("论文首页与专利清单", draw)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    made = {
        f"A04-{row['year']}年度审计报告.pdf": audit(answers, row["year"], WORDING["plain_notes"]) for row in answers["finance"]["audits"]
    }
    return made | {
        "A01-营业执照.jpg": licence(answers),
        "A08-论文首页与专利清单.pdf": results(answers),
        "A15-基础研究专项审计报告.pdf": special_audit(answers),
        "A18-委托研究与联合基金协议.pdf": agreements(answers),
        "A19-高新技术企业证书.jpg": qualification(answers),
        "A20-研发活动统计报表.pdf": statistics(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A36-市级项目任务书首页.pdf": task_book(answers, "2024-07-01"),
    }


if __name__ == "__main__":
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))
