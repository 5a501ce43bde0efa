"""Makes the attachments of the worked example m10-listing from its answers, so that papers and answers cannot disagree.

Run: python packaging/examples/m10_listing.py
"""

from __future__ import annotations

from accounts import audit
from given import WORDING, Answers, day, read_answers, said, yuan
from papers import Paper, drawn
from usual import begin, certificates, credit, keep, licence, option, qualification, task_book, undertaking

from shenbao import money

SCHEME = "m10-listing"


def contracts(answers: Answers) -> bytes:
    org = answers["org"]["name"]

    def draw(paper: Paper) -> None:
        for number, row in enumerate(answers["costs"]["list"]):
            if number:
                paper.page()
            service = option("listing_costs", row["kind"])
            paper.heading(f"上市{service}服务合同（摘要）", 20)
            paper.line(f"合同编号：{row['contract']}", align="right")
            paper.line(f"甲方（委托人）：{org}")
            paper.line(f"乙方（受托人）：{row['agency']}")
            fee = said(yuan(row["paid"]))
            for term in WORDING["agency_terms"]:
                paper.text(
                    term.format(
                        service=service, words=money.in_words(yuan(row["paid"])), fee=fee, stage=option("listing_stages", row["stage"])
                    )
                )
            paper.space(50)
            paper.line(f"甲方（盖章）：{org}", 10.5)
            paper.seal(org, paper.width - 180)
            paper.space(80)
            paper.line(f"乙方（盖章）：{row['agency']}", 10.5)
            paper.seal(row["agency"], paper.width - 180)

    return drawn("中介服务合同", draw)


def invoices(answers: Answers) -> bytes:
    org = answers["org"]

    def draw(paper: Paper) -> None:
        for number, row in enumerate(answers["costs"]["list"]):
            if number:
                paper.page()
            net, gross = yuan(row["net"]), yuan(row["paid"])
            paper.heading("电子发票（增值税专用发票）", 20)
            paper.line(f"发票号码：{row['invoice']}", align="right")
            paper.line(f"开票日期：{day(row['invoiced'])}", align="right")
            paper.table([("购买方", org["name"], org["uscc"]), ("销售方", row["agency"], "（样例）")], (0.6, 2.6, 1.8), 10.5, head=False)
            item = option("listing_costs", row["kind"])
            paper.table(
                [("项目名称", "税率", "金额（元）", "税额（元）"), (f"*鉴证咨询服务*{item}服务费", "6%", said(net), said(gross - net))],
                (2.6, 0.6, 1.4, 1.4),
                10.5,
            )
            paper.line(f"价税合计（大写）：{money.in_words(gross)}　（小写）￥{said(gross)}")
            paper.line(f"备注：合同编号 {row['contract']}", 10.5)
            paper.seal(row["agency"], paper.width - 120, paper.y - 60)

    return drawn("发票", draw, landscape=True)


def slips(answers: Answers) -> bytes:
    org, bank = answers["org"]["name"], answers["bank"]

    def draw(paper: Paper) -> None:
        for row in answers["costs"]["list"]:
            paper.heading("示例银行　客户专用回单（付款）", 15)
            paper.table(
                [
                    ("付款方", org),
                    ("付款账号", f"{bank['account'][:6]}********{bank['account'][-4:]}　{bank['branch']}"),
                    ("收款方", row["agency"]),
                    ("金额", f"￥{said(yuan(row['paid']))}　{money.in_words(yuan(row['paid']))}"),
                    ("日期", day(row["date"])),
                    ("摘要", f"中介服务费　合同 {row['contract']}"),
                ],
                (0.8, 4),
                10.5,
                head=False,
            )
            paper.seal("示例银行", y=paper.y - 20)
            paper.space(64)

    return drawn("付款回单", draw)


def progress(answers: Answers) -> bytes:
    org, stage = answers["org"], answers["stage"]

    def draw(paper: Paper) -> None:
        paper.heading("股份有限公司设立登记通知书", 20)
        paper.text(
            f"{org['name']}：你单位提交的整体变更设立股份有限公司申请，经审查符合规定，准予登记，成立日期沿用原有限公司成立日期。", 12
        )
        paper.signed("登记机关（样例）", day(stage["reform_date"]), "登记机关")
        paper.page()
        paper.heading("辅导备案登记表（首页）", 20)
        paper.table(
            [
                ("备案编号", stage["tutoring_number"]),
                ("辅导对象", org["name"]),
                ("辅导机构", stage["sponsor"]),
                ("拟上市板块", option("listing_boards", stage["board"])),
                ("备案日期", day(stage["tutoring_date"])),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed("辅导监管机构（样例）", day(stage["tutoring_date"]), "样例监管机构")

    return drawn("辅导备案文件", draw)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    made = {
        f"A04-{row['year']}年度审计报告.pdf": audit(answers, row["year"], WORDING["plain_notes"]) for row in answers["finance"]["audits"]
    }
    return made | {
        "A01-营业执照.jpg": licence(answers),
        "A08-知识产权证书.pdf": certificates(answers),
        "A11-中介服务合同.pdf": contracts(answers),
        "A12-发票.pdf": invoices(answers),
        "A13-付款回单.pdf": slips(answers),
        "A19-高新技术企业证书.jpg": qualification(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A36-市级项目任务书.pdf": task_book(answers, "2023-06-30"),
        "A39-辅导备案文件.pdf": progress(answers),
    }


def main() -> None:
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))


if __name__ == "__main__":
    main()
