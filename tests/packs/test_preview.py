"""A pack seen while it is written: the pages of the draft pack, whatever was edited before, with a place for every answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packs.example import TODAY, built, example
from packs.reading import PrintedLine, printed_lines
from shenbao.draft import Draft
from shenbao.errors import PackError
from shenbao.forms.schema import Kind
from shenbao.packs.preview import Preview
from shenbao.packs.render import environment
from shenbao.packs.sights import PartSight
from shenbao.records import Edit

SMALL, SMALLEST = "m12-standard", "m01-scientist"
CODE_LINE = 45
"""Points from the lower edge below which a built page has nothing but its code."""


def shown(preview: Preview, draft: Draft, near: str = "", *names: str) -> tuple[PartSight, ...]:
    """The parts after everything has been set."""
    *_, last = preview.follow(draft.snapshot(), near, names)
    assert last.whole
    return last.parts


def own_pages(preview: Preview, parts: tuple[PartSight, ...]) -> list[list[PrintedLine]]:
    pages = []
    for part in parts:
        for sight in part.pages:
            if sight.foreign is None:
                pdf = preview.pdf(sight.key)
                assert pdf is not None
                pages += printed_lines(pdf)
    return pages


def by_id(parts: tuple[PartSight, ...]) -> dict[str, PartSight]:
    return {part.id: part for part in parts}


def keys(parts: tuple[PartSight, ...]) -> list[str]:
    return [sight.key for part in parts for sight in part.pages]


def without_code(page: list[PrintedLine]) -> list[PrintedLine]:
    return [line for line in page if line.y > CODE_LINE]


@pytest.mark.parametrize(
    ("scheme", "lang", "papers"),
    [
        (SMALL, "zh", False),
        (SMALLEST, "en", True),
        pytest.param("m08-first", "zh", True, marks=pytest.mark.slow),
        pytest.param("m11-talent", "both", True, marks=pytest.mark.slow),
    ],
)
def test_shows_the_own_pages_of_the_draft_pack(scheme: str, lang: str, papers: bool, tmp_path: Path) -> None:
    draft = example(scheme, papers=papers)
    result = built(draft.snapshot(), tmp_path / "a.pdf", lang=lang)
    preview = Preview(lang)
    seen = own_pages(preview, shown(preview, draft))
    assert len(seen) == result.own_pages
    packed = [without_code(page) for page in printed_lines(result.path.read_bytes())]
    assert [page for page in seen if page not in packed] == []


def test_an_edit_sets_only_the_pages_it_shows_on() -> None:
    draft = example(SMALL, papers=False)
    preview = Preview("zh")
    before = set(keys(shown(preview, draft)))
    draft.set("contact.name", "赵一鸣")
    after = shown(preview, draft)
    changed = {part.id for part in after for sight in part.pages if sight.key not in before}
    assert changed == {"cover", "form"}


def test_the_page_of_the_answer_being_edited_comes_first() -> None:
    draft = example(SMALL, papers=False)
    preview = Preview("zh")
    shown(preview, draft)
    draft.set("project.title", "另一个项目")
    first, *_, last = (by_id(stage.parts) for stage in preview.follow(draft.snapshot(), "form", ("project.title",)))
    assert first["form"].showing(["project.title"]) == last["form"].showing(["project.title"])
    assert first["cover"] != last["cover"]
    assert [part for part in first if first[part] != last[part]] == list(last), "its title stands in the head line of every page"


def test_an_answer_that_moves_to_another_page_is_found_there() -> None:
    draft = example(SMALL, papers=False)
    preview = Preview("zh")
    shown(preview, draft)
    path = "org.intro"
    draft.set(path, "机器人关节模组。" * 400)
    first, *_, last = (by_id(stage.parts) for stage in preview.follow(draft.snapshot(), "form", (path,)))
    assert len(first["form"].showing([path])) == len(last["form"].showing([path])) > 1


def test_the_first_pages_are_of_the_part_one_looks_at() -> None:
    first, *_, last = Preview("zh").follow(example(SMALL, papers=False).snapshot(), "form", ("org.name",))
    assert [part.id for part in first.parts] == ["form"]
    assert first.parts[0].showing(["org.name"])
    assert len(last.parts) > 1


def test_what_was_left_out_is_taken_up_the_next_time() -> None:
    draft = example(SMALL, papers=False)
    preview = Preview("zh")
    shown(preview, draft)
    for steps in range(1, 4):
        draft.set("org.name", f"上海另外{steps}家机器人有限公司")
        interrupted = preview.follow(draft.snapshot(), "form", ("org.name",))
        for _ in range(steps):
            next(interrupted)
        interrupted.close()
    assert keys(shown(preview, draft)) == keys(shown(Preview("zh"), draft))


def test_every_answer_that_is_printed_has_its_place() -> None:
    draft = example(SMALL, papers=False)
    parts = shown(Preview("zh"), draft)
    places = {area.path for part in parts for sight in part.pages for area in sight.areas}
    printed = [section for section in draft.outline() if section.part in {part.id for part in parts}]
    fields = [field for section in printed for group in section.groups for field in group.fields]
    assert [field.path for field in fields if field.path not in places and field.field.kind is not Kind.TABLE] == []
    for field in fields:
        if field.field.kind is Kind.TABLE:
            rows = draft.rows(field.path)
            assert all(any(place.startswith(f"{field.path}/{row}") for place in places) for row in rows), field.path


def test_a_place_is_where_its_answer_is_drawn() -> None:
    draft = example(SMALL, papers=False)
    draft.set("org.name", "上海唯一名称测试有限公司")
    preview = Preview("zh")
    form = next(part for part in shown(preview, draft) if part.id == "form")
    sight, area = next((sight, area) for sight in form.pages for area in sight.areas if area.path == "org.name")
    pdf = preview.pdf(sight.key)
    assert pdf is not None
    line = next(line for line in printed_lines(pdf)[0] if "唯一名称" in line.text)
    assert area.x <= line.right <= area.x + area.width
    assert area.y <= sight.height - line.y <= area.y + area.height


def test_attachments_are_told_of_and_counted() -> None:
    draft = example(SMALLEST)
    parts = shown(Preview("zh"), draft)
    foreign = [sight for part in parts for sight in part.pages if sight.foreign]
    assert foreign
    slots = [row for slot in draft.slots() for row in slot.rows]
    assert sum(sight.foreign.pages for sight in foreign if sight.foreign) == sum(int(row.cells["pages"]) for row in slots)


def test_a_wrong_template_is_told_and_the_last_pages_stay(home: Path) -> None:
    draft = example(SMALL, papers=False)
    preview = Preview("zh")
    before = keys(shown(preview, draft))
    environment.cache_clear()
    folder = home / "content" / "templates" / "common"
    folder.mkdir(parents=True)
    wrong = folder / "opinions.xml.j2"
    wrong.write_text('<part id="{{ part.id }}">\n<marquee>x</marquee>\n</part>', encoding="utf-8")
    draft.set("org.name", "上海另一家机器人有限公司")
    with pytest.raises(PackError) as caught:
        shown(preview, draft)
    assert caught.value.where == "templates/common/opinions.xml.j2:2"
    assert "marquee" in str(caught.value.slots["around"])
    assert all(preview.pdf(key) for key in before)
    wrong.unlink()
    environment.cache_clear()
    assert keys(shown(preview, draft)) == keys(shown(Preview("zh"), draft))


TEXTS = st.sampled_from(["", "甲", "机器人关节模组。" * 30, "Shanghai Lingshu Robotics Co., Ltd", "12", "第一段\n第二段\n第三段"])


EDITS = st.lists(st.tuples(st.integers(0, 10_000), TEXTS, st.sampled_from(["set", "undo", "redo", "row", "drop"])), min_size=1, max_size=6)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS)
def test_any_edits_end_in_the_pages_of_a_fresh_preview(edits: list[tuple[int, str, str]]) -> None:
    follow_any(SMALLEST, edits)


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS)
def test_any_edits_of_a_large_form_end_in_the_pages_of_a_fresh_preview(edits: list[tuple[int, str, str]]) -> None:
    follow_any("m08-first", edits)


def follow_any(scheme: str, edits: list[tuple[int, str, str]]) -> None:
    draft = example(scheme, papers=False)
    preview = Preview("zh")
    shown(preview, draft)
    fields = [field for section in draft.outline() for group in section.groups for field in group.fields if not field.computed]
    for number, text, act in edits:
        field = fields[number % len(fields)]
        if act == "undo":
            draft.undo()
        elif act == "redo":
            draft.redo()
        elif field.field.kind is not Kind.TABLE:
            draft.set(field.path, text)
        elif act == "drop":
            draft.delete_rows(field.path, draft.rows(field.path)[:1])
        else:
            draft.insert_rows(field.path, 0, [{}])
        shown(preview, draft, "form", field.path)
    fresh = Preview("zh")
    assert shown(preview, draft) == shown(fresh, draft)


def test_a_session_of_its_own_follows_by_edits_alone() -> None:
    """What the process beside the window does: its own draft, kept up by the edits of the window's."""
    made: list[Edit] = []
    theirs = example(SMALL, papers=False)
    ours = Draft(theirs.scheme, [], TODAY, append=lambda edit, summary: made.append(edit))
    followed = Draft(theirs.scheme, [], TODAY, append=lambda edit, summary: None)
    for text in ("甲公司", "乙公司"):
        edit = ours.set("org.name", text).edit
        assert edit is not None
        followed.follow(edit)
    undone = ours.undo().edit
    assert undone is not None
    followed.follow(undone)
    assert followed.snapshot() == ours.snapshot()
