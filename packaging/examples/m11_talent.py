"""Makes the attachments of the worked example m11-talent from its answers, so that papers and answers cannot disagree.

Run: python packaging/examples/m11_talent.py
"""

from __future__ import annotations

from accounts import audit
from given import WORDING, Answers, Row, day, read_answers, said, yuan
from papers import Paper, drawn, scan
from usual import begin, certificates, credit, keep, licence, option, qualification, task_book, undertaking

SCHEME = "m11-talent"
MONTHS = 12


def _of(rows: list[Row], person: str) -> Row:
    return next(row for row in rows if row["person"] == person)


def _masked(number: str) -> str:
    """Papers of an example show no whole number either: that is what the form tells people to do."""
    return f"{number[:6]}********{number[-4:]}" if len(number) > 12 else f"{number[:2]}****{number[-2:]}"


def employment(answers: Answers, person: Row) -> bytes:
    """Contract of employment, social security and income tax of one person."""
    org, year = answers["org"]["name"], answers["award"]["year"]
    service, merit = _of(answers["service"]["list"], person["name"]), _of(answers["merit"]["list"], person["name"])
    end = f"至{day(service['contract_to'])}止" if "contract_to" in service else "，为无固定期限劳动合同"
    number = _masked(person.get("resident_id") or person["other_id"])
    named = {"start": day(service["contract_from"]), "end": end, "post": person["post"], "role": merit["role"].partition("，")[0]}
    wage = yuan(service["wage"])
    months = int(service["social_months"])

    def draw(paper: Paper) -> None:
        paper.heading("劳 动 合 同（摘要）", 22)
        paper.line(f"甲方（用人单位）：{org}")
        paper.line(f"乙方（劳动者）：{person['name']}　　证件号码：{number}")
        for term in WORDING["labour_terms"]:
            paper.text(term.format(**named))
        paper.line(f"乙方（签字）：{person['name']}（样例签字）")
        paper.signed(f"甲方（盖章）：{org}", day(service["contract_from"]), org)
        paper.page()
        paper.heading("社会保险缴费证明", 20)
        paper.table(
            [
                ("姓名", person["name"]),
                ("证件号码", number),
                ("缴费单位", org),
                ("缴费期间", f"{year}年1月至{year}年{MONTHS}月"),
                ("缴费月数", f"{months}个月"),
                ("参保地", "上海市"),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed("社会保险经办机构（样例）", "2026年3月5日", "样例经办机构")
        paper.page()
        paper.heading("个人所得税纳税记录", 20)
        paper.table(
            [
                ("姓名", person["name"]),
                ("证件号码", number),
                ("扣缴义务人", org),
                ("所得项目", "工资、薪金所得"),
                ("税款所属期", f"{year}年度"),
                ("收入额", f"{said(wage)}元"),
                ("主管税务机关", "国家税务总局上海市徐汇区税务局（样例）"),
            ],
            (1, 3),
            12,
            head=False,
        )
        paper.signed("税务机关（样例）", "2026年3月5日", "样例税务机关")

    return drawn(f"{person['name']}在职证明", draw)


def consent(answers: Answers, person: Row, seed: int) -> bytes:
    org = answers["org"]["name"]
    number = _masked(person.get("resident_id") or person["other_id"])

    def draw(paper: Paper) -> None:
        paper.heading("本 人 同 意 书", 24)
        paper.line(f"姓名：{person['name']}　　证件类型：{option('id_types', person['id_type'])}　　证件号码：{number}", 12)
        paper.text(f"本人系{org}在职人员，就“{answers['project']['title']}”申报事项，确认并同意如下：", 13)
        for at, each in enumerate(WORDING["consent"], 1):
            paper.text(f"{at}．{each}", 13)
        paper.space(30)
        paper.line(f"本人（签字）：{person['name']}（样例签字）", 13)
        paper.signed(org, "2026年3月11日", org)

    return scan(drawn("本人同意书", draw), tilt=0.3 - 0.2 * (seed % 3), seed=seed, quality=40)


def papers(answers: Answers) -> dict[str, bytes]:
    """Every attachment by its file name."""
    made = {
        f"A04-{row['year']}年度审计报告.pdf": audit(answers, row["year"], WORDING["plain_notes"]) for row in answers["finance"]["audits"]
    }
    made |= {
        "A01-营业执照.jpg": licence(answers),
        "A08-知识产权证书.pdf": certificates(answers),
        "A19-高新技术企业证书.jpg": qualification(answers),
        "A21-承诺书.jpg": undertaking(answers),
        "A23-信用自查截图.png": credit(answers),
        "A36-市级项目任务书.pdf": task_book(answers, "2023-07-03"),
    }
    for number, person in enumerate(answers["roster"]["list"], 1):
        made[f"A28-在职证明{number}.pdf"] = employment(answers, person)
        made[f"A37-本人同意书{number}.jpg"] = consent(answers, person, 60 + number)
    return made


def main() -> None:
    begin()
    keep(SCHEME, papers(read_answers(SCHEME)))


if __name__ == "__main__":
    main()
