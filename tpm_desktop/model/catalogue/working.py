"""What people keep beside the program: attachments, comments, cross-references, filters and views."""

from __future__ import annotations

from tpm_desktop.model.attachments import Attachment
from tpm_desktop.model.comments import Comment
from tpm_desktop.model.entry import Area, TableEntry, part
from tpm_desktop.model.saved_views import SavedView
from tpm_desktop.model.sent import SentCopy
from tpm_desktop.model.sieves import Sieve
from tpm_desktop.model.touches import Touch

WORKING: tuple[TableEntry, ...] = (
    part(
        Attachment,
        "Attachment",
        "Attachments",
        Area.OVERVIEW,
        "attachment",
        "name",
        "size",
        "added",
        "added_by",
        only_one=("row_table", "row_id", "content", "name"),
        called_by=("row_id",),
    ),
    part(
        Comment,
        "Comment",
        "Comments",
        Area.OVERVIEW,
        "note",
        "text",
        "written",
        "written_by",
        called_by=("text", "row_id"),
    ),
    part(
        Touch,
        "Cross-reference",
        "Cross-references",
        Area.OVERVIEW,
        "link",
        "note",
        only_one=("row_table", "row_id", "other_table", "other_id"),
        called_by=("row_id", "other_id", "note"),
    ),
    part(
        Sieve,
        "Saved filter",
        "Saved filters",
        Area.PLAN,
        "filter",
        "name",
        "of_table",
        "condition",
        "sort_by",
        "group_by",
        only_one=("of_table", "name"),
        called_by=("of_table",),
    ),
    part(
        SavedView,
        "Saved view",
        "Saved views",
        Area.PLAN,
        "columns",
        "name",
        "of_table",
        "layout",
        "condition",
        "sort_by",
        "group_by",
        only_one=("of_table", "name"),
        called_by=("of_table",),
    ),
)

SENT_COPIES = part(SentCopy, "Sent copy", "Sent copies", Area.OVERVIEW, "save-copy", "sender", "sent", "note")
"""About the file, not the program: outside the history, and no command lists it."""
