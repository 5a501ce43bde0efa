"""Papers of the accounts: audit reports and monthly statements."""

from __future__ import annotations

from collections.abc import Sequence

from given import WORDING, Answers, Row, day, said, yuan
from papers import MARGIN, Paper, drawn


def audit(answers: Answers, year: str, notes: Sequence[Row] = WORDING["notes"]) -> bytes:
    org, finance = answers["org"], answers["finance"]
    report = next(row for row in finance["audits"] if row["year"] == year)
    figures = {row["year"]: row for row in finance["years"]}
    now, before = figures[year], figures.get(str(int(year) - 1))

    def both(key: str) -> tuple[str, str]:
        return said(yuan(now[key])), said(yuan(before[key])) if before else "—"

    def equity(row: Row | None) -> str:
        return said(yuan(row["assets"]) - yuan(row["liabilities"])) if row else "—"

    def draw(paper: Paper) -> None:
        paper.space(120)
        paper.heading(org["name"], 22)
        paper.heading(f"{year}年度财务报表审计报告", 22)
        paper.space(40)
        paper.line(report["number"], 13, align="centre")
        paper.space(260)
        paper.line(report["firm"], 14, align="centre")
        paper.page()
        paper.heading("审 计 报 告", 20)
        paper.line(report["number"], align="right")
        paper.line(f"{org['name']}全体股东：", 11)
        for part in WORDING["opinion"]:
            paper.text(part.format(name=org["name"], year=year))
        paper.page()
        paper.heading("审计报告（续）", 16)
        for part in WORDING["duties"]:
            paper.text(part.format(name=org["name"], year=year))
        paper.signed(report["firm"], day(report["signed"]), report["firm"])
        paper.page()
        _sheet(
            paper,
            "资产负债表",
            f"{year}年12月31日",
            org["name"],
            [
                ("资产总计", *both("assets")),
                ("负债合计", *both("liabilities")),
                ("所有者权益合计", equity(now), equity(before)),
                ("负债和所有者权益总计", *both("assets")),
            ],
        )
        paper.page()
        _sheet(
            paper,
            "利润表",
            f"{year}年度",
            org["name"],
            [
                ("一、营业收入", *both("revenue")),
                ("　　其中：主营业务收入", *both("main_revenue")),
                ("　　其中：研发费用", *both("rd")),
                ("二、利润总额", *both("profit")),
                ("三、净利润", *both("net_profit")),
            ],
        )
        paper.page()
        _sheet(paper, "现金流量表", f"{year}年度", org["name"], [("经营活动产生的现金流量净额", *both("cash_flow"))])
        _sheet(paper, "所有者权益变动表", f"{year}年度", org["name"], [("所有者权益合计", equity(now), equity(before))])
        figures_said = {
            "rd": both("rd")[0],
            "revenue": both("revenue")[0],
            "scope": org["scope"],
            "product": both("product_revenue")[0] if "product_revenue" in now else "",
            "taxes": both("taxes")[0],
        }
        for number, note in enumerate(notes, 1):
            if number % 2:
                paper.page()
            paper.heading(f"财务报表附注{number}　{note['title']}", 14)
            paper.text(note["text"].format(name=org["name"], capital=said(yuan(org["reg_capital"])), **figures_said))
        paper.page()
        paper.heading("会计师事务所执业证书", 22)
        paper.table(
            [
                ("名称", report["firm"]),
                ("组织形式", "特殊普通合伙"),
                ("执业证书编号", "31000117（样例）"),
                ("批准执业日期", "2012年5月8日"),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed("发证机关（样例）", "2012年5月8日", "发证机关")
        paper.page()
        paper.heading("注册会计师证书", 22)
        paper.table(
            [("姓名", "样例注册会计师"), ("证书编号", "310000110117（样例）"), ("年度检验", "合格，继续有效一年")], (1, 3), 12, head=False
        )

    return drawn(f"{year}年度审计报告", draw)


def _sheet(paper: Paper, title: str, when: str, name: str, rows: Sequence[tuple[str, str, str]]) -> None:
    paper.heading(title, 18)
    paper.line(f"编制单位：{name}", 10)
    paper.line(f"{when}　　单位：元", 10, align="right")
    paper.table([("项目", "期末数／本年数", "期初数／上年数"), *rows], (2, 1.4, 1.4), 10.5)
    paper.seal(name, MARGIN + 60, paper.y - 70)
    paper.space(140)


def statements(answers: Answers) -> bytes:
    org, finance = answers["org"], answers["finance"]

    def draw(paper: Paper) -> None:
        paper.heading("利润表（未经审计）", 20)
        paper.line(f"编制单位：{org['name']}", 10)
        paper.line("2026年1—2月　　单位：元", 10, align="right")
        paper.table(
            [
                ("项目", "本年累计数"),
                ("一、营业收入", said(yuan(finance["recent_revenue"]))),
                ("二、净利润", said(yuan(finance["recent_profit"]))),
            ],
            (2, 1.4),
            11,
        )
        paper.signed(f"财务负责人：{answers['finance_head']['name']}", "2026年3月9日", org["name"])

    return drawn("2026年2月财务报表", draw)
