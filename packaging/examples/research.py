"""Makes the attachments of the examples of research projects from their answers: trials, novelty, consortium, integrity.

Run: python packaging/examples/research.py
"""

from __future__ import annotations

from accounts import audit
from given import WORDING, Answers, day, read_answers, said, yuan
from grounds import own_money
from papers import Paper, drawn, scan
from usual import begin, certificates, credit, keep, licence, qualification, recommendation, task_book, undertaking

SIGNED = "2026-03-02"
TESTED = "2025-11-20"


def trials(answers: Answers, firm: str, object_: str) -> bytes:
    """What was measured before the project began: one indicator of the comparison on each half page."""
    rows = answers["tech"]["list"]

    def draw(paper: Paper) -> None:
        for number, part in enumerate((rows[:2], rows[2:]), 1):
            if number > 1:
                paper.page()
            paper.heading(f"前 期 试 验 测 试 报 告（第{number}页，共2页）", 18)
            paper.line(f"委托单位：{answers['org']['name']}")
            paper.line(f"试验对象：{object_}")
            paper.table(
                [("项目", "单位", "实测值", "结论"), *((row["name"], row["unit"], row["ours"], "数据有效") for row in part)],
                (2.4, 1, 1, 1.2),
                12,
            )
            paper.text("试验按委托方提出的方法进行，环境条件和仪器校准情况见原始记录。本报告仅对来样负责。", 12)
        paper.signed(firm, day(TESTED), firm)

    return drawn("前期试验测试报告", draw)


def novelty(answers: Answers, number: str) -> bytes:
    levels = {"international_lead": "国际领先", "international_advanced": "国际先进", "domestic_lead": "国内领先"}
    best = answers["tech"]["list"][0]

    def draw(paper: Paper) -> None:
        paper.heading("科 技 查 新 报 告", 26)
        paper.line(f"报告编号：{number}", 12, align="centre")
        paper.table(
            [
                ("查新项目", answers["project"]["title"]),
                ("委托单位", answers["org"]["name"]),
                ("查新机构", "示例科技信息咨询有限公司"),
                ("检索范围", "国内外期刊、会议、专利和学位论文数据库"),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.space(20)
        paper.text(
            f"查新结论：综合检索国内外文献，未见与委托项目技术特征完全相同的公开报道；委托方提出的“{best['name']} {best['ours']} "
            f"{best['unit']}”优于检索到的公开数据。项目具有新颖性，总体技术水平达到{levels[answers['tech']['level']]}。",
            13,
        )
        paper.signed("示例科技信息咨询有限公司", day(TESTED), "示例科技信息咨询有限公司")

    return drawn("科技查新报告", draw)


def consortium(answers: Answers) -> bytes:
    """The agreement: who does what for how much, how results are shared, and everybody's seal."""
    org, partners, joint = answers["org"], answers["partners"]["list"], answers["consortium"]

    def draw(paper: Paper) -> None:
        paper.heading("联 合 体 协 议", 24)
        paper.line(f"项目名称：{answers['project']['title']}")
        parties = [(org["name"], "牵头单位", joint["lead_budget"]), *((row["name"], row["task"], row["budget"]) for row in partners)]
        paper.table(
            [("单位", "承担任务", "经费（元）"), *((name, task, said(yuan(amount))) for name, task, amount in parties)],
            (2.2, 2.6, 1.4),
            10.5,
        )
        for term in WORDING["co_operation"]:
            paper.text(term)
        paper.text(f"知识产权与成果分享：{joint['sharing']}")
        paper.page()
        paper.heading("签 章 页", 20)
        for name, _, _ in parties:
            paper.room(120)
            paper.space(60)
            paper.line(f"{name}（盖章）")
            paper.line(day(SIGNED))
            paper.seal(name)
            paper.space(30)

    return drawn("联合体协议", draw)


def integrity(answers: Answers) -> bytes:
    org = answers["org"]

    def draw(paper: Paper) -> None:
        paper.heading("科研诚信与知识产权合规承诺书", 20)
        paper.text(f"本单位及“{answers['project']['title']}”项目组成员承诺：", 13)
        for duty in WORDING["integrity"]:
            paper.text(duty, 13)
        paper.space(40)
        paper.line(f"项目负责人（签字）：{answers['leader']['name']}（样例签字）", 13)
        paper.signed(org["name"], day(answers["cover"]["date"]), org["name"])

    return scan(drawn("科研诚信承诺书", draw), tilt=-0.3, seed=61)


def filings(answers: Answers) -> bytes:
    """The filing of the project and the decision on its environmental impact."""
    org, project = answers["org"], answers["project"]

    def draw(paper: Paper) -> None:
        paper.heading("项 目 备 案 证 明", 24)
        paper.table(
            [
                ("项目名称", project["title"]),
                ("项目单位", org["name"]),
                ("建设地点", project["place"]),
                ("总投资", f"{said(yuan(project['investment']))}元"),
                ("备案编号", "2026-310115-00633（样例）"),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed("备案机关（样例）", "2026年1月15日", "备案机关")
        paper.page()
        paper.heading("环境影响报告表的批复", 22)
        paper.line(f"{org['name']}：", 12)
        paper.text(
            f"你单位报送的“{project['title']}”环境影响报告表收悉。该项目在落实辐射屏蔽、电磁防护和噪声控制措施的前提下，"
            "对环境的影响可以接受，同意建设。装置运行前应当完成辐射安全许可手续。",
            12,
        )
        paper.signed("生态环境主管部门（样例）", "2026年2月6日", "样例主管部门")

    return drawn("项目备案证明与环评批复", draw)


def usual(answers: Answers, number: str, firm: str, object_: str) -> dict[str, bytes]:
    """What every research project hands in."""
    made = {
        f"A04-{row['year']}年度审计报告.pdf": audit(answers, row["year"], WORDING["plain_notes"]) for row in answers["finance"]["audits"]
    }
    return made | {
        "A01-营业执照.jpg": licence(answers),
        "A08-知识产权证书.pdf": certificates(answers),
        "A09-测试报告.pdf": trials(answers, firm, object_),
        "A10-查新报告.pdf": novelty(answers, number),
        "A16-自筹资金证明.pdf": own_money(answers, "2026-03-11"),
        "A21-承诺书.jpg": undertaking(answers),
        "A22-科研诚信承诺书.jpg": integrity(answers),
        "A23-信用自查截图.png": credit(answers),
    }


def joint(answers: Answers) -> dict[str, bytes]:
    """What a consortium hands in besides."""
    return {
        "A18-联合体协议.pdf": consortium(answers),
        "A19-高新技术企业证书.jpg": qualification(answers),
        "A24-推荐函.jpg": recommendation(answers, WORDING["recommended"]),
    }


def main() -> None:
    begin()
    frontier = read_answers("m01-frontier")
    made = usual(frontier, "CX-2025-0411", "示例低温物理测试中心", "声子带隙自旋器件")
    keep("m01-frontier", made | {"A36-奖励通知.pdf": task_book(frontier, "2024-12-20")})
    chips = read_answers("m02-keytech")
    keep("m02-keytech", usual(chips, "CX-2025-0522", "示例光电子器件检测中心", "200 吉比特每秒硅光引擎样品") | joint(chips))
    device = read_answers("m02-special")
    made = usual(device, "CX-2025-0633", "示例超导与低温检测中心", "全尺寸线圈缩比样件") | joint(device)
    keep("m02-special", made | {"A17-备案与环评.pdf": filings(device)})


if __name__ == "__main__":
    main()
