"""Makes the attachments of the worked example m10-interest from its answers, so that papers and answers cannot disagree.

Run: python packaging/examples/m10_interest.py
"""

from __future__ import annotations

from given import Answers, Row, day, read_answers, said, yuan
from loans import loan_contract, repayment
from papers import Paper, drawn
from usual import begin, credit, keep, licence, task_book, undertaking

SCHEME = "m10-interest"
REPAID_IN_PART = "2026-02-10"


def statement(answers: Answers, row: Row) -> bytes:
    """The bank's interest statement of one loan, and the slip of repayment."""
    payments = [each for each in answers["interest"]["payments"] if each["loan"] == row["number"]]

    def draw(paper: Paper) -> None:
        paper.heading(f"{row['bank']}　贷款利息清单", 18)
        paper.line(f"借款人：{answers['org']['name']}　　合同编号：{row['number']}　　年利率：{row['rate']}%", 10.5)
        paper.table(
            [
                ("计息起日", "计息止日", "计息本金（元）", "利息（元）", "扣款日期", "回单号"),
                *(
                    (
                        day(each["starts"]),
                        day(each["ends"]),
                        said(yuan(each["balance"])),
                        said(yuan(each["paid"])),
                        day(each["date"]),
                        each["slip"],
                    )
                    for each in payments
                ),
                ("合计", "", "", said(sum((yuan(each["paid"]) for each in payments), yuan("0"))), "", ""),
            ],
            (1.3, 1.3, 1.3, 1.05, 1.3, 1.65),
            9,
        )
        paper.text("以上利息已按期从借款人账户扣收，无逾期、欠息、罚息。", 10.5)
        paper.signed(row["bank"], day(payments[-1]["date"]), row["bank"])
        paper.space(30)
        repayment(paper, answers, row, row.get("settled", REPAID_IN_PART))

    return drawn(f"利息清单 {row['number']}", draw)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    made = {
        "A01-营业执照.jpg": licence(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A36-区级奖励批文.pdf": task_book(answers, "2025-06-20"),
    }
    for row in answers["loan"]["list"]:
        short = row["number"].rpartition("-")[2]
        made[f"A11-借款合同{short}.pdf"] = loan_contract(answers, row)
        made[f"A13-付息凭证{short}.pdf"] = statement(answers, row)
    return made


def main() -> None:
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))


if __name__ == "__main__":
    main()
