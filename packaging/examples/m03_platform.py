"""Makes the attachments of the worked example m03-platform from its answers, so that papers and answers cannot disagree.

Run: python packaging/examples/m03_platform.py
"""

from __future__ import annotations

from accounts import audit
from given import WORDING, Answers, day, read_answers, said, yuan
from grounds import agreements, deed, own_money, standing
from papers import Paper, drawn
from usual import begin, certificates, credit, keep, licence, qualification, recommendation, task_book, undertaking

SCHEME = "m03-platform"


def service_contracts(answers: Answers) -> bytes:
    name = answers["org"]["name"]

    def draw(paper: Paper) -> None:
        for number, row in enumerate(answers["pilot"]["list"]):
            if number % 2 == 0 and number:
                paper.page()
            paper.heading("中试技术服务合同（首页与签章页）", 16)
            paper.table(
                [
                    ("委托方", row["client"]),
                    ("受托方", name),
                    ("项目内容", row["project"]),
                    ("合同金额", f"人民币{said(yuan(row['amount']))}元"),
                    ("签订日期", day(row["signed"])),
                ],
                (1, 3.4),
                11,
                head=False,
            )
            paper.signed(f"委托方（盖章）：{row['client']}", day(row["signed"]), row["client"])
            paper.space(24)

    return drawn("中试技术服务合同", draw)


def accreditation(answers: Answers) -> bytes:
    rows = [
        ("机构名称", f"{answers['org']['name']}检测实验室"),
        ("注册编号", "CNAS L00336"),
        ("认可依据", "ISO/IEC 17025:2017"),
        ("有效期至", "2029年8月14日"),
    ]
    return standing("检测实验室认可证书", rows, "样例认可机构", "2023-08-15", 36)


def approvals(answers: Answers) -> bytes:
    org, project = answers["org"], answers["project"]

    def draw(paper: Paper) -> None:
        for title, number, when in (
            ("企业投资项目备案证明", "示例备〔2025〕0336号", "2025-08-14"),
            ("环境影响报告表批复", "示例环批〔2025〕0336号", "2025-09-19"),
        ):
            paper.heading(title, 20)
            rows = [
                ("文号", number),
                ("项目名称", project["title"]),
                ("建设单位", org["name"]),
                ("建设地点", project["place"]),
                ("总投资", f"{said(yuan(project['investment']))}元"),
            ]
            paper.table(rows, (1, 3.4), 11.5, head=False)
            paper.signed("样例主管部门", day(when), "样例主管部门")
            paper.space(60)

    return drawn("备案与环评批复", draw)


def biosafety(answers: Answers) -> bytes:
    def draw(paper: Paper) -> None:
        paper.space(40)
        paper.heading("病原微生物与生物安全备案凭证", 22)
        paper.table(
            [
                ("备案单位", answers["org"]["name"]),
                ("实验场所", answers["project"]["place"]),
                ("生物安全等级", "一级（低风险菌种发酵）"),
                ("备案编号", "沪（样例）生安备0336号"),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed("备案机关（样例）", "2025年7月8日", "备案机关")

    return drawn("生物安全备案凭证", draw)


def open_service(answers: Answers) -> bytes:
    platform, sharing, capacity = answers["platform"], answers["sharing"], answers["capacity"]

    def draw(paper: Paper) -> None:
        paper.heading(f"{platform['name']}服务目录与收费标准", 18)
        rows = [(row["name"], row["unit"], row["price"], row["days"]) for row in sharing["services"]]
        paper.table([("服务项目", "计价单位", "收费标准", "服务周期"), *rows], (2.6, 1, 1.4, 1.4), 11)
        paper.signed(answers["org"]["name"], "2026年1月5日", answers["org"]["name"])
        paper.page()
        paper.heading("单台（套）50万元以上设备清单", 18)
        devices = [(row["name"], row["model"], row["count"], said(yuan(row["amount"]))) for row in capacity["list"]]
        paper.table([("设备名称", "规格型号", "数量", "原值（元）"), *devices], (2.6, 1.2, 0.6, 1.6), 11)
        paper.line(f"全部设备{capacity['devices']}台（套），原值{said(yuan(capacity['equipment']))}元。")
        paper.page()
        paper.heading("平台管理制度（摘录）", 18)
        for number, rule in enumerate(WORDING["platform_rules"], 1):
            paper.text(f"第{number}条　{rule}")
        paper.text(sharing["secrecy"].strip())
        paper.signed(answers["org"]["name"], "2025年12月30日", answers["org"]["name"])

    return drawn("服务目录与制度", draw)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    partners = [{"name": row["name"], "content": row["task"], "signed": "2025-09-28"} for row in answers["partners"]["list"]]
    made = {
        f"A04-{row['year']}年度审计报告.pdf": audit(answers, row["year"], WORDING["plain_notes"]) for row in answers["finance"]["audits"]
    }
    return made | {
        "A01-营业执照.jpg": licence(answers),
        "A07-不动产权证书.pdf": deed(answers, answers["capacity"]["area"], "2022-11-16"),
        "A08-知识产权证书.pdf": certificates(answers),
        "A11-服务合同.pdf": service_contracts(answers),
        "A16-自筹资金证明.pdf": own_money(answers, "2026-03-11"),
        "A17-备案与环评批复.pdf": approvals(answers),
        "A18-共建协议.pdf": agreements(answers, partners, WORDING["co_operation"]),
        "A19-高新技术企业证书.jpg": qualification(answers),
        "A19-实验室认可证书.jpg": accreditation(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A24-推荐函.jpg": recommendation(answers, WORDING["plain_recommendation"]),
        "A25-生物安全备案.pdf": biosafety(answers),
        "A31-服务目录与制度.pdf": open_service(answers),
        "A36-区级项目任务书首页.pdf": task_book(answers, "2025-05-20"),
    }


if __name__ == "__main__":
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))
