"""Mistakes in templates: each is told with the template's own file and line, what is wrong there, and the lines around."""

from __future__ import annotations

from pathlib import Path

import pytest

from shenbao.errors import ContentErrors, ShenbaoError
from shenbao.messages import LANGUAGES, describe
from shenbao.packs.origins import element

TEMPLATE = """\
<part id="x" title="{{ part.title }}">
  <h1>{{ part.title }}</h1>
  {% for row in rows %}
  {% if row.shown %}
  <p class="plain">{{ row.text }}</p>
  {% endif %}
  {% endfor %}
  HERE
  <p>{{ part.title }}</p>
</part>
"""
DATA = {
    "part": {"title": "表"},
    "rows": [{"shown": True, "text": "甲\n乙"}, {"shown": False, "text": ""}, {"shown": True, "text": "丙"}],
    "lang": "zh",
}
LINE = 8
WRONG = {
    "element": ("<para>文</para>", "packs.unknown_element", "para"),
    "attribute": ('<p clas="plain">文</p>', "packs.unknown_attribute", "class"),
    "value": ('<signoff seal="maybe">文</signoff>', "packs.bad_attribute", "maybe"),
    "class": ('<p class="plane">文</p>', "packs.unknown_class", "plain"),
    "missing attribute": ("<spacer/>", "packs.missing_attribute", "height"),
    "misplaced element": ("<p><table columns='*'/></p>", "packs.misplaced", "table"),
    "misplaced text": ("<keep>散落</keep>", "packs.misplaced", "散落"),
    "cells": ("<table columns='9 *'><tr><td/><td/><td/></tr></table>", "packs.too_many_cells", "3"),
    "crossed": ("<p><b>文</p></b>", "packs.markup_syntax", "<b>"),
    "ampersand": ("<p>研发 & 试制</p>", "packs.markup_syntax", "<p>"),
    "unquoted": ("<p class=plain>文</p>", "packs.markup_syntax", "<part>"),
    "twice": ('<p class="plain" class="plain">文</p>', "packs.markup_syntax", "duplicate"),
    "entity": ("<p>&nbsp;</p>", "packs.markup_syntax", "entity"),
    "instruction": ("<?php x ?>", "packs.markup_syntax", "<?php"),
    "tag of Jinja": ("{% if part }", "packs.template", "}"),
    "unknown value": ("<p>{{ part.titel }}</p>", "packs.no_value", "titel"),
    "unknown name": ("<p>{{ prat.title }}</p>", "packs.no_value", "prat"),
    "filter": ("<p>{{ part.title | safe }}</p>", "packs.template", "safe"),
    "sum": ("<p>{{ part.title + 1 }}</p>", "packs.arithmetic", "compute"),
    "call": ("<p>{{ range(3) }}</p>", "packs.forbidden", "Call"),
    "include": ('{% include "common/cover.xml.j2" %}', "packs.forbidden", "Include"),
}


@pytest.fixture
def own(home: Path) -> Path:
    folder = home / "content/templates/own"
    folder.mkdir(parents=True)
    return folder


def told(name: str) -> ShenbaoError:
    with pytest.raises(ShenbaoError) as caught:
        element(f"own/{name}", DATA)
    return caught.value.errors[0] if isinstance(caught.value, ContentErrors) else caught.value


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_is_told_with_file_line_element_and_the_text_around(own: Path, mistake: str) -> None:
    written, code, word = WRONG[mistake]
    name = f"{mistake.replace(' ', '-')}.xml.j2"
    (own / name).write_text(TEMPLATE.replace("HERE", written), encoding="utf-8")
    error = told(name)
    assert (error.code, error.where) == (code, f"templates/own/{name}:{LINE}")
    for lang in LANGUAGES:
        sentence = describe(error, lang)
        assert word in sentence
        assert written in sentence
        assert f"{LINE + 1:5d}    <p>{{{{ part.title }}}}</p>" in sentence


def test_what_was_never_closed_is_told_where_the_part_ends(own: Path) -> None:
    (own / "open.xml.j2").write_text(TEMPLATE.replace("HERE", "<keep>"), encoding="utf-8")
    error = told("open.xml.j2")
    assert (error.code, error.where) == ("packs.markup_syntax", "templates/own/open.xml.j2:10")
    assert "<keep>" in describe(error, "zh")


def test_a_file_in_another_encoding_is_told_with_its_first_such_line(own: Path) -> None:
    (own / "gbk.xml.j2").write_bytes(TEMPLATE.replace("HERE", "<p>文</p>").encode("gb18030"))
    error = told("gbk.xml.j2")
    assert (error.code, error.where) == ("forms.not_utf8", f"templates/own/gbk.xml.j2:{LINE}")


def test_an_empty_file_has_its_first_line(own: Path) -> None:
    (own / "empty.xml.j2").touch()
    assert told("empty.xml.j2").where == "templates/own/empty.xml.j2:1"
