"""The worked example is whole: its answers are read without a remark, and its papers say what the answers say."""

import sys
from decimal import Decimal

import pypdfium2
import pytest
from PIL import Image

from shenbao.application.written import read_answers
from shenbao.content import shipped
from shenbao.forms.catalogue import Catalogue
from shenbao.forms.reader import read_text

EXAMPLE = shipped() / "forms" / "examples" / "m08-first"
MOST_BYTES = 3 * 1024 * 1024
sys.path.append(str(shipped() / "packaging" / "examples"))


def _text(name: str) -> str:
    document = pypdfium2.PdfDocument(EXAMPLE / "attachments" / name)
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    document.close()
    return "\n".join(pages)


def _written() -> dict[str, object]:
    data: dict[str, object] = read_text((EXAMPLE / "answers.yaml").read_bytes(), "answers.yaml").data
    return data


def test_answers_are_read_without_a_remark() -> None:
    source = read_text((EXAMPLE / "answers.yaml").read_bytes(), "answers.yaml")
    written = read_answers(source, Catalogue().scheme("m08-first"))
    assert [str(problem) for problem in written.problems] == []
    for file in written.files:
        assert (EXAMPLE / file.file).is_file(), file.file


def test_every_paper_is_used_and_all_together_are_small() -> None:
    written = read_answers(read_text((EXAMPLE / "answers.yaml").read_bytes(), "answers.yaml"), Catalogue().scheme("m08-first"))
    files = {path.name: path.stat().st_size for path in (EXAMPLE / "attachments").iterdir()}
    assert set(files) == {file.file.rpartition("/")[2] for file in written.files}
    assert sum(files.values()) <= MOST_BYTES


@pytest.mark.parametrize("number", ["0117", "0132", "0009"])
def test_contracts_and_invoices_bear_the_figures_of_the_answers(number: str) -> None:
    chain = _written()["answers"]["contract"]  # type: ignore[index]
    row = next(each for each in chain["list"] if each["number"].endswith(number))
    contract, invoices = _text(f"A11-合同{number}.pdf"), _text("A12-发票.pdf")
    assert row["number"] in contract
    assert f"{Decimal(row['gross']):,.2f}" in contract
    assert row["model"] in contract
    for invoice in (each for each in chain["invoices"] if each["contract"] == row["number"]):
        assert invoice["number"] in invoices
        assert f"{Decimal(invoice['net']):,.2f}" in invoices


def test_audit_reports_bear_the_figures_of_the_answers() -> None:
    finance = _written()["answers"]["finance"]  # type: ignore[index]
    for audit in finance["audits"]:
        text = _text(f"A04-{audit['year']}年度审计报告.pdf")
        assert audit["number"] in text
        for key in ("assets", "equity", "revenue"):
            assert f"{Decimal(audit[key].removesuffix('万元')) * 10000:,.2f}" in text


def test_every_page_is_marked_as_a_sample() -> None:
    for path in (EXAMPLE / "attachments").glob("*.pdf"):
        document = pypdfium2.PdfDocument(path)
        assert all("SAMPLE" in document[number].get_textpage().get_text_range() for number in range(len(document))), path.name
        document.close()


def test_scans_are_readable() -> None:
    for path in (EXAMPLE / "attachments").glob("*.jpg"):
        with Image.open(path) as picture:
            assert min(picture.info["dpi"]) >= 150
            assert min(picture.size) >= 1200


def test_the_same_answers_give_the_same_papers() -> None:
    import m08_first
    from papers import register

    register(shipped() / "resources" / "fonts")
    answers = m08_first.read_answers()
    first = answers["contract"]["list"][0]
    assert m08_first.contract(answers, first) == m08_first.contract(answers, first)
    assert m08_first.receipts(answers, first, 11) == m08_first.receipts(answers, first, 11)
