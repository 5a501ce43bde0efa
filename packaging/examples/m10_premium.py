"""Makes the attachments of the worked example m10-premium from its answers, so that papers and answers cannot disagree.

Run: python packaging/examples/m10_premium.py
"""

from __future__ import annotations

from decimal import Decimal

from given import Answers, Row, day, read_answers, said, yuan
from loans import loan_contract, repayment
from papers import Paper, drawn, scan
from usual import begin, credit, keep, licence, option, undertaking

from shenbao import money

SCHEME = "m10-premium"
VAT = Decimal("1.06")


def policy(answers: Answers, row: Row, seed: int) -> bytes:
    org = answers["org"]["name"]
    insurance = row["kind"] == "loan_insurance"
    title, number = ("贷款履约责任保证保险保险单", "保险单号") if insurance else ("融资担保函", "保函编号")

    def draw(paper: Paper) -> None:
        paper.heading(title, 22)
        paper.line(f"{number}：{row['number']}", align="right")
        paper.table(
            [
                ("投保人" if insurance else "被担保人", org),
                (
                    "被保险人" if insurance else "受益人",
                    next(each["bank"] for each in answers["loan"]["list"] if each["number"] == row["loan"]),
                ),
                ("所保借款合同", row["loan"]),
                ("保险金额" if insurance else "担保金额", f"￥{said(yuan(row['insured']))}　{money.in_words(yuan(row['insured']))}"),
                ("期间", f"{day(row['starts'])}至{day(row['ends'])}"),
                ("保险费" if insurance else "担保费", f"￥{said(yuan(row['paid']))}　{money.in_words(yuan(row['paid']))}"),
                ("责任", "借款人未按借款合同约定归还本金的，由本机构按约定比例向贷款银行承担责任。"),
            ],
            (1, 3.2),
            11.5,
            head=False,
        )
        paper.signed(row["insurer"], day(row["date"]), row["insurer"])

    return scan(drawn(title, draw), tilt=0.3 if insurance else -0.25, seed=seed)


def invoices(answers: Answers) -> bytes:
    org = answers["org"]

    def draw(paper: Paper) -> None:
        for number, row in enumerate(answers["premium"]["list"]):
            if number:
                paper.page()
            gross = yuan(row["paid"])
            net = (gross / VAT).quantize(Decimal("0.01"))
            paper.heading("电子发票（增值税专用发票）", 20)
            paper.line(f"发票号码：{row['invoice']}", align="right")
            paper.line(f"开票日期：{day(row['date'])}", align="right")
            paper.table([("购买方", org["name"], org["uscc"]), ("销售方", row["insurer"], "（样例）")], (0.6, 2.6, 1.8), 10.5, head=False)
            item = option("premium_kinds", row["kind"])
            paper.table(
                [("项目名称", "税率", "金额（元）", "税额（元）"), (f"*金融服务*{item}", "6%", said(net), said(gross - net))],
                (2.6, 0.6, 1.4, 1.4),
                10.5,
            )
            paper.line(f"价税合计（大写）：{money.in_words(gross)}　（小写）￥{said(gross)}")
            paper.line(f"备注：{row['number']}", 10.5)
            paper.seal(row["insurer"], paper.width - 120, paper.y - 60)

    return drawn("保费发票", draw, landscape=True)


def slips(answers: Answers) -> bytes:
    org, bank = answers["org"]["name"], answers["bank"]

    def draw(paper: Paper) -> None:
        for row in answers["premium"]["list"]:
            paper.heading("示例银行　客户专用回单（付款）", 16)
            paper.table(
                [
                    ("付款方", row["payer"]),
                    ("付款账号", f"{bank['account'][:6]}********{bank['account'][-4:]}　{bank['branch']}"),
                    ("收款方", row["insurer"]),
                    ("金额", f"￥{said(yuan(row['paid']))}　{money.in_words(yuan(row['paid']))}"),
                    ("日期", day(row["date"])),
                    ("摘要", f"保费（担保费）　{row['number']}"),
                ],
                (0.8, 4),
                11,
                head=False,
            )
            paper.seal("示例银行", y=paper.y - 30)
            paper.space(90)
        paper.page()
        for row in answers["loan"]["list"]:
            repayment(paper, answers, row, row["settled"])
        paper.text(f"经核对，{org}上述贷款均已结清，无逾期记录。", 10.5)

    return drawn("支付与还款回单", draw)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    made = {
        "A01-营业执照.jpg": licence(answers),
        "A12-保费发票.pdf": invoices(answers),
        "A13-支付与还款回单.pdf": slips(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
    }
    for row in answers["loan"]["list"]:
        made[f"A11-借款合同{row['number'].rpartition('-')[2]}.pdf"] = loan_contract(answers, row)
    for number, row in enumerate(answers["premium"]["list"], 1):
        made[f"A38-保单{number}.jpg"] = policy(answers, row, 70 + number)
    return made


def main() -> None:
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))


if __name__ == "__main__":
    main()
