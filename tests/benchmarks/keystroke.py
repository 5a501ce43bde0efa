"""One keystroke in a table of 1,000 rows × 8 columns: edit, every check, total, amount, finding and the summary for the journal.

Prints milliseconds and the ratio to the budget of one frame (16 ms). Run: `python tests/benchmarks/keystroke.py [ROWS]`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "desktop"))

from shenbao.draft import Draft, opening
from shenbao.forms.catalogue import Catalogue

FRAME = 0.016

FORM = """
id: bench
version: "1"
title: {zh: 测速, en: Benchmark}
headline: amounts.ceiling
request: request.amount
constants:
  - {id: share, value: "0.30", label: {zh: 比例, en: Share}, clause: "8.4", quote: up to 30%}
sections:
  - id: budget
    title: {zh: 预算, en: Budget}
    fields:
      - id: lines
        kind: table
        label: {zh: 明细, en: Lines}
        totals: [total, applied, own, net]
        columns:
          - {id: name, kind: text, label: {zh: 名称, en: Name}, max: 60}
          - {id: number, kind: text, label: {zh: 编号, en: Number}, ledger: contract}
          - {id: day, kind: date, label: {zh: 日期, en: Day}}
          - {id: total, kind: money, label: {zh: 总额, en: Total}, min: 0}
          - {id: applied, kind: money, label: {zh: 申请, en: Applied}, min: 0}
          - {id: own, kind: money, label: {zh: 自筹, en: Own}, compute: row.total - row.applied}
          - {id: rate, kind: percent, label: {zh: 税率, en: Rate}}
          - {id: net, kind: money, label: {zh: 不含税, en: Net}, compute: "round_to(row.total / (1 + row.rate), 2)"}
  - id: request
    title: {zh: 申请, en: Request}
    fields:
      - {id: amount, kind: money, label: {zh: 申请金额, en: Amount}}
      - {id: total, kind: money, label: {zh: 合计, en: Total}, compute: sum(budget.lines.total)}
amounts:
  - id: ceiling
    label: {zh: 上限, en: Ceiling}
    steps:
      - {id: base, label: {zh: 基数, en: Base}, value: "min(sum(budget.lines.net), request.total)"}
      - {id: floored, label: {zh: 取整, en: Floored}, value: floor_fen(amounts.ceiling.base * constants.share)}
checks:
  - {id: C1, kind: at_most, level: block, title: {zh: 一, en: one}, value: request.amount, limit: amounts.ceiling}
  - {id: C2, kind: at_most, level: block, title: {zh: 二, en: two}, each: budget.lines, value: row.applied, limit: row.total}
  - {id: C3, kind: at_most, level: warn, title: {zh: 三, en: three}, each: budget.lines, value: row.day, limit: today}
  - {id: C4, kind: within, level: warn, title: {zh: 四, en: four}, each: budget.lines, value: row.rate, low: "0", high: "0.13"}
  - {id: C5, kind: unique, level: block, title: {zh: 五, en: five}, value: budget.lines.number}
  - {id: C6, kind: equals, level: block, title: {zh: 六, en: six}, value: sum(budget.lines.applied), limit: request.amount}
"""


def keystrokes(draft: Draft, rows: tuple[str, ...], column: str, text: Callable[[int], str], count: int) -> list[float]:
    """Seconds of `count` keystrokes in different rows, each until the screen has what it shows."""
    taken = []
    for number in range(count):
        path = f"budget.lines/{rows[number * 7 % len(rows)]}/{column}"
        start = time.perf_counter()
        changes = draft.set(path, text(number))
        draft.findings()
        draft.amounts()
        draft.totals("budget.lines")
        for changed in changes.fields:
            draft.state(changed)
        taken.append(time.perf_counter() - start)
    return sorted(taken)


def measure(count: int = 1000) -> tuple[float, dict[str, list[float]]]:
    """Seconds to paste `count` rows, and sorted seconds of keystrokes by the column typed in."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "forms").mkdir()
        (root / "forms" / "bench.yaml").write_text(FORM, encoding="utf-8")
        scheme = Catalogue((root,)).scheme("bench")
    draft = Draft(scheme, opening(scheme), date(2026, 3, 5), append=lambda _edit, _summary: None)
    row = {"day": "2026-01-05", "total": "1234.56", "applied": "400", "rate": "13"}
    start = time.perf_counter()
    draft.insert_rows("budget.lines", 0, [{**row, "name": f"第{number}项", "number": f"HT-{number}"} for number in range(count)])
    pasted = time.perf_counter() - start
    draft.set("request.amount", "1000")
    rows = draft.rows("budget.lines")
    texts: tuple[tuple[str, Callable[[int], str]], ...] = (
        ("name", lambda number: f"新{number}"),
        ("total", lambda number: f"{2000 + number}.5"),
        ("applied", lambda number: f"{9000 if number % 2 else 300}"),
        ("rate", lambda number: str(number % 20)),
        ("number", lambda number: f"HT-{number % 50}"),
    )
    return pasted, {column: keystrokes(draft, rows, column, text, 200) for column, text in texts}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    pasted, columns = measure(count)
    print(f"{count} rows pasted in {pasted * 1000:.0f} ms\n")
    print("| keystroke in | median ms | p99 ms | p99 / 16 ms |\n|---|---|---|---|")
    for column, taken in columns.items():
        median, worst = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
        print(f"| {column} | {median * 1000:.2f} | {worst * 1000:.2f} | {worst / FRAME:.2f} |")


if __name__ == "__main__":
    main()
