"""Makes the attachments of the worked example m06-event from its answers.

Run: python packaging/examples/m06_event.py
"""

from __future__ import annotations

from given import Answers, day, read_answers, said, yuan
from papers import HEI, MARGIN, Paper, drawn, scan
from spending import cost_contract, cost_invoices, payments
from usual import begin, credit, keep, licence, undertaking

SCHEME = "m06-event"


def plan_and_summary(answers: Answers) -> bytes:
    event, effect, expo, case = answers["event"], answers["effect"], answers["expo"], answers["narrative"]

    def draw(paper: Paper) -> None:
        paper.heading("参 展 方 案", 22)
        paper.table(
            [
                ("展会名称", event["name"]),
                ("外文名称", event["name_foreign"]),
                ("时间地点", f"{day(event['starts'])}至{day(event['ends'])}，{event['country']}{event['venue']}"),
                ("展位", f"{expo['booth']}，{expo['area']}平方米，楣板 {expo['fascia']}"),
                ("人员", "、".join(f"{row['name']}（{row['post']}）" for row in expo["people"])),
            ],
            (1, 4),
            11,
            head=False,
        )
        paper.text(case["content"], 10.5)
        paper.page()
        paper.heading("参 展 总 结", 22)
        paper.text(case["benefits"], 10.5)
        paper.signed(answers["org"]["name"], "2026年2月10日", answers["org"]["name"])
        paper.page()
        paper.heading("主办方统计公报（译文）", 20)
        paper.table(
            [
                ("展会", event["name_foreign"]),
                ("专业观众", f"{effect['participants']}人次"),
                ("参展企业和机构", f"{effect['companies']}家"),
                ("国家和地区", f"{effect['countries']}个"),
                ("院士、知名专家和企业高管", f"{effect['leaders']}人"),
            ],
            (1.4, 3),
            11.5,
            head=False,
        )
        paper.signed(answers["spending"]["list"][0]["payee"] + "（样例）", "2026年2月2日", "主办方样例")

    return drawn("参展方案与总结", draw)


def booth(answers: Answers) -> bytes:
    expo = answers["expo"]

    def draw(paper: Paper) -> None:
        paper.heading(f"展位图与现场照片　{expo['booth']}", 18)
        top = paper.y - 20
        paper.canvas.rect(MARGIN, top - 190, 300, 190)
        for x, y, width, height, label in ((10, 110, 130, 70, "产品区"), (150, 110, 140, 70, "互通演示区"), (10, 10, 280, 70, "洽谈区")):
            paper.canvas.rect(MARGIN + x, top - 190 + y, width, height)
            paper.canvas.setFont(HEI, 12)
            paper.canvas.drawCentredString(MARGIN + x + width / 2, top - 190 + y + height / 2 - 4, label)
        paper.y = top - 205
        paper.line(f"展位图：{expo['area']}平方米，6米×6米，两面开口", 11)
        for caption in ("照片一（示意）：展位正面，楣板清晰可见", "照片二（示意）：互通演示区"):
            top = paper.y - 16
            paper.canvas.setFillGray(0.88)
            paper.canvas.rect(MARGIN, top - 170, 330, 170, fill=1)
            paper.canvas.setFillGray(0.15)
            paper.canvas.rect(MARGIN, top - 34, 330, 34, fill=1)
            paper.canvas.setFillGray(1)
            paper.canvas.setFont(HEI, 14)
            paper.canvas.drawCentredString(MARGIN + 165, top - 23, expo["fascia"])
            paper.canvas.setFillGray(0)
            paper.y = top - 178
            paper.line(caption, 11)

    return scan(drawn("展位图与照片", draw), tilt=0.2, seed=61)


def journeys(answers: Answers) -> bytes:
    expo, event = answers["expo"], answers["event"]

    def draw(paper: Paper) -> None:
        paper.heading("护照信息页与出入境记录（样例，已遮盖无关信息）", 16)
        for row in expo["people"]:
            paper.table(
                [
                    ("姓名", row["name"], "护照号", f"{row['passport'][:3]}****{row['passport'][-2:]}"),
                    ("出境", f"{day(row['leaves'])}　上海浦东", "入境", f"{day(row['returns'])}　上海浦东"),
                ],
                (0.7, 2, 0.8, 2),
                11,
                head=False,
            )
            paper.space(14)
        paper.page()
        paper.heading("国际机票行程单（样例）", 16)
        rows = [
            (row["name"], f"上海—慕尼黑　{day(row['leaves'])}", f"慕尼黑—上海　{day(row['returns'])}前抵达", "14,400.00")
            for row in expo["people"]
        ]
        paper.table([("旅客", "去程", "回程", "票款（元）"), *rows], (0.8, 1.8, 2, 1), 11)
        paper.text(f"上述人员赴{event['country']}参加{event['name']}，均为经济舱。")

    return drawn("护照与机票", draw)


def insurance(answers: Answers) -> bytes:
    def draw(paper: Paper) -> None:
        paper.heading("参保人员城镇职工基本养老保险缴费情况（样例）", 17)
        paper.line(f"参保单位：{answers['org']['name']}", 11)
        rows = [(row["name"], row["insured_by"], "2025年9月至2026年2月", "正常缴费") for row in answers["expo"]["people"]]
        paper.table([("姓名", "缴费单位", "缴费期间", "状态"), *rows], (0.8, 2.6, 1.8, 1), 11)
        paper.signed("社会保险经办机构（样例）", "2026年3月12日", "样例经办机构")

    return drawn("社保缴纳证明", draw)


def award(answers: Answers) -> bytes:
    row = answers["prior"]["list"][0]

    def draw(paper: Paper) -> None:
        paper.heading(f"关于拨付{row['year']}年度{row['project']}的通知", 20)
        paper.line(f"{row['number']}（样例）", 11, align="centre")
        paper.line(f"{answers['org']['name']}：", 12)
        paper.text(f"经审核，你单位符合{row['programme']}条件，给予一次性奖励 {said(yuan(row['received']))} 元，已拨付至你单位账户。", 12)
        paper.signed(row["department"] + "（样例）", "2025年8月15日", "样例主管部门")

    return drawn("奖励拨付通知", draw)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    made = {
        "A01-营业执照.jpg": licence(answers),
        "A12-发票.pdf": cost_invoices(answers),
        "A13-付款回单.pdf": payments(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A26-参展方案与总结.pdf": plan_and_summary(answers),
        "A26-展位图与照片.jpg": booth(answers),
        "A27-护照与机票.pdf": journeys(answers),
        "A28-社保缴纳证明.pdf": insurance(answers),
        "A36-奖励拨付通知.pdf": award(answers),
    }
    for row in answers["spending"]["list"]:
        made[f"A11-合同{row['number'].rpartition('-')[2]}.pdf"] = cost_contract(answers, row)
    return made


def main() -> None:
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))


if __name__ == "__main__":
    main()
