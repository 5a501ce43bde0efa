"""Makes the attachments of the worked example m08-first from its answers, so that papers and answers cannot disagree.

Run: python packaging/examples/m08_first.py
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "desktop"))
sys.path.insert(0, str(ROOT / "packaging" / "examples"))

from papers import HEI, MARGIN, Paper, drawn, register, scan, screenshot  # noqa: E402

from shenbao import money  # noqa: E402

EXAMPLE = ROOT / "forms" / "examples" / "m08-first"
WORDING = yaml.load((Path(__file__).parent / "wording.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
Answers = Mapping[str, Any]
Row = Mapping[str, str]


def read_answers() -> Answers:
    """The example's answers with every scalar as text."""
    answers: Answers = yaml.load((EXAMPLE / "answers.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)["answers"]
    return answers


def yuan(text: str) -> Decimal:
    """A stored or typed amount in yuan."""
    return Decimal(text.removesuffix("万元")) * 10000 if text.endswith("万元") else Decimal(text)


def said(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def day(text: str) -> str:
    when = date.fromisoformat(text)
    return f"{when.year}年{when.month}月{when.day}日"


def rows_of(rows: Sequence[Row], contract: str) -> list[Row]:
    return [row for row in rows if row["contract"] == contract]


def licence(answers: Answers) -> bytes:
    org, legal = answers["org"], answers["legal_rep"]

    def draw(paper: Paper) -> None:
        paper.heading("营 业 执 照", 30)
        paper.line("（副 本）", 14, align="centre")
        paper.line(f"统一社会信用代码  {org['uscc']}", 12, HEI, "centre")
        paper.space(20)
        rows = [
            ("名　　称", org["name"]),
            ("类　　型", "有限责任公司（自然人投资或控股）"),
            ("法定代表人", legal["name"]),
            ("注册资本", f"人民币{money.in_words(yuan(org['reg_capital'])).removeprefix('人民币')}"),
            ("成立日期", day(org["reg_date"])),
            ("营业期限", f"{day(org['reg_date'])}至不约定期限"),
            ("住　　所", org["reg_address"]),
            ("经营范围", org["scope"]),
        ]
        paper.table(rows, (1, 4), 12, head=False)
        paper.signed("登记机关（样例）", day(org["reg_date"]), "登记机关")

    return scan(drawn("营业执照", draw, landscape=True), tilt=0.4, seed=1)


def audit(answers: Answers, year: str) -> bytes:
    org, finance = answers["org"], answers["finance"]
    report = next(row for row in finance["audits"] if row["year"] == year)
    figures = {row["year"]: row for row in finance["years"]}
    now, before = figures[year], figures.get(str(int(year) - 1))
    assert before is not None

    def both(key: str) -> tuple[str, str]:
        return said(yuan(now[key])), said(yuan(before[key]))

    def equity(row: Row) -> str:
        return said(yuan(row["assets"]) - yuan(row["liabilities"]))

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
        _sheet(paper, "现金流量表", f"{year}年度", org["name"], [("经营活动产生的现金流量净额", *both("cash_flow"))])
        _sheet(paper, "所有者权益变动表", f"{year}年度", org["name"], [("所有者权益合计", equity(now), equity(before))])
        figures_said = {
            "rd": both("rd")[0],
            "revenue": both("revenue")[0],
            "product": both("product_revenue")[0],
            "taxes": both("taxes")[0],
        }
        for number, note in enumerate(WORDING["notes"], 1):
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
    paper.page()
    paper.heading(title, 18)
    paper.line(f"编制单位：{name}", 10)
    paper.line(f"{when}　　单位：元", 10, align="right")
    paper.table([("项目", "期末数／本年数", "期初数／上年数"), *rows], (2, 1.4, 1.4), 10.5)
    paper.seal(name, MARGIN + 60, paper.y - 70)


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


def certificates(answers: Answers) -> bytes:
    kinds = {"invention": "发明专利证书", "utility": "实用新型专利证书", "software": "计算机软件著作权登记证书"}

    def draw(paper: Paper) -> None:
        granted = [row for row in answers["ip"]["list"] if row["status"] == "granted"]
        for number, row in enumerate(granted):
            if number:
                paper.page()
            paper.space(60)
            paper.heading(kinds[row["type"]], 26)
            paper.space(20)
            label, value = ("专利号", f"ZL {row['patent']}") if "patent" in row else ("登记号", row["number"])
            rows = [("名　　称", row["name"]), (label, value), ("权　利　人", row["owner"])]
            rows += [("申　请　日", day(row["filed"]))] if "filed" in row else []
            rows.append(("授权公告日" if "patent" in row else "登记日期", day(row["granted"])))
            paper.table(rows, (1, 3), 12, head=False)
            paper.signed("发证机关（样例）", day(row["granted"]), "发证机关")

    return drawn("知识产权证书", draw)


def test_report(answers: Answers) -> bytes:
    product, metrics, tech = answers["product"], answers["metrics"], answers["tech"]["list"]

    def draw(paper: Paper) -> None:
        paper.line("CMA　CNAS（样例标识）", 11, HEI)
        paper.space(100)
        paper.heading("检 测 报 告", 30)
        paper.line(f"报告编号：{metrics['test_report']}", 13, align="centre")
        paper.space(40)
        paper.table(
            [
                ("样品名称", product["name"]),
                ("型号规格", product["model"]),
                ("委托单位", answers["org"]["name"]),
                ("检测类别", "委托检测"),
                ("检测机构", metrics["test_firm"]),
                ("签发日期", "2025年8月22日"),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed(metrics["test_firm"], "2025年8月22日", metrics["test_firm"])
        for number, part in enumerate((tech[:1], tech[1:4], tech[4:]), 2):
            paper.page()
            paper.heading(f"检测结果（第{number}页，共4页）", 16)
            paper.line(f"样品：{product['name']}　型号：{product['model']}", 11)
            paper.table(
                [
                    ("检测项目", "单位", "技术要求", "实测值", "单项结论"),
                    *((row["name"], row["unit"], "按企业标准", row["ours"], "合格") for row in part),
                ],
                (2.4, 0.8, 1.4, 1, 1),
                11,
            )
            paper.text(WORDING["test_basis"])
        paper.text(WORDING["test_verdict"])

    return drawn("检测报告", draw)


def novelty(answers: Answers) -> bytes:
    def draw(paper: Paper) -> None:
        paper.space(60)
        paper.heading("科 技 查 新 报 告", 26)
        paper.line("报告编号：CX-2025-0117", 13, align="centre")
        paper.table(
            [
                ("查新项目", answers["project"]["title"]),
                ("委托单位", answers["org"]["name"]),
                ("查新机构", "示例科技信息咨询有限公司"),
                ("完成日期", "2025年9月12日"),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.page()
        paper.heading("查新结论", 18)
        paper.text(answers["metrics"]["novelty"])
        paper.signed("示例科技信息咨询有限公司", "2025年9月12日", "示例科技信息咨询有限公司")

    return drawn("科技查新报告", draw)


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


def qualification(answers: Answers) -> bytes:
    row = answers["quals"]["list"][0]

    def draw(paper: Paper) -> None:
        paper.space(40)
        paper.heading("高新技术企业证书", 30)
        paper.table(
            [("企业名称", answers["org"]["name"]), ("证书编号", row["number"]), ("发证时间", day(row["issued"])), ("有效期", "三年")],
            (1, 3),
            14,
            head=False,
        )
        paper.signed("批准机关（样例）", day(row["issued"]), "批准机关")

    return scan(drawn("高新技术企业证书", draw, landscape=True), tilt=-0.2, seed=31)


def undertaking(answers: Answers) -> bytes:
    org = answers["org"]

    def draw(paper: Paper) -> None:
        paper.heading("申 报 承 诺 书", 24)
        paper.text(f"本单位申报“{answers['project']['title']}”，郑重承诺：", 13)
        for number, duty in enumerate(WORDING["undertaking"], 1):
            paper.text(f"{number}．{duty}", 13)
        paper.space(40)
        paper.line(f"法定代表人（签字）：{answers['legal_rep']['name']}（样例签字）", 13)
        paper.signed(org["name"], day(answers["cover"]["date"]), org["name"])

    return scan(drawn("申报承诺书", draw), tilt=0.35, seed=41)


def credit(answers: Answers) -> bytes:
    org, conduct = answers["org"], answers["conduct"]

    def draw(paper: Paper) -> None:
        paper.line("公共信用信息查询结果（样例页面）", 16, HEI)
        paper.table(
            [
                ("查询主体", org["name"]),
                ("统一社会信用代码", org["uscc"]),
                ("查询日期", day(conduct["credit_checked"])),
                ("严重失信主体名单", "未列入"),
                ("经营异常名录", "未列入"),
                ("行政处罚", "近三年无记录"),
            ],
            (1.4, 3),
            12,
            head=False,
        )

    return screenshot(drawn("信用自查", draw, landscape=True))


def recommendation(answers: Answers) -> bytes:
    def draw(paper: Paper) -> None:
        paper.heading("推 荐 函", 26)
        paper.line("上海市科学技术委员会：", 13)
        paper.text(WORDING["recommendation"].format(name=answers["org"]["name"], title=answers["project"]["title"]), 13)
        paper.signed(answers["cover"]["recommender"] + "（样例）", day(answers["cover"]["date"]), "样例推荐单位")

    return scan(drawn("推荐函", draw), tilt=-0.4, seed=51)


def earlier_support(answers: Answers) -> bytes:
    row = answers["prior"]["list"][0]

    def draw(paper: Paper) -> None:
        paper.heading("科研计划项目任务书（首页）", 22)
        paper.table(
            [
                ("项目编号", row["number"]),
                ("项目名称", row["project"]),
                ("承担单位", answers["org"]["name"]),
                ("立项年度", row["year"]),
                ("核定经费", f"{said(yuan(row['approved']))}元"),
                ("已拨经费", f"{said(yuan(row['received']))}元"),
                ("支持内容", row["content"]),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed(row["department"] + "（样例）", "2024年7月1日", "样例主管部门")
        paper.page()
        paper.heading("项目验收证书", 22)
        paper.text(WORDING["acceptance"].format(**row))
        paper.signed(row["department"] + "（样例）", "2025年12月19日", "样例主管部门")

    return drawn("市级项目批文与验收证书", draw)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    chain = answers["contract"]["list"]
    made = {
        "A01-营业执照.jpg": licence(answers),
        "A04-2024年度审计报告.pdf": audit(answers, "2024"),
        "A04-2025年度审计报告.pdf": audit(answers, "2025"),
        "A05-2026年2月财务报表.pdf": statements(answers),
        "A08-知识产权证书.pdf": certificates(answers),
        "A09-检测报告.pdf": test_report(answers),
        "A10-查新报告.pdf": novelty(answers),
        "A12-发票.pdf": invoices(answers),
        "A19-高新技术企业证书.jpg": qualification(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A24-推荐函.jpg": recommendation(answers),
        "A36-市级项目批文与验收证书.pdf": earlier_support(answers),
    }
    for number, row in enumerate(chain):
        short = row["number"].rpartition("-")[2]
        made[f"A11-合同{short}.pdf"] = contract(answers, row)
        made[f"A13-回单{short}.jpg"] = receipts(answers, row, 11 + number)
        report = rows_of(answers["adoption"]["list"], row["number"])[0]
        made[f"A14-用户报告{short}.jpg"] = user_report(answers, report, 21 + number)
    return made


def main() -> None:
    register(ROOT / "resources" / "fonts")
    folder = EXAMPLE / "attachments"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in papers(read_answers()).items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
