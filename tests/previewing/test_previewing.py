"""The process that draws previews: pages and pictures after each edit, the latest first, and nothing left behind."""

from __future__ import annotations

import os
import queue
import signal
from collections.abc import Iterator
from datetime import date

import pytest

from packs.example import TODAY, example
from shenbao.application import OPENING
from shenbao.draft import Draft, opening
from shenbao.forms.catalogue import catalogue
from shenbao.packs.sights import PartSight
from shenbao.previewing.asking import Asking
from shenbao.previewing.wire import Begin, Laid, Look, Made, Picture, Speak, Told
from shenbao.records import Edit, Op

WAIT = 60
SCHEME = "m12-standard"


class Heard:
    """A process at work, and what it has said so far."""

    def __init__(self, draft: Draft, today: date = TODAY) -> None:
        self.said: queue.Queue[Told | None] = queue.Queue()
        self.parts: dict[str, PartSight] = {}
        self.draft = draft
        self.made = 0
        """Edits since the beginning."""
        self.asking = Asking(self.said.put)
        self.asking.ask(Begin(scheme=draft.scheme.id, edits=(as_one(draft),), others=(), today=today, lang="zh"))

    def next(self) -> Told | None:
        told = self.said.get(timeout=WAIT)
        if isinstance(told, Laid):
            self.parts.update((part.id, part) for part in told.changed)
        return told

    def until_whole(self, edits: int) -> list[Told]:
        """Everything said until all pages show so many edits."""
        said: list[Told] = []
        while True:
            told = self.next()
            assert told is not None
            said.append(told)
            if isinstance(told, Laid) and told.whole and told.edits == edits:
                return said

    def at(self, path: str) -> int:
        """Index of the page of the form with this answer."""
        pages = self.parts["form"].pages
        return next(at for at, page in enumerate(pages) if any(area.path == path for area in page.areas))

    def make(self, path: str, text: str) -> None:
        edit = self.draft.set(path, text).edit
        assert edit is not None
        self.follow(edit)

    def follow(self, edit: Edit) -> None:
        self.asking.ask(Made(edit=edit))
        self.made += 1


def as_one(draft: Draft) -> Edit:
    """All answers of a draft as one edit."""
    ops = []
    for path, answer in draft.snapshot().answers.items():
        if isinstance(answer, str):
            ops.append(Op(path=path, new=answer))
        else:
            ops += [Op(path=f"{path}/{row.id}", at_new=at, cells=row.cells) for at, row in enumerate(answer)]
    return Edit(ops=tuple(ops), label=OPENING)


@pytest.fixture
def heard() -> Iterator[Heard]:
    """A process of its own, for an application somebody has just begun."""
    form = catalogue().scheme(SCHEME)
    made = Heard(Draft(form, opening(form), TODAY, append=lambda edit, summary: None))
    yield made
    made.asking.close()


@pytest.fixture(scope="module")
def process() -> Iterator[Heard]:
    """The process of the worked example."""
    made = Heard(example(SCHEME, papers=False))
    yield made
    made.asking.close()


@pytest.fixture
def followed(process: Heard) -> Heard:
    """As it stands when all pages show all edits, looking at nothing. The edit tells these pages from those of before, which may still
    be on their way: of the beginning, or in the language of another test."""
    process.asking.ask(Look(part="", names=(), pages=(), width=0))
    process.asking.ask(Speak(lang="zh"))
    process.make("org.short", f"简称{process.made}")
    process.until_whole(process.made)
    return process


def test_shows_all_pages_and_draws_those_looked_at(followed: Heard) -> None:
    form = followed.at("org.name")
    followed.asking.ask(Look(part="", names=(), pages=(("cover", 0), ("form", form)), width=200))
    pictures = [followed.next(), followed.next()]
    assert [picture.key for picture in pictures if isinstance(picture, Picture)] == [
        followed.parts["cover"].pages[0].key, followed.parts["form"].pages[form].key,
    ]  # fmt: skip
    for picture in pictures:
        assert isinstance(picture, Picture)
        assert len(picture.grey) == picture.width * picture.height
        assert picture.width == 200
        assert min(picture.grey) < 100 < 250 < max(picture.grey)


def test_after_an_edit_the_page_of_the_answer_comes_first(followed: Heard) -> None:
    form = followed.at("org.name")
    followed.asking.ask(Look(part="form", names=("org.name",), pages=(("form", form),), width=200))
    assert isinstance(followed.next(), Picture)
    followed.make("org.name", "上海另一家机器人有限公司")
    laid, picture = followed.next(), followed.next()
    assert isinstance(laid, Laid)
    assert [part.id for part in laid.changed] == ["form"]
    assert not laid.whole
    assert isinstance(picture, Picture)
    assert picture.key == followed.parts["form"].pages[form].key
    rest = followed.until_whole(followed.made)
    assert "cover" in {part.id for told in rest if isinstance(told, Laid) for part in told.changed}


def test_many_edits_at_once_are_shown_once(followed: Heard) -> None:
    followed.asking.ask(Look(part="form", names=("org.name",), pages=(), width=0))
    for number in range(40):
        followed.make("org.name", f"上海第{number}机器人有限公司")
    said = followed.until_whole(followed.made)
    assert len([told for told in said if isinstance(told, Laid)]) < 40


def test_undo_is_an_edit_like_any_other(followed: Heard) -> None:
    before = dict(followed.parts)
    followed.make("org.name", "上海另一家机器人有限公司")
    followed.until_whole(followed.made)
    assert followed.parts != before
    undone = followed.draft.undo().edit
    assert undone is not None
    followed.follow(undone)
    followed.until_whole(followed.made)
    assert followed.parts == before


def test_another_language_gives_other_pages(followed: Heard) -> None:
    followed.asking.ask(Speak(lang="en"))
    laid = followed.next()
    assert isinstance(laid, Laid)
    assert "Contents" not in followed.parts["cover"].title
    assert followed.parts["form"].title == "Application form"


def test_says_once_that_it_has_ended(heard: Heard) -> None:
    heard.until_whole(0)
    os.kill(heard.asking.pid, signal.SIGTERM)
    assert heard.next() is None
    assert heard.said.empty()


def test_a_closed_one_says_nothing_and_leaves_no_process(heard: Heard) -> None:
    heard.until_whole(0)
    heard.make("org.name", "上海另一家机器人有限公司")
    heard.asking.close()
    with pytest.raises(ProcessLookupError):
        os.kill(heard.asking.pid, 0)
    assert None not in list(heard.said.queue)


def test_ends_when_its_window_is_gone(heard: Heard) -> None:
    heard.until_whole(0)
    pipe = heard.asking._process.stdin
    assert pipe is not None
    heard.asking._outbox.put(None)
    assert heard.next() is None
    assert heard.asking._process.wait(timeout=WAIT) == 0


def test_an_edit_that_does_not_fit_ends_it_rather_than_showing_other_answers(heard: Heard) -> None:
    heard.until_whole(0)
    heard.asking.ask(Made(edit=Edit(ops=(Op(path="budget.list/zzz/name", old="", new="x"),))))
    assert heard.next() is None
