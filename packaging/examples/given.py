"""The example's answers and the wording of its papers, and how figures and days are said in them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "desktop"))  # money in words is said by the program itself; it need not be installed

EXAMPLES = ROOT / "forms" / "examples"
WORDING = yaml.load((Path(__file__).parent / "wording.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
Answers = Mapping[str, Any]
Row = Mapping[str, str]


def read_answers(scheme: str = "m08-first") -> Answers:
    """The answers of a scheme's example with every scalar as text."""
    answers: Answers = yaml.load((EXAMPLES / scheme / "answers.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)["answers"]
    return answers


def yuan(text: str) -> Decimal:
    """A stored or typed amount in yuan."""
    return Decimal(text.removesuffix("万元")) * 10000 if text.endswith("万元") else Decimal(text)


def said(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def day(text: str) -> str:
    when = date.fromisoformat(text)
    return f"{when.year}年{when.month}月{when.day}日"


def rows_of(rows: Sequence[Row], contract: str) -> list[Row]:
    return [row for row in rows if row["contract"] == contract]
