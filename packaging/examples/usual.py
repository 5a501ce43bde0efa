"""Papers that nearly every application has: licence, certificates, undertaking, credit look-up, recommendation."""

from __future__ import annotations

import yaml
from given import EXAMPLES, ROOT, WORDING, Answers, day, said, yuan
from papers import HEI, Paper, drawn, register, scan, screenshot

from shenbao import money


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


def undertaking(answers: Answers, title: str = "") -> bytes:
    """Signed for the project of the answers, or for `title` where the form has no project."""
    org = answers["org"]

    def draw(paper: Paper) -> None:
        paper.heading("申 报 承 诺 书", 24)
        paper.text(f"本单位申报“{title or answers['project']['title']}”，郑重承诺：", 13)
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


def recommendation(answers: Answers, sentence: str = WORDING["recommendation"], to: str = "上海市科学技术委员会") -> bytes:
    def draw(paper: Paper) -> None:
        paper.heading("推 荐 函", 26)
        paper.line(f"{to}：", 13)
        title = answers.get("project", {}).get("title", "")
        paper.text(sentence.format(name=answers["org"]["name"], title=title), 13)
        paper.signed(answers["cover"]["recommender"] + "（样例）", day(answers["cover"]["date"]), "样例推荐单位")

    return scan(drawn("推荐函", draw), tilt=-0.4, seed=51)


def task_book(answers: Answers, signed: str) -> bytes:
    """First page of the task book of the first support received earlier, of any department."""
    row = answers["prior"]["list"][0]

    def draw(paper: Paper) -> None:
        paper.heading("财政支持项目任务书（首页）", 22)
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
        paper.signed(row["department"] + "（样例）", day(signed), "样例主管部门")

    return drawn("财政支持项目任务书首页", draw)


def option(name: str, code: str) -> str:
    """How a form says one option of a named list."""
    lists = yaml.load((ROOT / "forms" / "lists.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return str(next(each["label"]["zh"] for each in lists[name] if each["code"] == code))


def keep(scheme: str, made: dict[str, bytes]) -> None:
    """Writes the attachments of a scheme's example; what is no longer made goes."""
    folder = EXAMPLES / scheme / "attachments"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.name not in made:
            old.unlink()
    for name, content in made.items():
        (folder / name).write_bytes(content)


def begin() -> None:
    """Loads the faces that papers are drawn with."""
    register(ROOT / "resources" / "fonts")
