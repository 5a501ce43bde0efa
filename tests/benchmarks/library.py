"""How long the library takes: opening, list, search, saving, opening one application, backup. Prints a table, asserts nothing."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "desktop"))

from shenbao.library import Library
from shenbao.library.connection import transaction
from shenbao.library.journal import write_event
from shenbao.library.rows import Created, Edited, Event
from shenbao.records import Edit, Op, RecordId, Summary


def fill(library: Library, applications: int, edits: int) -> None:
    """As if typed, but in one commit."""
    opened = library._opened
    with transaction(opened.connection):
        for number in range(applications):
            record, info = RecordId(f"app{number:09}"), None
            for event in events(number, edits):
                opened.seal, info = write_event(opened.connection, opened.seal, info, record, library._clock(), event)


def events(number: int, edits: int) -> Iterator[Event]:
    yield Created(kind="application", scheme="scheme", content_version="1")
    enterprise = f"上海第{number % 300}未来产业有限公司"
    summary = Summary(title=f"第{number}号首批次产品申报", enterprise=enterprise, amount=f"{number}.00")
    for step in range(edits):
        op = Op(path=f"group.field{step}", new=f"第{step}项的内容，约二十个字，用来量一量快慢")
        yield Edited(edit=Edit(ops=(op,)), summary=summary)


def timed(call: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """Median and worst of some calls, in milliseconds."""
    spent = []
    for _ in range(times):
        start = perf_counter()
        call()
        spent.append((perf_counter() - start) * 1000)
    return median(spent), max(spent)


def measure(applications: int, edits: int) -> dict[str, tuple[float, float]]:
    """Median and worst milliseconds by what was done."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "library"
        library = Library.open(folder)
        fill(library, applications, edits)
        library.close()
        found = {}
        start = perf_counter()
        library = Library.open(folder)
        found["open, every row proved"] = ((perf_counter() - start) * 1000,) * 2
        one = RecordId("app000000007")
        for label, call, times in (
            ("list, first time", lambda: library.list("application", order="title"), 1),
            ("list by change", lambda: library.list("application"), 5),
            ("list by title", lambda: library.list("application", order="title"), 5),
            ("list by enterprise", lambda: library.list("application", order="enterprise"), 5),
            ("list by amount", lambda: library.list("application", order="amount"), 5),
            ("search 未来产业", lambda: library.list("application", search="未来产业"), 5),
            ("search 第77号 上海", lambda: library.list("application", search="第77号 上海"), 5),
            ("edits of one application", lambda: library.edits(one), 20),
            ("append, on the disk", lambda: library.append(one, Edit(ops=(Op(path="a.b", new="新"),)), Summary(title="新")), 200),
            ("backup, proved", library.backup, 1),
        ):
            found[label] = timed(call, times)
        library.close()
    return found


def main(applications: int, edits: int) -> None:
    print(f"{applications} applications, {applications * edits} edits; milliseconds: median, worst")
    for label, (usual, worst) in measure(applications, edits).items():
        print(f"{label:34}{usual:9.2f} {worst:9.2f}")


if __name__ == "__main__":
    chosen = [int(argument) for argument in sys.argv[1:]]
    main(*(chosen or [10_000, 10]))
