"""The few widgets that views share."""

from __future__ import annotations

from .banner import Banner, Tone
from .empty_state import EmptyState
from .filter_edit import FilterEdit
from .hint import hint
from .pages import Pages
from .rag_badge import RagBadge, paint_rag
from .toast import Toast
from .view_header import ElidedLine, ViewHeader

__all__ = [
    "Banner",
    "ElidedLine",
    "EmptyState",
    "FilterEdit",
    "Pages",
    "RagBadge",
    "Toast",
    "Tone",
    "ViewHeader",
    "hint",
    "paint_rag",
]
