"""Rows on the clipboard, and where they go when they are pasted."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMimeData

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import outline
from tpm_desktop.gestures.clips import LARGEST, Clip, take
from tpm_desktop.gestures.copies import Copied, put
from tpm_desktop.plan import OpenProgram

CLIP_MIME = "application/x-tpm-desktop-clip"


def put_clip(data: QMimeData, program: OpenProgram, row_ids: list[str]) -> None:
    """Add rows, as they travel, to what is to be copied. Raises: `EditError` where they can't together."""
    data.setData(CLIP_MIME, b"")  # what can't be copied as rows is not pasted as cells either
    data.setData(CLIP_MIME, take(program, row_ids).to_json().encode())


def read_clip(data: QMimeData) -> Clip:
    """Raises: `EditError` for what can't be understood."""
    content = data.data(CLIP_MIME)
    if content.size() > LARGEST:
        raise EditError("what is on the clipboard is too large; copy fewer rows")
    return Clip.from_json(bytes(content.data()).decode(errors="replace"))


def _place(program: OpenProgram, row_id: str | None) -> tuple[str, str | None]:
    """Tasks come before the current one, to the end of a component project, or to the end of all."""
    rows = program.plan.state.outline
    if not len(rows):
        raise EditError("tasks need a component project; add one first")
    if row_id is None:
        return rows.ids[rows.children(-1)[-1]], None
    if rows.is_project[rows.row[row_id]]:
        return row_id, None
    return rows.ids[int(rows.parent[rows.row[row_id]])], row_id


def paste_here(program: OpenProgram, clip: Clip, row_id: str | None, after: str | None) -> Copied:
    """Put copies at a row; component projects before `after`. Raises: as `put`."""
    if clip.of_projects:
        return put(program, clip, before=after)
    parent, before = _place(program, row_id)
    return put(program, clip, parent=parent, before=before)


def move_here(program: OpenProgram, row_ids: list[str], row_id: str | None, after: str | None) -> None:
    """Move rows that were cut to a row; component projects before `after`. Raises: `EditError`."""
    rows = program.plan.state.outline
    present = [moved for moved in row_ids if moved in rows.row]
    if present and all(rows.is_project[rows.row[moved]] for moved in present):
        outline.move_projects(program, present, before=after)
        return
    parent, before = _place(program, row_id)
    outline.move(program, present, parent=parent, before=before)


def told(copied: Copied) -> str:
    """What came with the rows, or could not."""
    said = [_tr("1 row pasted") if len(copied.ids) == 1 else _tr("{} rows pasted").format(len(copied.ids))]
    if copied.new_resources:
        said.append(_tr("new resources: {}").format(", ".join(copied.new_resources)))
    if copied.lost_calendars:
        said.append(_tr("not in this program: calendar {}").format(", ".join(copied.lost_calendars)))
    return "; ".join(said)


def _tr(text: str) -> str:
    return QCoreApplication.translate("GanttClipping", text)
