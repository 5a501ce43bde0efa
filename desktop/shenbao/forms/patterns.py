"""What must not be left in a text: placeholders, words of secrecy, identity numbers. Practice of formal examination."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import cache

from shenbao.money import in_words

PATTERNS: dict[str, str] = {
    "placeholder": (
        r"(?i)[XxＸｘ×]{3,}|(?<![A-Za-z0-9])[XxＸｘ×]{2}(?=[%％]|万?元|[年月项台套家个人]|公司|大学|单位|医院)|[?？]{3,}|_{3,}|＿{3,}|…{3,}|\.{6,}|"
        r"(?<![A-Za-z])(?:TODO|TBD)(?![A-Za-z])|Lorem ipsum|待(?:补充|完善|填写|确认|定稿)|"
        r"(?:请|此处)(?:在此)?(?:填写|输入|补充)|某某+|(?<![〇○◯零一二三四五六七八九十])[〇○◯]{2,}"
    ),
    # Not 机密 in 电机密封, 有机密, 机密计算 and the like.
    "secrecy": r"(?i)绝\s?密|(?<![电主飞有整手无随泵压])机\s?密(?!性|码|钥|度|封|切|集|闭|布|排|计算)|秘\s?密\s?[★☆]|"
    r"内部资料|注意保密|(?:top |strictly )?secret\b|\bconfidential\b(?! computing)",
    "resident_id": r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])",
    "mobile": r"(?<!\d)1[3-9]\d{9}(?!\d)",
    "other_city": r"(?:深圳|北京|广州|杭州|苏州|合肥|南京|成都|武汉)市(?:科技|经济|工业|发展|财政)\w{0,6}(?:局|委)",
    "call_year": r"(20\d\d)年(?:度)?(?:[^，。；、\d]{0,12})?(?:申报(?:书|通知|指南|材料)|项目指南|征集通知)",
    "measure_number": r"(?:若干措施》?|本措施|《措施》)(?:的|中的)?第?[（(]?([一二三四五六七八九十]{1,3})[）)]?(?:条|项)",
    "amount_in_words": (
        r"(?:人民币)?(?P<words>[零壹贰叁肆伍陆柒捌玖拾][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[元圆](?:[零壹贰叁肆伍陆柒捌玖角分]*)整?)"
        r"\s?[（(](?:小写)?[:：]?\s?[¥￥]?\s?(?P<figure>\d[\d,，]*(?:\.\d+)?)\s?(?P<unit>万元|元)?\s?[)）]"
        r"|(?P<figure_first>\d[\d,，]*(?:\.\d+)?)\s?(?P<unit_first>万元|元)\s?[（(](?:大写)?[:：]?\s?(?:人民币)?"
        r"(?P<words_behind>[零壹贰叁肆伍陆柒捌玖拾][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[元圆](?:[零壹贰叁肆伍陆柒捌玖角分]*)整?)\s?[)）]"
    ),
}
"""By the name that forms use in `patterns`. Each is compiled when a text first may fit it: together that takes some milliseconds."""

NEEDED: dict[str, tuple[str, ...]] = {
    "placeholder": (*"x×?？_＿…〇○◯", "ｘ", "......", "某某", "todo", "tbd", "lorem", "填写", "输入", "补充", "待完善", "待确认", "待定稿"),
    "secrecy": ("密", "内部资料", "secret", "confidential"),
    "resident_id": ("18", "19", "20"),
    "mobile": ("13", "14", "15", "16", "17", "18", "19"),
    "other_city": ("市科技", "市经济", "市工业", "市发展", "市财政"),
    "call_year": ("申报", "项目指南", "征集通知"),
    "measure_number": ("措施",),
    "amount_in_words": tuple("零壹贰叁肆伍陆柒捌玖拾"),
}
"""Of each pattern words of which every piece that fits it has one, upper and lower case apart: looking for a word is a hundred times as
fast as trying a pattern at every letter, and most texts have none."""

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def found_in(text: str, names: Iterable[str], right: Decimal | None = None) -> Iterator[str]:
    """Pieces of `text` that fit one of the named patterns, in order of the names.

    Of the patterns that name a number (`call_year`, `measure_number`) only those that name another one than `right`; of amounts in words
    only those beside which another figure stands."""
    folded = text.casefold()
    for name in names:
        for word in NEEDED[name]:
            if word in folded:
                break
        else:
            continue
        accepted = _ACCEPTED.get(name)
        for match in _compiled(name).finditer(text):
            if accepted is None or not accepted(match, right):
                yield match[0]


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(PATTERNS[name])


def _same_year(match: re.Match[str], right: Decimal | None) -> bool:
    return Decimal(match[1]) == right


def _same_measure(match: re.Match[str], right: Decimal | None) -> bool:
    tens, ten, ones = match[1].rpartition("十")
    number = (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)
    return Decimal(number) == right


def _words_agree(match: re.Match[str], _: Decimal | None) -> bool:
    try:
        figure = Decimal((match["figure"] or match["figure_first"]).replace(",", "").replace("，", ""))
    except InvalidOperation:
        return False
    if "万元" in (match["unit"], match["unit_first"]):
        figure *= 10000
    return _plain(in_words(figure)) == _plain(match["words"] or match["words_behind"])


def _plain(words: str) -> str:
    """Without what is written now and then: the currency, the closing 整, and the old form of 元."""
    return words.removeprefix("人民币").replace("圆", "元").removesuffix("整")


_ACCEPTED: dict[str, Callable[[re.Match[str], Decimal | None], bool]] = {
    "call_year": _same_year,
    "measure_number": _same_measure,
    "amount_in_words": _words_agree,
}
