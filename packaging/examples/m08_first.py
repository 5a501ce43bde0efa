"""Makes the attachments of the worked example m08-first from its answers, so that papers and answers cannot disagree.

Run: python packaging/examples/m08_first.py
"""

from __future__ import annotations

from accounts import audit, statements
from chain import contract, invoices, receipts, user_report
from given import WORDING, Answers, read_answers, rows_of, said, yuan
from papers import HEI, Paper, drawn
from usual import begin, certificates, credit, keep, licence, qualification, recommendation, undertaking


def test_report(answers: Answers) -> bytes:
    product, metrics, tech = answers["product"], answers["metrics"], answers["tech"]["list"]

    def draw(paper: Paper) -> None:
        paper.line("CMA　CNAS（样例标识）", 11, HEI)
        paper.space(100)
        paper.heading("检 测 报 告", 30)
        paper.line(f"报告编号：{metrics['test_report']}", 13, align="centre")
        paper.space(40)
        paper.table(
            [
                ("样品名称", product["name"]),
                ("型号规格", product["model"]),
                ("委托单位", answers["org"]["name"]),
                ("检测类别", "委托检测"),
                ("检测机构", metrics["test_firm"]),
                ("签发日期", "2025年8月22日"),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed(metrics["test_firm"], "2025年8月22日", metrics["test_firm"])
        for number, part in enumerate((tech[:1], tech[1:4], tech[4:]), 2):
            paper.page()
            paper.heading(f"检测结果（第{number}页，共4页）", 16)
            paper.line(f"样品：{product['name']}　型号：{product['model']}", 11)
            paper.table(
                [
                    ("检测项目", "单位", "技术要求", "实测值", "单项结论"),
                    *((row["name"], row["unit"], "按企业标准", row["ours"], "合格") for row in part),
                ],
                (2.4, 0.8, 1.4, 1, 1),
                11,
            )
            paper.text(WORDING["test_basis"])
        paper.text(WORDING["test_verdict"])

    return drawn("检测报告", draw)


def novelty(answers: Answers) -> bytes:
    def draw(paper: Paper) -> None:
        paper.space(60)
        paper.heading("科 技 查 新 报 告", 26)
        paper.line("报告编号：CX-2025-0117", 13, align="centre")
        paper.table(
            [
                ("查新项目", answers["project"]["title"]),
                ("委托单位", answers["org"]["name"]),
                ("查新机构", "示例科技信息咨询有限公司"),
                ("完成日期", "2025年9月12日"),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.page()
        paper.heading("查新结论", 18)
        paper.text(answers["metrics"]["novelty"])
        paper.signed("示例科技信息咨询有限公司", "2025年9月12日", "示例科技信息咨询有限公司")

    return drawn("科技查新报告", draw)


def earlier_support(answers: Answers) -> bytes:
    row = answers["prior"]["list"][0]

    def draw(paper: Paper) -> None:
        paper.heading("科研计划项目任务书（首页）", 22)
        paper.table(
            [
                ("项目编号", row["number"]),
                ("项目名称", row["project"]),
                ("承担单位", answers["org"]["name"]),
                ("立项年度", row["year"]),
                ("核定经费", f"{said(yuan(row['approved']))}元"),
                ("已拨经费", f"{said(yuan(row['received']))}元"),
                ("支持内容", row["content"]),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed(row["department"] + "（样例）", "2024年7月1日", "样例主管部门")
        paper.page()
        paper.heading("项目验收证书", 22)
        paper.text(WORDING["acceptance"].format(**row))
        paper.signed(row["department"] + "（样例）", "2025年12月19日", "样例主管部门")

    return drawn("市级项目批文与验收证书", draw)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    chain = answers["contract"]["list"]
    made = {
        "A01-营业执照.jpg": licence(answers),
        "A04-2024年度审计报告.pdf": audit(answers, "2024"),
        "A04-2025年度审计报告.pdf": audit(answers, "2025"),
        "A05-2026年2月财务报表.pdf": statements(answers),
        "A08-知识产权证书.pdf": certificates(answers),
        "A09-检测报告.pdf": test_report(answers),
        "A10-查新报告.pdf": novelty(answers),
        "A12-发票.pdf": invoices(answers),
        "A19-高新技术企业证书.jpg": qualification(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A24-推荐函.jpg": recommendation(answers),
        "A36-市级项目批文与验收证书.pdf": earlier_support(answers),
    }
    for number, row in enumerate(chain):
        short = row["number"].rpartition("-")[2]
        made[f"A11-合同{short}.pdf"] = contract(answers, row)
        made[f"A13-回单{short}.jpg"] = receipts(answers, row, 11 + number)
        report = rows_of(answers["adoption"]["list"], row["number"])[0]
        made[f"A14-用户报告{short}.jpg"] = user_report(answers, report, 21 + number)
    return made


def main() -> None:
    begin()
    keep("m08-first", papers(read_answers()))


if __name__ == "__main__":
    main()
