"""Papers of the sale: contracts, invoices, bank receipts and user reports."""

from __future__ import annotations

from given import WORDING, Answers, Row, day, rows_of, said, yuan
from papers import Paper, drawn, scan

from shenbao import money


def contract(answers: Answers, row: Row) -> bytes:
    org, product = answers["org"], answers["product"]
    gross = yuan(row["gross"])

    def draw(paper: Paper) -> None:
        paper.heading(row["name"], 22)
        paper.line(f"合同编号：{row['number']}", 11, align="right")
        paper.line(f"签订日期：{day(row['signed'])}", 11, align="right")
        paper.line(f"甲方（用户）：{row['buyer']}　统一社会信用代码：{row['buyer_uscc']}", 10.5)
        paper.line(f"乙方（供方）：{org['name']}　统一社会信用代码：{org['uscc']}", 10.5)
        excluded = yuan(row.get("excluded", "0"))
        lines = [
            ("标的", "型号", "数量", "含税金额（元）"),
            (product["name"], row["model"], f"{row['quantity']}台", said(gross - excluded)),
        ]
        if excluded:
            lines.append(("两年维保服务", "—", "1项", said(excluded)))
        paper.table([*lines, ("合计", "", "", said(gross))], (2.4, 1.4, 0.8, 1.6), 10.5)
        for term in WORDING["first_terms"]:
            paper.text(term.format(words=money.in_words(gross), gross=said(gross), rate=row["rate"], delivered=day(row["delivered"])))
        paper.page()
        for term in WORDING["last_terms"]:
            paper.text(term.format(model=row["model"]))
        paper.space(50)
        paper.line(f"甲方（盖章）：{row['buyer']}", 10.5)
        paper.seal(row["buyer"], paper.width - 180)
        paper.space(70)
        paper.line(f"乙方（盖章）：{org['name']}", 10.5)
        paper.seal(org["name"], paper.width - 180)

    return drawn(f"合同 {row['number']}", draw)


def invoices(answers: Answers) -> bytes:
    org, product, chain = answers["org"], answers["product"], answers["contract"]

    def draw(paper: Paper) -> None:
        for number, row in enumerate(chain["invoices"]):
            buyer = next(each for each in chain["list"] if each["number"] == row["contract"])
            if number:
                paper.page()
            net, tax = yuan(row["net"]), yuan(row["tax"])
            paper.heading("电子发票（增值税专用发票）", 20)
            paper.line(f"发票号码：{row['number']}", 11, align="right")
            paper.line(f"开票日期：{day(row['date'])}", 11, align="right")
            paper.table(
                [("购买方", buyer["buyer"], buyer["buyer_uscc"]), ("销售方", org["name"], org["uscc"])], (0.6, 2.6, 1.8), 10.5, head=False
            )
            paper.table(
                [
                    ("项目名称", "规格型号", "税率", "金额（元）", "税额（元）"),
                    (f"*工业机器人*{product['name']}", product["model"], f"{buyer['rate']}%", said(net), said(tax)),
                ],
                (2.6, 1, 0.6, 1.4, 1.4),
                10.5,
            )
            paper.line(f"价税合计（大写）：{money.in_words(net + tax)}　（小写）￥{said(net + tax)}", 11)
            paper.line(f"备注：合同编号 {row['contract']}", 10.5)
            paper.seal(org["name"], paper.width - 120, paper.y - 60)

    return drawn("发票", draw, landscape=True)


def receipts(answers: Answers, contract_row: Row, seed: int) -> bytes:
    org, bank = answers["org"], answers["bank"]

    def draw(paper: Paper) -> None:
        for row in rows_of(answers["contract"]["receipts"], contract_row["number"]):
            paper.heading("示例银行　客户专用回单（收款）", 16)
            paper.line(f"回单编号：{row['slip']}　　日期：{day(row['date'])}", 10.5)
            paper.table(
                [
                    ("付款方", row["payer"]),
                    ("收款方", org["name"]),
                    ("收款账号", f"{bank['account'][:6]}********{bank['account'][-4:]}　{bank['branch']}"),
                    ("金额", f"￥{said(yuan(row['amount']))}　{money.in_words(yuan(row['amount']))}"),
                    ("摘要", f"货款　合同 {row['contract']}"),
                ],
                (0.8, 4),
                11,
                head=False,
            )
            paper.seal("示例银行", y=paper.y - 30)
            paper.space(90)
            if row["payer"] != contract_row["buyer"]:
                paper.text(WORDING["entrusted"].format(buyer=contract_row["buyer"], **row))

    return scan(drawn("银行回单", draw), tilt=-0.3, seed=seed)


def user_report(answers: Answers, row: Row, seed: int) -> bytes:
    product = answers["product"]
    buyer = next(each for each in answers["contract"]["list"] if each["number"] == row["contract"])

    def draw(paper: Paper) -> None:
        paper.heading("用 户 应 用 报 告", 24)
        paper.table(
            [
                ("产品名称", product["name"]),
                ("产品型号", product["model"]),
                ("研制单位", answers["org"]["name"]),
                ("用户单位", buyer["buyer"]),
                ("合同编号", row["contract"]),
                ("数量", f"{buyer['quantity']}台"),
                ("使用地点与工况", row["site"]),
                ("投用日期", day(row["since"])),
                ("累计运行", f"{row['hours']}小时"),
            ],
            (1.2, 3.6),
            12,
            head=False,
        )
        paper.text(f"用户结论：{row['verdict']}。", 12)
        paper.signed(buyer["buyer"], day(row["dated"]), buyer["buyer"])

    return scan(drawn("用户应用报告", draw), tilt=0.25, seed=seed)
