"""What a new application starts with: the form's defaults, and what the enterprise's profile already knows."""

from __future__ import annotations

from collections.abc import Iterator

from shenbao.application import OPENING, Application, row_cells
from shenbao.forms.schema import Kind
from shenbao.forms.scheme import Scheme
from shenbao.records import Edit, Op


def opening(scheme: Scheme, profile: Application | None = None) -> tuple[Edit, ...]:
    """The first edits of a new application; they cannot be undone, and nobody has typed them."""
    ops = tuple(_from_profile(scheme, profile))
    known = {op.path.partition("/")[0] for op in ops}
    defaults = tuple(
        Op(path=path, new=place.field.default) for path, place in scheme.places.items() if place.field.default and path not in known
    )
    edits = (Edit(ops=defaults, label=OPENING, origin="default"), Edit(ops=ops, label=OPENING, origin="profile"))
    return tuple(edit for edit in edits if edit.ops)


def _from_profile(scheme: Scheme, profile: Application | None) -> Iterator[Op]:
    """Copies every answer of the profile that the form asks for under the same path. Rows get ids of their own."""
    if profile is None:
        return
    rows = Application()
    for path, place in scheme.places.items():
        field = place.field
        if not field.from_profile or field.compute:
            continue
        if field.kind is not Kind.TABLE:
            if stored := profile.stored(path):
                yield Op(path=path, new=stored)
            continue
        copied = profile.rows(path)
        for at, (new, row) in enumerate(zip(rows.new_rows(len(copied)), copied, strict=True)):
            cells = {column.id: row.cells.get(column.id, "") for column in field.columns if not column.compute}
            op = Op(path=f"{path}/{new}", at_new=at, cells=row_cells(cells))
            rows.apply(Edit(ops=(op,), label=OPENING))
            yield op
