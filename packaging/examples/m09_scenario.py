"""Makes the attachments of the worked example m09-scenario from its answers.

Run: python packaging/examples/m09_scenario.py
"""

from __future__ import annotations

from accounts import audit
from given import WORDING, Answers, day, read_answers, said, yuan
from papers import Paper, drawn, scan
from usual import begin, credit, keep, licence, recommendation, undertaking

from shenbao import money

SCHEME = "m09-scenario"
LETTER = WORDING["scenario"]


def place(answers: Answers) -> bytes:
    def draw(paper: Paper) -> None:
        paper.heading("场 地 使 用 协 议", 22)
        rows = [(row["site"], row["content"], f"{row['quantity']}{row['unit']}") for row in answers["deployment"]["list"]]
        paper.table([("点位", "部署内容", "数量"), *rows], (2.4, 2.6, 0.8), 11)
        for term in LETTER["place"]:
            paper.text(term.format(opener=answers["scenario"]["opener"], name=answers["org"]["name"]), 12)
        for partner in answers["partners"]["list"]:
            paper.signed(partner["name"], day(answers["scenario"]["consent_date"]), partner["name"])

    return drawn("场地使用协议", draw)


def rights(answers: Answers) -> bytes:
    org = answers["org"]["name"]
    shown = [
        (
            "发明专利证书",
            [
                ("名称", "脑电与肌电融合的代偿抑制训练方法"),
                ("专利号", "ZL 202310000911.3"),
                ("权利人", org),
                ("授权公告日", "2025年4月18日"),
            ],
        ),
        (
            "发明专利证书",
            [("名称", "面向少量校准的运动意图解码方法"), ("专利号", "ZL 202410000922.6"), ("权利人", org), ("授权公告日", "2025年11月7日")],
        ),
        (
            "医疗器械注册证（样例）",
            [
                ("产品名称", "上肢康复训练系统"),
                ("管理类别", "第二类"),
                ("注册人", org),
                ("批准日期", "2024年9月3日"),
                ("有效期至", "2029年9月2日"),
            ],
        ),
    ]

    def draw(paper: Paper) -> None:
        for number, (title, rows) in enumerate(shown):
            if number:
                paper.page()
            paper.space(60)
            paper.heading(title, 26)
            paper.space(20)
            paper.table(rows, (1, 3), 12, head=False)
            paper.signed("发证机关（样例）", rows[3][1], "发证机关")

    return drawn("专利证书与医疗器械注册证", draw)


def own_money(answers: Answers) -> bytes:
    sources = {row["source"]: row for row in answers["budget"]["sources"]}
    loan, partners = sources["loan"], answers["partners"]["list"]
    given = sum(yuan(row["own"]) for row in partners)
    deposit = yuan(sources["own"]["amount"]) - given

    def draw(paper: Paper) -> None:
        paper.heading("存 款 证 明", 22)
        paper.text(
            f"兹证明{answers['org']['name']}截至2026年3月10日在我行存款余额不低于 {said(deposit)} 元（{money.in_words(deposit)}）。", 12
        )
        paper.signed("示例银行上海闵行支行（样例）", "2026年3月11日", "示例银行")
        paper.space(40)
        paper.heading("出资承诺", 20)
        rows = [(row["name"], f"{said(yuan(row['own']))}元", "自有资金，不含财政资金") for row in partners]
        paper.table([("承诺单位", "金额", "来源"), *rows], (2.4, 1.4, 1.8), 11)
        paper.page()
        paper.heading("流动资金借款合同（首页）", 22)
        paper.table(
            [
                ("借款人", answers["org"]["name"]),
                ("贷款人", "示例银行上海闵行支行"),
                ("合同编号", "JK-2026-0911（样例）"),
                ("借款金额", f"{said(yuan(loan['amount']))}元（{money.in_words(yuan(loan['amount']))}）"),
                ("用途", answers["project"]["title"]),
                ("签订日期", "2026年1月15日"),
            ],
            (1, 3.4),
            12,
            head=False,
        )
        paper.signed("贷款人（样例）", "2026年1月15日", "示例银行")

    return drawn("自筹资金证明", draw)


def agreement(answers: Answers) -> bytes:
    parties = [answers["org"]["name"], *(row["name"] for row in answers["partners"]["list"])]

    def draw(paper: Paper) -> None:
        paper.heading("合 作 建 设 协 议", 22)
        paper.text(f"为建设“{answers['scenario']['name']}”，{'、'.join(parties)}经协商一致，签订本协议。", 12)
        rows = [(answers["org"]["name"], "总体建设、产品供给、项目管理", "—", "背景知识产权归本单位所有")]
        for row in answers["partners"]["list"]:
            rows.append((row["name"], row["task"], f"{said(yuan(row['budget']))}元（自筹{said(yuan(row['own']))}元）", row["ip"]))
        paper.table([("单位", "任务", "经费", "知识产权约定"), *rows], (1.6, 2, 1.6, 1.6), 10.5)
        for term in LETTER["agreement"]:
            paper.text(term, 12)
        for party in parties:
            paper.signed(party, "2026年2月10日", party)

    return drawn("合作建设协议", draw)


def ethics(answers: Answers) -> bytes:
    def draw(paper: Paper) -> None:
        paper.heading("伦理委员会审查批件", 24)
        paper.table(
            [
                ("批件号", "示康伦审（2025）第091号"),
                ("项目名称", answers["project"]["title"]),
                ("申办单位", answers["org"]["name"]),
                ("主要研究者", "杜若溪"),
                ("审查方式", "会议审查"),
                ("审查意见", "同意开展，每十二个月接受跟踪审查"),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed(f"{answers['scenario']['opener']}伦理委员会（样例）", "2025年10月22日", "样例伦理委员会")

    return drawn("伦理审查批件", draw)


def consent(answers: Answers) -> bytes:
    scenario = answers["scenario"]

    def draw(paper: Paper) -> None:
        paper.heading("场 景 开 放 同 意 函", 24)
        paper.line(f"{answers['org']['name']}：", 13)
        for part in LETTER["consent"]:
            paper.text(part.format(scenario=scenario["name"], title=answers["project"]["title"]), 13)
        paper.signed(scenario["opener"], day(scenario["consent_date"]), scenario["opener"])

    return scan(drawn("场景开放同意函", draw), tilt=0.3, seed=71)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    made = {
        "A01-营业执照.jpg": licence(answers),
        "A07-场地使用协议.pdf": place(answers),
        "A08-专利与注册证.pdf": rights(answers),
        "A16-自筹资金证明.pdf": own_money(answers),
        "A18-合作建设协议.pdf": agreement(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A24-推荐函.jpg": recommendation(answers, LETTER["recommendation"]),
        "A25-伦理审查批件.pdf": ethics(answers),
        "A30-场景同意函.jpg": consent(answers),
    }
    for row in answers["finance"]["audits"]:
        made[f"A04-{row['year']}年度审计报告.pdf"] = audit(answers, row["year"], WORDING["plain_notes"])
    return made


def main() -> None:
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))


if __name__ == "__main__":
    main()
