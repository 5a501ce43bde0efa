"""Papers of what the applicant paid: contracts, invoices and payments of the costs."""

from __future__ import annotations

from collections.abc import Sequence

from given import WORDING, Answers, Row, day, rows_of, said, yuan
from papers import Paper, drawn

from shenbao import money


def lines_of(answers: Answers, contract: str) -> list[Row]:
    """What the budget lists under a contract."""
    return rows_of(answers["budget"]["lines"], contract)


def cost_contract(answers: Answers, row: Row, terms: Sequence[str] = WORDING["cost_terms"]) -> bytes:
    """One page: what is bought, for how much, how it is paid; foreign ones with their translation."""
    org = answers["org"]
    gross = yuan(row["gross"])

    def draw(paper: Paper) -> None:
        if row.get("original"):
            _foreign(paper, answers, row)
            paper.page()
            paper.line("中文译本（与外文文本内容一致）", 11)
        paper.heading(row["name"], 20)
        paper.line(f"合同编号：{row['number']}　　签订日期：{day(row['signed'])}", 11, align="right")
        paper.line(f"甲方（委托方）：{org['name']}　{org['uscc']}", 10.5)
        paper.line(f"乙方（收款方）：{row['payee']}　{row.get('payee_uscc', '')}", 10.5)
        bought = [(each["basis"], said(yuan(each["total"]))) for each in lines_of(answers, row["number"])]
        paper.table([("服务内容与计算", "金额（元，含税）"), *bought, ("合计", said(gross))], (3.6, 1.4), 10.5)
        if row.get("original"):
            paper.text(f"合同价款为 {row['original']} 欧元，按付款日中间价 {row['fx_rate']} 折合人民币 {said(gross)} 元。")
        for term in terms:
            paper.text(term.format(words=money.in_words(gross), gross=said(gross), payee=row["payee"]))
        paper.space(40)
        paper.line(f"甲方（盖章）：{org['name']}", 10.5)
        paper.seal(org["name"], paper.width - 180)
        paper.space(70)
        paper.line(f"乙方（盖章）：{row['payee']}", 10.5)
        paper.seal(row["payee"], paper.width - 180)

    return drawn(f"合同 {row['number']}", draw)


def _foreign(paper: Paper, answers: Answers, row: Row) -> None:
    """The original of a contract with an organiser abroad."""
    event, expo = answers["event"], answers["expo"]
    paper.heading("Stand Rental Contract", 20)
    paper.line(f"Contract No. {row['number']}　　{row['signed']}", 11, align="right")
    paper.table(
        [
            ("Organiser", row["payee"]),
            ("Exhibitor", f"{expo['fascia']} ({answers['org']['uscc']})"),
            ("Exhibition", event["name_foreign"]),
            ("Dates", f"{event['starts']} – {event['ends']}, Hall B2, B3"),
            ("Stand", f"{expo['booth']}, {expo['area']} m²"),
            ("Fee", f"{expo['area']} m² × EUR 420 = EUR {row['original']}, reverse charge, VAT 0"),
            ("Payment", "By bank transfer within 30 days"),
        ],
        (1, 3.4),
        11,
        head=False,
    )
    paper.signed("Example Photonics Messe GmbH (SAMPLE)", row["signed"], row["payee"])


def cost_invoices(answers: Answers) -> bytes:
    """Two invoices a page."""
    org, chain = answers["org"], answers["spending"]

    def draw(paper: Paper) -> None:
        for number, row in enumerate(chain["invoices"]):
            contract = next(each for each in chain["list"] if each["number"] == row["contract"])
            if number and number % 2 == 0:
                paper.page()
            net, tax = yuan(row["net"]), yuan(row["tax"])
            foreign = row["type"] == "foreign"
            paper.heading("境外票据（附译文）" if foreign else "电子发票", 17)
            paper.line(f"号码：{row.get('number') or row['foreign_number']}　　开票日期：{day(row['date'])}", 10.5, align="right")
            paper.table(
                [("购买方", org["name"], org["uscc"]), ("销售方", contract["payee"], contract.get("payee_uscc", "境外机构"))],
                (0.6, 2.6, 1.8),
                10,
                head=False,
            )
            bought = "、".join(each["basis"] for each in lines_of(answers, contract["number"]))
            paper.table([("项目", "金额（元）", "税额（元）"), (bought, said(net), said(tax))], (3, 1.2, 1), 10)
            paper.line(f"价税合计：{money.in_words(net + tax)}　￥{said(net + tax)}", 10.5)
            paper.line(f"备注：合同编号 {row['contract']}", 10)
            paper.seal(contract["payee"], paper.width - 110, paper.y + 14)
            paper.space(60)

    return drawn("费用发票", draw)


def payments(answers: Answers) -> bytes:
    """Three payment slips a page."""
    org, bank = answers["org"], answers["bank"]

    def draw(paper: Paper) -> None:
        for number, row in enumerate(answers["spending"]["payments"]):
            if number and number % 3 == 0:
                paper.page()
            paper.heading("示例银行　客户专用回单（付款）", 15)
            paper.line(f"回单编号：{row['slip']}　　日期：{day(row['date'])}", 10.5)
            paper.table(
                [
                    ("付款方", f"{org['name']}　{bank['account'][:6]}********{bank['account'][-4:]}"),
                    ("收款方", row["payee"]),
                    ("金额", f"￥{said(yuan(row['amount']))}　{money.in_words(yuan(row['amount']))}"),
                    ("摘要", f"合同 {row['contract']}"),
                ],
                (0.8, 4),
                10.5,
                head=False,
            )
            paper.seal("示例银行", y=paper.y - 10)
            paper.space(50)

    return drawn("付款回单", draw)
