"""Time and memory of putting attachments into a pack, against pikepdf alone; `python tests/benchmarks/merging.py`.

Half of the pages are text, half are scans at 150 dpi. The peer copies the same pages into one file and saves it with the same settings
and, as a pack has it, with a digest of its content: the same bytes each time. That digest is half of its time, as the seal is a fifth
of ours. It scales nothing and prints no numbers. Memory is that of the building process alone.
"""

from __future__ import annotations

import gc
import io
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "desktop"), str(Path(__file__).resolve().parent)]

import pikepdf  # noqa: E402

from shenbao.packs.assemble import assemble  # noqa: E402
from shenbao.packs.describing import About  # noqa: E402
from shenbao.packs.markup import escape, parse  # noqa: E402
from shenbao.packs.pages import Meta, typeset  # noqa: E402

PAGES, PER_FILE, ROUNDS, MEMORY_PAGES = 1_000, 10, 5, 2_000


def papers(folder: Path, count: int) -> list[Path]:
    """So many files of ten pages."""
    import drawing
    import pypdfium2
    from PIL import Image

    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in drawing.text()[:14])
    printed = typeset([parse(f'<part id="a">{body}</part>', "benchmark")], Meta()).pdf
    with pypdfium2.PdfDocument(printed) as document:
        sheets = [document[at].render(scale=150 / 72, grayscale=True).to_pil().convert("L") for at in range(5)]
    sheets = [Image.blend(sheet, Image.effect_noise(sheet.size, 12), 0.12) for sheet in sheets]  # paper is never white
    files = []
    for number in range(count):
        with pikepdf.open(io.BytesIO(printed)) as pdf:
            del pdf.pages[5:]
            for sheet in sheets:
                _add_scan(pdf, sheet.rotate((number % 100 - 50) / 100, fillcolor=250))
            files.append(folder / f"{number}.pdf")
            pdf.save(files[-1])
    return files


def _add_scan(pdf: pikepdf.Pdf, sheet: object) -> None:
    from PIL import Image

    assert isinstance(sheet, Image.Image)
    data = io.BytesIO()
    sheet.save(data, "JPEG", quality=50)
    picture = pikepdf.Stream(pdf, data.getvalue())
    name = pikepdf.Name
    picture.Type, picture.Subtype, picture.Width, picture.Height = name.XObject, name.Image, *sheet.size
    picture.ColorSpace, picture.BitsPerComponent, picture.Filter = name.DeviceGray, 8, name.DCTDecode
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=picture))
    page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q")


def alone(files: list[Path], out: Path) -> None:
    with ExitStack() as opened:
        target = opened.enter_context(pikepdf.new())
        for file in files:
            target.pages.extend(opened.enter_context(pikepdf.open(file)).pages)
        target.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def ours(files: list[Path], out: Path, *, originals: bool = False) -> None:
    inserts = "".join(f'<insert id="f{at}" pages="{PER_FILE}"/>' for at in range(len(files)))
    made = typeset([parse(f'<part id="a">{inserts}</part>', "benchmark")], Meta())
    carried = {f"{at}.pdf": file for at, file in enumerate(files)} if originals else {}
    about = About(
        title="", author="", subject="", lang="zh-CN", identity=bytes(16), day=date(2026, 1, 1), draft=False, data_name="answers.json",
        data=b"{}", originals=carried,
    )  # fmt: skip
    codes = [f"merging · {at}" for at in range(len(made.pages))]
    for _ in assemble(made, {f"f{at}": file for at, file in enumerate(files)}, codes, about, out):
        pass


def measure() -> tuple[float, float]:
    """Median seconds of processor time for a thousand pages: ours, and pikepdf alone. They take turns."""
    gc.set_threshold(100_000, 50, 50)  # as the program does
    seconds: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = papers(folder, PAGES // PER_FILE)
        for turn in range(ROUNDS + 1):
            for run in (alone, ours):
                gc.collect()
                start = time.process_time()
                run(files, folder / "out.pdf")
                if turn:  # the first round warms up
                    seconds.setdefault(run.__name__, []).append(time.process_time() - start)
    return statistics.median(seconds["ours"]), statistics.median(seconds["alone"])


def memory() -> float:
    """Most memory, in MiB, of a process that puts 2,000 pages and their originals together. Linux only."""
    with tempfile.TemporaryDirectory() as name:
        papers(Path(name), MEMORY_PAGES // PER_FILE)
        done = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _measure_memory(folder: Path) -> None:
    ours(sorted(folder.glob("*.pdf")), folder / "out.bin", originals=True)
    status = Path("/proc/self/status").read_text(encoding="ascii")  # getrusage would count the parent, too
    print(next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")))


def main() -> None:
    mine, peer = measure()
    print(f"{PAGES} pages: {mine:.2f} s, pikepdf alone {peer:.2f} s, ratio {mine / peer:.2f}")
    print(f"{MEMORY_PAGES} pages with originals: {memory():.0f} MiB at the most")


if __name__ == "__main__":
    _measure_memory(Path(sys.argv[1])) if len(sys.argv) > 1 else main()
