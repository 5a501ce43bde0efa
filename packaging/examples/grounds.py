"""Papers of an investment: the place it stands on, the money of its own, agreements with partners, certificates of standing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from given import WORDING, Answers, Row, day, said, yuan
from papers import Paper, drawn, scan

from shenbao import money


def lease(answers: Answers, lessor: str, area: str, yearly: str, since: str) -> bytes:
    """The lease of the project's place, with the lessor's title deed."""
    org, project = answers["org"], answers["project"]
    terms = {
        "place": project["place"],
        "area": area,
        "since": day(since),
        "until": day(project["lease_end"]),
        "words": money.in_words(yuan(yearly)),
        "yearly": said(yuan(yearly)),
    }

    def draw(paper: Paper) -> None:
        paper.heading("房 屋 租 赁 合 同", 22)
        paper.line(f"出租方：{lessor}")
        paper.line(f"承租方：{org['name']}")
        for term in WORDING["lease"]:
            paper.text(term.format(**terms))
        paper.signed(f"出租方（盖章）：{lessor}", day(since), lessor)
        paper.page()
        paper.heading("不 动 产 权 证 书", 22)
        paper.table(
            [
                ("权利人", lessor),
                ("坐落", project["place"]),
                ("用途", "科研、工业"),
                ("建筑面积", f"{area}平方米"),
                ("证书编号", "沪（样例）字第000225号"),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed("登记机构（样例）", day(since), "登记机构")

    return drawn("房屋租赁合同", draw)


def deed(answers: Answers, area: str, issued: str) -> bytes:
    """The title deed of a place that the applicant owns."""

    def draw(paper: Paper) -> None:
        paper.space(40)
        paper.heading("不 动 产 权 证 书", 26)
        paper.table(
            [
                ("权利人", answers["org"]["name"]),
                ("坐落", answers["project"]["place"]),
                ("用途", "科研、工业"),
                ("建筑面积", f"{area}平方米"),
                ("证书编号", "沪（样例）字第000336号"),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed("登记机构（样例）", day(issued), "登记机构")

    return drawn("不动产权证书", draw)


def own_money(answers: Answers, when: str) -> bytes:
    """A statement of deposits for the applicant's own money, and the first page of the loan where there is one."""
    org, bank, sources = answers["org"], answers["bank"], answers["budget"]["sources"]

    def together(source: str) -> Decimal:
        return sum((yuan(row["amount"]) for row in sources if row["source"] == source), Decimal(0))

    def draw(paper: Paper) -> None:
        paper.heading("单 位 存 款 证 明", 22)
        paper.text(
            WORDING["deposit"].format(
                name=org["name"],
                account=f"{bank['account'][:6]}********{bank['account'][-4:]}",
                when=day(when),
                amount=said(together("own")),
            ),
            12,
        )
        paper.signed(bank["branch"], day(when), "示例银行")
        if together("loan"):
            paper.page()
            paper.heading("借款合同（首页）", 22)
            paper.line(f"借款人：{org['name']}", 12)
            paper.line(f"贷款人：{bank['branch']}", 12)
            paper.text(WORDING["loan"].format(words=money.in_words(together("loan")), amount=said(together("loan"))), 12)
            paper.signed(bank["branch"], day(when), "示例银行")

    return drawn("自筹资金证明", draw)


def agreements(answers: Answers, rows: Sequence[Row], terms: Sequence[str]) -> bytes:
    """First and last page of each agreement: `rows` with `name`, `content`, `signed` and perhaps `until`."""
    org = answers["org"]

    def draw(paper: Paper) -> None:
        for number, row in enumerate(rows):
            if number:
                paper.page()
            paper.heading("合作协议（首页与签章页）", 20)
            paper.line(f"甲方：{org['name']}")
            paper.line(f"乙方：{row['name']}")
            paper.text(f"合作内容：{row['content']}。")
            for term in terms:
                paper.text(term)
            if "until" in row:
                paper.text(f"本协议有效期至{day(row['until'])}。")
            paper.signed(f"乙方（盖章）：{row['name']}", day(row["signed"]), row["name"])
            paper.space(90)
            paper.line(f"甲方（盖章）：{org['name']}", align="right")
            paper.seal(org["name"])

    return drawn("合作协议", draw)


def standing(title: str, rows: Sequence[tuple[str, str]], issuer: str, issued: str, seed: int) -> bytes:
    """A certificate or notice that somebody is recognised as something, as scanned."""

    def draw(paper: Paper) -> None:
        paper.space(30)
        paper.heading(title, 26)
        paper.table(rows, (1, 3), 13, head=False)
        paper.signed(issuer + "（样例）", day(issued), "样例发证机关")

    return scan(drawn(title, draw, landscape=True), tilt=0.2, seed=seed)
