"""What people are told, word for word, of everything that is wrong with the files they add."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from corpus import broken, others, pdfs, pictures
from shenbao.packs.attachments import examine, sentences
from shenbao.worker import Limits

Make = Callable[[Random], bytes]

TOLD: tuple[tuple[str, Make, str, str], ...] = (
    (
        "加密.pdf", pdfs.with_open_password,
        "“加密.pdf”设有打开密码。请在原程序中取消密码，或打开后另存（打印）为不带密码的 PDF，再重新添加。",
        "“加密.pdf” is protected by a password. Remove the password, or open it and print it to a new PDF, then add that file.",
    ),
    (
        "损坏.pdf", broken.only_a_header,
        "“损坏.pdf”已损坏，无法读出页面。请重新导出或重新扫描，再添加新的文件。",
        "“损坏.pdf” is damaged and its pages cannot be read. Please export or scan it again and add the new file.",
    ),
    (
        "空.pdf", others.empty,
        "“空.pdf”是空文件，没有任何页面。请检查它是否下载或复制完整，再重新添加。",
        "“空.pdf” is empty and has no page. Please check that it was downloaded or copied completely, then add it again.",
    ),
    (
        "不全.pdf", broken.truncated,
        "文件修复后，第 5–6 页没有内容，原有内容很可能已丢失，请重新导出或扫描。",
        "After the repair pages 5–6 are empty, so their content is most likely lost; please export or scan the file again.",
    ),
    (
        "照片不全.jpg", pictures.jpeg_truncated,
        "“照片不全.jpg”已损坏，无法读出页面。请重新导出或重新扫描，再添加新的文件。",
        "“照片不全.jpg” is damaged and its pages cannot be read. Please export or scan it again and add the new file.",
    ),
    (
        "文件包.pdf", pdfs.portfolio,
        "“文件包.pdf”是 PDF 文件包，真正的文件藏在里面。请在 PDF 阅读器中逐个导出，再分别添加。",
        "“文件包.pdf” is a PDF portfolio: the real documents are stored inside it. "
        "Please export them in a PDF reader and add them one by one.",
    ),
    (
        "动态表.pdf", pdfs.xfa,
        "“动态表.pdf”是只能由 Adobe 程序显示的动态表单（XFA）。请用 Adobe Reader 打开并打印成新的 PDF，再添加新的文件。",
        "“动态表.pdf” is a dynamic form (XFA) that only Adobe programs can show. "
        "Please open it in Adobe Reader, print it to a new PDF and add that file.",
    ),
    ("表单.pdf", pdfs.form, "3 个表单域已转为固定内容，不能再填写。", "3 form fields were turned into fixed content."),
    ("批注.pdf", pdfs.annotated, "2 处批注或图章已转为页面内容。", "2 comments or stamps were turned into page content."),
    ("脚本.pdf", pdfs.active, "已去除 6 段脚本。", "6 scripts were taken out."),
    (
        "嵌入.pdf", pdfs.active,
        "文件内另嵌有 1 个附件，未编入；如需要，请单独添加。",
        "1 files are embedded in it and were left out; add them on their own if they are needed.",
    ),
    (
        "尺寸.pdf", pdfs.blank_and_odd,
        "第 2–3 页不是 A4 尺寸，编入时会缩放到 A4。",
        "Pages 2–3 are not A4 and will be scaled to A4.",
    ),
    ("横页.pdf", pdfs.inherited, "第 1–3 页是横向页面。", "Pages 1–3 lie on their side (landscape)."),
    (
        "巨图.png", pictures.png_bomb,
        "“巨图.png”的像素超过 100 百万。请按 300 dpi 重新扫描或缩小后再添加。",
        "“巨图.png” has more than 100 million pixels. Please scan it at 300 dpi or reduce it, then add it again.",
    ),
    (
        "印刷色.jpg", pictures.jpeg_cmyk,
        "第 1 页的扫描分辨率偏低（最低 107 dpi，建议不低于 150 dpi），打印可能不清晰。",
        "Pages 1 were scanned coarsely (down to 107 dpi; 150 dpi or more is advised) and may print unclearly.",
    ),
    ("黑白.png", pictures.png_one_bit, "“黑白.png”可以编入，共 1 页。", "“黑白.png” can go into the pack: 1 pages."),
    ("传真.tif", pictures.tiff_pages, "“传真.tif”可以编入，共 3 页。", "“传真.tif” can go into the pack: 3 pages."),
    (
        "太淡.pdf", pdfs.faint,
        "第 1 页颜色很淡，打印可能看不清，建议重新扫描。",
        "Pages 1 are very faint and may not be readable in print; consider scanning them again.",
    ),
    (
        "其实是图.pdf", pictures.png,
        "文件内容实际是 PNG，与扩展名不符，已按实际内容处理。",
        "The content is PNG, which its name does not say; it was taken for what it is.",
    ),
    (
        "其实是程序.pdf", others.program,
        "“其实是程序.pdf”是程序文件，不是 PDF 或图片，请勿作为附件。请添加相应材料的 PDF 或扫描件。",
        "“其实是程序.pdf” is a program, not a PDF or a picture, and does not belong here. Please add the document itself as PDF or scan.",
    ),
    (
        "承诺书.docx", others.docx,
        "“承诺书.docx”是 Word 文档，不是 PDF 或图片。请用相应程序打开，另存（打印）为 PDF 后再添加。",
        "“承诺书.docx” is a Word document, not a PDF or a picture. "
        "Please open it in its program, save or print it as PDF, and add that file.",
    ),
    (
        "预算.xlsx", others.xlsx,
        "“预算.xlsx”是 Excel 工作簿，不是 PDF 或图片。请用相应程序打开，另存（打印）为 PDF 后再添加。",
        "“预算.xlsx” is an Excel workbook, not a PDF or a picture. "
        "Please open it in its program, save or print it as PDF, and add that file.",
    ),
    (
        "合同.wps", others.old_office,
        "“合同.wps”是旧版 Word、Excel 或 WPS 文档，不是 PDF 或图片。请用相应程序打开，另存（打印）为 PDF 后再添加。",
        "“合同.wps” is an old Word, Excel or WPS document, not a PDF or a picture. "
        "Please open it in its program, save or print it as PDF, and add that file.",
    ),
    (
        "发票.ofd", others.ofd,
        "“发票.ofd”是 OFD 版式文件，不是 PDF 或图片。请用 OFD 阅读器打开，导出或打印为 PDF 后再添加。",
        "“发票.ofd” is an OFD document, not a PDF or a picture. "
        "Please open it in an OFD reader, export or print it as PDF, and add that file.",
    ),
    (
        "材料.zip", others.archive,
        "“材料.zip”是压缩包，不是 PDF 或图片。请先解压，再逐个添加其中的文件。",
        "“材料.zip” is an archive, not a PDF or a picture. Please unpack it and add the files one by one.",
    ),
    (
        "图层.pdf", pdfs.layered,
        "“图层.pdf”只能以页面图像编入，共 1 页；请逐页核对是否与原件一致。",
        "“图层.pdf” can only go in as pictures of its 1 pages; please compare each page with the original.",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("name", "make", "zh", "en"), TOLD, ids=[name for name, *_ in TOLD])
def test_told_in_both_languages(name: str, make: Make, zh: str, en: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(make(Random(20251124)))
    (tmp_path / "out").mkdir()
    found = examine(file, tmp_path / "out", limits=Limits(seconds=30))
    assert zh in sentences(found, "zh")
    assert en in sentences(found, "en")
