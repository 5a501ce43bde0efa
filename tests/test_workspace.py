"""The facade: what the policy offers, records that begin with what is known, files that come in, packs that go out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from finishing import finished
from shenbao import paths
from shenbao.content import shipped
from shenbao.errors import ExchangeError, PackError
from shenbao.packing import pack_name
from shenbao.records import Edit, Op, PackOptions
from shenbao.workspace import Workspace

TODAY = date(2026, 3, 20)
T = TypeVar("T")


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    opened = Workspace.open(paths.data(), TODAY)
    yield opened
    opened.close()


def test_all_that_the_policy_offers_is_listed_with_what_has_a_form(workspace: Workspace) -> None:
    offers = workspace.offers()
    assert len(offers) == 32
    assert any(offer.ready for offer in offers)


def test_an_application_starts_with_what_the_profile_knows(workspace: Workspace) -> None:
    scheme = next(offer.row.id for offer in workspace.offers() if offer.ready)
    enterprise = workspace.create_enterprise("上海示例灵枢机器人有限公司")
    record = workspace.create_application(scheme, enterprise)
    draft = workspace.draft(record)
    assert draft.summary().enterprise == "上海示例灵枢机器人有限公司"
    assert draft.state(draft.scheme.applicant_path).origin == "profile"
    assert draft.undo_label is None, "what a new application starts with cannot be undone"
    assert workspace.info(record).summary == draft.summary(), "the list shows the same without opening it"


def test_every_edit_is_in_the_library_at_once(workspace: Workspace) -> None:
    record = workspace.create_enterprise("")
    draft = workspace.draft(record)
    draft.set(draft.scheme.applicant_path, "临港示例材料有限公司")
    assert workspace.library.edits(record)[-1].ops == (Op(path=draft.scheme.applicant_path, new="临港示例材料有限公司"),)
    assert workspace.info(record).summary.enterprise == "临港示例材料有限公司"


def test_a_copy_is_without_what_was_signed_and_looked_at_for_the_first(workspace: Workspace) -> None:
    record = workspace.create_application("m08-first", None)
    draft = workspace.draft(record)
    kept = {"product.name": "双臂机器人", "product.permits": "无"}
    signed = {"cover.date": "2026-03-20", "conduct.credit": "yes", "conduct.credit_checked": "2026-03-18", "pledge.read": "yes"}
    looked = {"ready.bound": "yes", "ready.checked_on": "2026-03-20", "ready.proof": "综合部", "reasons.R07": "型号是名称的一部分"}
    draft.set_many([*kept.items(), *signed.items(), *looked.items()])
    for slot in ("A01", "A21", "A24"):
        draft.attach(slot, {"name": f"{slot}.pdf", "verdict": "merged", "pages": "1", "signed": "yes"})
    copy = workspace.draft(workspace.duplicate(record))
    assert {path: copy.state(path).stored for path in kept} == kept
    assert {path: copy.state(path).stored for path in (*signed, *looked)} == dict.fromkeys((*signed, *looked), "")
    assert [len(copy.rows(f"attachments.{slot}")) for slot in ("A01", "A21", "A24")] == [1, 0, 0]
    copy.undo()
    assert copy.state("product.name").stored == ""


def test_a_discarded_record_comes_back(workspace: Workspace) -> None:
    record = workspace.create_enterprise("上海示例有限公司")
    workspace.discard(record)
    assert workspace.records("enterprise") == []
    workspace.restore(record)
    assert [info.id for info in workspace.records("enterprise")] == [record]


def test_a_refused_file_is_named_and_not_kept(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "empty.pdf"
    file.write_bytes(b"")
    kept = finished(workspace.examine(file))
    assert workspace.keep(kept)["verdict"].startswith("refused:")
    assert kept.files == {}
    assert list(paths.temp().iterdir()) == [], "unfinished work is cleared away"


def test_an_accepted_file_is_kept_as_it_came_and_as_it_will_be_merged(workspace: Workspace) -> None:
    file = next((shipped() / "forms" / "examples").glob("*/attachments/*.jpg"))
    cells = workspace.keep(finished(workspace.examine(file)))
    assert workspace.file(cells["sha256"]).read_bytes() == file.read_bytes()
    assert workspace.file(cells["merged"]).read_bytes().startswith(b"%PDF")


def test_what_is_no_application_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "notes.shenbao"
    file.write_bytes(b"not an archive")
    with pytest.raises(ExchangeError):
        finished(workspace.read_again(file))
    with pytest.raises(ExchangeError):
        finished(workspace.read_again(tmp_path))


def test_a_draft_pack_is_built_in_a_process_of_its_own(workspace: Workspace) -> None:
    scheme = next(offer.row.id for offer in workspace.offers() if offer.ready)
    record = workspace.create_application(scheme, workspace.create_enterprise("上海示例灵枢机器人有限公司"))
    built = finished(workspace.build(record, PackOptions()))
    assert built.pages > 1
    assert built.path.read_bytes().startswith(b"%PDF")
    assert built.path.parent == paths.home() / "packs"


def test_a_pack_is_opened_again_as_an_application(workspace: Workspace) -> None:
    scheme = next(offer.row.id for offer in workspace.offers() if offer.ready)
    record = workspace.create_application(scheme, workspace.create_enterprise("上海示例灵枢机器人有限公司"))
    draft = workspace.draft(record)
    paper = next((shipped() / "forms" / "examples").glob("*/attachments/*.jpg"))
    slot = draft.slots()[0].slot.code
    draft.attach(slot, workspace.keep(finished(workspace.examine(paper))))
    built = finished(workspace.build(record, PackOptions()))
    again = workspace.take_in(finished(workspace.read_again(built.path)))
    assert workspace.info(again).summary.enterprise == "上海示例灵枢机器人有限公司"
    row = workspace.draft(again).rows(f"attachments.{slot}")[0]
    merged = workspace.draft(again).state(f"attachments.{slot}/{row}/merged").stored
    assert workspace.file(merged).read_bytes().startswith(b"%PDF")


def test_a_blocked_final_pack_says_so_and_leaves_no_file(workspace: Workspace) -> None:
    scheme = next(offer.row.id for offer in workspace.offers() if offer.ready)
    record = workspace.create_application(scheme, workspace.create_enterprise("上海示例灵枢机器人有限公司"))
    with pytest.raises(PackError) as caught:
        finished(workspace.build(record, PackOptions(final=True)))
    assert caught.value.code == "packs.blocked"
    assert list((paths.home() / "packs").iterdir()) == []


def test_a_cancelled_build_leaves_no_file_and_no_process(workspace: Workspace) -> None:
    scheme = next(offer.row.id for offer in workspace.offers() if offer.ready)
    record = workspace.create_application(scheme, workspace.create_enterprise("上海示例灵枢机器人有限公司"))
    work = workspace.build(record, PackOptions())
    next(work)
    work.close()
    assert list((paths.home() / "packs").iterdir()) == []


def test_names_of_packs_suit_every_file_system(workspace: Workspace) -> None:
    record = workspace.create_enterprise('上海/示例:"一" 有限公司')
    name = pack_name(workspace.info(record), TODAY, PackOptions())
    assert name.endswith("_20260320_草稿.pdf")
    assert not set(name) & set('<>:"/|?* ')


def test_an_application_handed_over_as_a_file_becomes_a_final_pack_elsewhere(workspace: Workspace, tmp_path: Path) -> None:
    example = shipped() / "forms" / "examples" / "m01-scientist"
    record = workspace.take_in(finished(workspace.read_again(example)))
    archive = finished(workspace.hand_over(record, tmp_path / "handed.shenbao"))
    other = Workspace.open(tmp_path / "other", TODAY)
    try:
        again = other.take_in(finished(other.read_again(archive)))
        assert other.info(again).summary == workspace.info(record).summary
        built = finished(other.build(again, PackOptions(final=True)))
    finally:
        other.close()
    assert built.path.read_bytes().startswith(b"%PDF")


def test_what_an_archive_says_about_its_attachments_is_found_out_anew(workspace: Workspace, tmp_path: Path) -> None:
    example = shipped() / "forms" / "examples" / "m01-scientist"
    record = workspace.take_in(finished(workspace.read_again(example)))
    draft = workspace.draft(record)
    table = next(f"attachments.{slot.slot.code}" for slot in draft.slots() if slot.rows)
    cell = f"{table}/{draft.rows(table)[0]}/pages"
    pages = draft.state(cell).stored
    edit = Edit(ops=(Op(path=cell, old=pages, new="999"),))
    workspace.library.append(record, edit, draft.summary())
    archive = finished(workspace.hand_over(record, tmp_path / "handed.shenbao"))
    again = workspace.take_in(finished(workspace.read_again(archive)))
    assert workspace.draft(again).state(cell).stored == pages
