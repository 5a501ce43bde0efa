"""Papers of loans: contracts, and slips of interest, premium and repayment."""

from __future__ import annotations

from given import WORDING, Answers, Row, day, said, yuan
from papers import Paper, drawn
from usual import option

from shenbao import money


def loan_contract(answers: Answers, row: Row) -> bytes:
    org, principal = answers["org"]["name"], yuan(row["principal"])
    named = {
        "words": money.in_words(principal).removeprefix("人民币"),
        "principal": said(principal),
        "drawn": day(row["drawn"]),
        "due": day(row["due"]),
        "rate": row["rate"],
        "security": option("loan_securities", row["security"]),
    }

    def draw(paper: Paper) -> None:
        paper.heading("流动资金借款合同（摘要）", 22)
        paper.line(f"合同编号：{row['number']}", align="right")
        paper.line(f"甲方（贷款人）：{row['bank']}")
        paper.line(f"乙方（借款人）：{org}")
        for term in WORDING["loan_terms"]:
            paper.text(term.format(**named))
        paper.space(40)
        paper.line(f"甲方（盖章）：{row['bank']}", 10.5)
        paper.seal(row["bank"], paper.width - 180)
        paper.space(80)
        paper.line(f"乙方（盖章）：{org}", 10.5)
        paper.seal(org, paper.width - 180)
        paper.page()
        paper.heading("借款借据", 20)
        paper.table(
            [
                ("借款人", org),
                ("合同编号", row["number"]),
                ("放款日期", day(row["drawn"])),
                ("到期日期", day(row["due"])),
                ("金额", f"￥{said(principal)}　{money.in_words(principal)}"),
                ("年利率", f"{row['rate']}%"),
            ],
            (1, 3.4),
            11,
            head=False,
        )
        paper.signed(row["bank"], day(row["drawn"]), row["bank"])

    return drawn(f"借款合同 {row['number']}", draw)


def repayment(paper: Paper, answers: Answers, row: Row, when: str) -> None:
    """The slip of what was repaid of a loan."""
    paper.heading("还款回单", 16)
    paper.table(
        [
            ("还款人", answers["org"]["name"]),
            ("收款银行", row["bank"]),
            ("合同编号", row["number"]),
            ("归还本金", f"￥{said(yuan(row['repaid']))}　{money.in_words(yuan(row['repaid']))}"),
            ("还款日期", day(when)),
            ("贷款状态", "已结清" if "settled" in row else "正常，部分归还"),
        ],
        (1, 3.4),
        11,
        head=False,
    )
    paper.seal(row["bank"], y=paper.y - 34)
    paper.space(110)
