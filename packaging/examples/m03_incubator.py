"""Makes the attachments of the worked example m03-incubator from its answers, so that papers and answers cannot disagree.

Run: python packaging/examples/m03_incubator.py
"""

from __future__ import annotations

from decimal import Decimal

from accounts import audit
from given import WORDING, Answers, day, read_answers, said, yuan
from grounds import agreements, lease, own_money, standing
from papers import Paper, drawn
from usual import begin, credit, keep, licence, recommendation, task_book, undertaking

SCHEME = "m03-incubator"


def recognition(answers: Answers) -> bytes:
    row = answers["quals"]["list"][0]
    rows = [
        ("孵化器名称", answers["incubator"]["name"]),
        ("运营单位", answers["org"]["name"]),
        ("编　　号", row["number"]),
        ("有效期至", day(row["until"])),
    ]
    return standing("区级科技企业孵化器认定证书", rows, row["issuer"], row["issued"], 31)


def award(answers: Answers) -> bytes:
    row = answers["prior"]["list"][1]

    def draw(paper: Paper) -> None:
        paper.heading("科技企业孵化器认定奖励拨款通知", 22)
        paper.line(row["number"], align="centre")
        paper.line(f"{answers['org']['name']}：")
        text = f"你单位运营的{answers['incubator']['name']}于{row['year']}年获评区级科技企业孵化器，"
        paper.text(text + f"现拨付{row['project']}人民币{said(yuan(row['received']))}元。", 12)
        paper.signed(row["department"] + "（样例）", "2024年9月12日", "样例主管部门")

    return drawn("认定奖励拨款通知", draw)


def start_ups(answers: Answers) -> bytes:
    name = answers["org"]["name"]
    incubator, capital, rows = answers["incubator"], answers["capital"], answers["tenants"]["list"]
    funded = [row for row in rows if yuan(row["funding"])]

    def draw(paper: Paper) -> None:
        paper.heading("在孵企业名册", 20)
        paper.line(f"孵化器：{incubator['name']}　　截至{day(answers['cover']['date'])}", 10.5)
        table = [(str(number), row["name"], row["uscc"], day(row["since"])) for number, row in enumerate(rows, 1)]
        paper.table([("序号", "企业名称", "统一社会信用代码", "孵化协议签订与入驻日期"), *table], (0.5, 2.6, 2.1, 1.8), 9)
        paper.signed(f"运营单位（盖章）：{name}", day(answers["cover"]["date"]), name)
        paper.page()
        paper.heading("在孵企业获投情况与工商变更登记核对表", 18)
        paper.table([("企业名称", "入驻后获投金额（元）"), *((row["name"], said(yuan(row["funding"]))) for row in funded)], (3, 1.6), 10)
        paper.line(f"合计：{said(sum((yuan(row['funding']) for row in funded), Decimal(0)))}元", align="right")
        paper.signed("核对机构（样例）", "2026年3月16日", "核对机构")
        paper.page()
        paper.heading("种子资金到位证明", 20)
        paper.text(f"{name}设立的种子资金专户，到位资金人民币{said(yuan(capital['seed']))}元，专用于投资在孵企业。", 12)
        paper.text(f"截至证明日，已投资在孵企业{capital['invested_count']}家，合计人民币{said(yuan(capital['invested']))}元。", 12)
        paper.signed(answers["bank"]["branch"], "2026年3月12日", "示例银行")
        paper.page()
        paper.heading("合作基金协议（首页与签章页）", 20)
        paper.text(f"基金管理人与{name}约定，基金总规模人民币{said(yuan(capital['partner']))}元，优先投资孵化器推荐的项目。", 12)
        paper.signed("上海示例启明创业投资管理有限公司", "2023年4月20日", "上海示例启明创业投资管理有限公司")

    return drawn("孵化企业与投资证明", draw)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    partners = [{**row, "content": row["way"]} for row in answers["network"]["list"]]
    made = {
        f"A04-{row['year']}年度审计报告.pdf": audit(answers, row["year"], WORDING["plain_notes"]) for row in answers["finance"]["audits"]
    }
    return made | {
        "A01-营业执照.jpg": licence(answers),
        "A07-租赁合同.pdf": lease(answers, "上海示例科创园区发展有限公司", answers["space"]["total"], "400万元", "2022-09-01"),
        "A16-自筹资金证明.pdf": own_money(answers, "2026-03-10"),
        "A18-合作协议.pdf": agreements(answers, partners, WORDING["co_operation"]),
        "A19-区级孵化器认定文件.jpg": recognition(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A24-推荐函.jpg": recommendation(answers, WORDING["plain_recommendation"]),
        "A32-孵化企业与投资证明.pdf": start_ups(answers),
        "A36-区级项目任务书首页.pdf": task_book(answers, "2025-06-18"),
        "A36-认定奖励拨款通知.pdf": award(answers),
    }


if __name__ == "__main__":
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))
