"""Names of files by the receiver's rule: placeholders filled in, fit for Windows, macOS, Linux and ZIP, none twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from shenbao.errors import InputError

USUAL = "{序号}_{材料名称}_{单位名称}"
PLACEHOLDERS = {
    "序号": "number",
    "材料名称": "paper",
    "附件代码": "slot",
    "单位名称": "applicant",
    "项目名称": "project",
    "事项": "scheme",
    "年度": "year",
    "日期": "date",
}
"""What may stand in braces, and its English name, which may stand there too."""
MOST_BYTES = 200
"""UTF-8 bytes of a name with its ending: under the 255 of Linux and of most archives, with room for a folder in a Windows path."""

_UNFIT = r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*⟨⟩\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+'
"""What Windows, macOS or Linux does not want in the name of a file, and characters that hide or reorder others."""
_RESERVED = r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?"
"""Names of devices, which Windows refuses with any ending."""
_BRACES = r"\{([^{}]*)\}|[{}]"


def fit(text: str, most_bytes: int = MOST_BYTES) -> str:
    """`text` as part of a name: NFC, without what a system refuses, cut at whole characters; empty when nothing is left."""
    kept = re.sub(_UNFIT, "_", unicodedata.normalize("NFC", text))
    kept = " ".join(kept.split()).strip(" .")
    kept = _cut(kept, most_bytes).rstrip(" .")
    return f"_{_cut(kept, most_bytes - 1)}" if re.fullmatch(_RESERVED, kept) else kept


def read(pattern: str) -> tuple[str, ...]:
    """The placeholders of a pattern by their English names. InputError naming.placeholder or naming.brace when it is wrong."""
    found = []
    for match in re.finditer(_BRACES, pattern):
        word = match[1]
        if word is None:
            raise InputError("naming.brace", pattern=pattern)
        name = PLACEHOLDERS.get(word.strip(), word.strip())
        if name not in PLACEHOLDERS.values():
            known, known_en = (" ".join(f"{{{each}}}" for each in words) for words in (PLACEHOLDERS, PLACEHOLDERS.values()))
            raise InputError("naming.placeholder", word=word, known=known, known_en=known_en)
        found.append(name)
    return tuple(found)


def name(pattern: str, values: Mapping[str, str], ending: str, used: Collection[str] = ()) -> str:
    """A name by `pattern`; `values` by the English names of placeholders. Where it is too long, its longest value is shortened; what
    is in `used` is not given again (`free`). InputError as `read`."""
    fitted = {each: fit(values.get(each, "")) for each in read(pattern)}
    room = MOST_BYTES - len(ending.encode()) - len(str(len(used))) - 1
    return free(_filled(pattern, fitted, room) + ending, used)


def free(wanted: str, used: Collection[str]) -> str:
    """`wanted`, or the first of `name-2.pdf`, `name-3.pdf` … that is not among `used`, whatever its case."""
    path, taken = PurePosixPath(wanted), {each.casefold() for each in used}
    made, count = wanted, 1
    while made.casefold() in taken:
        count += 1
        made = str(path.with_name(f"{path.stem}-{count}{path.suffix}"))
    return made


def _filled(pattern: str, values: dict[str, str], room: int) -> str:
    """The pattern with its values in `room` bytes; `file` when nothing is left of it."""
    while True:
        text = _tidy(re.sub(_BRACES, lambda match: values[_english(match[1])], pattern))
        over = len(text.encode()) - room
        longest = max(values, key=lambda each: len(values[each].encode()), default="")
        if over <= 0 or not values.get(longest):
            return fit(text, room) or "file"
        values[longest] = _cut(values[longest], max(len(values[longest].encode()) - over, 0))


def _english(word: str) -> str:
    return PLACEHOLDERS.get(word.strip(), word.strip())


def _tidy(text: str) -> str:
    """Without the joints an empty value leaves behind."""
    return re.sub(r"([_\-])[_\-]+", r"\1", text).strip("_-")


def _cut(text: str, most_bytes: int) -> str:
    return text.encode()[: max(most_bytes, 0)].decode(errors="ignore")
