"""Takes out of a PDF what acts or points elsewhere, and proves that nothing of it is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

PAGE_KEYS = frozenset(
    [
        "/Type",
        "/Parent",
        "/Contents",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Rotate",
        "/UserUnit",
        "/Group",
    ]
)
RESOURCE_KEYS = frozenset(["/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet", "/Properties"])
"""Everything else a page or a resource dictionary may hold is dropped: an allow-list cannot forget the next invention."""

_STREAM_KEYS = [
    "/F",
    "/FFilter",
    "/FDecodeParms",
    "/Ref",
    "/OPI",
    "/PieceInfo",
    "/Metadata",
    "/AF",
    "/EF",
    "/OC",
    "/Alternates",
    "/StructParent",
    "/StructParents",
    "/LastModified",
    "/AA",
    "/A",
]
"""On streams alone. In a resource dictionary the same word may be the name of a font or a picture."""

_NAMED_BY_AUTHOR = frozenset(
    ["/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/Properties", "/CharProcs", "/Colorants"]
)
_FORBIDDEN_KEYS = frozenset(
    [
        "/JS",
        "/JavaScript",
        "/OpenAction",
        "/AA",
        "/URI",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/EF",
        "/XFA",
        "/RichMedia",
        "/RichMediaContent",
        "/AcroForm",
        "/Annots",
        "/Launch",
        "/Ref",
        "/OPI",
        "/FFilter",
        "/Collection",
        "/Names",
        "/AF",
    ]
)
_ACTIONS = frozenset(
    [
        "/JavaScript",
        "/URI",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/Hide",
        "/Named",
        "/ResetForm",
        "/SetOCGState",
        "/Trans",
        "/GoTo3DView",
        "/RichMediaExecute",
    ]
)
_ACTION_NOTE = {
    "/JavaScript": "scripts",
    "/URI": "links",
    "/GoToR": "links",
    "/GoToE": "links",
    "/Launch": "actions",
    "/SubmitForm": "actions",
}


def strip_pages(pdf: Pdf) -> None:
    """Keep of every page only what draws it."""
    for page in pdf.pages:
        _keep_only(page.obj, PAGE_KEYS)


def strip_objects(pdf: Pdf) -> None:
    """Make every stream plain, and every resource dictionary hold resources only."""
    for item in pdf.objects:
        if isinstance(item, Stream):
            for key in _STREAM_KEYS:
                if key in item:
                    del item[key]
        if isinstance(item, Stream | Dictionary) and isinstance(item.get("/Resources"), Dictionary):
            _strip_resources(item["/Resources"])


def _strip_resources(resources: Object) -> None:
    _keep_only(resources, RESOURCE_KEYS)
    properties = resources.get("/Properties")
    if isinstance(properties, Dictionary):
        # The names must stay, or a reader loses count of the marks in the content; what they point to draws nothing.
        for name in list(properties.keys()):
            properties[name] = Dictionary()


def _keep_only(holder: Object, allowed: frozenset[str]) -> None:
    for key in list(holder.keys()):
        if key not in allowed:
            del holder[key]


def found_in(pdf: Pdf) -> Counter[str]:
    """What acts in a file as it came, by the note that tells of it: `scripts`, `links`, `actions`, `files`."""
    found: Counter[str] = Counter()
    for holder, _ in _dictionaries(pdf):
        kind = holder.get("/S")
        if isinstance(kind, Name) and str(kind) in _ACTION_NOTE:
            found[_ACTION_NOTE[str(kind)]] += 1
        if isinstance(holder.get("/EF"), Dictionary):
            found["files"] += 1
    return found


def left_in(pdf: Pdf) -> list[str]:
    """Active keys reachable from the catalogue, resource names not counted: empty for every file this program lets through."""
    left: list[str] = []
    for holder, author_named in _dictionaries(pdf):
        kind = holder.get("/S")
        if isinstance(kind, Name) and str(kind) in _ACTIONS:
            left.append(str(kind))
        if isinstance(holder, Stream) and "/F" in holder:
            left.append("/F")
        if not author_named:
            left += _FORBIDDEN_KEYS.intersection(holder.keys())
    return left


def _dictionaries(pdf: Pdf) -> Iterator[tuple[Object, bool]]:
    """Every dictionary and stream reachable from the catalogue, once, and whether its keys are names an author chose."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, bool]] = [(pdf.Root, False)]
    while waiting:
        item, author_named = waiting.pop()
        if not isinstance(item, Stream | Dictionary | Array):
            continue
        if item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, Array):
            waiting += [(part, False) for part in item]
            continue
        yield item, author_named
        waiting += [(value, key in _NAMED_BY_AUTHOR and not author_named) for key, value in item.items()]
