"""Makes the attachments of the worked example m06-cluster from its answers, so that papers and answers cannot disagree.

Run: python packaging/examples/m06_cluster.py
"""

from __future__ import annotations

from accounts import audit
from given import WORDING, Answers, day, read_answers, said, yuan
from grounds import agreements, deed, own_money, standing
from papers import HEI, MARGIN, SONG, Paper, drawn
from usual import begin, credit, keep, licence, recommendation, task_book, undertaking

SCHEME = "m06-cluster"
DISTRICT = "样例区人民政府"


def filing(answers: Answers) -> bytes:
    org, project = answers["org"], answers["project"]

    def draw(paper: Paper) -> None:
        paper.heading("企业投资项目备案证明", 22)
        rows = [
            ("文号", "示例备〔2025〕0447号"),
            ("项目名称", project["title"]),
            ("建设单位", org["name"]),
            ("建设地点", project["place"]),
            ("总投资", f"{said(yuan(project['investment']))}元"),
        ]
        paper.table(rows, (1, 3.2), 12, head=False)
        paper.signed("样例主管部门", "2025年9月22日", "样例主管部门")

    return drawn("项目备案证明", draw)


def statistics(answers: Answers) -> bytes:
    cluster, status = answers["cluster"], answers["status"]

    def draw(paper: Paper) -> None:
        paper.heading("集聚区产业统计证明", 22)
        paper.text(f"经汇总，{cluster['name']}四至范围内与主导方向有关的企业{status['year']}年主要数据如下：", 12)
        rows = [
            ("企业数", f"{status['companies']}家"),
            ("规模以上企业", f"{status['above_scale']}家"),
            ("高新技术企业", f"{status['hightech']}家"),
            ("专精特新企业", f"{status['specialised']}家"),
            ("外资企业", f"{status['foreign']}家"),
            ("营业收入", f"{said(yuan(status['output']))}元"),
            ("上一年营业收入", f"{said(yuan(status['before']))}元"),
            ("研发投入", f"{said(yuan(status['rd']))}元"),
            ("研发与工程人员", f"{status['talent']}人"),
        ]
        paper.table(rows, (1.4, 3), 12, head=False)
        paper.signed("样例统计机构", "2026年3月13日", "样例统计机构")

    return drawn("产业统计证明", draw)


def plan(answers: Answers) -> bytes:
    """A sketch of the boundaries; the four sides are named as the answers name them."""
    cluster = answers["cluster"]
    sides = {part[0]: part[2:] for part in cluster["bounds"].split("，")}

    def draw(paper: Paper) -> None:
        paper.heading(f"{cluster['name']}规划范围示意图", 18)
        paper.line(f"规划面积：{cluster['area']}平方公里　　四至：{cluster['bounds']}", 10, align="centre")
        left, bottom, right, top = MARGIN + 60, 150.0, paper.width - MARGIN - 60, paper.y - 60
        canvas = paper.canvas
        canvas.setLineWidth(2)
        canvas.setDash(8, 4)
        canvas.rect(left, bottom, right - left, top - bottom)
        canvas.setDash()
        canvas.setLineWidth(0.6)
        across, up = (right - left) / 3, (top - bottom) / 2
        for number, name in enumerate(("设计与研发", "公共封测", "制造与模组", "孵化载体", "人才社区", "预留用地")):
            x, y = left + across * (number % 3), bottom + up * (1 - number // 3)
            canvas.rect(x + 10, y + 10, across - 20, up - 20)
            canvas.setFont(SONG, 12)
            canvas.drawCentredString(x + across / 2, y + up / 2, name)
        canvas.setFont(HEI, 11)
        canvas.drawCentredString((left + right) / 2, top + 12, f"北：{sides['北']}")
        canvas.drawCentredString((left + right) / 2, bottom - 22, f"南：{sides['南']}")
        for side, x in (("西", left - 26), ("东", right + 14)):
            for number, character in enumerate(f"{side}：{sides[side]}"):
                canvas.drawString(x, (top + bottom) / 2 + 50 - 15 * number, character)

    return drawn("规划范围图", draw, landscape=True)


def joint_paper(answers: Answers) -> bytes:
    cluster, org = answers["cluster"], answers["org"]

    def draw(paper: Paper) -> None:
        paper.heading("关于共建集聚区的合作备忘录（摘录）", 20)
        paper.line(cluster["joint_paper"].rpartition("》")[2], align="centre")
        for term in WORDING["joint_building"]:
            paper.text(term.format(name=cluster["name"], area=cluster["area"], bounds=cluster["bounds"]), 12)
        paper.signed(DISTRICT, "2025年9月12日", DISTRICT)
        paper.page()
        paper.heading("建设运营授权书", 22)
        paper.text(f"{cluster['empowered']}。被授权单位：{org['name']}，统一社会信用代码{org['uscc']}。", 12)
        paper.signed("嘉定示例产业建设领导小组（样例）", "2025年9月16日", "样例授权单位")

    return drawn("共建备忘录与授权", draw)


def commitment(answers: Answers) -> bytes:
    policy = answers["action"]["policy"]
    district = next(row["amount"] for row in answers["budget"]["sources"] if row["source"] == "district")

    def draw(paper: Paper) -> None:
        paper.heading("区级配套资金承诺", 22)
        text = f"根据{policy}，对“{answers['project']['title']}”安排区级配套资金人民币{said(yuan(district))}元，"
        paper.text(text + "按年度评估结果分三次拨付，不与市级资金用于同一支出内容。", 12)
        paper.signed(DISTRICT, day(answers["cover"]["date"]), DISTRICT)

    return drawn("区级配套承诺", draw)


def recognition(answers: Answers) -> bytes:
    row = answers["quals"]["list"][0]
    rows = [
        ("园区名称", answers["cluster"]["name"]),
        ("运营单位", answers["org"]["name"]),
        ("编　　号", row["number"]),
        ("有效期至", day(row["until"])),
    ]
    return standing("区级特色产业园区证书", rows, row["issuer"], row["issued"], 33)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    partners = [{"name": row["name"], "content": row["task"], "signed": "2025-09-26"} for row in answers["partners"]["list"]]
    made = {
        f"A04-{row['year']}年度审计报告.pdf": audit(answers, row["year"], WORDING["plain_notes"]) for row in answers["finance"]["audits"]
    }
    return made | {
        "A01-营业执照.jpg": licence(answers),
        "A07-不动产权证书.pdf": deed(answers, "6200", "2021-01-15"),
        "A16-自筹资金证明.pdf": own_money(answers, "2026-03-12"),
        "A17-项目备案证明.pdf": filing(answers),
        "A18-合作协议.pdf": agreements(answers, partners, WORDING["co_operation"]),
        "A19-特色产业园区证书.jpg": recognition(answers),
        "A20-产业统计证明.pdf": statistics(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A24-推荐函.jpg": recommendation(answers, WORDING["plain_recommendation"]),
        "A33-规划范围图.pdf": plan(answers),
        "A33-共建备忘录与授权.pdf": joint_paper(answers),
        "A33-区级配套承诺.pdf": commitment(answers),
        "A36-区级项目任务书首页.pdf": task_book(answers, "2025-04-28"),
    }


if __name__ == "__main__":
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))
