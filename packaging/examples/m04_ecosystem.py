"""Makes the attachments of the worked example m04-ecosystem from its answers, so that papers and answers cannot disagree.

Run: python packaging/examples/m04_ecosystem.py
"""

from __future__ import annotations

from accounts import audit
from given import WORDING, Answers, read_answers, said, yuan
from papers import Paper, drawn
from usual import begin, certificates, credit, keep, licence, option, qualification, recommendation, task_book, undertaking

SCHEME = "m04-ecosystem"


def cooperation(answers: Answers) -> bytes:
    org = answers["org"]

    def draw(paper: Paper) -> None:
        for number, row in enumerate(answers["chain"]["partners"][:3]):
            if number:
                paper.page()
            paper.heading("年度合作合同（首页与签章页）", 20)
            paper.line(f"甲方：{org['name']}")
            paper.line(f"乙方：{row['name']}（{option('chain_roles', row['role'])}）")
            paper.text(WORDING["cooperation"].format(content=row["content"], trade=said(yuan(row["trade"]))))
            paper.signed(f"乙方（盖章）：{row['name']}", "2025年1月10日", row["name"])

    return drawn("主要合作合同首页", draw)


def market(answers: Answers) -> bytes:
    def draw(paper: Paper) -> None:
        for number, row in enumerate(answers["standing_in"]["markets"]):
            if number:
                paper.page()
            paper.heading("市场地位证明", 22)
            area = option("market_scopes", row["scope"])
            paper.text(WORDING["market"].format(name=answers["org"]["name"], area=area, **row), 13)
            paper.signed("出具单位（样例）", "2026年2月20日", "样例出具单位")

    return drawn("市场地位证明", draw)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    made = {
        f"A04-{row['year']}年度审计报告.pdf": audit(answers, row["year"], WORDING["plain_notes"]) for row in answers["finance"]["audits"]
    }
    return made | {
        "A01-营业执照.jpg": licence(answers),
        "A08-知识产权证书.pdf": certificates(answers),
        "A11-主要合作合同首页.pdf": cooperation(answers),
        "A15-市场地位证明.pdf": market(answers),
        "A19-高新技术企业证书.jpg": qualification(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A24-推荐函.jpg": recommendation(answers, WORDING["recommended"]),
        "A36-市级项目任务书首页.pdf": task_book(answers, "2022-06-28"),
    }


if __name__ == "__main__":
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))
