"""Makes the attachments of the worked example m05-scaleup from its answers, so that papers and answers cannot disagree.

Run: python packaging/examples/m05_scaleup.py
"""

from __future__ import annotations

from decimal import Decimal

from accounts import audit
from given import WORDING, Answers, read_answers, said, yuan
from papers import Paper, drawn
from usual import begin, credit, keep, licence, option, qualification, recommendation, undertaking

SCHEME = "m05-scaleup"
TITLE = "企业小升规一次性奖励"
QUARTERS = (Decimal("0.14"), Decimal("0.21"), Decimal("0.28"))
"""Shares of the first three quarters; the fourth has the rest."""


def taxes(answers: Answers) -> bytes:
    org, year = answers["org"], answers["finance"]["years"][-1]

    def quarters(whole: Decimal) -> list[str]:
        first = [(whole * share).quantize(Decimal("0.01")) for share in QUARTERS]
        return [said(each) for each in (*first, whole - sum(first))]

    def draw(paper: Paper) -> None:
        paper.heading("税收完税证明", 22)
        paper.line(f"纳税人：{org['name']}　　{org['uscc']}", 10.5)
        paper.table(
            [("税款所属期", "税种", "实缴金额（元）"), (f"{year['year']}年1月至12月", "各项税费合计", said(yuan(year["taxes"])))],
            (2, 1.6, 1.6),
            11,
        )
        paper.signed("税务机关（样例）", "2026年2月6日", "样例税务机关")
        paper.page()
        paper.heading("增值税纳税申报汇总", 20)
        paper.line(f"纳税人：{org['name']}　　单位：元", 10.5)
        rows = [(f"{year['year']}年第{number}季度", amount) for number, amount in enumerate(quarters(yuan(year["revenue"])), 1)]
        paper.table([("所属期", "申报销售额"), *rows, ("全年合计", said(yuan(year["revenue"])))], (2, 2), 11)
        paper.signed(f"办税人：{answers['finance_head']['name']}", "2026年1月15日", org["name"])

    return drawn("完税证明与增值税申报汇总", draw)


def statistics(answers: Answers) -> bytes:
    org, scaling = answers["org"], answers["scaling"]
    reports = {row["year"]: row for row in answers["finance"]["audits"]}

    def draw(paper: Paper) -> None:
        paper.heading("工业产销总值及主要产品产量（B204-1 表）", 18)
        paper.line(f"填报单位：{org['name']}　　{org['uscc']}", 10)
        paper.line("数据来源：统计联网直报平台（样例水印）　　单位：元", 10)
        rows = [
            (
                row["year"],
                said(yuan(row["output"])),
                said(yuan(row["added"])),
                said(yuan(reports[row["year"]]["statistics"])),
                f"{row['staff']}人",
            )
            for row in answers["statistics"]["years"]
        ]
        paper.table([("年度", "工业总产值", "增加值", "营业收入", "期末从业人员"), *rows], (0.7, 1.5, 1.4, 1.5, 1.2), 10)
        paper.signed(f"统计负责人：{answers['finance_head']['name']}", "2026年1月20日", org["name"])
        paper.page()
        paper.heading("规模以上企业入库证明", 22)
        year, month = org["scale_month"].split("-")
        sector, reason = option("scale_sectors", scaling["sector"]), option("scale_reasons", scaling["reason"])
        entry = {"name": org["name"], "uscc": org["uscc"], "year": year, "month": int(month), "sector": sector, "reason": reason}
        paper.text(WORDING["entered"].format(**entry), 13)
        paper.signed(f"{scaling['bureau']}（样例）", "2026年1月28日", "样例统计机构")

    return drawn("统计报表与入库证明", draw)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    made = {
        f"A04-{row['year']}年度审计报告.pdf": audit(answers, row["year"], WORDING["plain_notes"]) for row in answers["finance"]["audits"]
    }
    return made | {
        "A01-营业执照.jpg": licence(answers),
        "A06-完税证明与增值税申报汇总.pdf": taxes(answers),
        "A19-高新技术企业证书.jpg": qualification(answers),
        "A20-统计报表与入库证明.pdf": statistics(answers),
        "A21-承诺书.jpg": undertaking(answers, TITLE),
        "A23-信用自查截图.png": credit(answers),
        "A24-推荐函.jpg": recommendation(answers, WORDING["scaled"], "上海市经济和信息化委员会"),
    }


if __name__ == "__main__":
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))
