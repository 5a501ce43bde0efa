"""Makes the attachments of the worked example m05-keystage from its answers, so that papers and answers cannot disagree.

Run: python packaging/examples/m05_keystage.py
"""

from __future__ import annotations

from accounts import audit
from given import WORDING, Answers, read_answers, said, yuan
from papers import Paper, drawn
from usual import begin, credit, keep, licence, option, qualification, recommendation, task_book, undertaking

SCHEME = "m05-keystage"


def orders(answers: Answers) -> bytes:
    name = answers["org"]["name"]

    def draw(paper: Paper) -> None:
        running = [row for row in answers["stage"]["products"] if yuan(row["orders"])]
        for number, row in enumerate(running):
            if number:
                paper.page()
            paper.heading("年度框架采购合同（首页与签章页）", 20)
            paper.line(f"供方：{name}")
            paper.line("需方：示例功率器件（上海）有限公司等")
            paper.text(WORDING["orders"].format(name=row["name"], users=row["users"], orders=said(yuan(row["orders"]))))
            paper.signed(f"供方（盖章）：{name}", "2026年1月16日", name)

    return drawn("在手订单合同首页", draw)


def financing(answers: Answers) -> bytes:
    name = answers["org"]["name"]

    def draw(paper: Paper) -> None:
        for number, row in enumerate(answers["need"]["present"]):
            if number:
                paper.page()
            year, month = row["signed"].split("-")
            paper.heading(f"{option('finance_kinds', row['kind'])}合同（首页）", 20)
            paper.table(
                [
                    ("资金方", row["funder"]),
                    ("用资方", name),
                    ("签订年月", f"{year}年{int(month)}月"),
                    ("金额", f"{said(yuan(row['amount']))}元"),
                    ("填报时余额", f"{said(yuan(row['balance']))}元"),
                ],
                (1, 3),
                12,
                head=False,
            )
            paper.signed(row["funder"], f"{year}年{int(month)}月12日", row["funder"])

    return drawn("融资凭证", draw)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    made = {
        f"A04-{row['year']}年度审计报告.pdf": audit(answers, row["year"], WORDING["plain_notes"]) for row in answers["finance"]["audits"]
    }
    return made | {
        "A01-营业执照.jpg": licence(answers),
        "A11-在手订单合同首页.pdf": orders(answers),
        "A16-融资凭证.pdf": financing(answers),
        "A19-高新技术企业证书.jpg": qualification(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A24-推荐函.jpg": recommendation(answers, WORDING["recommended"], "上海市经济和信息化委员会"),
        "A36-市级项目任务书首页.pdf": task_book(answers, "2023-07-05"),
    }


if __name__ == "__main__":
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))
