"""Makes the attachments of the worked example m12-standard from its answers.

Run: python packaging/examples/m12_standard.py
"""

from __future__ import annotations

from given import WORDING, Answers, day, read_answers
from papers import HEI, Paper, drawn, scan
from usual import begin, credit, keep, licence, task_book, undertaking

SCHEME = "m12-standard"
SAID = WORDING["standard"]


def foreword(answers: Answers) -> bytes:
    standard, org = answers["standard"], answers["org"]
    others = {row["rank"]: row["name"] for row in answers["drafting"]["others"]}

    def draw(paper: Paper) -> None:
        paper.space(90)
        paper.line("INTERNATIONAL STANDARD（样例封面）", 16, HEI, "centre")
        paper.heading(standard["number"], 24)
        paper.space(30)
        paper.heading(standard["name_en"], 18)
        paper.heading(standard["name"], 16)
        paper.space(60)
        paper.line(f"First edition　{standard['published']}", 12, align="centre")
        paper.line(standard["committee"], 12, align="centre")
        paper.page()
        paper.heading("Foreword　前言（节选）", 18)
        for part in SAID["foreword"]:
            paper.text(part, 11.5)
        drafters = {standard["rank"]: org["name"], "2": "示例外国国家计量研究所", **others, "4": "示例外国密码技术公司"}
        paper.table([("排序", "起草单位"), *sorted(drafters.items())], (0.6, 4), 11.5)
        people = [(row["name"], row["role"]) for row in answers["drafting"]["drafters"]]
        paper.table([("申报单位起草人", "身份"), *people], (1.4, 3), 11.5)
        paper.page()
        paper.heading("标 准 发 布 公 告（译文）", 20)
        for part in SAID["notice"]:
            paper.text(part, 12)
        rows = [
            ("标准编号", standard["number"]),
            ("标准名称", standard["name"]),
            ("发布日期", day(standard["published"])),
            ("实施日期", day(standard["implemented"])),
        ]
        paper.table(rows, (1, 3.4), 12, head=False)
        paper.signed("标准组织秘书处（样例）", day(standard["published"]), "样例秘书处")

    return drawn("标准封面与前言", draw)


def translation(answers: Answers) -> bytes:
    def draw(paper: Paper) -> None:
        paper.heading(f"{answers['standard']['name']}", 20)
        paper.line(f"{answers['standard']['number']}　中文译本（主要条款）", 12, align="centre")
        for part in SAID["translation"]:
            paper.text(part, 12)

    return drawn("中文译本", draw)


def adoption(answers: Answers) -> bytes:
    def draw(paper: Paper) -> None:
        paper.heading("立项、投票结果与采用证明", 20)
        paper.line(answers["standard"]["number"], 12, align="centre")
        for part in SAID["adoption"]:
            paper.text(part, 12)
        paper.signed("标准组织国内技术对口单位（样例）", "2026年2月20日", "样例对口单位")

    return drawn("采用证明", draw)


def employment(answers: Answers) -> bytes:
    org = answers["org"]["name"]

    def draw(paper: Paper) -> None:
        paper.heading("起草人劳动合同（首页摘录）", 18)
        drafters = answers["drafting"]["drafters"]
        paper.table(
            [("姓名", "岗位", "用人单位", "合同期限"), *((row["name"], row["post"], org, "无固定期限") for row in drafters)],
            (0.8, 1.4, 2.6, 1),
            11,
        )
        paper.signed(org, "2026年3月12日", org)
        paper.space(40)
        paper.heading("参保人员缴费情况（样例）", 18)
        rows = [(row["name"], org, "2025年9月至2026年2月", "正常缴费") for row in drafters]
        paper.table([("姓名", "缴费单位", "缴费期间", "状态"), *rows], (0.8, 2.6, 1.8, 1), 11)
        paper.signed("社会保险经办机构（样例）", "2026年3月12日", "样例经办机构")

    return drawn("起草人在职证明", draw)


def consent(answers: Answers) -> bytes:
    other, standard = answers["drafting"]["others"][0], answers["standard"]

    def draw(paper: Paper) -> None:
        paper.heading("同 意 函", 26)
        for part in SAID["consent"]:
            paper.text(part.format(name=standard["name"], number=standard["number"], applicant=answers["org"]["name"]), 13)
        paper.signed(other["name"], "2026年3月6日", other["name"])

    return scan(drawn("同意单独申报函", draw), tilt=0.3, seed=81)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    return {
        "A01-营业执照.jpg": licence(answers),
        "A18-同意单独申报函.jpg": consent(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A28-起草人在职证明.pdf": employment(answers),
        "A29-标准封面与前言.pdf": foreword(answers),
        "A29-中文译本.pdf": translation(answers),
        "A29-采用证明.pdf": adoption(answers),
        "A36-已获支持任务书.pdf": task_book(answers, "2024-06-28"),
    }


def main() -> None:
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))


if __name__ == "__main__":
    main()
