"""Makes the attachments of the examples of letters from their answers: evidence for what the letters say.

Run: python packaging/examples/letters.py
"""

from __future__ import annotations

from given import Answers, day, read_answers, said, yuan
from papers import Paper, drawn, scan
from usual import begin, keep


def career(answers: Answers) -> bytes:
    scholar = answers["scholar"]

    def draw(paper: Paper) -> None:
        paper.heading("个 人 履 历", 24)
        paper.table(
            [
                ("姓名", f"{scholar['name']}（{scholar['foreign_name']}）"),
                ("国籍", scholar["nationality"]),
                ("现任职务", f"{scholar['unit']}　{scholar['post']}"),
                ("专业方向", scholar["discipline"]),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.space(16)
        rows = [(f"{row['starts']} 至 {row.get('ends', '今')}", row["unit"], row["post"]) for row in scholar["career"]]
        paper.table([("起止", "单位", "身份"), *rows], (1.4, 2.4, 1.8), 11)
        paper.space(16)
        paper.text(scholar["honours"])

    return drawn("个人履历与代表性论文", draw)


def patents(answers: Answers) -> bytes:
    def draw(paper: Paper) -> None:
        for number, row in enumerate(answers["ip"]["list"]):
            if number:
                paper.page()
            paper.space(40)
            paper.heading("专利文献首页（译文）", 22)
            rows = [("名称", row["name"]), ("申请号", row.get("patent") or row["number"]), ("申请日", day(row["filed"]))]
            rows += [("授权日", day(row["granted"]))] if "granted" in row else [("法律状态", "实质审查中")]
            paper.table([*rows, ("权利人", row["owner"])], (1, 3), 12, head=False)

    return drawn("专利公开文本首页", draw)


def calibration(answers: Answers) -> bytes:
    product, test = answers["product"], answers["record"]["tests"][0]

    def draw(paper: Paper) -> None:
        paper.heading("校 准 证 书", 26)
        paper.line(f"证书编号：{test['number']}", 12, align="centre")
        paper.table(
            [
                ("委托单位", answers["org"]["name"]),
                ("仪器名称", product["name"]),
                ("型号", test["model"]),
                ("校准结果", "灵敏度 0.3 pT，量程内示值误差满足要求"),
                ("建议有效期至", day(test["until"])),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed(test["body"], day(test["issued"]), test["body"])

    return scan(drawn("校准证书", draw), tilt=0.3, seed=71)


def use_report(answers: Answers) -> bytes:
    product, sale = answers["product"], answers["record"]["sales"][0]

    def draw(paper: Paper) -> None:
        paper.heading("用 户 应 用 报 告", 24)
        paper.table(
            [
                ("用户", sale["user"]),
                ("产品及型号", f"{product['name']}　{product['model']}"),
                ("数量", f"{sale['quantity']} {product['per']}"),
                ("合同金额", f"{said(yuan(sale['amount']))}元"),
                ("投用年月", sale["since"]),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.text("设备投用以来运行稳定，单次飞行巡检 40 千米，与开挖核对结果比较，漏检率低于 2%，满足管线普查要求。", 13)
        paper.signed(sale["user"], "2026年2月25日", sale["user"])

    return scan(drawn("用户应用报告", draw), tilt=-0.3, seed=72)


def research_staff(answers: Answers) -> bytes:
    org, standing = answers["org"], answers["standing"]

    def draw(paper: Paper) -> None:
        paper.heading("2025年度研发费用与人员情况", 20)
        paper.line(f"编制单位：{org['name']}")
        paper.table(
            [
                ("项目", "数值"),
                ("研发费用", f"{said(yuan(standing['rd']))}元"),
                ("职工总数", f"{org['employees']} 人"),
                ("研发人员", f"{standing['rd_staff']} 人"),
                ("其中：博士", f"{standing['doctors']} 人"),
                ("近三年引进人才", f"{standing['hired']} 人"),
            ],
            (2, 2),
            12,
        )
        paper.signed(org["name"], "2026年3月10日", org["name"])

    return drawn("2025年度研发费用与人员情况", draw)


def main() -> None:
    begin()
    person = read_answers("m01-scientist")
    keep("m01-scientist", {"A40-个人履历.pdf": career(person), "A40-专利公开文本首页.pdf": patents(person)})
    supplier = read_answers("m08-procure")
    keep("m08-procure", {"A09-校准证书.jpg": calibration(supplier), "A40-用户应用报告.jpg": use_report(supplier)})
    nominee = read_answers("m11-keyinst")
    keep("m11-keyinst", {"A40-研发费用情况.pdf": research_staff(nominee)})


if __name__ == "__main__":
    main()
