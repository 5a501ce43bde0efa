"""Prose for the typesetting tests: what applicants write, in a hundred pages of which no two are alike, the same every time.

The narratives of the worked examples, a few classics, and paragraphs put together from sentences with figures, units, codes,
foreign words, quotations, brackets and lists in them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "forms" / "examples"
SLOT = re.compile("{(.+?)}")
SEED = 20260320
LEAST = 40
"""Shorter answers are no prose."""
COMPOSED = 330
"""Paragraphs put together from sentences."""

WORDS = {
    name: words.split("|")
    for name, words in {
        "单位": "上海衡远机器人有限公司|复材先进制造创新中心（上海）|申江大学|华东数控装备研究院有限公司|某三甲医院|青浦联合实验室|我公司",
        "产品": "关节模组|碳化硅外延设备|行星滚柱丝杠|脑机接口采集终端|低温控制器|固态电池中试线|量子精密测量仪|液氢阀门",
        "文件": "采购及联合验证协议|技术指标对比说明|首批样机现场验收报告|关于支持首台（套）装备应用的若干意见|试运行总结|"
        "需求规格说明书（V2.3）",
        "标准": "机器人用一体化关节 通用技术条件|GB/T 36530—2018 半导体器件 机械和气候试验方法|"
        "T/CAMS 182—2024|数据安全技术 分类分级规则|IEC 61800-5-1",
        "外企": "Harmonic Systems|德国某公司|日本某公司|Northwind GmbH|美国某上市公司|Kestrel AG",
        "型号": "X200|SHA-32A|EtherCAT|RISC-V|STM32H743|PCIe 4.0|FPGA|NX-1080/Pro",
        "系统": "MES|SCADA|ERP|数字孪生平台|质量追溯系统|边缘计算网关|OPC UA服务器|预测性维护模块",
        "指标": "重复定位精度|峰值扭矩密度|电磁噪声|位移漂移|信噪比|循环寿命|表面粗糙度Ra|通道间串扰",
        "单位号": "mm|N·m/kg|kW|dB|μm|GHz|kWh|MPa|rpm",
        "城区": "浦东新区|临港新片区|闵行区|嘉定区|张江|徐汇区漕河泾",
        "口号": "从0到1|先试后买|边研边用|小批量、多轮次|揭榜挂帅|用起来，改出来",
    }.items()
}


@cache
def paragraphs() -> tuple[str, ...]:
    """All paragraphs, each on one line."""
    return (*narratives(), *lines("classics.txt"), *composed(COMPOSED))


def lines(name: str) -> list[str]:
    return (HERE / "prose" / name).read_text(encoding="utf-8").splitlines()


def narratives() -> list[str]:
    """The long answers of the worked examples and the prose of the first tests, each paragraph once."""
    texts = [(HERE / "prose.txt").read_text(encoding="utf-8")]
    for file in sorted(EXAMPLES.glob("*/answers.yaml")):
        texts.extend(_texts(yaml.load(file.read_bytes(), yaml.CBaseLoader)))
    found = (" ".join(line.split()) for text in texts for line in text.splitlines())
    return list(dict.fromkeys(line for line in found if len(line) >= LEAST and _is_chinese(line)))


def composed(count: int) -> list[str]:
    """Paragraphs of chosen sentences with chosen figures; one in seven is an item of a list."""
    chance = random.Random(SEED)
    sentences = lines("sentences.txt")
    made = []
    for number in range(count):
        size = 1 if number % 7 == 3 else chance.randint(2, 6)
        text = "".join(_filled(sentence, chance) for sentence in chance.sample(sentences, size))
        mark = chance.choice(["（一）", "（2）", "1. ", "①", "——", "注："]) if size == 1 else ""
        made.append(mark + text)
    return made


def _filled(sentence: str, chance: random.Random) -> str:
    return SLOT.sub(lambda slot: _word(slot[1], chance), sentence)


def _word(slot: str, chance: random.Random) -> str:
    year, month, day = chance.randint(2019, 2029), chance.randint(1, 12), chance.randint(1, 28)
    match slot:
        case "小":
            return str(chance.randint(1, 9))
        case "中":
            return str(chance.randint(10, 180))
        case "千":
            return f"{chance.randint(1000, 48_000):,}"
        case "万元":
            return f"{chance.randint(10_000, 99_999_999) / 100:,.2f}"
        case "百分":
            return chance.choice([str(chance.randint(10, 99)), f"{chance.randint(100, 999) / 10}"])
        case "数":
            return chance.choice(["±0.005", "215", "1.86", "0.12", "3,600", "≥48", "21,360", "-3.5"])
        case "负温":
            return f"-{chance.randint(10, 60)}"
        case "正温":
            return str(chance.randint(40, 180))
        case "年份":
            return str(year)
        case "年":
            return f"{year}年"
        case "月":
            return f"{year}年{month}月"
        case "日":
            return f"{year}年{month}月{day}日"
        case "编号":
            return chance.choice([f"HT-{year}-{month:02}{day:02}", f"SH/JC-{year}{month:02}-{day:03}", f"沪测字〔{year}〕{day}号"])
        case "编码":
            return f"{chance.getrandbits(32):08X}"
    return chance.choice(WORDS[slot])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    else:
        yield str(value)


def _is_chinese(text: str) -> bool:
    return sum("\u4e00" <= character <= "\u9fff" for character in text) * 2 > len(text)
