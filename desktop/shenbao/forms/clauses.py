"""What a clause of the policy is called: `措施（八）第 4 句` for `8.4`."""

from __future__ import annotations

from shenbao.messages import say

CHINESE = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
PARTS = ("preamble", "closing")


def named(clause: str, lang: str) -> str:
    """The name of a clause in `zh` or `en`; parts, preamble and closing provisions by their own names."""
    place, _, sentence = clause.partition(".")
    if place.isdigit():
        name = say("form.clause.measure", lang, measure=int(place), chinese=CHINESE[int(place)] if int(place) < len(CHINESE) else place)
    else:
        name = say(f"form.clause.{place}", lang) if place in PARTS else say("form.clause.part", lang, part=place)
    return name + (say("form.clause.sentence", lang, sentence=sentence) if sentence else "")
