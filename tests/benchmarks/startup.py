"""From the start of the process to a window one can work in: the program over a library of 1,000 applications against a bare PySide6
window, and `shenbao check` against bare Python; `python tests/benchmarks/startup.py`.

Real processes, taking turns. A window counts from the moment it has been painted with its rows and its event loop has nothing left to do.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "desktop"), str(Path(__file__).resolve().parent)]

from library import fill  # noqa: E402
from shenbao.library import Library  # noqa: E402

APPLICATIONS, EDITS, TURNS = 1_000, 42, 9

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv)
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (print(time.monotonic()), app.exit()))
window = Window()
window.setCentralWidget(QLabel("Hello"))
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
import sys

def watched(*_):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    from shenbao.ui.records_view import RecordsDelegate
    paint, told = RecordsDelegate.paint, []
    def watch(delegate, painter, option, index):
        paint(delegate, painter, option, index)
        if not told and index.model().rowCount() == {rows}:
            told.append(True)
            import time
            QTimer.singleShot(0, lambda: (print(time.monotonic(), flush=True), QApplication.exit()))
    RecordsDelegate.paint = watch
    return run()

class Watching:
    def find_spec(self, name, *_):
        if name == "shenbao.ui.window":
            global run
            from PySide6.QtWidgets import QApplication
            run, QApplication.exec = QApplication.exec, watched

sys.meta_path.insert(0, Watching())
sys.argv = ["shenbao", "gui"]
from shenbao.__main__ import start
start()
"""
"""Told by the first cell painted of the full list: an event filter would itself cost a tenth of the time. What tells it is put in when
the program asks for its window, so that until then everything is loaded in the program's own order."""


def window_ms(code: str, environment: dict[str, str]) -> float:
    """Milliseconds from before the process is started to what it tells of its window."""
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60)
    return (float(done.stdout.split()[0]) - began) * 1000


def process_ms(arguments: list[str], environment: dict[str, str]) -> float:
    """Milliseconds of a whole process."""
    began = time.monotonic()
    subprocess.run([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return (time.monotonic() - began) * 1000


def windows() -> tuple[float, float]:
    """Milliseconds in the least disturbed turn: our window over a full library, a bare window."""
    with tempfile.TemporaryDirectory() as home:
        environment = _environment(home)
        library = Library.open(Path(home) / "library")
        fill(library, APPLICATIONS, EDITS)
        library.close()
        ours, bare = [], []
        for turn in range(TURNS + 1):
            pair = window_ms(OURS.replace("{rows}", str(APPLICATIONS)), environment), window_ms(BARE, environment)
            if turn:  # the first turn brings the files into memory
                ours.append(pair[0])
                bare.append(pair[1])
    return min(ours), min(bare)


def checks() -> tuple[float, float]:
    """Milliseconds in the least disturbed turn: `shenbao check` of the first worked example, bare Python."""
    with tempfile.TemporaryDirectory() as home:
        environment = _environment(home)
        example = max((ROOT / "forms" / "examples").glob("*/answers.yaml"), key=lambda file: file.stat().st_size).parent
        ours, bare = [], []
        for turn in range(TURNS + 1):
            pair = process_ms(["-m", "shenbao", "check", str(example)], environment), process_ms(["-c", "pass"], environment)
            if turn:
                ours.append(pair[0])
                bare.append(pair[1])
    return min(ours), min(bare)


def _environment(home: str) -> dict[str, str]:
    platform = os.environ.get("QT_QPA_PLATFORM") or ("xcb" if os.environ.get("DISPLAY") else "offscreen")
    # As in an installed program: compiled modules are kept, and typing_extensions, which only tools of development bring in and which
    # msgspec loads where it finds it, is not there. Both sides are started alike.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    absent = Path(home) / "absent"
    absent.mkdir()
    (absent / "typing_extensions.py").write_text("raise ImportError\n")
    path = os.pathsep.join((str(absent), str(ROOT / "desktop")))
    return {**kept, "SHENBAO_HOME": home, "PYTHONPATH": path, "QT_QPA_PLATFORM": platform}


def main() -> None:
    ours, bare = windows()
    print(
        f"first interactive window, {APPLICATIONS} applications: {ours:.0f} ms; bare PySide6 window: {bare:.0f} ms; ratio {ours / bare:.2f}"
    )
    ours, bare = checks()
    print(f"shenbao check, whole process: {ours:.0f} ms; bare Python: {bare:.0f} ms; over bare Python {ours - bare:.0f} ms")


if __name__ == "__main__":
    main()
